/* Pages of the cards: all, one, changing one with a preview, and what one reads to 112.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "base/clock.h"
#include "cards_html.h"
#include "core/refuse.h"
#include "features/cards/cards_show.h"
#include "web/markdown.h"
#include "web/page.h"
#include "web/parts.h"

static const enum text_key part_texts[CARDS_PART_N] = {
    [CARDS_PART_NAME] = T_CARDS_F_NAME,          [CARDS_PART_ALL] = T_CARDS_ALL_KNOW,
    [CARDS_PART_HOLD] = T_CARDS_ROLE_HOLD,       [CARDS_PART_ALARM] = T_CARDS_ROLE_ALARM,
    [CARDS_PART_WRITE] = T_CARDS_ROLE_WRITE,     [CARDS_PART_DECIDE] = T_CARDS_ROLE_DECIDE,
    [CARDS_PART_RELIEVE] = T_CARDS_ROLE_RELIEVE,
};

static struct str day_text(struct arena *a, int64_t day)
{
    return day == 0 ? STR("") : date_text(a, (int32_t)day);
}

static struct str long_day(struct request *rq, int64_t day)
{
    return day == 0 ? STR_NONE : local_date(rq, zone_day_start(rq->zone, (int32_t)day));
}

/* ---- reading */

static struct cards_part_list parts_of(struct arena *a, const struct str texts[CARDS_PART_N])
{
    struct cards_part_list list = {arena_array(a, struct cards_part_view, CARDS_PART_N), 0};

    for (int part = CARDS_PART_ALL; part < CARDS_PART_N; part++)
        list.at[list.n++] =
            (struct cards_part_view){part_texts[part], markdown_html(a, texts[part], 4)};
    return list;
}

static enum status list(struct request *rq, struct response *rs)
{
    struct card_list cards;
    struct cards_list_view v = {.may_set = may(rq->who, PERM_CARDS_SET),
                                .may_follow = may(rq->who, PERM_NUMBERS_READ),
                                .asks = may(rq->who, PERM_HELP)};
    int32_t today = zone_day(rq->zone, clock_now());

    TRY(cards_list(rq->db, rq->arena, rq->who, &cards));
    TRY(cards_place_fill(rq, &v.place));
    v.may_add = v.may_set && cards.n < CARDS_SLOTS;
    v.cards = (struct cards_tile_list){arena_array(rq->arena, struct cards_tile, cards.n), cards.n};
    for (size_t i = 0; i < cards.n; i++) {
        const struct card *c = &cards.at[i];

        v.cards.at[i] =
            (struct cards_tile){.url = path_of(rq->arena, "/cards/{}", c->slot),
                                .name = c->text[rq->lang][CARDS_PART_NAME],
                                .read = c->read_at != 0 ? local_time(rq, c->read_at) : STR_NONE,
                                .slot = c->slot,
                                .version = c->version,
                                .is_due = c->review_day == 0 || c->review_day <= today};
    }
    struct html *page = page_begin(rq, rs, T_CARDS_TITLE);
    cards_list_html(page, &v);
    return page_end(page);
}

static enum status card(struct request *rq, struct response *rs)
{
    struct card c, now;
    int64_t slot, version = request_query_int(rq, "version", CARDS_NOW);
    int32_t today = zone_day(rq->zone, clock_now());

    TRY(param_id(rq, "slot", &slot));
    TRY(cards_get(rq->db, rq->arena, rq->who, slot, version < 0 ? CARDS_NOW : version, &c));
    enum status found = cards_of(rq->db, rq->arena, rq->who->centre_id, slot, CARDS_NOW, &now);
    if (found != OK && found != MISSING)
        return found;
    struct cards_card_view v = {.csrf = rq->csrf,
                                .url = path_of(rq->arena, "/cards/{}", slot),
                                .name = c.text[rq->lang][CARDS_PART_NAME],
                                .made = c.version > 0 ? local_time(rq, c.made_at) : STR_NONE,
                                .maker = c.maker,
                                .review = long_day(rq, c.review_day),
                                .read = c.read_at != 0 ? local_time(rq, c.read_at) : STR_NONE,
                                .slot = slot,
                                .version = c.version,
                                .parts = parts_of(rq->arena, c.text[rq->lang]),
                                .may_set = may(rq->who, PERM_CARDS_SET),
                                .asks = may(rq->who, PERM_HELP),
                                .is_own = slot >= CARDS_OWN,
                                .is_old = found == MISSING || now.version != c.version,
                                .is_due = c.review_day == 0 || c.review_day <= today};
    struct html *page = page_begin_titled(rq, rs, v.name);
    cards_card_html(page, &v);
    return page_end(page);
}

