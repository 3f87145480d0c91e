/* Who knows the plan: has read every card as it holds, and has taken part in a drill.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include "base/clock.h"

#define DRILLED_MS (365 * DAY_MS)

enum status cards_people(struct db *db, struct arena *a, int64_t centre_id,
                         struct card_member_of_row_list *ret)
{
    struct card_member_of_row_list rows, list = {0};

    TRY(q_card_people(db, a, centre_id, clock_now() / DAY_MS, &rows));
    list.at = arena_array(a, struct card_member_of_row, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct card_member_of_row *r = &rows.at[i];

        if (r->role < 0 || r->role >= ROLE_N ||
            access_reach((enum role)r->role, PERM_HELP) == REACH_NONE)
            continue;
        if (list.n == 0 || list.at[list.n - 1].person_id != r->person_id)
            list.at[list.n++] = *r;
    }
    *ret = list;
    return OK;
}

/* n_read[i]: how many cards, as they hold, people[i] has read. */
static enum status count_reads(struct db *db, struct arena *a, const struct actor *who,
                               const struct card_member_of_row_list *people, int64_t *n_read,
                               int64_t *ret_cards)
{
    *ret_cards = 0;
    for (int64_t slot = 1; slot <= CARDS_SLOTS; slot++) {
        struct card_read_row_list reads;
        struct card c;
        enum status found = cards_of(db, a, who->centre_id, slot, CARDS_NOW, &c);

        if (found == MISSING)
            continue;
        TRY(found);
        ++*ret_cards;
        TRY(q_card_reads(db, a, who->centre_id, slot, c.version, &reads));
        for (size_t i = 0; i < people->n; i++)
            for (size_t k = 0; k < reads.n; k++)
                n_read[i] += reads.at[k].person_id == people->at[i].person_id;
    }
    return OK;
}

/* A part is hidden also when what is left of the whole would tell of few. */
static void hide(struct cards_count *part, int64_t whole)
{
    int64_t rest = whole - part->n;

    part->hidden = (part->n > 0 && part->n < CARDS_SMALLEST) ||
                   (rest > 0 && rest < CARDS_SMALLEST) || whole < CARDS_SMALLEST;
    if (part->hidden)
        part->n = 0;
}

enum status cards_follow(struct db *db, struct arena *a, const struct actor *who,
                         struct cards_follow *ret)
{
    struct card_member_of_row_list people;
    struct cards_follow f = {0};
    bool all_named = true;
    int64_t *n_read;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not see numbers");
    TRY(cards_people(db, a, who->centre_id, &people));
    n_read = arena_array(a, int64_t, people.n + 1);
    TRY(count_reads(db, a, who, &people, n_read, &f.n_cards));
    f.at = arena_array(a, struct cards_knower, people.n);
    for (size_t i = 0; i < people.n; i++) {
        const struct card_member_of_row *p = &people.at[i];
        bool named = may_reach(who, PERM_CARDS_FOLLOW, p->person_id, p->team_id);

        if (named)
            f.at[f.n++] = (struct cards_knower){p->person_id, n_read[i], p->drilled_at, p->name,
                                                p->team_name};
        if (!may_reach(who, PERM_NUMBERS_READ, -1, p->team_id))
            continue;
        all_named = all_named && named;
        f.people.n++;
        f.read.n += n_read[i] == f.n_cards;
        f.drilled.n += p->drilled_at > clock_now() - DRILLED_MS;
    }
    if (!all_named) {
        hide(&f.read, f.people.n);
        hide(&f.drilled, f.people.n);
        hide(&f.people, f.people.n);
    }
    *ret = f;
    return OK;
}
