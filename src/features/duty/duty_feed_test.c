/* Calendars: read by libical without a word of complaint, stable ids, nobody's name, dead when taken back.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_world.h"

#include "features/invitations/invitations.h"
#include "ical_reader.h"

static struct str read_feed(struct world *w, struct str secret)
{
    struct str text = STR_NONE;

    db_refresh(w->db);
    assert_ok(duty_feed_read(w->db, w->arena, secret, &text));
    assert_folded(text);
    return text;
}

static void feed(struct world *w)
{
    int64_t night = own_watch(w, "Nat, æøå; med et meget langt navn til linjer", 22, 6), id;
    struct duty_cover_entry e = {.kind = DUTY_COVER_OVERRIDE,
                                 .level = 1,
                                 .from_at = AT("2026-03-30T22:00:00Z"),
                                 .to_at = AT("2026-03-31T04:00:00Z"),
                                 .person_id = MARK,
                                 .instead_of = NINA};
    struct duty_effect effect;
    struct str secret, none, text, uid;
    size_t at;

    base(w, night, ROSTER_DAY, NINA, 0);
    run_jobs(w);
    assert_ok(duty_feed_make(w->db, w->arena, &w->nina, &secret));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM duty_feed WHERE token_hash LIKE '%-%'"), 0);
    text = read_feed(w, secret);
    assert_false(str_find(text, STR("Nina"), &at));
    assert_false(str_find(text, STR("Mark"), &at));
    icalcomponent *c = ical_parsed(w->arena, text);
    assert_int_equal(reader.icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT), 90);
    icalcomponent *first = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    assert_int_equal(reader.icalcomponent_get_sequence(first), 0);
    uid = arena_copy(w->arena, str_of(reader.icalcomponent_get_uid(first)));
    reader.icalcomponent_free(c);
    /* Mark takes over at midnight: the same event, shorter. */
    assert_ok(duty_cover(w->db, w->arena, &w->lea, night, &e, &effect, &id));
    run_jobs(w);
    c = ical_parsed(w->arena, read_feed(w, secret));
    first = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    assert_int_equal(reader.icalcomponent_get_sequence(first), 1);
    assert_str(uid, reader.icalcomponent_get_uid(first));
    assert_int_equal(reader.icalcomponent_get_status(first), ICAL_STATUS_CONFIRMED);
    reader.icalcomponent_free(c);
    assert_ok(duty_close(w->db, w->arena, &w->lea, night)); /* cancelled, not vanished */
    c = ical_parsed(w->arena, read_feed(w, secret));
    first = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    assert_int_equal(reader.icalcomponent_get_status(first), ICAL_STATUS_CANCELLED);
    assert_str(uid, reader.icalcomponent_get_uid(first));
    reader.icalcomponent_free(c);
    assert_status(duty_feed_read(w->db, w->arena, STR("guessed"), &none), MISSING);
    assert_ok(duty_feed_revoke(w->db, w->arena, &w->nina));
    db_refresh(w->db);
    assert_status(duty_feed_read(w->db, w->arena, secret, &none), MISSING);
}
BOTH(feed)

static void appointments_too(struct world *w)
{
    const int64_t people[] = {NINA, MARK};
    struct invitation i = {.kind = STR("training"),
                           .object_id = 7,
                           .centre_id = 1,
                           .starts_at = NOON + DAY_MS,
                           .ends_at = NOON + DAY_MS + HOUR_MS,
                           .title_da = STR("Opfølgningsdag"),
                           .title_en = STR("Follow-up day"),
                           .place = STR("Lokale 2"),
                           .path = STR("/training/7"),
                           .people = people,
                           .n_people = 2};
    struct str secret, text;

    assert_ok(duty_feed_make(w->db, w->arena, &w->nina, &secret));
    for (int n = 0; n < 2; n++) { /* put, and then called off */
        DB_TX(tx, w->db);
        if (n == 0)
            assert_ok(invitation_put(w->db, w->arena, &i));
        else
            assert_ok(invitation_cancel(w->db, w->arena, i.kind, i.object_id));
        assert_ok(db_commit(&tx));
        text = read_feed(w, secret);
        icalcomponent *c = ical_parsed(w->arena, text);
        icalcomponent *e = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
        assert_int_equal(reader.icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT), 1);
        assert_int_equal(reader.icalcomponent_get_sequence(e), n);
        assert_int_equal(reader.icalcomponent_get_status(e),
                         n == 0 ? ICAL_STATUS_CONFIRMED : ICAL_STATUS_CANCELLED);
        assert_string_equal(reader.icalcomponent_get_summary(e), "Opfølgningsdag");
        assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation WHERE kind = 'training'"), 1);
        assert_string_equal(
            reader.icalcomponent_get_uid(e),
            str_c(w->arena, arena_printf(w->arena, "invitation-%lld@bagvagt",
                                         (long long)count(w, "SELECT MAX(id) FROM invitation"))));
        assert_int_equal(reader.icalcomponent_count_properties(e, ICAL_ATTENDEE_PROPERTY), 0);
        reader.icalcomponent_free(c);
    }
}
BOTH(appointments_too)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(feed), ON_BOTH(appointments_too)};

    return cmocka_run_group_tests(tests, ical_reader_load, NULL);
}
