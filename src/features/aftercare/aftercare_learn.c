/* What a case taught the centre: without names, to be found later.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

#define NAME_PART_MIN 3 /* bytes; shorter parts of a name are words of the language, too */

static bool is_letter(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z');
}

/* The word stands in the text by itself; both folded. */
static bool has_word(struct str text, struct str word)
{
    size_t at;

    for (size_t from = 0; word.n > 0 && str_find(str_sub(text, from, text.n), word, &at);
         from += at + 1) {
        size_t start = from + at, end = start + word.n;

        if ((start == 0 || !is_letter(text.p[start - 1])) &&
            (end == text.n || !is_letter(text.p[end])))
            return true;
    }
    return false;
}

/* Anybody's whole name, or any part of the name of the one it happened to. */
static enum status check_names(struct db *db, struct arena *a, const struct care_case_row *k,
                               struct str folded)
{
    struct care_name_row_list names;
    struct str rest = utf8_fold(a, k->person_name), part;

    while (str_cut(&rest, ' ', &part))
        if (part.n >= NAME_PART_MIN && has_word(folded, part))
            return refuse(INVALID, T_AFTERCARE_LEARNING_NAMES);
    TRY(q_care_names_of(db, a, k->centre_id, &names));
    for (size_t i = 0; i < names.n; i++)
        if (has_word(folded, names.at[i].name_fold))
            return refuse(INVALID, T_AFTERCARE_LEARNING_NAMES);
    return OK;
}

enum status care_learn(struct db *db, struct arena *a, const struct actor *who,
                       const struct care_case_row *k, struct str text)
{
    struct str folded;
    int64_t id = id_new();

    if (text.n == 0)
        return refuse(INVALID, T_AFTERCARE_LEARNING_NEEDED);
    if (utf8_length(text) > CARE_LEARNING_MAX)
        return refuse(TOO_LARGE, T_AFTERCARE_TOO_LONG);
    folded = utf8_fold(a, text);
    TRY(check_names(db, a, k, folded));
    TRY(q_care_learning_insert(db, id, k->centre_id, k->id, text, folded, clock_now(),
                               who->person_id));
    TRY(audit(db, who, AUDIT_LEARNING_WRITTEN, k->id, STR("")));
    return announce(db, EVENT_LEARNING_WRITTEN, id);
}

/* "%words%"; what LIKE would take as a sign is escaped by !. */
static struct str pattern_of(struct arena *a, struct str q)
{
    struct str folded = utf8_fold(a, q);
    struct buf b = buf_new(a, 2 * folded.n + 2);

    buf_char(&b, '%');
    for (size_t i = 0; i < folded.n; i++) {
        if (folded.p[i] == '%' || folded.p[i] == '_' || folded.p[i] == '!')
            buf_char(&b, '!');
        buf_char(&b, folded.p[i]);
    }
    buf_char(&b, '%');
    return buf_str(&b);
}

enum status care_learnings(struct db *db, struct arena *a, const struct actor *who, struct str q,
                           int64_t before, int64_t limit, struct care_learning_row_list *ret,
                           bool *ret_more)
{
    struct care_learning_row_list list;

    if (!may(who, PERM_LEARNING_READ))
        return fail(DENIED, "may not read what was learned");
    TRY(q_care_learnings(db, a, who->centre_id, before > 0 ? before : INT64_MAX,
                         pattern_of(a, str_trim(q)), limit + 1, &list));
    *ret_more = (int64_t)list.n > limit;
    if (*ret_more)
        list.n = (size_t)limit;
    *ret = list;
    return OK;
}
