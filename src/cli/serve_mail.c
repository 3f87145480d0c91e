/* From settings to a sender.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/serve_mail.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SECRET_MAX 1024

/* The first line; what follows it is not looked at. No file: STR("") stays. */
enum status serve_mail_secret(struct arena *a, const char *setting, struct str file,
                              struct str *ret)
{
    char *text = arena_alloc(a, SECRET_MAX);
    struct str rest, line;
    ssize_t n;

    if (file.n == 0)
        return OK;
    int fd = open(str_c(a, file), O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return fail(INVALID, "%s: %.*s: %s", setting, STR_ARG(file), strerror(errno));
    n = read(fd, text, SECRET_MAX);
    close(fd);
    if (n <= 0)
        return fail(INVALID, "%s: %.*s is empty or cannot be read", setting, STR_ARG(file));
    rest = (struct str){text, (size_t)n};
    if (!str_cut(&rest, '\n', &line))
        line = STR("");
    *ret = str_trim(line);
    return OK;
}

enum status serve_mail_server(struct arena *a, const struct config *c, struct mail_server *ret)
{
    if (c->mail_server.n == 0)
        return OK;
    *ret = (struct mail_server){
        .url = c->mail_server, .from = c->mail_from, .user = c->mail_user, .password = STR("")};
    TRY(mail_server_check(ret));
    return serve_mail_secret(a, "mail_password_file", c->mail_password_file, &ret->password);
}

enum status serve_mail_gateway(struct arena *a, const struct config *c, struct sms_gateway *ret)
{
    if (c->sms_url.n == 0)
        return OK;
    *ret = (struct sms_gateway){
        .url = c->sms_url, .body = c->sms_body, .secret = STR(""), .is_at_home = c->local_services};
    TRY(sms_gateway_check(ret));
    return serve_mail_secret(a, "sms_secret_file", c->sms_secret_file, &ret->secret);
}

/* Whom a push service turns to when we send too much. */
static struct str push_subject(struct arena *a, const struct config *c)
{
    if (c->mail_from.n > 0)
        return arena_printf(a, "mailto:%.*s", STR_ARG(c->mail_from));
    return str_starts(c->public_url, STR("https://")) ? c->public_url : STR("");
}

enum status serve_mail_start(struct store *store, struct arena *a, const struct config *config,
                             struct notify_sender **ret)
{
    struct notify_out *out = arena_make(a, struct notify_out);

    *out = (struct notify_out){.public_url = config->public_url,
                               .push_subject = push_subject(a, config),
                               .push_may_be_private = config->local_services};
    if (str_ends(out->public_url, STR("/")))
        out->public_url = str_sub(out->public_url, 0, out->public_url.n - 1);
    TRY(serve_mail_server(a, config, &out->mail));
    TRY(serve_mail_gateway(a, config, &out->sms));
    return notify_sender_start(store, out, ret);
}
