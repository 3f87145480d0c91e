/* Pages: who looked, the extract, exports, own notes, retention.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy_web.h"

#include "features/incidents/incidents.h"
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_view.h"
#include "privacy_html.h"
#include "web/page.h"

#define LOOKS_SHOWN 200
#define RUNS_SHOWN 60

/* ---- who looked */

static enum text_key look_text(struct str action)
{
    if (str_eq(action, STR("incident_exported")))
        return T_LOOKS_EXPORTED;
    if (str_eq(action, STR("person_extracted")))
        return T_LOOKS_EXTRACTED;
    return str_eq(action, STR("aftercare_seen")) ? T_LOOKS_SAW_CASE : T_LOOKS_SAW;
}

static enum status looks_page(struct request *rq, struct response *rs,
                              const struct privacy_looks *looks, struct str back_url)
{
    struct looks_view v = {.back_url = back_url};

    if (looks->number != 0)
        v.number = incident_number_text(rq->arena, looks->number);
    v.items.at = arena_array(rq->arena, struct look_item, looks->rows.n);
    for (size_t i = 0; i < looks->rows.n; i++) {
        const struct look_row *r = &looks->rows.at[i];
        struct look_item *item = &v.items.at[v.items.n++];

        *item = (struct look_item){.when = local_time(rq, r->at),
                                   .when_iso = iso_time(rq, r->at),
                                   .name = r->name,
                                   .what = look_text(r->action)};
        if (looks->number == 0 && r->number != 0) {
            item->number = incident_number_text(rq->arena, r->number);
            item->number_url = arena_printf(rq->arena, "/h/%.*s", STR_ARG(item->number));
        }
    }
    struct html *page = page_begin(rq, rs, T_LOOKS_TITLE);
    privacy_looks_html(page, &v);
    return page_end(page);
}

static enum status looks_all(struct request *rq, struct response *rs)
{
    struct privacy_looks looks;

    TRY(privacy_looks_all(rq->db, rq->arena, rq->who, LOOKS_SHOWN, &looks));
    return looks_page(rq, rs, &looks, STR(""));
}

static enum status looks_incident(struct request *rq, struct response *rs)
{
    struct privacy_looks looks;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(privacy_looks_incident(rq->db, rq->arena, rq->who, id, &looks));
    return looks_page(rq, rs, &looks, path_of(rq->arena, "/incidents/{}", id));
}

static enum status looks_case(struct request *rq, struct response *rs)
{
    struct privacy_looks looks;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(privacy_looks_case(rq->db, rq->arena, rq->who, id, &looks));
    return looks_page(rq, rs, &looks, STR("/aftercare/mine"));
}

/* ---- files to keep */

static enum status attach(struct response *rs, struct arena *a, struct str content,
                          const char *content_type, struct str filename)
{
    rs->content_type = str_of(content_type);
    buf_add(&rs->body, content);
    response_header(rs, "Content-Disposition",
                    arena_printf(a, "attachment; filename=\"%.*s\"", STR_ARG(filename)));
    response_header(rs, "Cache-Control", STR("no-store"));
    return OK;
}

static enum status extract_page(struct request *rq, struct response *rs)
{
    struct extract_view v = {.csrf = rq->csrf};
    struct html *page = page_begin(rq, rs, T_EXTRACT_PAGE_TITLE);

    privacy_extract_html(page, &v);
    return page_end(page);
}

static enum status extract(struct request *rq, struct response *rs)
{
    struct str zip;

    TRY(privacy_extract(rq->db, rq->arena, rq->who, rq->who->person_id, &zip));
    return attach(rs, rq->arena, zip, "application/zip", STR("bagvagt.zip"));
}

/* ---- exports */

struct export_entry {
    int64_t parts, format;
};
static const struct field export_fields[] = {
    {.name = "parts",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct export_entry, parts),
     .words = privacy_part_words,
     .label = T_EXPORT_PARTS,
     .doc = "What of it"},
    {.name = "format",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct export_entry, format),
     .required = true,
     .words = privacy_format_words,
     .label = T_EXPORT_FORMAT,
     .doc = "A page, PDF or JSON"},
};
static const struct form export_form = FORM("IncidentExport", export_fields, struct export_entry);

