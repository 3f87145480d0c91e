/* The work gate: nobody is alone on the phone before the module on conflicts is passed, and holds, and a call trainer has signed.
 * What a phone system asks is answered from the rows that each change writes in its own transaction, at the clock of the question:
 * a late job never leaves it open.
 * Every rule asks core/access.h itself. What is outside the actor's centre is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_H
#define GATE_GATE_H

#include "core/access.h"
#include "core/jobs.h"
#include "features/gate/gate_open.h"
#include "features/modules/modules.h"
#include "gate_sql.h"

#define GATE_TEXT_MAX 500
#define GATE_OVERRIDE_MS DAY_MS

/* ---- asking */

/* One of the centre. */
struct gate_person {
    int64_t person_id, team_id;
    struct str name, team;
    struct gate_state state;
    struct gate_answer answer; /* now */
};
struct gate_person_list {
    struct gate_person *at;
    size_t n;
};
/* What the phone system is told. person_id 0: unknown. */
struct gate_eligible {
    int64_t person_id;
    struct str line; /* that was asked for */
    bool eligible;
    int64_t until_at, reasons;
};
/* person_id, or line, or neither: all who take calls. An unknown one is an answer, not a failure.
 * DENIED without PERM_ELIGIBILITY_READ. */
struct gate_ask {
    int64_t person_id;
    struct str line;
};
CHECKED enum status gate_eligible(struct db *db, struct arena *a, const struct actor *who,
                                  const struct gate_ask *ask, struct gate_eligible **ret,
                                  size_t *ret_n);
/* Without permission: for rules and tests. The state by the rows; known false: nobody here. */
CHECKED enum status gate_state_of(struct db *db, struct arena *a, int64_t centre_id,
                                  int64_t person_id, struct gate_person *ret);
/* Whom the actor may sign for or let through, who waits first. */
bool gate_is_trainer(const struct actor *who);
CHECKED enum status gate_people(struct db *db, struct arena *a, const struct actor *who,
                                struct gate_person_list *ret);

/* One person's page: what they have done, and what happened at the gate. MISSING: the actor neither trains nor leads them. */
struct gate_look {
    struct gate_person person;
    struct module_mine_list modules;
    struct gate_sign_row_list signs;         /* newest first */
    struct gate_override_row_list overrides; /* the same */
    bool may_sign, may_override;
    int64_t sign_id; /* that holds; 0: none */
};
/* The actor's own. */
CHECKED enum status gate_mine(struct db *db, struct arena *a, const struct actor *who,
                              struct gate_look *ret);
CHECKED enum status gate_look(struct db *db, struct arena *a, const struct actor *who,
                              int64_t person_id, enum lang lang, struct gate_look *ret);

/* ---- acting (gate_act.c) */

/* By a call trainer who reaches the person, and never for oneself. CONFLICT: is signed already. */
CHECKED enum status gate_sign(struct db *db, struct arena *a, const struct actor *who,
                              int64_t person_id, struct str words);
/* By the same, with a reason. CONFLICT: is not signed. */
CHECKED enum status gate_take_back(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t person_id, struct str why);
/* Lets through for 24 hours, with a reason: who has the watch now and is manager or supervisor, or a manager of the team; never
 * for oneself. The person is told. CONFLICT: is let through anyhow. */
CHECKED enum status gate_let(struct db *db, struct arena *a, const struct actor *who,
                             int64_t person_id, struct str reason);

/* ---- switching (gate_switch.c) */
struct gate_switching {
    int64_t on_day, grace_days; /* on_day 0: off */
};
#define GATE_GRACE_MAX 180
struct gate_switch {
    struct gate_switch_row row;  /* on_at 0: off */
    struct gate_person_list out; /* who would be shut out, were it on now without grace */
    int64_t n_people;
};
bool gate_may_switch(const struct actor *who);
/* With who would be shut out. */
CHECKED enum status gate_switch_look(struct db *db, struct arena *a, const struct actor *who,
                                     struct gate_switch *ret);
CHECKED enum status gate_switch_put(struct db *db, struct arena *a, const struct actor *who,
                                    const struct gate_switching *to);
/* For safety representatives: how often somebody of the teams whose numbers they may see was let through by a leader in the last
 * year. Hidden when it was for fewer than five people. */
struct gate_numbers {
    int64_t n_let;
    bool hidden;
};
CHECKED enum status gate_numbers(struct db *db, struct arena *a, const struct actor *who,
                                 struct gate_numbers *ret);

/* ---- telling: the person, open pages and programs hear when it opens or shuts */
#define GATE_LOOK "gate.look"         /* the person */
#define GATE_LOOK_ALL "gate.look_all" /* something that any may depend on */
job_fn gate_look_job, gate_look_all_job;

#endif
