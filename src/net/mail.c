/* The conversation with the mail server. Which command was refused decides what a refusal means, so the commands are
 * followed as libcurl sends them; their arguments are never kept.
 * SPDX-License-Identifier: MPL-2.0 */
#include "net/mail.h"

#include <stdio.h>
#include <string.h>

#include "net/libcurl.h"

#define CONNECT_TIMEOUT_MS 10000L

struct talk {
    struct str message;
    size_t sent;
    char command[5]; /* the latest: "RCPT" */
    bool is_in_data; /* the text is on its way or delivered */
    bool is_over;
    char reply[16]; /* the beginning of the latest answer: "550 5.1.1" */
};

bool mail_address_ok(struct str s)
{
    size_t n_at = 0, at = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c <= ' ' || c > '~' || strchr("<>()[]\\,;:\"", c) != NULL)
            return false;
        if (c == '@') {
            n_at++;
            at = i;
        }
    }
    return n_at == 1 && at > 0 && at + 1 < s.n && s.n <= MAIL_ADDRESS_MAX;
}

static struct str host_of(struct str url)
{
    size_t at;
    struct str host;

    if (str_find(url, STR("://"), &at))
        url = str_sub(url, at + 3, url.n);
    if (str_find_char(url, '/', &at))
        url = str_sub(url, 0, at);
    if (url.n > 0 && url.p[0] == '[')
        return str_find_char(url, ']', &at) ? str_sub(url, 1, at - 1) : STR("");
    host = url;
    return str_find_char(url, ':', &at) ? str_sub(host, 0, at) : host;
}

static bool is_this_machine(struct str host)
{
    bool is_number = true; /* 127.example.dk is somebody else */

    for (size_t i = 0; i < host.n; i++)
        is_number = is_number && (host.p[i] == '.' || (host.p[i] >= '0' && host.p[i] <= '9'));
    return str_eq_nocase(host, STR("localhost")) || (is_number && str_starts(host, STR("127."))) ||
           str_eq(host, STR("::1"));
}

bool mail_needs_tls(struct str url)
{
    return str_starts(url, STR("smtps://")) || !is_this_machine(host_of(url));
}

enum status mail_server_check(const struct mail_server *server)
{
    if (!str_starts(server->url, STR("smtp://")) && !str_starts(server->url, STR("smtps://")))
        return fail(INVALID, "mail_server: write smtp://host:port or smtps://host:port");
    if (host_of(server->url).n == 0 || str_find_char(server->url, '@', &(size_t){0}))
        return fail(INVALID, "mail_server: write smtp://host:port; the user belongs in mail_user");
    if (!mail_address_ok(server->from))
        return fail(
            INVALID,
            "mail_from: write the address that mails come from, such as bagvagt@example.dk");
    return OK;
}

static size_t give(char *to, size_t size, size_t n, void *p)
{
    struct talk *talk = p;
    size_t room = size * n, left = talk->message.n - talk->sent;

    if (left < room)
        room = left;
    if (room > 0)
        memcpy(to, talk->message.p + talk->sent, room);
    talk->sent += room;
    return room;
}

static int listen_in(CURL *handle, curl_infotype kind, char *data, size_t n, void *p)
{
    struct talk *talk = p;

    (void)handle;
    if (kind == CURLINFO_HEADER_OUT && n >= 4) {
        talk->is_over =
            memcmp(data, "QUIT", 4) == 0; /* said after a refusal: not what was refused */
        if (talk->is_over)
            return 0;
        memcpy(talk->command, data, 4);
        talk->is_in_data = talk->is_in_data || strcmp(talk->command, "DATA") == 0;
        talk->reply[0] = '\0';
    } else if (kind == CURLINFO_HEADER_IN && !talk->is_over) {
        size_t k = 0;

        while (k < n && k + 1 < sizeof talk->reply && strchr("0123456789. -", data[k]) != NULL)
            k++;
        memcpy(talk->reply, data, k);
        talk->reply[k] = '\0';
    }
    return 0;
}