static enum status read_it(struct request *rq, struct response *rs)
{
    struct cards_read_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t slot;

    TRY(param_id(rq, "slot", &slot));
    TRY(form_read(rq, &entry, &errors));
    TRY(cards_confirm(rq->db, rq->arena, rq->who, slot, entry.version));
    page_notice(rq, rs, T_CARDS_THANKS);
    return redirect(rs, STR("/cards"));
}

/* ---- changing */

static struct str error_of(struct request *rq, const struct form_errors *errors, const char *name)
{
    const struct form_error *e = errors ? form_error_of(errors, name) : NULL;

    return e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE;
}

static struct cards_field_list fields_of(struct request *rq, const struct card *c,
                                         const struct form_errors *errors)
{
    struct cards_field_list list = {
        arena_array(rq->arena, struct cards_field_view, LANG_N * CARDS_PART_N),
        (size_t)LANG_N * CARDS_PART_N};

    for (size_t i = 0; i < list.n; i++) {
        const struct field *f = &cards_edit_form.fields[i];
        int part = (int)(i % CARDS_PART_N);
        struct str value = c->text[i < CARDS_PART_N ? LANG_DA : LANG_EN][part];

        list.at[i] = (struct cards_field_view){.name = f->name,
                                               .lang = i < CARDS_PART_N ? "da" : "en",
                                               .label = part_texts[part],
                                               .value = value.p ? value : STR(""),
                                               .error = error_of(rq, errors, f->name),
                                               .most = f->max,
                                               .is_name = part == CARDS_PART_NAME,
                                               .is_language = part == 0};
    }
    return list;
}

static enum status show_edit(struct request *rq, struct response *rs, const struct card *c,
                             bool preview, const struct form_errors *errors, struct str why)
{
    struct cards_edit_view v = {.csrf = rq->csrf,
                                .url = c->slot == 0 ? STR("/cards/new")
                                                    : path_of(rq->arena, "/cards/{}/edit", c->slot),
                                .error = why,
                                .review = day_text(rq->arena, c->review_day),
                                .review_error = error_of(rq, errors, "review_day"),
                                .slot = c->slot,
                                .version = c->version,
                                .fields = fields_of(rq, c, errors),
                                .is_new = c->slot == 0};

    v.preview.at = arena_array(rq->arena, struct cards_preview_view, LANG_N);
    if (preview) {
        v.preview.at[v.preview.n++] =
            (struct cards_preview_view){STR("Dansk"), c->text[LANG_DA][CARDS_PART_NAME], "da",
                                        parts_of(rq->arena, c->text[LANG_DA])};
        v.preview.at[v.preview.n++] =
            (struct cards_preview_view){STR("English"), c->text[LANG_EN][CARDS_PART_NAME], "en",
                                        parts_of(rq->arena, c->text[LANG_EN])};
    }
    struct html *page = page_begin(rq, rs, c->slot == 0 ? T_CARDS_ADD : T_CARDS_EDIT);
    cards_edit_html(page, &v);
    return page_end(page);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct card c;
    int64_t slot;

    TRY(param_id(rq, "slot", &slot));
    TRY(cards_get(rq->db, rq->arena, rq->who, slot, CARDS_NOW, &c));
    c.review_day = zone_day(rq->zone, clock_now()) + 365;
    return show_edit(rq, rs, &c, false, NULL, STR_NONE);
}

static enum status new_card(struct request *rq, struct response *rs)
{
    struct card c = {.review_day = zone_day(rq->zone, clock_now()) + 365};

    return show_edit(rq, rs, &c, false, NULL, STR_NONE);
}

/* Nothing typed is lost: what is refused is shown again. */
static enum status save(struct request *rq, struct response *rs, int64_t slot)
{
    struct cards_edit_entry entry;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &entry, &errors);

    entry.card.slot = slot;
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_edit(rq, rs, &entry.card, false, &errors, text(rq->lang, T_CARDS_SEE_BELOW));
    }
    TRY(done);
    if (entry.preview)
        return show_edit(rq, rs, &entry.card, true, NULL, STR_NONE);
    done = cards_put(rq->db, rq->arena, rq->who, &entry.card, &slot);
    if ((done == CONFLICT || done == INVALID) && refuse_key() != T_NONE) {
        rs->status = done == CONFLICT ? 409 : 422;
        return show_edit(rq, rs, &entry.card, false, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_CARDS_SAVED_NEW);
    return redirect(rs, path_of(rq->arena, "/cards/{}", slot));
}

static enum status put_edit(struct request *rq, struct response *rs)
{
    struct card c;
    int64_t slot;

