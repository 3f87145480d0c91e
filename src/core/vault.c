/* Seals texts and forgets people; which key counts is in the database, the key is not.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/vault.h"

#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "core/vault_parts.h"
#include "vault_sql.h"

#define MARK STR("v1:")
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD_BYTES (4 + NONCE_BYTES) /* generation, nonce */
#define PAD_BYTES 32
#define LOOK_AGAIN_MS (7 * DAY_MS)
#define MOST_GENERATIONS 1000 /* how often somebody may be forgotten */

struct str vault_binding(struct arena *a, const char *what, int64_t person_id, struct str context)
{
    return arena_printf(a, "bagvagt %s 1 %lld %.*s", what, (long long)person_id, STR_ARG(context));
}

/* ---- which key */

static enum status is_forgotten(void)
{
    return refuse(MISSING, T_VAULT_FORGOTTEN);
}

static enum status key_is_lost(int64_t person_id, int64_t generation)
{
    return fail(BROKEN,
                "the key %lld.%lld is not in the key folder: bring it back from the copy of the "
                "key folder",
                (long long)person_id, (long long)generation);
}

/* A key that the database knows and the disk does not is lost, not new. A destroyed key that an old database still
 * counts on gives way to the next. */
static enum status make_key(struct db *db, struct arena *a, int64_t person_id, enum key_use use,
                            int64_t generation, unsigned char ret[KEY_BYTES],
                            int64_t *ret_generation)
{
    enum status status = CONFLICT;
    DB_TX(tx, db);

    for (int i = 0; i < MOST_GENERATIONS && status == CONFLICT; i++, generation++) {
        TRY(key_make(a, person_id, generation));
        status = key_read(a, person_id, generation, use, ret);
        TRY(q_vault_key_insert(db, person_id, generation, clock_now()));
        *ret_generation = generation;
    }
    TRY(status);
    return db_commit(&tx);
}

enum status vault_key_to_seal(struct db *db, struct arena *a, int64_t person_id, enum key_use use,
                              unsigned char ret[KEY_BYTES], int64_t *ret_generation)
{
    struct vault_key_row row = {0};
    enum status found = q_vault_key_newest(db, a, person_id, &row), status;

    if (found != OK && found != MISSING)
        return found;
    if (found == MISSING)
        return make_key(db, a, person_id, use, 0, ret, ret_generation);
    if (row.forgotten_at != 0)
        return make_key(db, a, person_id, use, row.generation + 1, ret, ret_generation);
    status = key_read(a, person_id, row.generation, use, ret);
    if (status == MISSING)
        return key_is_lost(person_id, row.generation);
    if (status == CONFLICT)
        return make_key(db, a, person_id, use, row.generation + 1, ret, ret_generation);
    *ret_generation = row.generation;
    return status;
}

enum status vault_key_to_open(struct db *db, struct arena *a, int64_t person_id, int64_t generation,
                              enum key_use use, unsigned char ret[KEY_BYTES])
{
    struct vault_key_row row = {0};
    enum status found = q_vault_key(db, a, person_id, generation, &row), status;

    if (found != OK && found != MISSING)
        return found;
    if (found == OK && row.forgotten_at != 0)
        return is_forgotten();
    status = key_read(a, person_id, generation, use, ret);
    if (status == CONFLICT)
        return is_forgotten();
    return status == MISSING ? key_is_lost(person_id, generation) : status;
}

/* ---- texts */

static void put32(unsigned char *to, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(v >> (24 - 8 * i));
}

