/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_PARTS_H
#define MODULES_MODULES_PARTS_H

#include "features/modules/modules.h"

/* The program's own: MODULE_OWN_N for another word. */
enum module_own module_own_find(struct str word);
struct str module_own_word(enum module_own own);
void module_own_setting(enum module_own own, struct module_setting *ret);
void module_own_fill(enum module_own own, struct module_content *ret);

CHECKED enum status modules_zone(struct db *db, struct arena *a, int64_t centre_id,
                                 const struct zone **ret);
/* One of the list. MISSING: the centre has no such module. */
CHECKED enum status module_find(struct db *db, struct arena *a, int64_t centre_id, struct str word,
                                struct module *ret);
CHECKED enum status module_load(struct db *db, struct arena *a, int64_t centre_id, struct str word,
                                int64_t version, struct module_content *ret);

/* In a transaction: reckons anew until when it holds; person_id 0: for everybody who has passed it. */
CHECKED enum status module_settle(struct db *db, struct arena *a, int64_t centre_id,
                                  const struct module *m, int64_t person_id);

/* ---- people */
struct module_member { /* who works in the centre, with all roles */
    int64_t person_id, team_id;
    struct str name, team;
    const struct grant *grants;
    size_t n_grants;
};
struct module_member_list {
    struct module_member *at;
    size_t n;
};
CHECKED enum status modules_members(struct db *db, struct arena *a, int64_t centre_id,
                                    struct module_member_list *ret);
bool module_concerns(const struct module *m, const struct module_member *p);
enum module_standing module_standing_of(bool must, int64_t passed_at, int64_t until_at,
                                        int64_t now);

/* Hides what fewer than MODULES_SMALLEST stand behind or are missing from. */
void modules_hide(struct module_number *n);

#endif
