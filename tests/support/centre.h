/* The small centre of most features' tests.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_CENTRE_H
#define SUPPORT_CENTRE_H

enum { ANNA = 101, BO, LEA, SOREN, SIV, AMIR, MARK, CARL, NINA, UMA };

/* Anna (newcomer) and Bo take calls in North, Søren in South. Lea and Mark manage North, Carl the whole centre; Nina is on
 * call in North; Siv is safety representative; Amir administrator; Uma takes calls in another centre. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0), (2, 'Andet', 'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd'), (21, 2, 'Øst', 'øst', 'øst');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 20530, 0, 0, 0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', 19000, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'da', 18000, 0, 0, 0),"
    " (104, 1, 12, 'soren', 'Søren Ærø', 'søren ærø', 'soren', 'da', 18000, 0, 0, 0),"
    " (105, 1, 11, 'siv', 'Siv Lund', 'siv lund', 'siv lund', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'en', NULL, 0, 0, 0),"
    " (107, 1, 11, 'mark', 'Mark Bech', 'mark bech', 'mark bech', 'da', 18000, 0, 0, 0),"
    " (108, 1, NULL, 'carl', 'Carl Juhl', 'carl juhl', 'carl juhl', 'da', 18000, 0, 0, 0),"
    " (109, 1, 11, 'nina', 'Nina Vang', 'nina vang', 'nina vang', 'da', 18000, 0, 0, 0),"
    " (110, 2, 21, 'uma', 'Uma Ravn', 'uma ravn', 'uma ravn', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (104, 0, 12, 0, 0), (103, 3, 11, 0, 0), (107, 3, 11, "
    "0, 0), (108, 3, 0, 0, 0),"
    " (109, 2, 11, 0, 0), (105, 6, 11, 0, 0), (106, 8, 0, 0, 0), (110, 0, 21, 0, 0);";

#define WORLD_PEOPLE(X) X(anna) X(bo) X(lea) X(soren) X(siv) X(amir) X(mark) X(carl) X(nina) X(uma)
#include "world.h"

/* How often this person was told this. */
static inline int64_t told(struct world *w, int64_t person_id, const char *key)
{
    return count(
        w, str_c(w->arena, arena_printf(w->arena,
                                        "SELECT COUNT(*) FROM notice WHERE person_id = %lld AND "
                                        "text = '%s'",
                                        (long long)person_id, key)));
}

#endif