    TRY(param_id(rq, "slot", &slot));
    TRY(cards_get(rq->db, rq->arena, rq->who, slot, CARDS_NOW, &c));
    return save(rq, rs, slot);
}

static enum status put_new(struct request *rq, struct response *rs)
{
    return save(rq, rs, 0);
}

static enum status retire(struct request *rq, struct response *rs)
{
    int64_t slot;

    TRY(param_id(rq, "slot", &slot));
    TRY(cards_retire(rq->db, rq->arena, rq->who, slot));
    return redirect(rs, STR("/cards"));
}

/* ---- what one reads to 112 */

/* "80" or "98,5", as the reader writes it. */
static struct str percent_text(struct request *rq, int64_t permille)
{
    long long whole = (long long)permille / 10, tenth = (long long)permille % 10;

    return tenth == 0 ? arena_printf(rq->arena, "%lld", whole)
                      : arena_printf(rq->arena, "%lld%c%lld", whole,
                                     rq->lang == LANG_DA ? ',' : '.', tenth);
}

static enum status show_place(struct request *rq, struct response *rs,
                              const struct cards_place_entry *e, const struct form_errors *errors,
                              struct str why)
{
    const struct cards_place *p = &e->place;
    struct cards_place_edit_view v = {.csrf = rq->csrf,
                                      .error = why,
                                      .address = p->address,
                                      .way_in = p->way_in,
                                      .numbers = p->numbers,
                                      .verified = day_text(rq->arena, p->verified_on),
                                      .address_error = error_of(rq, errors, "address"),
                                      .verified_error = error_of(rq, errors, "verified_on"),
                                      .soon_error = error_of(rq, errors, "goal_soon"),
                                      .late_error = error_of(rq, errors, "goal_late"),
                                      .goal_soon = e->soon,
                                      .goal_late = e->late};
    struct html *page = page_begin(rq, rs, T_CARDS_PLACE_TITLE);

    cards_place_edit_html(page, &v);
    return page_end(page);
}

static enum status place(struct request *rq, struct response *rs)
{
    struct cards_place_entry e;

    TRY(cards_place_get(rq->db, rq->arena, rq->who, &e.place));
    e.soon = percent_text(rq, e.place.goal_soon);
    e.late = percent_text(rq, e.place.goal_late);
    return show_place(rq, rs, &e, NULL, STR_NONE);
}

/* A goal that is no percent is told beside its field. */
static void read_goals(struct cards_place_entry *e, struct form_errors *errors)
{
    if (e->soon.n > 0 && !cards_permille_of(e->soon, &e->place.goal_soon))
        form_error_add(errors, &cards_place_edit_form, "goal_soon", T_CARDS_BAD_PERCENT, 0);
    if (e->late.n > 0 && !cards_permille_of(e->late, &e->place.goal_late))
        form_error_add(errors, &cards_place_edit_form, "goal_late", T_CARDS_BAD_PERCENT, 0);
}

static enum status put_place(struct request *rq, struct response *rs)
{
    struct cards_place_entry e;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &e, &errors);

    if (done == OK || (done == INVALID && errors.n > 0)) {
        read_goals(&e, &errors);
        if (errors.n > 0) {
            rs->status = 422;
            return show_place(rq, rs, &e, &errors, text(rq->lang, T_CARDS_SEE_BELOW));
        }
    }
    TRY(done);
    done = cards_place_put(rq->db, rq->arena, rq->who, &e.place);
    if (done == INVALID && refuse_key() != T_NONE) {
        rs->status = 422;
        return show_place(rq, rs, &e, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_HELP_SAVED);
    return redirect(rs, STR("/cards"));
}

const struct route cards_routes[] = {
    {GET, "/cards", PERM_CARDS_READ, list},
    {GET, "/cards/new", PERM_CARDS_SET, new_card},
    {POST, "/cards/new", PERM_CARDS_SET, put_new, .in = &cards_edit_form},
    {GET, "/cards/place", PERM_CARDS_SET, place},
    {POST, "/cards/place", PERM_CARDS_SET, put_place, .in = &cards_place_edit_form},
    {GET, "/cards/{slot}", PERM_CARDS_READ, card},
    {POST, "/cards/{slot}/read", PERM_HELP, read_it, .in = &cards_read_form},
    {GET, "/cards/{slot}/edit", PERM_CARDS_SET, edit},
    {POST, "/cards/{slot}/edit", PERM_CARDS_SET, put_edit, .in = &cards_edit_form},
    {POST, "/cards/{slot}/retire", PERM_CARDS_SET, retire},
    {0},
};