/* "550 5.1.1": what the server said of the address itself, and not of us, of the size or of a full box. */
static bool says_no_address(const char *reply)
{
    const char *more = reply[0] != '\0' && strlen(reply) > 4 ? reply + 4 : "";

    if (strncmp(reply, "550", 3) != 0 && strncmp(reply, "551", 3) != 0 &&
        strncmp(reply, "553", 3) != 0 && strncmp(reply, "554", 3) != 0 &&
        strncmp(reply, "556", 3) != 0)
        return false;
    return strncmp(more, "5.7.", 4) != 0 && strncmp(more, "5.2.2", 5) != 0 &&
           strncmp(more, "5.3.", 4) != 0;
}

static enum mail_outcome outcome_of(CURLcode code, const struct talk *talk)
{
    bool is_final = talk->reply[0] == '5';

    if (code == CURLE_OK)
        return MAIL_SENT;
    if (strcmp(talk->command, "RCPT") == 0 && is_final)
        return says_no_address(talk->reply) ? MAIL_NO_ADDRESS : MAIL_LATER;
    return talk->is_in_data && is_final ? MAIL_REFUSED : MAIL_LATER;
}

static void set_server(CURL *handle, struct arena *a, const struct mail_server *server)
{
    curl.easy_setopt(handle, CURLOPT_URL, str_c(a, server->url));
    curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl.easy_setopt(handle, CURLOPT_USE_SSL,
                     (long)(mail_needs_tls(server->url) ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl.easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl.easy_setopt(handle, CURLOPT_PROXY, "");
    curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MS);
    curl.easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)MAIL_TIMEOUT_MS);
    if (server->user.n > 0) {
        curl.easy_setopt(handle, CURLOPT_USERNAME, str_c(a, server->user));
        curl.easy_setopt(handle, CURLOPT_PASSWORD, str_c(a, server->password));
    }
}

static CURLcode talk_to(CURL *handle, struct arena *a, const struct mail_server *server,
                        const struct mail *mail, struct talk *talk)
{
    struct curl_slist *to =
        curl.slist_append(NULL, str_c(a, arena_printf(a, "<%.*s>", STR_ARG(mail->to))));
    CURLcode code;

    must(to != NULL);
    set_server(handle, a, server);
    curl.easy_setopt(handle, CURLOPT_MAIL_FROM,
                     str_c(a, arena_printf(a, "<%.*s>", STR_ARG(server->from))));
    curl.easy_setopt(handle, CURLOPT_MAIL_RCPT, to);
    curl.easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl.easy_setopt(handle, CURLOPT_READFUNCTION, give);
    curl.easy_setopt(handle, CURLOPT_READDATA, talk);
    curl.easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen_in);
    curl.easy_setopt(handle, CURLOPT_DEBUGDATA, talk);
    code = curl.easy_perform(handle);
    curl.slist_free_all(to);
    return code;
}

struct mail_result mail_send(const struct mail_server *server, struct arena *a,
                             const struct mail *mail)
{
    struct mail_result result = {.outcome = MAIL_REFUSED};
    struct talk talk = {.command = "TCP", .message = mail_message(a, server->from, mail)};
    CURL *handle;
    CURLcode code;

    if (!mail_address_ok(mail->to)) {
        snprintf(result.why, sizeof result.why, "not an address");
        return result;
    }
    if (libcurl_load() != OK) {
        result.outcome = MAIL_LATER;
        snprintf(result.why, sizeof result.why, "%.70s", failure_last()->why);
        return result;
    }
    handle = curl.easy_init();
    must(handle != NULL);
    code = talk_to(handle, a, server, mail, &talk);
    curl.easy_cleanup(handle);
    result.outcome = outcome_of(code, &talk);
    if (result.outcome != MAIL_SENT)
        snprintf(result.why, sizeof result.why, "%s%s%s: %.40s", talk.command,
                 talk.reply[0] ? " " : "", talk.reply, curl.easy_strerror(code));
    return result;
}
