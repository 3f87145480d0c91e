/* Lays a document out on pages. It is done twice, first without drawing: each page tells how many there are.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/zone.h"
#include "pdf/libpango.h"
#include "pdf/pdf_parts.h"

/* Points, 72 to the inch. */
#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define LEFT (22 * MM)
#define RIGHT (PAGE_WIDTH - 22 * MM)
#define TOP (22 * MM)
#define BOTTOM (PAGE_HEIGHT - 26 * MM)
#define FOOT (PAGE_HEIGHT - 17 * MM)
#define VALUES (LEFT + 56 * MM) /* where the values of a table begin */
#define LETTER_ADDRESS (50 * MM)
#define LETTER_TEXT (98 * MM)
#define BODY_SIZE 10.5
#define SMALL_SIZE 8.5
#define LEADING 1.22

struct pen {
    const struct pdf *doc;
    cairo_t *cr;
    PangoLayout *layout;
    PangoFontDescription *font;
    bool draws;
    double y;
    int page, pages;
    const char *group; /* of blocks that belong together and is open: "L" or "Table" */
};

/* Where and how a text stands. */
struct column {
    double x, width, size;
    bool bold;
};

static void tag(struct pen *p, const char *name)
{
    if (p->draws)
        cairo.tag_begin(p->cr, name, NULL);
}

static void untag(struct pen *p, const char *name)
{
    if (p->draws)
        cairo.tag_end(p->cr, name);
}

