/* SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "tape.h"

static FILE *tape;

void tape_begin(const char *name)
{
    const char *folder = getenv("CALENDAR_FOLDER");
    char path[500];

    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/%s.jsonl", folder, name);
    tape = fopen(path, "w");
    assert_non_null(tape);
}

void tape_end(void)
{
    assert_int_equal(fclose(tape), 0);
}

static void put_line(struct str line)
{
    assert_int_equal(fwrite(line.p, 1, line.n, tape), line.n);
    fputc('\n', tape);
}

void tape_text(struct arena *a, int64_t person_id, const char *kind, struct str text)
{
    struct buf b = buf_new(a, text.n + 100);
    struct json_out o = json_out_to(&b);

    json_open_object(&o);
    json_key(&o, STR("person"));
    json_write_int(&o, person_id);
    json_key(&o, str_of(kind));
    json_write_text(&o, text);
    json_close_object(&o);
    put_line(buf_str(&b));
}

void tape_truth(struct arena *a, int64_t person_id, const char *kind, int64_t from_at,
                int64_t until_at, const struct tape_entry *entries, size_t n)
{
    struct buf b = buf_new(a, 200 + n * 100);
    struct json_out o = json_out_to(&b);

    json_open_object(&o);
    json_key(&o, STR("person"));
    json_write_int(&o, person_id);
    json_key(&o, STR("truth"));
    json_write_text(&o, str_of(kind));
    json_key(&o, STR("from"));
    json_write_int(&o, from_at);
    json_key(&o, STR("until"));
    json_write_int(&o, until_at);
    json_key(&o, STR("entries"));
    json_open_array(&o);
    for (size_t i = 0; i < n; i++) {
        json_open_array(&o);
        json_write_int(&o, entries[i].from_at);
        json_write_int(&o, entries[i].to_at);
        json_write_text(&o, entries[i].title);
        json_close_array(&o);
    }
    json_close_array(&o);
    json_close_object(&o);
    put_line(buf_str(&b));
}

uint64_t tape_random(uint64_t *seed, uint64_t below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*seed >> 33) % below;
}
