/* An empty installation: the one-time code that serve prints, and the first administrator made with
 * it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "features/people/password.h"
#include "features/people/people.h"
#include "features/people/people_internal.h"

#define CODE_SETTING STR("setup_code")

enum status setup_needed(struct db *db, struct arena *a, bool *ret)
{
    struct people_id any;
    enum status found = q_people_any(db, a, &any);

    if (found != OK && found != MISSING)
        return found;
    *ret = found == MISSING;
    return OK;
}

static enum status put_code(struct db *db, struct arena *a, struct str code)
{
    DB_TX(tx, db);

    TRY(q_people_setting_put(db, CODE_SETTING, secret_hash(a, code_clean(a, code)), clock_now()));
    return db_commit(&tx);
}

enum status setup_code_make(struct store *store, struct arena *a, struct str *ret)
{
    struct str code = code_make(a);
    struct db *db = db_start(store, a);
    enum status status = put_code(db, a, code);

    db_end(db);
    if (status == OK)
        *ret = code;
    return status;
}

static enum status check_code(struct db *db, struct arena *a, struct str code)
{
    struct people_setting setting;
    enum status found = q_people_setting(db, a, CODE_SETTING, &setting);

    if (found == OK && str_eq(setting.value, secret_hash(a, code_clean(a, code))))
        return OK;
    if (found != OK && found != MISSING)
        return found;
    return refuse(DENIED, T_SETUP_CODE_WRONG);
}

static enum status make_all(struct db *db, struct arena *a, const struct setup_input *in,
                            struct str hash, int64_t *ret_person_id)
{
    struct person_input person = {.name = in->name, .login = in->login, .lang = in->lang};
    int64_t id, n;

    TRY(centre_create(db, a, &actor_system, in->centre, in->zone, &person.centre_id));
    TRY(person_create(db, a, &actor_system, &person, &id));
    TRY(person_role_give(db, a, &actor_system, id, ROLE_ADMIN, 0));
    TRY(q_person_password_set(db, id, hash, clock_now(), &n));
    *ret_person_id = id;
    return OK;
}

enum status setup_finish(struct db *db, struct arena *a, const struct setup_input *in,
                         int64_t *ret_person_id)
{
    struct people_setting code;
    struct str hash;
    int64_t id, n;
    bool needed;

    TRY(check_code(db, a, in->code));
    TRY(password_check_new(a, in->password, in->login, in->name));
    db_refresh(db);
    TRY(password_hash(a, in->password, &hash));

    DB_TX(tx, db);
    TRY(setup_needed(db, a, &needed));
    if (!needed)
        return refuse(CONFLICT, T_SETUP_DONE);
    TRY(check_code(db, a, in->code));
    TRY(q_people_setting(db, a, CODE_SETTING, &code));
    TRY(q_people_setting_delete(db, CODE_SETTING, code.value, &n));
    TRY(make_all(db, a, in, hash, &id));
    TRY(db_commit(&tx));
    *ret_person_id = id;
    return OK;
}
