/* What a statement says, and the names in it.
 * SPDX-License-Identifier: MPL-2.0 */
#include <sodium.h>

#include "base/json.h"
#include "base/zone.h"
#include "features/statements/statements.h"

#define ADL "http://adlnet.gov/expapi/"

/* ADL has no verb for what expires: that one is ours. */
static const struct {
    const char *verb, *type, *folder;
    enum text_key says, name;
    bool completes, succeeds;
} kinds[STATEMENT_KIND_N] = {
    [STATEMENT_MODULE] = {ADL "verbs/passed", ADL "activities/module", "modules",
                          T_STATEMENT_SAYS_PASSED, T_STATEMENT_NAME_MODULE, true, true},
    [STATEMENT_SCENARIO] = {ADL "verbs/completed", ADL "activities/simulation", "practice",
                            T_STATEMENT_SAYS_COMPLETED, T_STATEMENT_NAME_SCENARIO, true, false},
    [STATEMENT_ITEM] = {ADL "verbs/completed", ADL "activities/performance", "plan",
                        T_STATEMENT_SAYS_COMPLETED, T_STATEMENT_NAME_ITEM, true, false},
    [STATEMENT_LISTENING] = {ADL "verbs/attended", ADL "activities/meeting", "listening",
                             T_STATEMENT_SAYS_ATTENDED, T_STATEMENT_NAME_LISTENING, false, false},
    [STATEMENT_DAY] = {ADL "verbs/attended", ADL "activities/course", "follow-up-day",
                       T_STATEMENT_SAYS_ATTENDED, T_STATEMENT_NAME_DAY, false, false},
    [STATEMENT_EXPIRED] = {NULL, ADL "activities/module", "modules", T_STATEMENT_SAYS_EXPIRED,
                           T_STATEMENT_NAME_MODULE, false, false},
};

/* ---- names */

static void keyed_hash(const unsigned char *salt, struct str text, unsigned char *ret, size_t n)
{
    must(crypto_generichash(ret, n, (const unsigned char *)text.p, text.n, salt, STATEMENT_SALT) ==
         0);
}

/* Shaped as a name-based one (version 5): some stores know no newer shape. */
static struct str uuid_of(struct arena *a, unsigned char b[16])
{
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x50);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    return arena_printf(a, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                        b[12], b[13], b[14], b[15]);
}

struct statement_ids statement_ids(struct arena *a, const unsigned char salt[STATEMENT_SALT],
                                   struct str store_url, const struct statement_thing *t)
{
    unsigned char name[16], id[16];
    char hex[sizeof name * 2 + 1];

    keyed_hash(salt, arena_printf(a, "person\n%.*s", STR_ARG(store_url)), name, sizeof name);
    keyed_hash(salt,
               arena_printf(a, "statement\n%.*s\n%s\n%.*s", STR_ARG(store_url),
                            statement_kind_words[t->kind], STR_ARG(t->key)),
               id, sizeof id);
    sodium_bin2hex(hex, sizeof hex, name, sizeof name);
    return (struct statement_ids){arena_copy(a, str_of(hex)), uuid_of(a, id)};
}

/* Below our own address; a word of letters and digits stays readable. */
static struct str thing_iri(struct arena *a, struct str public_url, const struct statement_thing *t)
{
    struct buf b = buf_new(a, 200);

    buf_printf(&b, "%.*s/xapi/centres/%lld/%s", STR_ARG(public_url), (long long)t->centre_id,
               kinds[t->kind].folder);
    if (t->word.n > 0)
        buf_char(&b, '/');
    for (size_t i = 0; i < t->word.n; i++) {
        unsigned char c = (unsigned char)t->word.p[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
            buf_char(&b, (char)c);
        else
            buf_printf(&b, "%%%02X", c);
    }
    return buf_str(&b);
}

/* ---- JSON */

static void put(struct json_out *o, const char *key, struct str value)
{
    json_key(o, str_of(key));
    json_write_text(o, value);
}

static void begin(struct json_out *o, const char *key)
{
    json_key(o, str_of(key));
    json_open_object(o);
}

static void put_both(struct json_out *o, const char *key, struct str da, struct str en)
{
    begin(o, key);
    put(o, "da", da);
    put(o, "en", en);
    json_close_object(o);
}

static void put_actor(struct json_out *o, struct str public_url, struct str name)
{
    begin(o, "actor");
    put(o, "objectType", STR("Agent"));
    begin(o, "account");
    put(o, "homePage", public_url);
    put(o, "name", name);
    json_close_object(o);
    json_close_object(o);
}

static void put_verb(struct json_out *o, struct arena *a, struct str public_url,
                     enum statement_kind kind)
{
    const char *verb = kinds[kind].verb;

    begin(o, "verb");
    put(o, "id",
        verb != NULL ? str_of(verb)
                     : arena_printf(a, "%.*s/xapi/verbs/expired", STR_ARG(public_url)));
    put_both(o, "display", text(LANG_DA, kinds[kind].says), text(LANG_EN, kinds[kind].says));
    json_close_object(o);
}

static struct str title_of(const struct statement_thing *t, enum lang lang)
{
    return t->title[lang].n > 0 ? t->title[lang] : text(lang, kinds[t->kind].name);
}

static void put_object(struct json_out *o, struct arena *a, struct str public_url,
                       const struct statement_thing *t)
{
    begin(o, "object");
    put(o, "objectType", STR("Activity"));
    put(o, "id", thing_iri(a, public_url, t));
    begin(o, "definition");
    put(o, "type", str_of(kinds[t->kind].type));
    put_both(o, "name", title_of(t, LANG_DA), title_of(t, LANG_EN));
    json_close_object(o);
    json_close_object(o);
}

static void put_result(struct json_out *o, enum statement_kind kind)
{
    if (!kinds[kind].completes)
        return;
    begin(o, "result");
    json_key(o, STR("completion"));
    json_write_bool(o, true);
    if (kinds[kind].succeeds) {
        json_key(o, STR("success"));
        json_write_bool(o, true);
    }
    json_close_object(o);
}

struct str statement_json(struct arena *a, struct str public_url, const struct statement_ids *ids,
                          const struct statement_thing *t)
{
    struct buf b = buf_new(a, 1000);
    struct json_out o = json_out_to(&b);

    json_open_object(&o);
    put(&o, "id", ids->id);
    put_actor(&o, public_url, ids->name);
    put_verb(&o, a, public_url, t->kind);
    put_object(&o, a, public_url, t);
    put_result(&o, t->kind);
    begin(&o, "context");
    put(&o, "platform", STR("Bagvagt"));
    json_close_object(&o);
    put(&o, "timestamp", instant_text(a, t->at));
    json_close_object(&o);
    return buf_str(&b);
}