static const enum text_key part_texts[] = {
#define X(name, word) T_EXPORT_PART_##name,
    PRIVACY_PARTS(X)
#undef X
};
static const enum text_key format_texts[] = {
#define X(name, word) T_EXPORT_FORMAT_##name,
    PRIVACY_FORMATS(X)
#undef X
};

static enum status export_page_of(struct request *rq, struct response *rs, int64_t id,
                                  const struct export_entry *entry, bool nothing)
{
    struct incident in;
    struct export_view v = {.csrf = rq->csrf, .nothing = nothing};

    TRY(incident_find(rq->db, rq->arena, rq->who, id, &in));
    if (in.sight != INCIDENT_SIGHT_FULL)
        return fail(MISSING, "sees only the event");
    v.number = incident_number_text(rq->arena, in.row.number);
    v.action = path_of(rq->arena, "/export/incidents/{}", id);
    v.back_url = path_of(rq->arena, "/incidents/{}", id);
    v.parts.at = arena_array(rq->arena, struct export_choice, PRIVACY_PART_N);
    for (int i = 0; i < PRIVACY_PART_N; i++)
        v.parts.at[v.parts.n++] = (struct export_choice){privacy_part_words[i], part_texts[i],
                                                         (entry->parts >> i & 1) != 0};
    v.formats.at = arena_array(rq->arena, struct export_choice, PRIVACY_FORMAT_N);
    for (int i = 0; i < PRIVACY_FORMAT_N; i++)
        v.formats.at[v.formats.n++] =
            (struct export_choice){privacy_format_words[i], format_texts[i], i == entry->format};
    struct html *page = page_begin(rq, rs, T_EXPORT_TITLE);
    privacy_export_html(page, &v);
    return page_end(page);
}

static enum status export_page(struct request *rq, struct response *rs)
{
    struct export_entry entry = {.parts = 1 << PRIVACY_PART_EVENT, .format = PRIVACY_HTML};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return export_page_of(rq, rs, id, &entry, false);
}

static enum status export(struct request *rq, struct response *rs) {
    static const char *const types[] = {"text/html; charset=utf-8", "application/pdf",
                                        "application/json"};
    struct export_entry entry; struct form_errors errors = {.n = 0}; struct str content; int64_t id;

    TRY(param_id(rq, "id", &id)); enum status read = form_read(rq, &entry, &errors);
    if (read != OK && errors.n == 0) return read; if (read != OK || entry.parts == 0){
        rs->status = 422; return export_page_of(rq, rs, id, &entry, entry.parts == 0);}
TRY(privacy_export(rq->db, rq->arena, rq->who, id, entry.parts, (enum privacy_format)entry.format,
                   &content));
return attach(rs, rq->arena, content, types[entry.format],
              arena_printf(rq->arena, "bagvagt-export.%s", privacy_format_words[entry.format]));
}

/* ---- own notes */

struct note_entry {
    struct str text;
};
static const struct field note_fields[] = {
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct note_entry, text),
     .required = true,
     .multiline = true,
     .max = OWN_NOTE_MAX,
     .label = T_NOTE_TEXT,
     .doc = "The note"},
};
static const struct form note_form = FORM("OwnNote", note_fields, struct note_entry);

static enum status notes_page_of(struct request *rq, struct response *rs, struct str typed,
                                 struct str error)
{
    struct notes_view v = {.csrf = rq->csrf, .typed = typed, .error = error};
    struct own_note_list list;

    TRY(own_notes(rq->db, rq->arena, rq->who, &list));
    v.items.at = arena_array(rq->arena, struct note_item, list.n);
    for (size_t i = 0; i < list.n; i++)
        v.items.at[v.items.n++] = (struct note_item){
            list.at[i].id, list.at[i].text, local_time(rq, list.at[i].written_at),
            iso_time(rq, list.at[i].written_at), path_of(rq->arena, "/me/notes/{}", list.at[i].id)};
    struct html *page = page_begin(rq, rs, T_NOTES_TITLE);
    privacy_notes_html(page, &v);
    return page_end(page);
}

