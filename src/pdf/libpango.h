/* cairo and pango, loaded when the first document is written (base/library.h says why).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PDF_LIBPANGO_H
#define PDF_LIBPANGO_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/status.h"

#define LIBCAIRO_FUNCTIONS(X)                                                                      \
    X(create)                                                                                      \
    X(destroy)                                                                                     \
    X(line_to)                                                                                     \
    X(move_to)                                                                                     \
    X(pdf_surface_create_for_stream)                                                               \
    X(pdf_surface_restrict_to_version)                                                             \
    X(pdf_surface_set_metadata)                                                                    \
    X(set_line_width)                                                                              \
    X(show_page)                                                                                   \
    X(status)                                                                                      \
    X(status_to_string)                                                                            \
    X(stroke)                                                                                      \
    X(surface_destroy)                                                                             \
    X(surface_finish)                                                                              \
    X(surface_status)                                                                              \
    X(tag_begin)                                                                                   \
    X(tag_end)

#define LIBPANGO_FUNCTIONS(X)                                                                      \
    X(attr_font_features_new)                                                                      \
    X(attr_list_insert)                                                                            \
    X(attr_list_new)                                                                               \
    X(attr_list_unref)                                                                             \
    X(cairo_context_set_resolution)                                                                \
    X(cairo_font_map_new)                                                                          \
    X(cairo_show_layout_line)                                                                      \
    X(cairo_update_context)                                                                        \
    X(context_set_language)                                                                        \
    X(context_set_round_glyph_positions)                                                           \
    X(font_description_free)                                                                       \
    X(font_description_from_string)                                                                \
    X(font_description_set_absolute_size)                                                          \
    X(font_description_set_weight)                                                                 \
    X(font_map_create_context)                                                                     \
    X(font_map_load_font)                                                                          \
    X(language_from_string)                                                                        \
    X(layout_get_line_count)                                                                       \
    X(layout_get_line_readonly)                                                                    \
    X(layout_line_get_extents)                                                                     \
    X(layout_new)                                                                                  \
    X(layout_set_attributes)                                                                       \
    X(layout_set_font_description)                                                                 \
    X(layout_set_text)                                                                             \
    X(layout_set_width)                                                                            \
    X(layout_set_wrap)

/* cairo.show_page(…) is cairo_show_page(…), pango.layout_new(…) pango_layout_new(…). */
struct libcairo {
#define X(name) __typeof__(cairo_##name) *name;
    LIBCAIRO_FUNCTIONS(X)
#undef X
};
struct libpango {
#define X(name) __typeof__(pango_##name) *name;
    LIBPANGO_FUNCTIONS(X)
#undef X
    __typeof__(g_object_unref) *unref;
};
extern struct libcairo cairo;
extern struct libpango pango;

/* BROKEN, with a word on what to install. */
CHECKED enum status libpango_load(void);

#endif
