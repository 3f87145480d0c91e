/* Cards in versions, who has read them, what is read to 112.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_world.h"

static void lines_of_a_part(struct world *w)
{
    struct card_line_list l =
        cards_lines(w->arena, STR("Husk:\nto ting\n- én **fed**\n\n  * to\nog så\n-ikke en"));

    assert_int_equal(l.n, 4);
    assert_true(!l.at[0].is_item && str_eq(l.at[0].text, STR("Husk:\nto ting")));
    assert_true(l.at[1].is_item && l.at[1].item == 0 && str_eq(l.at[1].text, STR("én **fed**")));
    assert_true(l.at[2].is_item && l.at[2].item == 1 && str_eq(l.at[2].text, STR("to")));
    assert_true(!l.at[3].is_item && str_eq(l.at[3].text, STR("og så\n-ikke en")));
    assert_int_equal(cards_lines(w->arena, STR("")).n, 0);
}
BOTH(lines_of_a_part)

static void own_words_first(struct world *w)
{
    struct card_list list;
    struct card c;

    assert_ok(cards_list(w->db, w->arena, &w->anna, &list));
    assert_int_equal(list.n, CARDS_OWN - 1);
    for (size_t i = 0; i < list.n; i++)
        for (int lang = 0; lang < LANG_N; lang++)
            for (int part = 0; part < CARDS_PART_N; part++) {
                assert_true(list.at[i].text[lang][part].n > 0);
                if (part > CARDS_PART_ALL)
                    assert_true(cards_lines(w->arena, list.at[i].text[lang][part]).n >= 2);
            }
    assert_ok(cards_get(w->db, w->arena, &w->siv, CARDS_BOMB, CARDS_NOW, &c));
    assert_int_equal(c.version, 0);
    assert_status(cards_get(w->db, w->arena, &w->anna, 6, CARDS_NOW, &c), MISSING);
    assert_status(cards_get(w->db, w->arena, &w->anna, 1, 3, &c), MISSING);
    assert_status(cards_get(w->db, w->arena, &w->anna, 10, CARDS_NOW, &c), MISSING);
}
BOTH(own_words_first)

static void changed_in_versions(struct world *w)
{
    struct card c = card_of(CARDS_BOMB, 0, STR("Bombe")), got;
    int64_t slot;

    assert_status(cards_put(w->db, w->arena, &w->anna, &c, &slot), DENIED);
    db_refresh(w->db);
    assert_ok(cards_put(w->db, w->arena, &w->lea, &c, &slot));
    assert_int_equal(slot, CARDS_BOMB);
    assert_status(cards_put(w->db, w->arena, &w->amir, &c, &slot), CONFLICT);
    db_refresh(w->db);
    c.version = 1;
    c.review_day = NOON / DAY_MS - 1;
    assert_status(cards_put(w->db, w->arena, &w->lea, &c, &slot), INVALID);
    db_refresh(w->db);
    c.review_day += 2;
    c.text[LANG_EN][CARDS_PART_WRITE] = STR("");
    assert_status(cards_put(w->db, w->arena, &w->lea, &c, &slot), INVALID);
    db_refresh(w->db);
    assert_ok(cards_get(w->db, w->arena, &w->anna, CARDS_BOMB, CARDS_NOW, &got));
    assert_int_equal(got.version, 1);
    assert_true(str_eq(got.text[LANG_DA][CARDS_PART_NAME], STR("Bombe")));
    assert_ok(cards_get(w->db, w->arena, &w->anna, CARDS_BOMB, 0, &got)); /* the old one stays */
    assert_ok(cards_get(w->db, w->arena, &w->uma, CARDS_BOMB, CARDS_NOW, &got));
    assert_int_equal(got.version, 0); /* another centre's own */
}
BOTH(changed_in_versions)

static void kinds_of_the_centre(struct world *w)
{
    struct card c = card_of(0, 0, STR("Brand")), got;
    struct card_list list;
    int64_t slot;

    for (int64_t own = CARDS_OWN; own <= CARDS_SLOTS; own++) {
        assert_ok(cards_put(w->db, w->arena, &w->lea, &c, &slot));
        assert_int_equal(slot, own);
    }
    assert_status(cards_put(w->db, w->arena, &w->lea, &c, &slot), CONFLICT);
    db_refresh(w->db);
    assert_ok(cards_list(w->db, w->arena, &w->anna, &list));
    assert_int_equal(list.n, CARDS_SLOTS);
    assert_status(cards_retire(w->db, w->arena, &w->bo, 7), DENIED);
    db_refresh(w->db);
    assert_status(cards_retire(w->db, w->arena, &w->lea, CARDS_BOMB), CONFLICT);
    db_refresh(w->db);
    assert_ok(cards_retire(w->db, w->arena, &w->lea, 7));
    db_refresh(w->db);
    assert_status(cards_get(w->db, w->arena, &w->anna, 7, CARDS_NOW, &got), MISSING);
    assert_ok(cards_get(w->db, w->arena, &w->anna, 7, 1, &got));
    assert_ok(cards_put(w->db, w->arena, &w->lea, &c, &slot)); /* its key is free again */
    assert_int_equal(slot, 7);
    db_refresh(w->db);
    assert_ok(cards_get(w->db, w->arena, &w->anna, 7, CARDS_NOW, &got));
    assert_int_equal(got.version, 3);
}
BOTH(kinds_of_the_centre)

