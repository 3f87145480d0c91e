/* The centre of the tests of modules, with a gate that has been on for a month and gives nobody grace.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_WORLD_H
#define GATE_GATE_WORLD_H

#include "features/modules/modules_world.h"

#include "features/gate/gate.h"

static inline void gate_on(struct world *w)
{
    run_sql(w, "INSERT INTO gate_switch (centre_id, on_at, grace_until, changed_at, changed_by) "
               "VALUES (1, 1772000000000, 1772000000000, 0, 108);"
               "INSERT INTO person_line (id, centre_id, person_id, line, from_day) VALUES "
               "(301, 1, 101, '1127', 18000), (302, 1, 101, 'pjsip/anna', 18000), (303, 1, 102, "
               "'1128', 18000), "
               "(304, 1, 104, '1128', 18000), (305, 2, 110, '1129', 18000)");
    db_refresh(w->db);
}

static inline struct gate_person at_gate(struct world *w, int64_t person_id)
{
    struct gate_person p;

    db_refresh(w->db);
    assert_ok(gate_state_of(w->db, w->arena, 1, person_id, &p));
    return p;
}

static inline bool is_open(struct world *w, int64_t person_id)
{
    return at_gate(w, person_id).answer.open;
}

#endif
