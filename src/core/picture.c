/* PNG by its chunks (W3C PNG, 5), JPEG by its segments (ITU T.81, B.1): what a picture needs is copied, the rest is left out.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/picture.h"

#include "base/buf.h"

const char *const picture_media_types[] = {
#define X(name, word) word,
    PICTURE_MEDIA(X)
#undef X
        NULL};

static int64_t number_at(struct str b, size_t at, size_t n)
{
    int64_t v = 0;

    for (size_t i = 0; i < n; i++)
        v = v << 8 | (unsigned char)b.p[at + i];
    return v;
}

static int byte_at(struct str b, size_t at)
{
    return (unsigned char)b.p[at];
}

/* ---- PNG */

#define PNG_MARK STR("\x89PNG\r\n\x1a\n")
#define CHUNK_AROUND 12 /* length, type, check */

static bool is_any(struct str type, const char *const *types)
{
    for (; *types != NULL; types++)
        if (str_eq(type, str_of(*types)))
            return true;
    return false;
}

/* What decides how the pixels look. An unknown chunk that a reader must know spoils the picture. */
static bool png_keeps(struct str type)
{
    static const char *const kept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS",
                                       "gAMA", "cHRM", "sRGB", "sBIT", NULL};

    return is_any(type, kept);
}

static bool read_png(struct arena *a, struct str b, struct picture *ret)
{
    struct buf out = buf_new(a, b.n + 1);
    size_t at = PNG_MARK.n;
    bool has_pixels = false, has_end = false;

    buf_add(&out, PNG_MARK);
    while (!has_end && at + CHUNK_AROUND <= b.n) {
        int64_t length = number_at(b, at, 4);
        struct str type = str_sub(b, at + 4, 4);

        if (length > (int64_t)(b.n - at - CHUNK_AROUND))
            return false;
        if ((at == PNG_MARK.n) != str_eq(type, STR("IHDR")) || (at == PNG_MARK.n && length != 13))
            return false; /* the first one, and there alone */
        if (at == PNG_MARK.n) {
            ret->width = number_at(b, at + 8, 4);
            ret->height = number_at(b, at + 12, 4);
        }
        if (png_keeps(type))
            buf_add(&out, str_sub(b, at, (size_t)length + CHUNK_AROUND));
        else if ((byte_at(b, at + 4) & 0x20) == 0)
            return false;
        has_pixels = has_pixels || str_eq(type, STR("IDAT"));
        has_end = str_eq(type, STR("IEND"));
        at += (size_t)length + CHUNK_AROUND;
    }
    ret->media = PICTURE_PNG;
    ret->bytes = buf_str(&out);
    return has_pixels && has_end;
}

/* ---- which way is up: the one thing beside the pixels that is kept */

#define EXIF_MARK STR("Exif\0\0")
#define TAG_UP 0x0112

static int64_t exif_number(struct str t, size_t at, size_t n, bool little)
{
    int64_t v = 0;

    for (size_t i = 0; i < n; i++)
        v = v << 8 | (unsigned char)t.p[little ? at + n - 1 - i : at + i];
    return v;
}

/* 1 to 8; 1: as it lies, also when nothing is said. t: from the byte order on. */
static int exif_up(struct str t)
{
    bool little = str_starts(t, STR("II"));

    if (t.n < 14 || (!little && !str_starts(t, STR("MM"))))
        return 1;
    int64_t list = exif_number(t, 4, 4, little);
    if (list < 8 || list > (int64_t)t.n - 2)
        return 1;
    int64_t n = exif_number(t, (size_t)list, 2, little);
    for (int64_t i = 0; i < n && list + 2 + 12 * (i + 1) <= (int64_t)t.n; i++) {
        size_t at = (size_t)(list + 2 + 12 * i);
        int64_t up = exif_number(t, at + 8, 2, little);

        if (exif_number(t, at, 2, little) == TAG_UP)
            return up >= 1 && up <= 8 ? (int)up : 1;
    }
    return 1;
}

