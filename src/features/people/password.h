/* Passwords: what a good one is, and how it is kept (argon2id, 64 MiB, 2 passes). Also the hash of
 * random secrets.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_PASSWORD_H
#define FEATURES_PEOPLE_PASSWORD_H

#include "base/arena.h"
#include "base/status.h"

#define PASSWORD_MIN 12  /* characters */
#define PASSWORD_MAX 512 /* bytes */
/* So many at once take 64 MiB each; more wait for their turn, and get BUSY after ten seconds. */
#define PASSWORD_AT_ONCE 2

/* INVALID with a text for the user: too short, too long, or made of the login or the name. */
CHECKED enum status password_check_new(struct arena *a, struct str password, struct str login,
                                       struct str name);
/* About 60 ms and 64 MiB. */
CHECKED enum status password_hash(struct arena *a, struct str password, struct str *ret);
/* As slow whether or not it fits, and also when hash is STR_NONE (then it never fits). */
CHECKED enum status password_verify(struct arena *a, struct str hash, struct str password,
                                    bool *ret_fits);

/* What is stored of a random secret (token, code): hex of BLAKE2b-256, as web/ hashes what it is
 * shown. */
struct str secret_hash(struct arena *a, struct str secret);
/* A code that can be read over the phone: "7KQF-3MXP-T9WB"; 60 random bits. */
struct str code_make(struct arena *a);
/* As typed to as made: upper case, without blanks and dashes, O read as 0, I and L as 1. */
struct str code_clean(struct arena *a, struct str typed);

#endif
