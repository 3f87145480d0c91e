/* What an invitation says: the mail to one person, and the entry in their own calendar. Both come from rows that never change.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/invitations/invitations.h"

/* ---- words */

static struct str in_language(enum lang lang, struct str da, struct str en)
{
    return lang == LANG_DA ? da : en;
}

static struct str day_words(struct arena *a, enum lang lang, struct local_time t)
{
    struct text_arg args[] = {TEXT_STR(text_word(lang, T_INVITATION_WEEKDAYS, t.weekday)),
                              TEXT_STR(text_date(a, lang, t, T_TIME_MONTHS))};

    return text_filled(a, lang, T_INVITATION_DAY, args, 2);
}

/* "mandag den 30. marts 2026 kl. 13.00–14.30" in the centre's time. */
static enum status when_words(struct arena *a, enum lang lang,
                              const struct invitation_letter_row *l, struct str *ret)
{
    const struct zone *zone;

    TRY(zone_find(l->zone, &zone));
    struct local_time from = zone_local(zone, l->starts_at), to = zone_local(zone, l->ends_at);
    struct text_arg args[] = {TEXT_STR(day_words(a, lang, from)),
                              TEXT_STR(text_clock(a, lang, from.hour * 60 + from.minute)),
                              TEXT_STR(text_clock(a, lang, to.hour * 60 + to.minute)),
                              TEXT_STR(day_words(a, lang, to))};
    bool one_day = zone_day(zone, l->starts_at) == zone_day(zone, l->ends_at);

    *ret = text_filled(a, lang, one_day ? T_INVITATION_WHEN : T_INVITATION_WHEN_DAYS, args, 4);
    return OK;
}

/* ---- the event */

static struct ical_event event_of(struct arena *a, enum lang lang,
                                  const struct invitation_letter_row *l)
{
    return (struct ical_event){
        .uid = arena_printf(a, "invitation-%lld@bagvagt", (long long)l->invitation_id),
        .sequence = l->sequence,
        .stamp = l->made_at,
        .from_at = l->starts_at,
        .to_at = l->ends_at,
        .summary = in_language(lang, l->title_da, l->title_en),
        .text = l->cancels ? STR("") : in_language(lang, l->text_da, l->text_en),
        .place = l->place,
        .cancelled = l->cancels};
}

enum status invitation_events(struct db *db, struct arena *a, int64_t person_id, enum lang lang,
                              int64_t since, struct ical_event_list *ret)
{
    struct invitation_letter_row_list letters;

    TRY(q_invitation_letters_of(db, a, person_id, since, &letters));
    *ret = (struct ical_event_list){arena_array(a, struct ical_event, letters.n + 1), letters.n};
    for (size_t i = 0; i < letters.n; i++)
        ret->at[i] = event_of(a, lang, &letters.at[i]);
    return OK;
}

/* ---- the mail */

static struct str text_of(struct arena *a, enum lang lang, const struct invitation_letter_row *l,
                          struct str when)
{
    struct str title = in_language(lang, l->title_da, l->title_en),
               more = in_language(lang, l->text_da, l->text_en);
    struct text_arg titled[] = {TEXT_STR(title)}, placed[] = {TEXT_STR(l->place)};
    enum text_key first = l->cancels  ? T_INVITATION_IS_CANCELLED
                          : l->is_new ? T_INVITATION_IS_NEW
                                      : T_INVITATION_IS_CHANGED;
    struct buf b = buf_new(a, 500);

    text_fill(&b, lang, first, titled, 1);
    buf_printf(&b, "\n\n%.*s\n", STR_ARG(when));
    if (l->place.n > 0) {
        text_fill(&b, lang, T_INVITATION_PLACE, placed, 1);
        buf_char(&b, '\n');
    }
    if (more.n > 0 && !l->cancels)
        buf_printf(&b, "\n%.*s\n", STR_ARG(more));
    if (!l->cancels)
        buf_printf(&b, "\n%.*s", STR_ARG(text(lang, T_INVITATION_CALENDAR)));
    return str_trim(buf_str(&b));
}

static struct str subject_of(struct arena *a, enum lang lang, const struct invitation_letter_row *l)
{
    struct text_arg args[] = {TEXT_STR(in_language(lang, l->title_da, l->title_en))};

    return text_filled(a, lang,
                       l->cancels  ? T_INVITATION_SUBJECT_CANCELLED
                       : l->is_new ? T_INVITATION_SUBJECT
                                   : T_INVITATION_SUBJECT_CHANGED,
                       args, 1);
}

static enum status calendar_of(struct arena *a, const struct invitation_letter_row *l,
                               const struct notice_letter_for *to, struct notice_letter *ret)
{
    struct ical_event e = event_of(a, to->lang, l);
    struct ical_calendar c = {.use = l->cancels ? ICAL_FOR_CANCEL : ICAL_FOR_REQUEST,
                              .made_by = STR("Invitations"),
                              .events = &e,
                              .n = 1};

    e.organizer = to->from;
    e.attendee = to->to;
    if (to->public_url.n > 0 && !l->cancels) {
        e.url = arena_printf(a, "%.*s%.*s", STR_ARG(to->public_url), STR_ARG(l->path));
        e.text = e.text.n > 0 ? arena_printf(a, "%.*s\n\n%.*s", STR_ARG(e.text), STR_ARG(e.url))
                              : e.url; /* many programs do not show the URL itself */
    }
    ret->calendar_method = ical_method_word(c.use);
    return ical_text(a, &c, &ret->calendar);
}

enum status invitation_letter(struct db *db, struct arena *a, int64_t letter,
                              const struct notice_letter_for *to, struct notice_letter *ret)
{
    struct invitation_letter_row l;
    struct str when;

    TRY(q_invitation_letter_find(db, a, letter, &l));
    if (to->has_left && !l.cancels)
        return fail(MISSING, "who has left is only told what is off");
    TRY(when_words(a, to->lang, &l, &when));
    *ret = (struct notice_letter){.subject = subject_of(a, to->lang, &l),
                                  .text = text_of(a, to->lang, &l, when)};
    return calendar_of(a, &l, to, ret);
}
