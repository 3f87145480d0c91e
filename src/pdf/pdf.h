/* A document to print or to file, written as PDF (cairo and pango): A4, pages numbered, text that can be copied and read
 * aloud (headings, paragraphs, tables and lists are tagged, title and language stand in the file). What was added is laid
 * out by pdf_write; the same document gives the same bytes. Takes some tens of milliseconds: routes that write one are
 * ROUTE_SLOW. Texts are UTF-8, borrowed until pdf_write; \n begins a new line; an empty one adds nothing.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/arena.h"
#include "base/status.h"

struct pdf;

struct pdf_about {
    struct str title;  /* in the file and the reader's window, not on the page */
    struct str lang;   /* "da", "en" */
    struct str author; /* who it is from; may be empty */
    struct str foot;   /* small, at the foot of each page beside its number; may be empty */
    int64_t at;        /* when it was written: clock_now(), or when its content was last changed */
};

struct pdf *pdf_new(struct arena *a, const struct pdf_about *about);

void pdf_heading(struct pdf *d, int level, struct str text); /* 1 to 3 */
void pdf_paragraph(struct pdf *d, struct str text);
/* A label of a few words and what stands for it, of any length. Rows that follow one another are one table. */
void pdf_row(struct pdf *d, struct str label, struct str value);
void pdf_item(struct pdf *d,
              struct str text); /* of a list; items that follow one another are one list */

/* The upper part of a letter, first in the document: the address stands where a window envelope shows it. */
struct pdf_letter {
    struct str sender;    /* lines, at the top right */
    struct str recipient; /* lines: name, street, place */
    struct str date;      /* "22. november 2026", as it is to be read */
    struct str reference; /* "Sag 17"; may be empty */
};
void pdf_letter(struct pdf *d, const struct pdf_letter *letter);

/* The file. BROKEN when the libraries or fonts are not installed. */
CHECKED enum status pdf_write(struct pdf *d, struct str *ret);

#endif
