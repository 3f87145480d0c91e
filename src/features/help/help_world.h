/* The small centre of the tests, and what they do at the desk.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_WORLD_H
#define HELP_HELP_WORLD_H

/* Nobody here is new, Mark has left, and Nina reads English. */
#define WORLD_MORE                                                                                 \
    "UPDATE person SET started_day = 18000 WHERE id = 101;"                                        \
    "UPDATE person SET left_day = 18500 WHERE id = 107;"                                           \
    "UPDATE person SET lang = 'en' WHERE id = 109"
#include "centre.h"

#include "core/refuse.h"
#include "features/help/help.h"

/* An open desk page. */
static inline void sits(struct world *w, const struct actor *who)
{
    assert_ok(help_desk_here(w->db, w->arena, who, 0));
    db_refresh(w->db);
}

static inline int64_t presses(struct world *w, const struct actor *who, enum help_kind kind,
                              const char *key)
{
    struct help_press p = {.client_key = str_of(key), .kind = kind};
    struct help_pressed pressed;

    assert_ok(help_press(w->db, w->arena, who, &p, &pressed));
    db_refresh(w->db);
    return pressed.id;
}

static inline struct help_row row_of(struct world *w, int64_t id)
{
    struct help_row row;

    db_refresh(w->db);
    assert_ok(q_help_request(w->db, w->arena, id, &row));
    return row;
}

#endif
