/* Any bytes as a whole request to the program. The first byte says who asks (nobody, an employee, a
 * manager, an administrator) and how, the first line is the path with its query, the second one a
 * Cookie header, the rest the body. The answer is never "our fault", and always complete and
 * well-formed text.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz_store.h"

#include "base/utf8.h"
#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "fuzz", .data_folder = {"/nonexistent", 12}};

static bool is_slow(struct str path) /* passwords are slow on purpose */
{
    return str_starts(path, STR("/sign-in")) || str_starts(path, STR("/setup")) ||
           str_starts(path, STR("/me/password"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const int64_t people[] = {0, FUZZ_AGENT, FUZZ_MANAGER, FUZZ_ADMIN};
    struct store *store = fuzz_store();
    struct arena *a = arena_new();
    struct loopback lb = {.store = store, .arena = a, .info = &info};
    struct str s = input_of(data, n), path, cookie;
    size_t way = take_byte(&s);
    enum method method = (enum method)(way / 4 % METHOD_N);

    must(zone_find(STR("Europe/Copenhagen"), &info.zone) == OK);
    if (str_cut(&s, '\n', &path) && str_cut(&s, '\n', &cookie) &&
        memchr(s.p != NULL ? s.p : "", 0, s.n) == NULL && !(method != GET && is_slow(path))) {
        if (people[way % 4] != 0)
            loopback_sign_in(&lb, people[way % 4]);
        if (cookie.n > 0)
            lb.extra[lb.n_extra++] = (struct header){STR("Cookie"), cookie};
        if ((way & 64) != 0)
            lb.extra[lb.n_extra++] = (struct header){
                STR("Authorization"), arena_printf(a, "Bearer %.*s", STR_ARG(cookie))};
        if ((way & 128) != 0)
            lb.extra[lb.n_extra++] = (struct header){STR("Idempotency-Key"), cookie};
        (void)loopback_send(&lb, method, str_c(a, path), str_c(a, s));
        must(lb.last.status >= 200 && lb.last.status < 500);
        must(lb.last.body.p == NULL || lb.last.fixed != NULL || utf8_valid(buf_str(&lb.last.body)));
    }
    arena_free(a);
    return 0;
}