static enum status notes_page(struct request *rq, struct response *rs)
{
    return notes_page_of(rq, rs, STR(""), STR(""));
}

static enum status write_note(struct request *rq, struct response *rs, int64_t id)
{
    struct note_entry entry;
    struct form_errors errors = {.n = 0};
    enum status read = form_read(rq, &entry, &errors);

    if (read == INVALID && errors.n > 0) {
        rs->status = 422;
        return notes_page_of(rq, rs, entry.text,
                             text(rq->lang, entry.text.n == 0 ? T_NOTE_EMPTY : T_NOTE_TOO_LONG));
    }
    TRY(read);
    TRY(own_note_write(rq->db, rq->arena, rq->who, id, entry.text));
    page_notice(rq, rs, T_NOTE_SAVED);
    return redirect(rs, STR("/me/notes"));
}

static enum status add_note(struct request *rq, struct response *rs)
{
    return write_note(rq, rs, 0);
}

static enum status change_note(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return write_note(rq, rs, id);
}

static enum status drop_note(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(own_note_drop(rq->db, rq->who, id));
    page_notice(rq, rs, T_NOTE_DROPPED);
    return redirect(rs, STR("/me/notes"));
}

/* ---- retention */

static const struct retention_rule *rule_named(const struct retention_results *rules,
                                               struct str name)
{
    for (size_t i = 0; i < rules->n; i++)
        if (str_eq(name, str_of(rules->at[i].rule->name)))
            return rules->at[i].rule;
    return NULL;
}

static enum status retention_page(struct request *rq, struct response *rs)
{
    struct retention_report report;
    struct retention_view v = {.rules.n = 0};

    TRY(retention_report(rq->db, rq->arena, rq->who, RUNS_SHOWN, &report));
    v.rules.at = arena_array(rq->arena, struct retention_item, report.rules.n);
    for (size_t i = 0; i < report.rules.n; i++) {
        const struct retention_result *r = &report.rules.at[i];

        v.rules.at[v.rules.n++] =
            (struct retention_item){.kept = text_span(rq->arena, rq->lang, r->days * 86400),
                                    .n = text_number(rq->arena, rq->lang, r->n),
                                    .what = r->rule->what,
                                    .why = r->rule->why};
    }
    v.runs.at = arena_array(rq->arena, struct retention_item, report.runs.n);
    for (size_t i = 0; i < report.runs.n; i++) {
        const struct retention_rule *rule = rule_named(&report.rules, report.runs.at[i].rule);

        if (rule) /* of another version of the program */
            v.runs.at[v.runs.n++] =
                (struct retention_item){.what = rule->what,
                                        .when = local_time(rq, report.runs.at[i].at),
                                        .n = text_number(rq->arena, rq->lang, report.runs.at[i].n)};
    }
    struct html *page = page_begin(rq, rs, T_RETENTION_TITLE);
    privacy_retention_html(page, &v);
    return page_end(page);
}

const struct route privacy_routes[] = {
    {GET, "/me/looks", PERM_SIGNED_IN, looks_all},
    {GET, "/looks/incidents/{id}", PERM_INCIDENT_READ, looks_incident},
    {GET, "/looks/aftercare/{id}", PERM_CARE_READ, looks_case},
    {GET, "/me/extract", PERM_SIGNED_IN, extract_page},
    {POST, "/me/extract", PERM_SIGNED_IN, extract, .flags = ROUTE_SLOW},
    {GET, "/export/incidents/{id}", PERM_INCIDENT_READ, export_page},
    {POST, "/export/incidents/{id}", PERM_INCIDENT_READ, export, .in = &export_form,
     .flags = ROUTE_SLOW},
    {GET, "/me/notes", PERM_SIGNED_IN, notes_page},
    {POST, "/me/notes", PERM_SIGNED_IN, add_note, .in = &note_form},
    {POST, "/me/notes/{id}", PERM_SIGNED_IN, change_note, .in = &note_form},
    {POST, "/me/notes/{id}/drop", PERM_SIGNED_IN, drop_note},
    {GET, "/retention", PERM_RETENTION_READ, retention_page},
    {0},
};