static void set_text(struct pen *p, struct column c, struct str text)
{
    pango.font_description_set_weight(p->font, c.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango.font_description_set_absolute_size(p->font, c.size * PANGO_SCALE);
    pango.layout_set_font_description(p->layout, p->font);
    pango.layout_set_width(p->layout, (int)(c.width * PANGO_SCALE));
    pango.layout_set_text(p->layout, text.n > 0 ? text.p : "", (int)text.n);
}

/* The height of the layout's line i; draws it below y when show is set. */
static double one_line(struct pen *p, double x, int i, bool show)
{
    PangoLayoutLine *line = pango.layout_get_line_readonly(p->layout, i);
    PangoRectangle r;

    pango.layout_line_get_extents(line, NULL, &r);
    if (show && p->draws) {
        cairo.move_to(p->cr, x, p->y - (double)r.y / PANGO_SCALE);
        pango.cairo_show_layout_line(p->cr, line);
    }
    return LEADING * r.height / PANGO_SCALE;
}

static double text_height(struct pen *p, struct column c, struct str text, int at_most)
{
    double height = 0;

    set_text(p, c, text);
    for (int i = 0; i < pango.layout_get_line_count(p->layout) && i < at_most; i++)
        height += one_line(p, c.x, i, false);
    return height;
}

/* The number of the page, and what else stands at its foot; not part of the text that is read aloud. */
static void end_page(struct pen *p)
{
    struct column left = {LEFT, RIGHT - LEFT - 20 * MM, SMALL_SIZE, false};
    struct column right = {RIGHT - 11 * MM, 11 * MM, SMALL_SIZE, false};

    p->y = FOOT;
    set_text(p, left, p->doc->about.foot);
    one_line(p, left.x, 0, true);
    set_text(p, right, arena_printf(p->doc->arena, "%d / %d", p->page, p->pages));
    one_line(p, right.x, 0, true);
    if (p->draws)
        cairo.show_page(p->cr);
}

static void next_page(struct pen *p)
{
    end_page(p);
    p->page++;
    p->y = TOP;
}

static void need(struct pen *p, double height)
{
    if (p->y + height > BOTTOM && p->y > TOP)
        next_page(p);
}

/* From y on; what does not fit stands on the next page. */
static void put_text(struct pen *p, struct column c, struct str text)
{
    int n;

    set_text(p, c, text);
    n = pango.layout_get_line_count(p->layout);
    for (int i = 0; i < n; i++) {
        double height = one_line(p, c.x, i, false);

        if (p->y + height > BOTTOM) {
            next_page(p);
            set_text(p, c, text); /* the foot used the layout */
        }
        one_line(p, c.x, i, true);
        p->y += height;
    }
}

static const struct column body = {LEFT, RIGHT - LEFT, BODY_SIZE, false};

static void close_group(struct pen *p)
{
    if (p->group != NULL)
        untag(p, p->group);
    p->group = NULL;
}

static void open_group(struct pen *p, const char *name)
{
    if (p->group != NULL && str_eq(str_of(p->group), str_of(name)))
        return;
    close_group(p);
    p->y += 3;
    tag(p, name);
    p->group = name;
}

static void draw_heading(struct pen *p, const struct block *b)
{
    static const double sizes[] = {18, 13, 11};
    static const char *const tags[] = {"H1", "H2", "H3"};
    struct column c = {LEFT, RIGHT - LEFT, sizes[b->level - 1], true};

    if (p->y > TOP)
        p->y += c.size * 0.8;
    /* Never alone at the foot of a page. */
    need(p, text_height(p, c, b->text, 4) + 4 * BODY_SIZE * LEADING);
    tag(p, tags[b->level - 1]);
    put_text(p, c, b->text);
    untag(p, tags[b->level - 1]);
    p->y += c.size * 0.25;
}

static void draw_paragraph(struct pen *p, const struct block *b)
{
    p->y += 2;
    need(p, text_height(p, body, b->text, 2));
    tag(p, "P");
    put_text(p, body, b->text);
    untag(p, "P");
    p->y += 5;
}

/* A thin line above each row leads the eye from the label to what stands for it. */
static void draw_rule(struct pen *p)
{
    if (!p->draws)
        return;
    cairo.set_line_width(p->cr, 0.4);
    cairo.move_to(p->cr, LEFT, p->y);
    cairo.line_to(p->cr, RIGHT, p->y);
    cairo.stroke(p->cr);
}

static void draw_row(struct pen *p, const struct block *b)
{
    struct column label = {LEFT, VALUES - LEFT - 4 * MM, BODY_SIZE, true};
    struct column value = {VALUES, RIGHT - VALUES, BODY_SIZE, false};
    double height = text_height(p, label, b->label, 8), two = text_height(p, value, b->text, 2);

    open_group(p, "Table");
    need(p, 6 + (height > two ? height : two));
    draw_rule(p);
    p->y += 3;
    int page = p->page;
    double top = p->y;

    tag(p, "TR");
    tag(p, "TH");
    put_text(p, label, b->label);
    untag(p, "TH");
    double below = p->y;
    p->y = top;
    tag(p, "TD");
    put_text(p, value, b->text);
    untag(p, "TD");
    untag(p, "TR");
    if (p->page == page && p->y < below)
        p->y = below;
    p->y += 3;
}

static void draw_item(struct pen *p, const struct block *b)
{
    struct column mark = {LEFT + 2 * MM, 5 * MM, BODY_SIZE, false};
    struct column text = {LEFT + 7 * MM, RIGHT - LEFT - 7 * MM, BODY_SIZE, false};

    open_group(p, "L");
    need(p, text_height(p, text, b->text, 2));
    tag(p, "LI");
    tag(p, "Lbl");
    set_text(p, mark, STR("•"));
    one_line(p, mark.x, 0, true);
    untag(p, "Lbl");
    tag(p, "LBody");
    put_text(p, text, b->text);
    untag(p, "LBody");
    untag(p, "LI");
    p->y += 3;
}

static void draw_part(struct pen *p, struct column c, double y, struct str text)
{
    if (text.n == 0)
        return;
    p->y = y;
    tag(p, "P");
    put_text(p, c, text);
    untag(p, "P");
}

static void draw_letter(struct pen *p, const struct block *b)
{
    struct column address = {LEFT, 85 * MM, BODY_SIZE, false};
    struct column side = {LEFT + 104 * MM, RIGHT - LEFT - 104 * MM, SMALL_SIZE + 0.5, false};
    double below;

    draw_part(p, side, TOP, b->letter.sender);
    below = p->y + 4 * MM;
    draw_part(p, address, LETTER_ADDRESS, b->letter.recipient);
    draw_part(p, side, below > LETTER_ADDRESS ? below : LETTER_ADDRESS, b->letter.date);
    draw_part(p, side, p->y + 2, b->letter.reference);
    if (p->y < LETTER_TEXT)
        p->y = LETTER_TEXT;
}

static void draw_block(struct pen *p, const struct block *b)
{
    if (b->kind != BLOCK_ROW && b->kind != BLOCK_ITEM)
        close_group(p);
    switch (b->kind) {
    case BLOCK_HEADING:
        draw_heading(p, b);
        break;
    case BLOCK_PARAGRAPH:
        draw_paragraph(p, b);
        break;
    case BLOCK_ROW:
        draw_row(p, b);
        break;
    case BLOCK_ITEM:
        draw_item(p, b);
        break;
    case BLOCK_LETTER:
        draw_letter(p, b);
        break;
    }
}

static void draw(struct pen *p, bool draws)
{
    p->draws = draws;
    p->y = TOP;
    p->page = 1;
    tag(p, "Document");
    for (const struct block *b = p->doc->first; b != NULL; b = b->next)
        draw_block(p, b);
    close_group(p);
    untag(p, "Document");
    end_page(p);
    p->pages = p->page;
}

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned length)
{
    buf_add(closure, (struct str){(const char *)data, length});
    return CAIRO_STATUS_SUCCESS;
}

