/* The centre of aftercare's tests, with a folder for keys.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_WORLD_H
#define PRIVACY_PRIVACY_WORLD_H

#include "features/aftercare/aftercare_world.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/vault.h"
#include "features/privacy/privacy.h"

static char keys_folder[300];

static inline void keys_begin(void)
{
    snprintf(keys_folder, sizeof keys_folder, "%s/bagvagt-privacy-XXXXXX", test_folder());
    assert_non_null(mkdtemp(keys_folder));
    vault_use(str_of(keys_folder), STR_NONE);
}

/* Files and the folder's one level of folders. */
static inline void folder_remove(const char *folder)
{
    DIR *d = opendir(folder);
    struct dirent *e;

    if (!d)
        return;
    while ((e = readdir(d)) != NULL) {
        char path[4096];

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        must(snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < (int)sizeof path);
        if (unlink(path) != 0)
            folder_remove(path);
    }
    closedir(d);
    rmdir(folder);
}

#define BOTH_WITH_KEYS(name)                                                                       \
    static void name##_sqlite(void **state)                                                        \
    {                                                                                              \
        (void)state;                                                                               \
        struct world w = begin(DB_SQLITE);                                                         \
        keys_begin();                                                                              \
        name(&w);                                                                                  \
        folder_remove(keys_folder);                                                                \
        end(&w);                                                                                   \
    }                                                                                              \
    static void name##_pgsql(void **state)                                                         \
    {                                                                                              \
        (void)state;                                                                               \
        struct world w = begin(DB_PGSQL);                                                          \
        keys_begin();                                                                              \
        name(&w);                                                                                  \
        folder_remove(keys_folder);                                                                \
        end(&w);                                                                                   \
    }

#endif
