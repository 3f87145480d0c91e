/* What followed towards a few citizens, as the conduct feature writes it: one request of each standing that a manager meets.
 * No letter names anybody, and the references lead nowhere.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#include "core/calendar.h"
#include "features/conduct/conduct.h"

#define WARNING_LETTER                                                                             \
    "Kære borger\n\nDu har i telefonen talt groft til en af vores medarbejdere. Det er ikke i "   \
    "orden. Du er fortsat velkommen til at ringe, men fortsætter det, kan vi begrænse, hvordan " \
    "du kan kontakte os.\n\nVenlig hilsen\nKundecenter Eksempelkøbing (opfundet)"
#define HEARING_LETTER                                                                             \
    "Kære borger\n\nVi overvejer at begrænse, hvordan du kan kontakte os, fordi du gentagne "    \
    "gange har talt groft til vores medarbejdere. Inden vi beslutter noget, vil vi gerne høre "   \
    "dig. "                                                                                        \
    "Skriv til os inden fristen.\n\nVenlig hilsen\nKundecenter Eksempelkøbing (opfundet)"
#define RESTRICTION_LETTER                                                                         \
    "Kære borger\n\nVi har besluttet, at du for en tid kun kan kontakte os skriftligt. Du kan "   \
    "til enhver tid skrive i Digital Post, og vi svarer inden fem dage. Afgørelsen ophører af "  \
    "sig selv.\n\nVenlig hilsen\nKundecenter Eksempelkøbing (opfundet)"

/* Newest first. How old the incident is decides what has become of it, so that they never take the same one. */
static const struct story {
    int32_t from_age, to_age; /* days before the last one */
    enum conduct_state state;
    enum conduct_wish wish;
    int32_t review_days, end_days; /* after the decision */
    const char *words, *answer;
} stories[DEMO_CONDUCT_N] = {
    {1, 3, CONDUCT_ASKED, CONDUCT_WISH_YOU_JUDGE, 0, 0,
     "Han har ringet flere gange og bliver mere og mere ubehagelig.", ""},
    {4, 8, CONDUCT_HEARING, CONDUCT_WISH_RESTRICTION, 0, 0,
     "Det er tredje gang, at det går over stregen i den her sag.", ""},
    {9, 16, CONDUCT_IN_FORCE, CONDUCT_WISH_RESTRICTION, 45, 90,
     "Jeg tør næsten ikke tage telefonen, når det er den sag.",
     "Tak, fordi du sagde til. Borgeren kan nu kun skrive til os."},
    {17, 40, CONDUCT_WARNED, CONDUCT_WISH_WARNING, 0, 0, "Det skal have en konsekvens.",
     "Du har ret. Vi har sendt et advarselsbrev."},
    {41, 60, CONDUCT_DECLINED, CONDUCT_WISH_YOU_JUDGE, 0, 0, "Jeg ved ikke, om det er nok.",
     "Vi har talt det igennem: det er første gang, og borgeren har selv ringet og undskyldt."},
    {61, 400, CONDUCT_ENDED, CONDUCT_WISH_RESTRICTION, 7, 14, "Det er ikke til at holde ud.",
     "Borgeren kan kun skrive til os i de næste fjorten dage."},
};

struct telling {
    struct demo *d;
    const struct story *story;
    const struct demo_hurt *hurt;
    size_t manager; /* in staff */
    int64_t id, asked_at, decided_at;
    struct str reference;
};

void demo_consider_conduct(struct demo *d, const struct demo_hurt *hurt)
{
    int32_t age = d->options.until_day - zone_day(d->zone, hurt->logged_at);

    bool grave = hurt->class == INCIDENT_C || hurt->class == INCIDENT_D ||
                 (hurt->class == INCIDENT_B && hurt->hit >= INCIDENT_HARD);

    if (!grave)
        return;
    for (size_t i = 0; i < DEMO_CONDUCT_N; i++)
        if (age >= stories[i].from_age && age <= stories[i].to_age)
            d->conduct[i] = *hurt;
}

static enum status happens(struct telling *t, int64_t at, size_t who, enum conduct_event kind)
{
    struct demo *d = t->d;
    int64_t by = who == SIZE_MAX ? 0 : d->staff[who].id;

    return q_conduct_event_insert(d->db, demo_id(d, at), t->id, at, by, kind);
}

static enum status decides(struct telling *t, enum conduct_event kind, const char *detail)
{
    TRY(happens(t, t->decided_at, t->manager, kind));
    return demo_note(t->d, t->decided_at, t->manager, AUDIT_CONDUCT_CHANGED, t->id, str_of(detail));
}

static enum status writes(struct telling *t, enum conduct_letter_kind kind, const char *body)
{
    struct demo *d = t->d;
    int64_t at = t->decided_at;

    TRY(q_conduct_letter_insert(d->db, demo_id(d, at), t->id, kind, lang_code(LANG_DA), 0,
                                str_of(body), at, d->staff[t->manager].id));
    return decides(t, (enum conduct_event)(CONDUCT_EVENT_LETTER_WARNING + (int)kind),
                   conduct_letter_words[kind]);
}

/* By the end of the working day in which an answer is still in time. */
static int64_t answer_due(const struct telling *t)
{
    struct calendar calendar = calendar_office(t->d->zone);
    int32_t day = zone_day(t->d->zone, t->asked_at);

    for (int64_t i = 0; i < conduct_term_defaults[CONDUCT_TERM_ANSWER].days; i++)
        day = calendar_day_after(&calendar, day);
    return zone_day_start(t->d->zone, day + 1);
}

static enum status ask(struct telling *t)
{
    struct demo *d = t->d;
    const struct demo_staff *hurt = &d->staff[t->hurt->staff];

