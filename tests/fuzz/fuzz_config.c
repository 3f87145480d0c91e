/* Any bytes as the configuration file.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct config config;
    char path[40];
    int fd = memfd_create("config", MFD_CLOEXEC);

    must(fd >= 0 && write(fd, data, n) == (ssize_t)n);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (config_load(a, path, &config) == OK)
        must(config.port >= 0 && config.port <= 65535);
    close(fd);
    arena_free(a);
    return 0;
}
