/* Everything the database holds about one person, in a package they can read.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "core/audit.h"
#include "core/zip.h"
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_doc_show.h"

enum status privacy_find_person(struct db *db, struct arena *a, struct str name,
                                struct privacy_person_row *ret)
{
    enum status found = q_privacy_person_by_login(db, a, name, ret);
    int64_t id;

    if (found == MISSING && str_int64(name, &id))
        found = q_privacy_person(db, a, id, ret);
    return found;
}

static size_t count_parts(void)
{
    size_t n = 0;

    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++)
            n++;
    return n;
}

static enum status read_parts(struct db *db, struct arena *a, int64_t person_id,
                              const struct zone *zone, struct doc *d)
{
    d->at = arena_array(a, struct doc_section, count_parts());
    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++) {
            struct personal_rows rows;

            TRY(p->read(db, a, person_id, &rows));
            doc_add_rows(a, d->lang, zone, p, &rows, &d->at[d->n++]);
        }
    return OK;
}

static enum status pack(struct arena *a, const struct doc *d, struct str *ret_zip)
{
    const struct zip_entry entries[] = {{"bagvagt.html", doc_html(a, d)},
                                        {"bagvagt.json", doc_json(a, d)}};

    return zip_write(a, entries, 2, ret_zip);
}

enum status privacy_extract(struct db *db, struct arena *a, const struct actor *who,
                            int64_t person_id, struct str *ret_zip)
{
    struct privacy_person_row person;
    const struct zone *zone;
    struct doc d = {.lang = LANG_DA};
    DB_TX(tx, db);

    if (!who->is_system && (who->person_id != person_id || !may(who, PERM_SIGNED_IN)))
        return fail(MISSING, "an extract is for the person alone");
    TRY(q_privacy_person(db, a, person_id, &person));
    TRY(zone_find(person.zone, &zone));
    if (!lang_find(person.lang, &d.lang))
        d.lang = LANG_DA;
    struct text_arg name = TEXT_STR(person.name),
                    made = TEXT_STR(doc_time_said(a, d.lang, zone, clock_now()));
    d.lang_code = lang_code(d.lang);
    d.title = text_filled(a, d.lang, T_EXTRACT_TITLE, &name, 1);
    d.lead = text(d.lang, T_EXTRACT_LEAD);
    d.made = text_filled(a, d.lang, T_EXTRACT_MADE, &made, 1);
    TRY(read_parts(db, a, person_id, zone, &d));
    TRY(audit(db, who, AUDIT_PERSON_EXTRACTED, person_id, STR("")));
    TRY(pack(a, &d, ret_zip));
    return db_commit(&tx);
}
