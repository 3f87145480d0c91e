/* Forms of this feature drawn from their tables, with what was typed and what was wrong with it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_FORM_H
#define CONDUCT_CONDUCT_FORM_H

#include "web/parts.h"
#include "web/request.h"

enum conduct_look { CONDUCT_INPUT, CONDUCT_AREA, CONDUCT_RADIOS, CONDUCT_TICKS, CONDUCT_HIDDEN };

struct conduct_option {
    struct str value, label;
    bool chosen;
};
struct conduct_options {
    struct conduct_option *at;
    size_t n;
};
struct conduct_field {
    enum conduct_look look;
    struct str id, name, type, value, label, hint,
        error;            /* hint, error: STR_NONE when there is none */
    struct str described; /* for aria-describedby; STR_NONE: nothing */
    bool required;
    int64_t max, rows;
    struct conduct_options options;
};
struct conduct_fields {
    struct conduct_field *at;
    size_t n;
};
struct conduct_form_view {
    struct str csrf, action, submit, alert; /* alert: STR_NONE unless something was wrong */
    bool is_secondary;
    struct conduct_fields fields;
};

/* What the table of a form does not say: words of choices, a hint. NULL-ended by name. */
struct conduct_dress {
    const char *name;
    enum text_key hint;
    const enum text_key *texts;
    int64_t rows; /* of a text of several lines */
    bool hidden;
};
/* What a form said when it could not be done. */
struct conduct_trouble {
    struct form_errors errors;
    struct str alert;
};

/* values: the struct the form fills; trouble may be NULL. prefix makes ids unique on the page. */
struct conduct_form_view conduct_form_of(struct request *rq, const struct form *form,
                                         const struct conduct_dress *dress, const void *values,
                                         const struct conduct_trouble *trouble, const char *prefix,
                                         struct str action, enum text_key submit);

/* Reads the body by the route's form and looks for CPR numbers in every text. INVALID with errors: show the form again. */
CHECKED enum status conduct_read(struct request *rq, void *ret, struct form_errors *errors);
/* The page shows the form again: answers true and sets 422 for bad input and for what a rule refused with words. */
bool conduct_again(struct request *rq, struct response *rs, enum status status,
                   struct conduct_trouble *trouble);

#endif
