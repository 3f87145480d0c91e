/* Any bytes as CSV, whole and in pieces of a size the first byte says: the same records. Fields
 * that are written come back as they were.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/csv.h"

/* Reads all; returns how many records and a sum over what they are. */
static size_t read_all(struct arena *a, struct str whole, size_t piece, char separator,
                       uint64_t *ret_sum)
{
    struct str fields[CSV_MAX_FIELDS], rest;
    size_t n, n_records = 0, given = piece < whole.n ? piece : whole.n, at = 0;

    for (;;) {
        enum status status;

        rest = (struct str){whole.p + at, given - at};
        status = csv_record(a, &rest, given == whole.n, separator, fields, &n);
        must((size_t)(rest.p - whole.p) + rest.n == given);
        at = given - rest.n;
        if (status == MISSING && given == whole.n)
            return n_records;
        if (status == MISSING) {
            given = given + piece < whole.n ? given + piece : whole.n;
            continue;
        }
        n_records++;
        *ret_sum = *ret_sum * 31 + (uint64_t)status;
        for (size_t i = 0; status == OK && i < n; i++)
            for (size_t k = 0; k <= fields[i].n; k++)
                *ret_sum = *ret_sum * 31 + (k < fields[i].n ? (unsigned char)fields[i].p[k] : 256U);
    }
}

/* Whatever a field holds, one that is written is read as one field; but for the defusing ' in
 * front. */
static void write_and_read(struct arena *a, struct str field)
{
    struct buf b = buf_new(a, field.n + 8);
    struct str fields[CSV_MAX_FIELDS], rest;
    size_t n;

    csv_write_field(&b, field, ';', true);
    csv_write_field(&b, STR("next"), ';', false);
    rest = buf_str(&b);
    must(csv_record(a, &rest, true, ';', fields, &n) == OK);
    must(n == 2 && str_ends(fields[0], field) && fields[0].n <= field.n + 1 && rest.n == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char separators[] = ";,\t|";
    struct arena *a = arena_new();
    struct str s = input_of(data, n);
    size_t way = take_byte(&s);
    char separator = separators[way % 4];
    uint64_t whole_sum = 0, pieces_sum = 0;
    char *p = copy_of(s);

    (void)csv_guess_separator(s);
    s.p = p;
    must(read_all(a, s, s.n + 1, separator, &whole_sum) ==
         read_all(a, s, way / 4 + 1, separator, &pieces_sum));
    must(whole_sum == pieces_sum);
    if (s.n < 10000)
        write_and_read(a, s);
    free(p);
    arena_free(a);
    return 0;
}
