/* What a document consists of; pdf_draw.c lays it out.
 * SPDX-License-Identifier: MPL-2.0 */
#include "pdf/pdf_parts.h"

struct pdf *pdf_new(struct arena *a, const struct pdf_about *about)
{
    struct pdf *d = arena_make(a, struct pdf);

    d->arena = a;
    d->about = *about;
    d->end = &d->first;
    return d;
}

static struct block *add(struct pdf *d, enum block_kind kind)
{
    struct block *b = arena_make(d->arena, struct block);

    b->kind = kind;
    *d->end = b;
    d->end = &b->next;
    return b;
}

void pdf_heading(struct pdf *d, int level, struct str text)
{
    struct block *b;

    must(level >= 1 && level <= 3);
    if (text.n == 0)
        return;
    b = add(d, BLOCK_HEADING);
    b->level = level;
    b->text = text;
}

void pdf_paragraph(struct pdf *d, struct str text)
{
    if (text.n > 0)
        add(d, BLOCK_PARAGRAPH)->text = text;
}

void pdf_row(struct pdf *d, struct str label, struct str value)
{
    struct block *b;

    if (label.n == 0 && value.n == 0)
        return;
    b = add(d, BLOCK_ROW);
    b->label = label;
    b->text = value;
}

void pdf_item(struct pdf *d, struct str text)
{
    if (text.n > 0)
        add(d, BLOCK_ITEM)->text = text;
}

void pdf_letter(struct pdf *d, const struct pdf_letter *letter)
{
    must(d->first == NULL);
    add(d, BLOCK_LETTER)->letter = *letter;
}