static uint32_t get32(const unsigned char *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static struct str seal_with(struct arena *a, const unsigned char *key, int64_t generation,
                            struct str bound, struct str plain)
{
    size_t padded = 0, room = plain.n + PAD_BYTES, sealed_cap = HEAD_BYTES + room + TAG_BYTES;
    unsigned char *text = arena_alloc(a, room), *sealed = arena_alloc(a, sealed_cap);
    unsigned long long n = 0;

    if (plain.n > 0)
        memcpy(text, plain.p, plain.n);
    must(sodium_pad(&padded, text, plain.n, PAD_BYTES, room) == 0);
    put32(sealed, (uint32_t)generation);
    randombytes_buf(sealed + 4, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + HEAD_BYTES, &n, text, padded,
                                               (const unsigned char *)bound.p, bound.n, NULL,
                                               sealed + 4, key);
    sodium_memzero(text, room);
    size_t bytes = HEAD_BYTES + (size_t)n;
    size_t cap = sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *out = arena_alloc(a, MARK.n + cap);
    memcpy(out, MARK.p, MARK.n);
    sodium_bin2base64(out + MARK.n, cap, sealed, bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_of(out);
}

enum status vault_seal(struct db *db, struct arena *a, int64_t person_id, struct str context,
                       struct str plain, struct str *ret)
{
    unsigned char key[KEY_BYTES];
    int64_t generation = 0;

    if (plain.p == NULL) {
        *ret = STR_NONE;
        return OK;
    }
    TRY(vault_key_to_seal(db, a, person_id, KEY_FOR_TEXTS, key, &generation));
    *ret = seal_with(a, key, generation, vault_binding(a, "text", person_id, context), plain);
    sodium_memzero(key, sizeof key);
    return OK;
}

/* The text from "v1:…" back to bytes; false: it is none of ours. */
static bool unpack(struct arena *a, struct str sealed, unsigned char **ret, size_t *ret_n)
{
    size_t n = 0;

    if (!str_starts(sealed, MARK))
        return false;
    sealed = str_sub(sealed, MARK.n, sealed.n);
    *ret = arena_alloc(a, sealed.n + 1);
    if (sodium_base642bin(*ret, sealed.n, sealed.p, sealed.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *ret_n = n;
    return n >= HEAD_BYTES + TAG_BYTES + PAD_BYTES;
}

enum status vault_open(struct db *db, struct arena *a, int64_t person_id, struct str context,
                       struct str sealed, struct str *ret)
{
    struct str bound = vault_binding(a, "text", person_id, context);
    unsigned char key[KEY_BYTES], *bytes = NULL, *text;
    size_t n = 0, plain_n = 0;
    int opened;

    if (sealed.p == NULL) {
        *ret = STR_NONE;
        return OK;
    }
    if (!unpack(a, sealed, &bytes, &n))
        return fail(BROKEN, "%.*s holds no sealed text", STR_ARG(context));
    TRY(vault_key_to_open(db, a, person_id, get32(bytes), KEY_FOR_TEXTS, key));
    n -= HEAD_BYTES;
    text = arena_alloc(a, n);
    opened = crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL, bytes + HEAD_BYTES, n,
                                                        (const unsigned char *)bound.p, bound.n,
                                                        bytes + 4, key);
    sodium_memzero(key, sizeof key);
    if (opened != 0 || sodium_unpad(&plain_n, text, n - TAG_BYTES, PAD_BYTES) != 0)
        return fail(BROKEN,
                    "the sealed text of %.*s does not open: altered, or another place's or "
                    "person's",
                    STR_ARG(context));
    *ret = (struct str){(const char *)text, plain_n};
    return OK;
}

/* ---- forgetting */

enum status vault_forget(struct db *db, const struct actor *who, int64_t person_id)
{
    int64_t changed = 0;

    must(db_in_tx(db));
    TRY(q_vault_key_forget(db, person_id, clock_now(), &changed));
    if (changed == 0)
        return OK;
    TRY(audit(db, who, AUDIT_VAULT_FORGOTTEN, person_id, STR("")));
    return job_put(db, VAULT_DESTROY, person_id, STR(""), clock_now());
}

/* Only keys that a committed row calls forgotten. Comes again, so that an old copy of the key folder that somebody brings back
 * does not bring them back for long. */
enum status vault_destroy(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct vault_key_row row = {0};

    *ret_again_at = clock_now() + LOOK_AGAIN_MS;
    TRY(q_vault_key_newest(db, a, job->object_id, &row));
    for (int64_t generation = row.generation; generation >= 0; generation--) {
        enum status found = q_vault_key(db, a, job->object_id, generation, &row);
        if (found == MISSING)
            continue;
        TRY(found);
        if (row.forgotten_at != 0)
            TRY(key_destroy(job->object_id, generation));
    }
    return OK;
}

/* ---- looking after it */

struct looker {
    struct arena *keys; /* of its own: findings grow in the caller's */
    struct buf *findings;
};

static enum status look_at_key(void *context, const struct vault_key_row *row)
{
    struct looker *l = context;
    unsigned char key[KEY_BYTES];
    enum status found = key_read(l->keys, row->person_id, row->generation, KEY_FOR_TEXTS, key);
    const char *what = NULL;

    sodium_memzero(key, sizeof key);
    arena_reset(l->keys);
    if (row->forgotten_at != 0)
        what = found == CONFLICT || found == MISSING
                   ? NULL
                   : "was destroyed and is there again: an old copy of the keys was brought back";
    else if (found == MISSING)
        what = "is missing in the key folder: bring it back from the copy of that folder";
    else if (found == CONFLICT)
        what = "was destroyed; this database is older than that";
    else if (found != OK)
        what = failure_last()->why;
    if (what != NULL)
        buf_printf(l->findings, "key %lld.%lld %s\n", (long long)row->person_id,
                   (long long)row->generation, what);
    return OK;
}

enum status vault_check(struct db *db, struct buf *ret)
{
    struct looker l = {arena_new(), ret};
    enum status status;

    key_check_master(ret);
    status = q_vault_keys(db, look_at_key, &l);
    arena_free(l.keys);
    return status;
}