static void describe(const struct pdf *d, cairo_surface_t *surface)
{
    struct str instant = instant_text(d->arena, d->about.at); /* cairo wants whole seconds */
    const char *at = str_c(d->arena, arena_printf(d->arena, "%.*sZ", 19, instant.p));

    cairo.pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo.pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   str_c(d->arena, d->about.title));
    if (d->about.author.n > 0)
        cairo.pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR,
                                       str_c(d->arena, d->about.author));
    cairo.pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Bagvagt");
    cairo.pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, at);
    cairo.pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, at);
}

/* Whoever copies a word with ffi in it gets three letters. */
static void without_ligatures(PangoLayout *layout)
{
    PangoAttrList *list = pango.attr_list_new();

    pango.attr_list_insert(list, pango.attr_font_features_new("liga=0"));
    pango.layout_set_attributes(layout, list);
    pango.attr_list_unref(list);
}

/* False when there is no font at all, where pango would end the process. */
static bool write_pages(const struct pdf *d, cairo_t *cr)
{
    PangoFontMap *map = pango.cairo_font_map_new(); /* not the thread's: that one would stay */
    PangoContext *context = pango.font_map_create_context(map);
    struct pen p = {.doc = d, .cr = cr, .font = pango.font_description_from_string("DejaVu Sans")};
    PangoFont *font = pango.font_map_load_font(map, context, p.font);

    if (font != NULL) {
        pango.unref(font);
        pango.cairo_context_set_resolution(context, 72);
        pango.context_set_language(context,
                                   pango.language_from_string(str_c(d->arena, d->about.lang)));
        pango.context_set_round_glyph_positions(context, FALSE);
        pango.cairo_update_context(cr, context);
        p.layout = pango.layout_new(context);
        pango.layout_set_wrap(p.layout, PANGO_WRAP_WORD_CHAR);
        without_ligatures(p.layout);
        draw(&p, false);
        draw(&p, true);
        pango.unref(p.layout);
    }
    pango.font_description_free(p.font);
    pango.unref(context);
    pango.unref(map);
    return font != NULL;
}

enum status pdf_write(struct pdf *d, struct str *ret)
{
    struct buf file = buf_new(d->arena, 32 * 1024);
    cairo_surface_t *surface;
    cairo_status_t status;
    bool has_font;
    cairo_t *cr;

    TRY(libpango_load());
    surface = cairo.pdf_surface_create_for_stream(collect, &file, PAGE_WIDTH, PAGE_HEIGHT);
    describe(d, surface);
    cr = cairo.create(surface);
    has_font = write_pages(d, cr);
    status = cairo.status(cr);
    cairo.destroy(cr);
    cairo.surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo.surface_status(surface);
    cairo.surface_destroy(surface);
    if (!has_font)
        return fail(BROKEN,
                    "there is no font for documents: install the package fonts-dejavu-core");
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(BROKEN, "cairo cannot write the document: %s", cairo.status_to_string(status));
    TRY(pdf_finish(&file, d->about.lang));
    *ret = buf_str(&file);
    return OK;
}