    TRY(q_conduct_insert(d->db, t->id, d->centre_id, d->teams[hurt->team].id, t->hurt->incident_id,
                         hurt->id, hurt->id, t->asked_at, answer_due(t), t->story->wish,
                         str_of(t->story->words), t->reference,
                         conduct_reference_key(d->arena, t->reference)));
    TRY(happens(t, t->asked_at, t->hurt->staff, CONDUCT_EVENT_ASKED));
    return demo_note(d, t->asked_at, t->hurt->staff, AUDIT_CONDUCT_ASKED, t->id, STR(""));
}

static enum status hear(struct telling *t)
{
    int64_t until =
        zone_day(t->d->zone, t->decided_at) + conduct_term_defaults[CONDUCT_TERM_HEARING].days;

    TRY(writes(t, CONDUCT_LETTER_HEARING, HEARING_LETTER));
    TRY(q_conduct_set_hearing(t->d->db, t->id, until, t->decided_at));
    return happens(t, t->decided_at, t->manager, CONDUCT_EVENT_HEARING);
}

static enum status restrict_contact(struct telling *t)
{
    struct demo *d = t->d;
    int32_t day = zone_day(d->zone, t->decided_at);
    int32_t review = day + t->story->review_days, end = day + t->story->end_days;

    TRY(q_conduct_decision_insert(
        d->db, t->id, 1, CONDUCT_DECIDED, t->decided_at, d->staff[t->manager].id,
        STR("Gentagne grove ord i telefonen, også efter at borgeren blev bedt om at holde op."),
        1 << CONDUCT_SCOPE_PHONE, STR(""), STR(""), CONDUCT_CHANNEL_LETTER,
        STR("Digital Post; svar inden fem dage"), false, STR("Spurgt; intet oplyst."),
        CONDUCT_HEARING_AFTERWARDS, STR("Det fortsatte samme dag."),
        STR("Vi har skrevet til dig om, hvordan du kan kontakte os. Jeg lægger på nu."), day,
        review, end));
    TRY(q_conduct_set_force(d->db, t->id, t->reference,
                            conduct_reference_key(d->arena, t->reference), 1, day, review, end,
                            str_of(t->story->answer), t->decided_at));
    TRY(decides(t, CONDUCT_EVENT_DECIDED, "decided"));
    return writes(t, CONDUCT_LETTER_RESTRICTION, RESTRICTION_LETTER);
}

/* By itself, in the night after the last day; when that has come. */
static enum status run_out(struct telling *t)
{
    struct demo *d = t->d;
    int32_t end = zone_day(d->zone, t->decided_at) + t->story->end_days;
    int64_t at = zone_day_start(d->zone, end + 1);

    if (at >= d->end_at)
        return OK;
    TRY(q_conduct_set_ended(d->db, t->id, at));
    TRY(happens(t, at, SIZE_MAX, CONDUCT_EVENT_ENDED));
    return q_demo_audit_insert(d->db, demo_id(d, at), at, 0, audit_word(AUDIT_CONDUCT_CHANGED),
                               t->id, STR("ended"));
}

static enum status answer(struct telling *t)
{
    struct str words = str_of(t->story->answer);

    switch (t->story->state) {
    case CONDUCT_HEARING:
        return hear(t);
    case CONDUCT_WARNED:
        TRY(writes(t, CONDUCT_LETTER_WARNING, WARNING_LETTER));
        return q_conduct_set_answer(t->d->db, t->id, CONDUCT_WARNED, words, t->decided_at);
    case CONDUCT_DECLINED:
        TRY(decides(t, CONDUCT_EVENT_DECLINED, "declined"));
        return q_conduct_set_answer(t->d->db, t->id, CONDUCT_DECLINED, words, t->decided_at);
    case CONDUCT_IN_FORCE:
        return restrict_contact(t);
    case CONDUCT_ENDED:
        TRY(restrict_contact(t));
        return run_out(t);
    case CONDUCT_ASKED:
    case CONDUCT_LIFTED:
    case CONDUCT_STATE_N:
        break;
    }
    return OK; /* it waits */
}

/* On an open day soon after, in the morning; never before it was asked. */
static int64_t decided_at(const struct demo *d, int64_t asked_at)
{
    int32_t day = demo_open_before(zone_day(d->zone, asked_at) + 3);
    int64_t at = demo_at(d, day, 10 * 60);

    return at > asked_at ? at : asked_at + 30 * MINUTE_MS;
}

static enum status tell_story(struct demo *d, const struct story *story,
                              const struct demo_hurt *hurt)
{
    struct telling t = {.d = d, .story = story, .hurt = hurt};

    t.asked_at = hurt->logged_at + 20 * MINUTE_MS;
    t.decided_at = decided_at(d, t.asked_at);
    if (t.asked_at >= d->end_at)
        return OK;
    t.id = demo_id(d, t.asked_at);
    t.manager = d->teams[d->staff[hurt->staff].team].manager;
    if (!demo_is_here(&d->staff[t.manager], zone_day(d->zone, t.asked_at)))
        t.manager = (size_t)d->boss;
    t.reference = arena_printf(d->arena, "%02d/%06lld", day_date(d->options.until_day).year % 100,
                               (long long)(hurt->number * 37 % 1000000));
    TRY(ask(&t));
    if (t.decided_at < d->end_at)
        TRY(answer(&t));
    return q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(CONDUCT_CLOCK), t.id, d->end_at);
}

enum status demo_make_conduct(struct demo *d)
{
    for (size_t i = DEMO_CONDUCT_N; i-- > 0;)
        if (d->conduct[i].incident_id != 0)
            TRY(tell_story(d, &stories[i], &d->conduct[i]));
    return OK;
}
