/* Reads the configuration file, then the environment; the command line is applied by main.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

#define CONFIG_MAX_BYTES 65536

enum kind { KIND_TEXT, KIND_NUMBER, KIND_SWITCH };

/* One row is one setting: the file, the environment (BAGVAGT_ and the name in capitals) and the sample all use it. */
static const struct setting_row {
    const char *name;
    enum kind kind;
    size_t offset;
    const char *sample;
    const char *about;
} rows[] = {
    {"data", KIND_TEXT, offsetof(struct config, data_folder), "/var/lib/bagvagt",
     "Folder for the database, its lock, its socket and uploads. Only the server's user may read "
     "it."},
    {"database", KIND_TEXT, offsetof(struct config, database), "/var/lib/bagvagt/bagvagt.db",
     "A file (embedded SQLite), or postgresql://user@host/name. Default: bagvagt.db in the data "
     "folder."},
    {"address", KIND_TEXT, offsetof(struct config, address), "127.0.0.1",
     "Address to listen on. 127.0.0.1 serves this machine only (a proxy, or a trial); :: serves "
     "the network."},
    {"port", KIND_NUMBER, offsetof(struct config, port), "8080", "Port to listen on."},
    {"public_url", KIND_TEXT, offsetof(struct config, public_url), "https://bagvagt.example.dk",
     "What people type in their browser. Starting with https:// makes cookies secure."},
    {"tls_cert", KIND_TEXT, offsetof(struct config, tls_cert), "/etc/bagvagt/cert.pem",
     "Certificate chain; with tls_key the server speaks HTTPS itself."},
    {"tls_key", KIND_TEXT, offsetof(struct config, tls_key), "/etc/bagvagt/key.pem",
     "Private key of the certificate."},
    {"trust_proxy", KIND_SWITCH, offsetof(struct config, trust_proxy), "no",
     "yes when a proxy of yours stands in front: its X-Forwarded-For is then believed."},
    {"log_level", KIND_TEXT, offsetof(struct config, log_level), "info",
     "debug, info, warn or error."},
    {"zone", KIND_TEXT, offsetof(struct config, zone), "Europe/Copenhagen",
     "Time zone of new centres and of call records that do not say theirs."},
    {"threads", KIND_NUMBER, offsetof(struct config, threads), "0",
     "Connection threads; 0 chooses by itself."},
    {"worker", KIND_SWITCH, offsetof(struct config, worker), "yes",
     "no when deadlines, reminders and sending run in a process of their own, `bagvagt work`; only "
     "with "
     "PostgreSQL."},
    {"mail_server", KIND_TEXT, offsetof(struct config, mail_server), "smtp://mail.example.dk:587",
     "Where mails are handed in; smtps:// speaks TLS from the start, smtp:// must offer STARTTLS "
     "unless it is this machine. "
     "Without it nothing is mailed."},
    {"mail_from", KIND_TEXT, offsetof(struct config, mail_from), "bagvagt@example.dk",
     "The address mails come from."},
    {"mail_user", KIND_TEXT, offsetof(struct config, mail_user), "bagvagt",
     "User at the mail server; without it no sign-in."},
    {"mail_password_file", KIND_TEXT, offsetof(struct config, mail_password_file),
     "/etc/bagvagt/mail-password",
     "File whose first line is the password of mail_user. Only the server's user may read it."},
    {"evidence", KIND_TEXT, offsetof(struct config, evidence_folder), "/var/lib/bagvagt/evidence",
     "Folder for evidence of harassment, sealed file by file. It belongs to the backup: copy it "
     "after the database. Nodes that share a database share this folder."},
    {"evidence_max_mb", KIND_NUMBER, offsetof(struct config, evidence_max_mb), "500",
     "Size of the largest file that is taken as evidence, in MB."},
    {"sms_url", KIND_TEXT, offsetof(struct config, sms_url), "https://api.example.dk/sms",
     "Your SMS gateway; each text message is one POST to it. Without it nothing is texted."},
    {"sms_body", KIND_TEXT, offsetof(struct config, sms_body),
     "{\"to\":\"{to}\",\"message\":\"{text}\",\"reference\":\"{id}\"}",
     "What the gateway wants, with {to}, {text} and {id}: JSON as here, or a form such as "
     "to={to}&message={text}."},
    {"sms_secret_file", KIND_TEXT, offsetof(struct config, sms_secret_file),
     "/etc/bagvagt/sms-secret",
     "File whose first line is sent to the gateway as a bearer token. Only the server's user may "
     "read it."},
    {"local_services", KIND_SWITCH, offsetof(struct config, local_services), "no",
     "yes when the SMS gateway, push services or webhooks are in your own network, where the "
     "server "
     "else refuses to connect to."},
    {"keys", KIND_TEXT, offsetof(struct config, keys_folder), "/var/lib/bagvagt/keys",
     "Folder for the keys that open what people confided. Keep one copy elsewhere and replace it "
     "each time (never history): what is forgotten stays forgotten only where its key is gone. "
     "Nodes that share a database share this folder."},
    {"master_key_file", KIND_TEXT, offsetof(struct config, master_key_file),
     "/etc/bagvagt/master.key",
     "Key that wraps all others; made when first needed. Keep a copy where neither the database "
     "nor its backups are. Default: master.key in the keys folder."},
    {"keep", KIND_TEXT, offsetof(struct config, keep), "incident_texts 1825, notices 365",
     "How many days things are kept, where you want other periods than the program's own; bagvagt "
     "retention lists the rules."},
    {"alarm_number", KIND_TEXT, offsetof(struct config, alarm_number), "112",
     "The number to call when somebody is in danger now (verified on 2026-11-22: 112 in Denmark)."},
    {"watch_token_file", KIND_TEXT, offsetof(struct config, watch_token_file),
     "/etc/bagvagt/watch-token",
     "Only for bagvagt watch, on another machine: file whose first line is the token that the "
     "server's page Signs of life gave."},
    {"watch_mail_to", KIND_TEXT, offsetof(struct config, watch_mail_to), "drift@example.dk",
     "Whom bagvagt watch mails, by mail_server of that machine."},
    {"watch_sms_to", KIND_TEXT, offsetof(struct config, watch_sms_to), "+4512345678",
     "Whom bagvagt watch texts, by sms_url of that machine."},
    {"watch_post_url", KIND_TEXT, offsetof(struct config, watch_post_url),
     "https://ntfy.example.dk/bagvagt", "Where bagvagt watch posts what it has to say, as text."},
    {"watch_lang", KIND_TEXT, offsetof(struct config, watch_lang), "da",
     "The language of bagvagt watch: da or en."},
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static bool set(struct config *c, const struct setting_row *row, struct str value)
{
    char *at = (char *)c + row->offset;

    switch (row->kind) {
    case KIND_TEXT:
        *(struct str *)(void *)at = value;
        return true;
    case KIND_NUMBER:
        return str_int64(value, (int64_t *)(void *)at) && *(int64_t *)(void *)at >= 0 &&
               *(int64_t *)(void *)at <= 65535;
    case KIND_SWITCH:
        *(bool *)(void *)at = str_eq(value, STR("yes"));
        return str_eq(value, STR("yes")) || str_eq(value, STR("no"));
    }
    return false;
}

static const struct setting_row *row_find(struct str name)
{
    for (size_t i = 0; i < N_ROWS; i++)
        if (str_eq(name, str_of(rows[i].name)))
            return &rows[i];
    return NULL;
}

static enum status read_line(const char *path, int number, struct str line, struct config *c)
{
    size_t equals;
    const struct setting_row *row;

    line = str_trim(line);
    if (line.n == 0 || line.p[0] == '#')
        return OK;
    if (!str_find_char(line, '=', &equals))
        return fail(INVALID, "%s:%d: expected name = value", path, number);
    row = row_find(str_trim(str_sub(line, 0, equals)));
    if (!row)
        return fail(
            INVALID,
            "%s:%d: no setting is called \"%.*s\" (bagvagt check --print-config lists them)", path,
            number, STR_ARG(str_trim(str_sub(line, 0, equals))));
    if (!set(c, row, str_trim(str_sub(line, equals + 1, line.n))))
        return fail(INVALID, "%s:%d: %s: the value does not fit; example: %s", path, number,
                    row->name, row->sample);
    return OK;
}

/* A missing file is fine unless it was asked for by name. */
static enum status read_file(struct arena *a, const char *path, bool asked, struct config *c)
{
    char *text = arena_alloc(a, CONFIG_MAX_BYTES + 1);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct str rest, line;
    ssize_t n;

    if (fd < 0 && errno == ENOENT && !asked)
        return OK;
    if (fd < 0)
        return fail(INVALID, "%s: %s", path, strerror(errno));
    n = read(fd, text, CONFIG_MAX_BYTES + 1);
    close(fd);
    if (n < 0 || n > CONFIG_MAX_BYTES)
        return fail(INVALID, "%s: cannot be read as a configuration file", path);
    rest = (struct str){text, (size_t)n};
    for (int number = 1; str_cut(&rest, '\n', &line); number++)
        TRY(read_line(path, number, line, c));
    return OK;
}

static enum status read_environment(struct config *c)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        char name[64] = "BAGVAGT_";
        size_t at = strlen(name);
        const char *value;

        for (const char *p = rows[i].name; *p; p++)
            name[at++] = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
        value = getenv(name);
        if (value && !set(c, &rows[i], str_of(value)))
            return fail(INVALID, "%s: the value does not fit; example: %s", name, rows[i].sample);
    }
    return OK;
}

