/* Shows what packc put into a program: check list, check data PATH, check gzip PATH.
 * SPDX-License-Identifier: MPL-2.0 */
#include "files.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc == 2) {
        for (size_t i = 0; i < packed_files_n; i++) {
            const struct packed_file *f = &packed_files[i];
            printf("%s %s %zu %s %s %s\n", f->path, f->type, f->n, f->gzip == NULL ? "plain" : "gzip", f->etag,
                   packed_find(f->path, strlen(f->path)) == f ? "found" : "LOST");
        }
        const char *others[] = {"", "a", "zzz", "css/", "css/app.cs", "css/app.css2"};
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (packed_find(others[i], strlen(others[i])) != NULL)
                printf("%s: found\n", others[i]);
        return packed_find("a.txtx", 5) == NULL;
    }
    const struct packed_file *f = argc == 3 ? packed_find(argv[2], strlen(argv[2])) : NULL;
    if (f == NULL)
        return 1;
    bool packed = strcmp(argv[1], "gzip") == 0;
    fwrite(packed ? f->gzip : f->data, 1, packed ? f->gzip_n : f->n, stdout);
    return 0;
}
