/* Forms drawn from their declaration: label, kind and value of a field come from the same table
 * that reads it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_FORM_H
#define FEATURES_PEOPLE_FORM_H

#include "web/parts.h"
#include "web/request.h"

struct field_option {
    struct str value, label;
    bool selected;
};
struct field_options {
    struct field_option *at;
    size_t n;
};

enum field_look { LOOK_INPUT, LOOK_SELECT, LOOK_TICK, LOOK_TICKS, LOOK_HIDDEN, LOOK_NONE };

struct field_view {
    enum field_look look;
    struct str id, name, type, value, label;
    struct str hint, error;  /* STR_NONE: none */
    struct str autocomplete; /* "off" when not said otherwise */
    bool required, ticked;
    struct field_options options; /* of a select, and of several ticks */
};
struct field_views {
    struct field_view *at;
    size_t n;
};

struct form_view {
    struct str csrf, action, submit;
    struct str alert; /* what went wrong with the whole; STR_NONE: nothing */
    size_t n_errors;
    bool is_secondary; /* the page has a more important button */
    struct field_views fields;
    const struct pending_post *pending; /* carried through a sign-in; NULL: none */
};

/* values is the struct the form fills; errors may be NULL. prefix makes ids unique where a page has
 * several forms. */
struct form_view form_view_of(struct request *rq, const struct form *form, const void *values,
                              const struct form_errors *errors, const char *prefix,
                              struct str action, enum text_key submit);
/* The field, to be changed before drawing. */
struct field_view *form_view_field(struct form_view *v, const char *name);
void form_view_hint(struct form_view *v, const char *name, struct str hint);
/* Room for n options; the first is "none" with an empty value when none is not T_NONE. */
void form_view_options(struct request *rq, struct form_view *v, const char *name, size_t n,
                       enum text_key none);
void form_view_option(struct form_view *v, const char *name, struct str value, struct str label);

/* A refusal by a rule becomes a message beside the field it is about, or of the whole form
 * (*ret_alert). false: the status is no refusal of input, the handler returns it. */
bool form_refused(struct request *rq, enum status status, const struct form *form,
                  struct form_errors *errors, struct str *ret_alert);
/* The page shows the form again: 422. */
void form_again(struct response *rs);

#endif
