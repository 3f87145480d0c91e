/* Feeds the files of a folder to a fuzz target and prints TAP: what fuzzing once found stays found,
 * with any compiler.
 * SPDX-License-Identifier: MPL-2.0 */
#include <dirent.h>
#include <stdio.h>

#include "fuzz.h"

static void feed(const char *folder, const char *name)
{
    char path[4096];
    size_t n = 0, room = 1 << 20;
    uint8_t *data = malloc(room), *exact;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "rb");
    if (f == NULL || data == NULL) {
        perror(path);
        exit(1);
    }
    n = fread(data, 1, room, f);
    fclose(f);
    exact = malloc(n > 0 ? n : 1);
    must(exact != NULL);
    memcpy(exact, data, n);
    free(data);
    (void)LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct dirent **names = NULL;
    int n = argc == 2 ? scandir(argv[1], &names, is_visible, alphasort) : -1;

    if (n <= 0) {
        fprintf(stderr, "use: replay FOLDER, with at least one file in it\n");
        return 1;
    }
    printf("1..%d\n", n + 1);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    printf("ok 1 - nothing\n");
    for (int i = 0; i < n; i++) {
        printf("# %s\n", names[i]->d_name);
        fflush(stdout); /* the name is there should it not come back */
        feed(argv[1], names[i]->d_name);
        printf("ok %d - %s\n", i + 2, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    return 0;
}
