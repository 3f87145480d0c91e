/* What the files of this folder share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PDF_PDF_PARTS_H
#define PDF_PDF_PARTS_H

#include "base/buf.h"
#include "pdf/pdf.h"

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ROW, BLOCK_ITEM, BLOCK_LETTER };
struct block {
    enum block_kind kind;
    int level;
    struct str label, text;
    struct pdf_letter letter;
    struct block *next;
};

struct pdf {
    struct arena *arena;
    struct pdf_about about;
    struct block *first, **end;
};

/* pdf_finish.c: adds what cairo cannot say, the language and that the title is to be shown. BROKEN when the file is not built
 * as expected. */
CHECKED enum status pdf_finish(struct buf *file, struct str lang);

#endif