static void read_by_version(struct world *w)
{
    struct card c = card_of(CARDS_THREAT, 0, STR("Trussel")), got;
    struct cards_follow f;
    int64_t slot;

    assert_status(cards_confirm(w->db, w->arena, &w->siv, CARDS_THREAT, 0), DENIED);
    db_refresh(w->db);
    for (int64_t s = 1; s < CARDS_OWN; s++)
        assert_ok(cards_confirm(w->db, w->arena, &w->anna, s, 0));
    assert_ok(cards_confirm(w->db, w->arena, &w->anna, CARDS_THREAT, 0)); /* twice is once */
    assert_int_equal(count(w, "SELECT count(*) FROM card_read"), CARDS_OWN - 1);
    assert_ok(cards_follow(w->db, w->arena, &w->carl, &f));
    assert_int_equal(f.people.n, 6); /* who can be called: Anna, Bo, Lea, Søren, Carl, Nina */
    assert_int_equal(f.read.n, 1);
    assert_int_equal(f.n, 6);
    assert_ok(cards_follow(w->db, w->arena, &w->lea, &f)); /* of North alone */
    assert_int_equal(f.n, 4);
    assert_ok(cards_follow(w->db, w->arena, &w->siv, &f)); /* numbers, and here too few */
    assert_int_equal(f.n, 0);
    assert_true(f.people.hidden && f.read.hidden && f.drilled.hidden);
    assert_int_equal(f.read.n, 0);
    assert_status(cards_follow(w->db, w->arena, &w->anna, &f), DENIED);
    db_refresh(w->db);
    assert_ok(cards_put(w->db, w->arena, &w->lea, &c, &slot));
    assert_status(cards_confirm(w->db, w->arena, &w->anna, CARDS_THREAT, 0), CONFLICT);
    db_refresh(w->db);
    assert_ok(cards_get(w->db, w->arena, &w->anna, CARDS_THREAT, CARDS_NOW, &got));
    assert_int_equal(got.read_at, 0);
    assert_ok(cards_follow(w->db, w->arena, &w->carl, &f));
    assert_int_equal(f.read.n, 0);
}
BOTH(read_by_version)

static void told_when_the_day_comes(struct world *w)
{
    struct card c = card_of(CARDS_BOMB, 0, STR("Bombe"));
    int64_t slot;

    assert_ok(cards_put(w->db, w->arena, &w->lea, &c, &slot));
    clock_advance(28 * DAY_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_REVIEW'"), 0);
    clock_advance(3 * DAY_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_REVIEW' AND "
                              "person_id = 103"),
                     1);
    c.version = 1;
    c.review_day += 60;
    assert_ok(cards_put(w->db, w->arena, &w->lea, &c, &slot));
    run_sql(w, "DELETE FROM role_grant WHERE person_id = 103"); /* Lea leads no more */
    clock_advance(90 * DAY_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_REVIEW' AND "
                              "person_id = 108"),
                     1);
}
BOTH(told_when_the_day_comes)

static void what_is_read_to_112(struct world *w)
{
    struct cards_place p;

    assert_ok(cards_place_get(w->db, w->arena, &w->anna, &p));
    assert_true(p.address.n == 0 && p.goal_soon == 800 && p.goal_late == 985);
    p.address = STR("Rådhuspladsen 1, 8000 Aarhus C");
    p.numbers = STR("89 00 00 00, reception");
    p.verified_on = NOON / DAY_MS;
    assert_status(cards_place_put(w->db, w->arena, &w->anna, &p), DENIED);
    db_refresh(w->db);
    assert_ok(cards_place_put(w->db, w->arena, &w->lea, &p));
    db_refresh(w->db);
    assert_ok(cards_place_get(w->db, w->arena, &w->anna, &p));
    assert_true(str_eq(p.address, STR("Rådhuspladsen 1, 8000 Aarhus C")));
    p.verified_on++;
    assert_status(cards_place_put(w->db, w->arena, &w->lea, &p), INVALID);
    db_refresh(w->db);
    p.verified_on--;
    p.goal_late = p.goal_soon - 1;
    assert_status(cards_place_put(w->db, w->arena, &w->lea, &p), INVALID);
    db_refresh(w->db);
    assert_ok(cards_place_get(w->db, w->arena, &w->uma, &p));
    assert_true(p.address.n == 0);
}
BOTH(what_is_read_to_112)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(lines_of_a_part),     ON_BOTH(own_words_first), ON_BOTH(changed_in_versions),
        ON_BOTH(kinds_of_the_centre), ON_BOTH(read_by_version), ON_BOTH(told_when_the_day_comes),
        ON_BOTH(what_is_read_to_112),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
