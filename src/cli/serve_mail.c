/* From settings to a sender.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/serve_mail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PASSWORD_MAX 1024

/* The first line; what follows it is not looked at. */
static enum status read_password(struct arena *a, struct str file, struct str *ret)
{
    char *text = arena_alloc(a, PASSWORD_MAX);
    int fd = open(str_c(a, file), O_RDONLY | O_CLOEXEC);
    struct str rest, line;
    ssize_t n;

    if (fd < 0)
        return fail(INVALID, "mail_password_file: %.*s: %s", STR_ARG(file), strerror(errno));
    n = read(fd, text, PASSWORD_MAX);
    close(fd);
    if (n <= 0)
        return fail(INVALID, "mail_password_file: %.*s is empty or cannot be read", STR_ARG(file));
    rest = (struct str){text, (size_t)n};
    if (!str_cut(&rest, '\n', &line))
        line = STR("");
    *ret = str_trim(line);
    return OK;
}

enum status serve_mail_start(struct store *store, struct arena *a, const struct config *config,
                             struct notify_sender **ret)
{
    struct notify_out *out = arena_make(a, struct notify_out);

    if (config->mail_server.n == 0)
        return OK;
    *out = (struct notify_out){.mail = {.url = config->mail_server,
                                        .from = config->mail_from,
                                        .user = config->mail_user,
                                        .password = STR("")},
                               .public_url = config->public_url};
    if (str_ends(out->public_url, STR("/")))
        out->public_url = str_sub(out->public_url, 0, out->public_url.n - 1);
    TRY(mail_server_check(&out->mail));
    if (config->mail_password_file.n > 0)
        TRY(read_password(a, config->mail_password_file, &out->mail.password));
    return notify_sender_start(store, out, ret);
}
