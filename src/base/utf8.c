/* UTF-8, folded and ordered the Danish way, by small tables instead of a Unicode library.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/utf8.h"

#include "base/buf.h"

#define REPLACEMENT 0xFFFDU

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the code point at the front of a text that is not empty; 0 when it is not well formed.
 */
static size_t decode(struct str s, uint32_t *ret)
{
    unsigned char lead = (unsigned char)s.p[0];
    if (lead < 0x80) {
        *ret = lead;
        return 1;
    }
    size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (lead < 0xC2 || lead > 0xF4 || s.n < n)
        return 0;
    uint32_t c = lead & (0x7FU >> n);
    for (size_t i = 1; i < n; i++) {
        if (!is_tail(s.p[i]))
            return 0;
        c = c << 6 | ((unsigned char)s.p[i] & 0x3FU);
    }
    if (c < smallest[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    *ret = c;
    return n;
}

/* Takes one code point off the front; a broken byte counts as U+FFFD. */
static uint32_t take(struct str *s)
{
    uint32_t c = REPLACEMENT;
    size_t n = decode(*s, &c);
    *s = str_sub(*s, n > 0 ? n : 1, s->n);
    return c;
}

static void add_code_point(struct buf *b, uint32_t c)
{
    char *p = buf_room(b, 4);
    if (c < 0x80) {
        p[0] = (char)c;
        b->n += 1;
    } else if (c < 0x800) {
        p[0] = (char)(0xC0 | c >> 6);
        p[1] = (char)(0x80 | (c & 0x3F));
        b->n += 2;
    } else if (c < 0x10000) {
        p[0] = (char)(0xE0 | c >> 12);
        p[1] = (char)(0x80 | (c >> 6 & 0x3F));
        p[2] = (char)(0x80 | (c & 0x3F));
        b->n += 3;
    } else {
        p[0] = (char)(0xF0 | c >> 18);
        p[1] = (char)(0x80 | (c >> 12 & 0x3F));
        p[2] = (char)(0x80 | (c >> 6 & 0x3F));
        p[3] = (char)(0x80 | (c & 0x3F));
        b->n += 4;
    }
}

bool utf8_valid(struct str s)
{
    while (s.n > 0) {
        uint32_t c;
        size_t n = decode(s, &c);
        if (n == 0 || c == 0)
            return false;
        s = str_sub(s, n, s.n);
    }
    return true;
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += !is_tail(s.p[i]);
    return n;
}

struct str utf8_clip(struct str s, size_t n)
{
    if (s.n <= n)
        return s;
    while (n > 0 && is_tail(s.p[n]))
        n--;
    return (struct str){s.p, n};
}

static struct str first_letter(struct str word)
{
    size_t n = 1;

    while (n < word.n && is_tail(word.p[n]))
        n++;
    return str_sub(word, 0, n);
}

struct str utf8_initials(struct arena *a, struct str name)
{
    struct str word, first = STR(""), last = STR("");
    char *p = arena_alloc(a, 8);

    while (str_cut(&name, ' ', &word)) {
        if (word.n == 0)
            continue;
        last = first.n > 0 ? first_letter(word) : last;
        first = first.n > 0 ? first : first_letter(word);
    }
    for (size_t i = 0; i < first.n; i++)
        p[i] = first.p[i];
    for (size_t i = 0; i < last.n; i++)
        p[first.n + i] = last.p[i];
    return (struct str){p, first.n + last.n};
}

/* ---- folding */

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static bool is_mark(uint32_t c)
{
    return c >= 0x0300 && c <= 0x036F;
}

struct fold {
    uint16_t first, last;
    char to[4];
};

/* Ascending. U+00C0-U+00FF, Latin Extended-A, and what else turns up in Nordic texts. */
static const struct fold folds[] = {
    {0x00C0, 0x00C4, "a"},  {0x00C5, 0x00C5, "å"},  {0x00C6, 0x00C6, "æ"},  {0x00C7, 0x00C7, "c"},
    {0x00C8, 0x00CB, "e"},  {0x00CC, 0x00CF, "i"},  {0x00D0, 0x00D0, "d"},  {0x00D1, 0x00D1, "n"},
    {0x00D2, 0x00D6, "o"},  {0x00D8, 0x00D8, "ø"},  {0x00D9, 0x00DC, "u"},  {0x00DD, 0x00DD, "y"},
    {0x00DE, 0x00DE, "th"}, {0x00DF, 0x00DF, "ss"}, {0x00E0, 0x00E4, "a"},  {0x00E5, 0x00E5, "å"},
    {0x00E6, 0x00E6, "æ"},  {0x00E7, 0x00E7, "c"},  {0x00E8, 0x00EB, "e"},  {0x00EC, 0x00EF, "i"},
    {0x00F0, 0x00F0, "d"},  {0x00F1, 0x00F1, "n"},  {0x00F2, 0x00F6, "o"},  {0x00F8, 0x00F8, "ø"},
    {0x00F9, 0x00FC, "u"},  {0x00FD, 0x00FD, "y"},  {0x00FE, 0x00FE, "th"}, {0x00FF, 0x00FF, "y"},
    {0x0100, 0x0105, "a"},  {0x0106, 0x010D, "c"},  {0x010E, 0x0111, "d"},  {0x0112, 0x011B, "e"},
    {0x011C, 0x0123, "g"},  {0x0124, 0x0127, "h"},  {0x0128, 0x0131, "i"},  {0x0132, 0x0133, "ij"},
    {0x0134, 0x0135, "j"},  {0x0136, 0x0138, "k"},  {0x0139, 0x0142, "l"},  {0x0143, 0x014B, "n"},
    {0x014C, 0x0151, "o"},  {0x0152, 0x0153, "oe"}, {0x0154, 0x0159, "r"},  {0x015A, 0x0161, "s"},
    {0x0162, 0x0167, "t"},  {0x0168, 0x0173, "u"},  {0x0174, 0x0175, "w"},  {0x0176, 0x0178, "y"},
    {0x0179, 0x017E, "z"},  {0x017F, 0x017F, "s"},  {0x01CD, 0x01CE, "a"},  {0x01FA, 0x01FB, "å"},
    {0x01FC, 0x01FD, "æ"},  {0x01FE, 0x01FF, "ø"},  {0x0218, 0x0219, "s"},  {0x021A, 0x021B, "t"},
    {0x1E9E, 0x1E9E, "ss"}, {0x212B, 0x212B, "å"},
};

static void add_folded(struct buf *b, uint32_t c)
{
    if (c < 0x80) {
        buf_char(b, (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
        return;
    }
    size_t low = 0, high = sizeof folds / sizeof folds[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (folds[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof folds / sizeof folds[0] && folds[low].first <= c)
        buf_add(b, str_of(folds[low].to));
    else
        add_code_point(b, c);
}

struct str utf8_fold(struct arena *a, struct str s)
{
    if (s.p == NULL)
        return STR_NONE;
    struct buf b = buf_new(a, s.n);
    bool blank = false;
    while (s.n > 0) {
        uint32_t c = take(&s);
        if (is_blank(c)) {
            blank = true;
            continue;
        }
        if (is_mark(c)) {
            /* "å" as macOS writes it: an a with a ring behind it. */
            if (c == 0x030A && !blank && b.n > 0 && b.p[b.n - 1] == 'a') {
                b.n--;
                buf_add(&b, STR("å"));
            }
            continue;
        }
        if (blank && b.n > 0)
            buf_char(&b, ' ');
        blank = false;
        add_folded(&b, c);
    }
    return buf_str(&b);
}

/* ---- sorting */

/* Folded text loses what Danish sorts on: ä stands with æ, ö with ø, ü with y. */
static void add_sort_letter(struct buf *b, uint32_t c)
{
    switch (c) {
    case 0xC4: /* Ä */
    case 0xE4:
    case 0xC6: /* Æ */
    case 0xE6:
    case 0x1FC:
    case 0x1FD:
        buf_char(b, 'z' + 1);
        break;
    case 0xD6: /* Ö */
    case 0xF6:
    case 0xD8: /* Ø */
    case 0xF8:
    case 0x150: /* Ő */
    case 0x151:
    case 0x1FE:
    case 0x1FF:
        buf_char(b, 'z' + 2);
        break;
    case 0xC5: /* Å */
    case 0xE5:
    case 0x1FA:
    case 0x1FB:
    case 0x212B:
        buf_char(b, 'z' + 3);
        break;
    case 0xDC: /* Ü */
    case 0xFC:
    case 0x170: /* Ű */
    case 0x171:
        buf_char(b, 'y');
        break;
    case '{': /* what the three letters pushed from their places sorts as other signs do */
    case '|':
    case '}':
    case '~':
        buf_char(b, '/');
        break;
    default:
        if (c >= 0x20)
            add_folded(b, c);
    }
}

/* A mark behind a plain letter gives the letter that the two make together, where that sorts by
 * itself. */
static uint32_t composed(uint32_t letter, uint32_t mark)
{
    bool is_a = letter == 'a' || letter == 'A';
    bool is_o = letter == 'o' || letter == 'O';
    bool is_u = letter == 'u' || letter == 'U';
    if (mark == 0x030A && is_a)
        return 0xE5;
    if (mark == 0x0308 && (is_a || is_o || is_u))
        return is_a ? 0xE4 : is_o ? 0xF6 : 0xFC;
    return letter;
}

struct str utf8_sort_key(struct arena *a, struct str s)
{
    if (s.p == NULL)
        return STR_NONE;
    struct buf b = buf_new(a, s.n * 2 + 1);
    struct str rest = s;
    bool blank = false;
    while (rest.n > 0) {
        uint32_t c = take(&rest);
        struct str after = rest;
        while (after.n > 0) {
            uint32_t mark = take(&after);
            if (!is_mark(mark))
                break;
            c = composed(c, mark);
            rest = after;
        }
        if (is_blank(c)) {
            blank = true;
            continue;
        }
        if (blank && b.n > 0)
            buf_char(&b, ' ');
        blank = false;
        if (!is_mark(c))
            add_sort_letter(&b, c);
    }
    /* Equal so far: the text itself decides, so that the order never depends on chance. 1 sorts
     * before all text. */
    buf_char(&b, 1);
    buf_add(&b, s);
    return buf_str(&b);
}

/* ---- old encodings */

struct str utf8_from_windows1252(struct arena *a, struct str s)
{
    static const uint16_t high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    };
    if (s.p == NULL)
        return STR_NONE;
    struct buf b = buf_new(a, s.n + s.n / 8);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        add_code_point(&b, c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c);
    }
    return buf_str(&b);
}

struct str utf8_from_any(struct arena *a, struct str s)
{
    struct str bom = STR("\xEF\xBB\xBF");
    if (str_starts(s, bom))
        s = str_sub(s, bom.n, s.n);
    return utf8_valid(s) ? s : utf8_from_windows1252(a, s);
}
