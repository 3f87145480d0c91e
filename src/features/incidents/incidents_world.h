/* A small centre for the tests of this folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_WORLD_H
#define INCIDENTS_INCIDENTS_WORLD_H

#include "features/incidents/incidents.h"

enum {
    CENTRE = 1,
    NORTH = 11,
    SOUTH = 12,
    ANNA = 101,
    BO = 102,
    LEA = 103,
    SOREN = 104,
    SIV = 105,
    AMIR = 106
};

/* Anna and Bo take calls in North, Søren in South; Lea manages North; Siv is safety representative; Amir administrator. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 20530, 0, 0, 0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', 19000, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'da', 18000, 0, 0, 0),"
    " (104, 1, 12, 'soren', 'Søren Ærø', 'søren ærø', 'soren', 'da', 18000, 0, 0, 0),"
    " (105, 1, 11, 'siv', 'Siv Lund', 'siv lund', 'siv lund', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'en', NULL, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (104, 0, 12, 0, 0), (103, 3, 11, 0, 0), (105, 6, 11, "
    "0, 0), (106, 8, 0, 0, 0);"
    "INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome, "
    "started_at, wait_ms, talk_ms) VALUES"
    " (501, 1, 'k1', 101, '1101', 'Ydelse', TRUE, 0, 1774864000000, 1000, 300000),"
    " (502, 1, 'k2', 102, '1102', 'Ydelse', TRUE, 0, 1774864100000, 1000, 300000);";

#define WORLD_PEOPLE(X) X(anna) X(bo) X(lea) X(soren) X(siv) X(amir)
#include "world.h"

#endif
