/* What is left of a picture: the picture.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <string.h>

#include "base/buf.h"
#include "core/picture.h"

#define B(literal) ((struct str){literal, sizeof(literal) - 1})
#define PNG_BEGIN                                                                                  \
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x80\x08\2\0\0\0"                                  \
    "cccc"
#define PNG_PLACE "\0\0\0\5tEXtGPS55cccc"
#define PNG_PIXELS "\0\0\0\3IDATxyzcccc"
#define PNG_END "\0\0\0\0IENDcccc"

#define JFIF "\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
/* Two entries of a list, little end first: the camera and which way is up (6). */
#define EXIF                                                                                       \
    "\xff\xe1\0\x2e"                                                                               \
    "Exif\0\0II\x2a\0\x08\0\0\0\2\0\x0f\1\2\0\4\0\0\0CAM\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
#define UP_6                                                                                       \
    "\xff\xe1\0\x22"                                                                               \
    "Exif\0\0MM\0\x2a\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
#define NOTE "\xff\xfe\0\x08Hemme!"
#define TABLE "\xff\xdb\0\4\1\2"
#define FRAME "\xff\xc0\0\x11\x08\0\x20\0\x30\3\1\x11\0\2\x11\1\3\x11\1"
#define SCAN "\xff\xda\0\4\1\2pixels\xff\0more\xff\xd3more"
#define SECOND_SCAN "\xff\xda\0\4\1\2again"
#define JPEG_END "\xff\xd9"

static struct arena *arena;

static struct picture read(struct str bytes)
{
    struct picture p = {.bytes = STR_NONE};

    assert_ok(picture_read(arena, bytes, &p));
    return p;
}

static void a_png_keeps_its_pixels(void **state)
{
    struct picture p = read(B(PNG_BEGIN PNG_PLACE PNG_PIXELS PNG_PLACE PNG_END "behind it"));

    (void)state;
    assert_int_equal(p.media, PICTURE_PNG);
    assert_int_equal(p.width, 256);
    assert_int_equal(p.height, 128);
    assert_true(str_eq(p.bytes, B(PNG_BEGIN PNG_PIXELS PNG_END)));
    assert_status(picture_read(arena, B(PNG_BEGIN PNG_END), &p), INVALID); /* no pixels */
    assert_status(picture_read(arena, B(PNG_BEGIN "\0\0\0\0NEEDcccc" PNG_PIXELS PNG_END), &p),
                  INVALID); /* somebody would have to know it */
    assert_status(picture_read(arena, B(PNG_BEGIN PNG_BEGIN PNG_PIXELS PNG_END), &p), INVALID);
}

static void a_photo_keeps_which_way_is_up(void **state)
{
    struct picture p =
        read(B("\xff\xd8" JFIF EXIF NOTE TABLE FRAME SCAN SECOND_SCAN JPEG_END "a film behind it"));

    (void)state;
    assert_int_equal(p.media, PICTURE_JPEG);
    assert_int_equal(p.width, 48);
    assert_int_equal(p.height, 32);
    assert_true(str_eq(p.bytes, B("\xff\xd8" JFIF UP_6 TABLE FRAME SCAN SECOND_SCAN JPEG_END)));
    p = read(p.bytes); /* once more changes nothing */
    assert_true(str_eq(p.bytes, B("\xff\xd8" JFIF UP_6 TABLE FRAME SCAN SECOND_SCAN JPEG_END)));
    p = read(B("\xff\xd8" NOTE TABLE FRAME SCAN JPEG_END));
    assert_true(str_eq(p.bytes, B("\xff\xd8" TABLE FRAME SCAN JPEG_END)));
}

static void what_is_cut_off_is_no_picture(void **state)
{
    struct str whole[] = {B(PNG_BEGIN PNG_PLACE PNG_PIXELS PNG_END),
                          B("\xff\xd8" JFIF EXIF NOTE TABLE FRAME SCAN JPEG_END)};
    struct picture p;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (size_t n = 0; n < whole[i].n; n++)
            assert_status(picture_read(arena, str_sub(whole[i], 0, n), &p), INVALID);
    assert_status(picture_read(arena, STR("<svg onload=x>"), &p), INVALID);
    assert_status(picture_read(arena, STR("GIF89a"), &p), INVALID);
}

/* Whatever stands there: an answer, and never more bytes than came but for which way is up. */
static void changed_bytes_break_nothing(void **state)
{
    struct str whole[] = {B(PNG_BEGIN PNG_PLACE PNG_PIXELS PNG_END),
                          B("\xff\xd8" JFIF EXIF NOTE TABLE FRAME SCAN JPEG_END)};
    uint64_t chance = 88172645463325252u;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct arena_mark mark = arena_mark(arena);
        struct str from = whole[round % 2];
        char *bytes = arena_alloc(arena, from.n);
        struct picture p;

        memcpy(bytes, from.p, from.n);
        for (int i = 0; i < 1 + round % 4; i++) {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            bytes[chance % from.n] = (char)(chance >> 32);
        }
        if (picture_read(arena, (struct str){bytes, from.n}, &p) == OK)
            assert_true(p.bytes.n <= from.n + 40 && p.width > 0 && p.height > 0);
        failure_clear();
        arena_rewind(arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_png_keeps_its_pixels),
        cmocka_unit_test(a_photo_keeps_which_way_is_up),
        cmocka_unit_test(what_is_cut_off_is_no_picture),
        cmocka_unit_test(changed_bytes_break_nothing),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
