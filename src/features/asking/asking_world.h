/* A small centre for the tests of this folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_WORLD_H
#define ASKING_ASKING_WORLD_H

#include "core/refuse.h"
#include "features/asking/asking.h"

enum { ANNA = 101, BO, LEA, SOREN, SIV, AMIR, CARL, NINA, UMA, SUNE, MAJ };

/* Anna and Bo take calls in North, Søren in South. Lea manages North, Carl the whole centre; Nina is on call in North; Siv is
 * safety representative; Amir administrator; Uma works in another centre; Sune is supervisor in North, Maj mentor. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0), (2, 'Andet', 'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd'), (21, 2, 'Øst', 'øst', 'øst');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 18000, 0, 0, 0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', 19000, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'da', 18000, 0, 0, 0),"
    " (104, 1, 12, 'soren', 'Søren Ærø', 'søren ærø', 'soren', 'da', 18000, 0, 0, 0),"
    " (105, 1, 11, 'siv', 'Siv Lund', 'siv lund', 'siv lund', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'en', NULL, 0, 0, 0),"
    " (107, 1, NULL, 'carl', 'Carl Juhl', 'carl juhl', 'carl juhl', 'da', 18000, 0, 0, 0),"
    " (108, 1, 11, 'nina', 'Nina Vang', 'nina vang', 'nina vang', 'en', 18000, 0, 0, 0),"
    " (109, 2, 21, 'uma', 'Uma Ravn', 'uma ravn', 'uma ravn', 'da', 18000, 0, 0, 0),"
    " (110, 1, 11, 'sune', 'Sune Lind', 'sune lind', 'sune lind', 'da', 18000, 0, 0, 0),"
    " (111, 1, 11, 'maj', 'Maj Toft', 'maj toft', 'maj toft', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (104, 0, 12, 0, 0), (103, 3, 11, 0, 0), (107, 3, 0, "
    "0, 0), (108, 2, 11, 0, 0), (105, 6, 11, 0, 0), (106, 8, 0, 0, 0), (109, 0, 21, 0, 0), (110, "
    "1, 11, 0, 0), (111, 4, 11, 0, 0);";

#define WORLD_PEOPLE(X)                                                                            \
    X(anna) X(bo) X(lea) X(soren) X(siv) X(amir) X(carl) X(nina) X(uma) X(sune) X(maj)
#include "world.h"

static const struct str secret = {"en-browsers-hemmelighed-som-ingen-kender", 40};

static inline int64_t asks(struct world *w, const struct actor *who, const char *text,
                           enum asking_as as)
{
    int64_t id = 0;

    assert_ok(asking_ask(w->db, w->arena, who, str_of(text), as, secret, &id));
    db_refresh(w->db);
    return id;
}

static inline struct asking_question sees(struct world *w, const struct actor *who, int64_t id)
{
    struct asking_question q;

    db_refresh(w->db);
    assert_ok(asking_find(w->db, w->arena, who, secret, id, &q));
    return q;
}

#endif
