/* People from a CSV file as Danish Excel writes it. A dry run is the very same work, rolled back at
 * its end, so what it shows is what would happen.
 *
 * First line: names of columns, Danish or English: navn/name, login/brugernavn, e-mail, team/hold,
 * roller/roles, lokalnummer/extension, agent, startdato, telefonstart, slutdato, sprog, nøgle/key.
 * A person is found by key, else by login. An empty cell leaves what is there; a column that is
 * missing changes nothing.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_IMPORT_H
#define FEATURES_PEOPLE_IMPORT_H

#include "features/people/people.h"

#define IMPORT_MAX_BYTES (4 * 1024 * 1024)
#define IMPORT_MAX_ROWS 10000

enum import_verdict { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_REJECTED };

struct import_change {
    enum text_key what;
    struct str from, to; /* STR_NONE: nothing */
};
struct import_row {
    int64_t line; /* in the file, from 1 */
    enum import_verdict verdict;
    struct str name;
    struct import_change *changes;
    size_t n_changes;
    enum text_key reason; /* of a rejected one */
    struct text_arg reason_args[3];
};
struct import_result {
    struct import_row *at;
    size_t n;
    int64_t n_new, n_changed, n_same, n_rejected;
    struct str ignored;   /* columns that are not used, "a, b"; empty: none */
    struct str new_teams; /* made, or to be made; empty: none */
    bool lacks_teams;     /* some rows name a team there is not */
};
struct import_options {
    int64_t centre_id;
    bool create_teams; /* make teams the file names, else such rows are rejected */
    bool skip_rejects; /* write the good rows although others are rejected */
    bool dry_run;
};

/* *ret is filled also when CONFLICT says that rejected rows keep the whole file out (then nothing
 * is changed). INVALID with a text: not a file of this kind. TOO_LARGE with a text. The same file
 * twice changes nothing. */
CHECKED enum status people_import(struct db *db, struct arena *a, const struct actor *who,
                                  const struct import_options *options, struct str file,
                                  struct import_result *ret);
/* All of a descriptor, from where it stands; TOO_LARGE with a text beyond IMPORT_MAX_BYTES. */
CHECKED enum status people_import_read(int fd, struct arena *a, struct str *ret);

#endif