/* A list of that one entry. */
static void put_up(struct buf *out, int up)
{
    buf_add(out, STR("\xff\xe1\x00\x22"
                     "Exif\0\0MM\x00\x2a\x00\x00\x00\x08\x00\x01"
                     "\x01\x12\x00\x03\x00\x00\x00\x01\x00"));
    buf_char(out, (char)up);
    buf_add(out, STR("\x00\x00\x00\x00\x00\x00"));
}

/* ---- JPEG */

static bool is_frame(int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Tables, frames and scans; of what programs add only JFIF's density and Adobe's colours. */
static bool jpeg_keeps(int marker, struct str body)
{
    if (marker == 0xe0)
        return str_starts(body, STR("JFIF\0"));
    if (marker == 0xee)
        return str_starts(body, STR("Adobe"));
    return (marker >= 0xc0 && marker <= 0xcf && marker != 0xc8) || marker == 0xda ||
           marker == 0xdb || marker == 0xdc || marker == 0xdd;
}

/* The end of a scan's pixels: the next marker that is neither a stuffed byte nor a restart. */
static size_t scan_end(struct str b, size_t at)
{
    for (; at + 1 < b.n; at++)
        if (byte_at(b, at) == 0xff && byte_at(b, at + 1) != 0 && byte_at(b, at + 1) != 0xff &&
            (byte_at(b, at + 1) < 0xd0 || byte_at(b, at + 1) > 0xd7))
            return at;
    return b.n;
}

struct jpeg {
    struct str b;
    size_t at;
    struct buf out;
    int up;
    bool has_up, has_frame, has_scan;
};

/* One segment from its marker on, with the pixels behind a scan's head. */
static bool read_segment(struct jpeg *j, int marker, struct picture *ret)
{
    int64_t length = j->at + 4 <= j->b.n ? number_at(j->b, j->at + 2, 2) : 0;
    size_t end = j->at + 2 + (size_t)length;

    if (length < 2 || end > j->b.n || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8))
        return false;
    struct str body = str_sub(j->b, j->at + 4, (size_t)length - 2);
    if (marker == 0xe1 && str_starts(body, EXIF_MARK) && !j->has_up) {
        j->up = exif_up(str_sub(body, EXIF_MARK.n, body.n));
        j->has_up = true;
    }
    if (is_frame(marker)) {
        if (body.n < 6 || j->has_frame)
            return false;
        ret->height = number_at(body, 1, 2);
        ret->width = number_at(body, 3, 2);
        j->has_frame = true;
    }
    if (marker == 0xda) {
        end = scan_end(j->b, end);
        j->has_scan = j->has_frame;
    }
    if (jpeg_keeps(marker, body)) {
        if (j->up > 1 && marker != 0xe0) { /* behind JFIF, which is to be the first */
            put_up(&j->out, j->up);
            j->up = 1;
        }
        buf_add(&j->out, str_sub(j->b, j->at, end - j->at));
    }
    j->at = end;
    return true;
}

static bool read_jpeg(struct arena *a, struct str b, struct picture *ret)
{
    struct jpeg j = {.b = b, .at = 2, .out = buf_new(a, b.n + 64), .up = 1};

    buf_add(&j.out, STR("\xff\xd8"));
    while (j.at + 2 <= b.n && byte_at(b, j.at) == 0xff) {
        int marker = byte_at(b, j.at + 1);

        if (marker == 0xff) { /* fill byte */
            j.at++;
            continue;
        }
        if (marker == 0xd9) { /* the end; what comes behind is no part of it */
            buf_add(&j.out, STR("\xff\xd9"));
            ret->media = PICTURE_JPEG;
            ret->bytes = buf_str(&j.out);
            return j.has_scan;
        }
        if (!read_segment(&j, marker, ret))
            return false;
    }
    return false;
}

enum status picture_read(struct arena *a, struct str bytes, struct picture *ret)
{
    struct picture p = {.bytes = STR_NONE};
    bool is_png = str_starts(bytes, PNG_MARK), is_jpeg = str_starts(bytes, STR("\xff\xd8\xff"));

    if ((is_png && !read_png(a, bytes, &p)) || (is_jpeg && !read_jpeg(a, bytes, &p)) ||
        (!is_png && !is_jpeg) || p.width < 1 || p.height < 1)
        return fail(INVALID, "no whole PNG or JPEG");
    *ret = p;
    return OK;
}
