/* Any bytes as what a browser or client gives back to us unchanged: cursors of lists, sealed
 * values, paths to go on to. None but our own is believed.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/id.h"
#include "web/again.h"
#include "web/api.h"
#include "web/cookie.h"
#include "web/pairs.h"
#include "web/server.h"

static void cookies(struct arena *a, struct str s)
{
    struct server_info info = {.secure_cookies = s.n % 2 == 1};
    struct header header = {STR("Cookie"), s};
    struct request rq = {.arena = a, .headers = &header, .n_headers = 1, .server = &info};
    struct str found = cookie_get(&rq, "bv_session");

    must(found.p == NULL || (found.p >= s.p && found.p + found.n <= s.p + s.n));
    must(unseal(a, s).p == NULL);
    must(str_eq(unseal(a, seal(a, s)), s));
}

static void encoding(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n * 3);
    struct str back;

    percent_encode(&b, s);
    must(percent_decode(a, buf_str(&b), true, &back) && str_eq(back, s));
    (void)percent_decode(a, s, false, &back);
    must(back.n <= s.n);
    (void)pairs_find(a, s, STR("a"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct str s = input_of(data, n), own;
    int64_t key = 0, id = 0, numbers[2] = {0, 0};
    char *p = copy_of(s);

    s.p = p;
    must(api_cursor_read(s, &key, &id) != OK);
    memcpy(numbers, s.p, s.n < sizeof numbers ? s.n : sizeof numbers);
    own = api_cursor(a, numbers[0], numbers[1]);
    must(api_cursor_read(own, &key, &id) == OK && key == numbers[0] && id == numbers[1]);
    if (path_is_ours(s))
        must(s.p[0] == '/' && (s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\')));
    cookies(a, s);
    encoding(a, s);
    arena_free(a);
    free(p);
    return 0;
}