static struct str default_data_folder(struct arena *a)
{
    const char *state = getenv("STATE_DIRECTORY"); /* systemd's StateDirectory= */

    if (state && *state)
        return arena_copy(a, str_of(state));
    return access("/var/lib/bagvagt", W_OK) == 0 ? STR("/var/lib/bagvagt") : STR("data");
}

enum status config_load(struct arena *a, const char *path, struct config *ret)
{
    struct config c = {.address = STR("127.0.0.1"),
                       .port = 8080,
                       .log_level = STR("info"),
                       .zone = STR("Europe/Copenhagen"),
                       .worker = true,
                       .evidence_max_mb = 500,
                       .sms_body = STR("{\"to\":\"{to}\",\"message\":\"{text}\","
                                       "\"reference\":\"{id}\"}"),
                       .alarm_number = STR("112"),
                       .watch_lang = STR("da")};
    const char *named = path ? path : getenv("BAGVAGT_CONFIG");

    TRY(read_file(a, named ? named : "/etc/bagvagt/bagvagt.conf", named != NULL, &c));
    TRY(read_environment(&c));
    if (c.data_folder.n == 0)
        c.data_folder = default_data_folder(a);
    if ((c.tls_cert.n == 0) != (c.tls_key.n == 0))
        return fail(INVALID, "tls_cert and tls_key belong together: set both or none");
    if (c.mail_server.n > 0 && c.mail_from.n == 0)
        return fail(INVALID, "mail_server needs mail_from: the address mails come from");
    *ret = c;
    return OK;
}

struct str config_sample(struct arena *a)
{
    struct buf b = buf_new(a, 2048);

    buf_add(
        &b,
        STR("# Bagvagt's configuration. Every line is optional; what is commented out shows its "
            "default or an\n"
            "# example. Environment variables win over this file: BAGVAGT_PORT=8081 and so on.\n"));
    for (size_t i = 0; i < N_ROWS; i++)
        buf_printf(&b, "\n# %s\n# %s = %s\n", rows[i].about, rows[i].name, rows[i].sample);
    return buf_str(&b);
}
