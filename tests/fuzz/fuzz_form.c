/* Any bytes as a form, as JSON and as a query string, for every form that a route of the program
 * reads: what comes out keeps to the table, and nothing is written beside it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/utf8.h"
#include "web/form.h"
#include "web/route.h"

static const struct route *route_at(size_t wanted)
{
    const struct route *found = NULL;
    size_t n = 0;

    for (int round = 0; round < 2; round++)
        for (size_t t = 0; all_routes[t] != NULL; t++)
            for (const struct route *r = all_routes[t]; r->run != NULL; r++)
                if ((r->in != NULL || r->query != NULL) && n++ == wanted)
                    return r;
                else if (round == 0)
                    found = r;
    return found; /* only when there are fewer than wanted / 2 */
}

static int64_t number_at(const char *filled, const struct field *f)
{
    int64_t v;

    memcpy(&v, filled + f->offset, sizeof v);
    return v;
}

static size_t count(const char *const *words)
{
    size_t n = 0;

    while (words[n] != NULL)
        n++;
    return n;
}

/* texts_only: the form was refused, and what holds now is only what the page needs to show it
 * again. */
static void check(const struct form *form, const char *filled, bool texts_only)
{
    for (size_t i = 0; i < form->n; i++) {
        const struct field *f = &form->fields[i];
        struct str s;

        if (f->kind == FIELD_TEXT || f->kind == FIELD_SECRET) {
            memcpy(&s, filled + f->offset, sizeof s);
            must(s.p == NULL || utf8_valid(s));
            must(texts_only || f->max == 0 || s.n <= (size_t)f->max);
            must(texts_only || !f->required || s.n > 0);
        } else if (f->kind == FIELD_LIST) {
            memcpy(&s, filled + f->offset, sizeof s);
            must(s.p != NULL && utf8_valid(s));
        } else if (f->kind == FIELD_CHOICE && !texts_only) {
            must(number_at(filled, f) >= -1 && number_at(filled, f) < (int64_t)count(f->words));
        } else if (f->kind == FIELD_CHOICES) {
            must((uint64_t)number_at(filled, f) >> count(f->words) == 0);
        } else if (f->kind == FIELD_ID) {
            must(number_at(filled, f) >= 0);
        }
    }
}

static void read_into(struct request *rq, const struct form *form, bool query)
{
    char *filled = malloc(form->size); /* exactly: a write beside it is seen */
    struct form_errors errors;
    enum status status;

    must(filled != NULL);
    failure_clear();
    status = query ? query_read(rq, filled, &errors) : form_read(rq, filled, &errors);
    must(status == OK || status == INVALID || status == TOO_LARGE);
    must(errors.n <= FORM_MAX_ERRORS && (status != OK || errors.n == 0));
    if (status == OK || errors.n > 0)
        check(form, filled, status != OK);
    free(filled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct str s = input_of(data, n);
    size_t way = take_byte(&s);
    struct request rq = {.arena = a,
                         .method = POST,
                         .route = route_at(take_byte(&s)),
                         .path = STR("/"),
                         .upload = {.fd = -1}};
    char *p = copy_of(s);

    s.p = p;
    must(zone_find(STR("Europe/Copenhagen"), &rq.zone) == OK);
    rq.query = way % 4 == 2 ? s : STR("");
    rq.body = way % 4 == 2 ? STR("") : s;
    rq.content_type =
        way % 4 == 1 ? STR("application/json") : STR("application/x-www-form-urlencoded");
    if (way % 4 == 2 && rq.route->query != NULL)
        read_into(&rq, rq.route->query, true);
    else if (rq.route->in != NULL)
        read_into(&rq, rq.route->in, false);
    arena_free(a);
    free(p);
    return 0;
}
