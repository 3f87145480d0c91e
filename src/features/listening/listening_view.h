/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_VIEW_H
#define LISTENING_LISTENING_VIEW_H

#include "features/listening/listening.h"
#include "web/html.h"

/* ---- lists */
struct listening_line_view {
    struct str url, name, when, step; /* name: of the other one; empty: nobody yet */
    enum text_key state;
    int64_t minutes;
    const char *tag;
};
struct listening_line_views {
    struct listening_line_view *at;
    size_t n;
};
struct listening_list_view {
    struct listening_line_views waits, coming, held, over;
    bool may_ask, may_book, leads, mentors, may_set;
};

/* ---- what is agreed on, in a form */
struct listening_option {
    const char *word;
    enum text_key text;
    bool chosen;
};
struct listening_option_list {
    struct listening_option *at;
    size_t n;
};
struct listening_who {
    struct str id, name;
    bool chosen;
};
struct listening_who_list {
    struct listening_who *at;
    size_t n;
};
struct listening_form_view {
    struct str csrf, url, starts, focus_words;
    struct str error, error_person, error_starts, error_minutes, error_focus, error_words;
    int64_t minutes, changes; /* changes 0: a new one */
    struct listening_option_list sides, focuses;
    struct listening_who_list people;
    enum text_key button;
    bool asks_time, is_wish; /* is_wish: the employee asks, of one of the people or of anybody */
};

/* ---- one */
struct listening_note_view {
    struct str clock, iso, text;
    const char *key;
};
struct listening_note_views {
    struct listening_note_view *at;
    size_t n;
};
struct listening_look_view {
    struct str when, name;
    enum text_key what;
};
struct listening_look_views {
    struct listening_look_view *at;
    size_t n;
};
struct listening_show_view {
    struct str csrf, url, error, name, when, focus_words;
    int64_t id, minutes, changes, part;
    int64_t state;
    enum text_key state_text, state_lead, side;
    const char *tag;
    struct listening_option_list focus; /* the chosen ones */
    bool is_employee;
    /* what can be done */
    bool may_accept, may_decline, may_call_off, may_begin, may_announce, may_note, may_stop,
        may_finish, may_answer, may_offer;
    struct listening_form_view offer; /* another time, or a first one */
    /* while it runs, and what was said */
    struct str words, words_other, version, announced, since;
    struct listening_note_views notes;
    /* what came of it */
    struct str strength_1, strength_2, next_step, follow, follow_iso, answer, answered;
    struct str typed_note, typed_answer, next_url;
    struct listening_look_views looks;
    bool shows_looks, shows_result;
};

/* ---- the announcement */
struct listening_old {
    int64_t version;
    struct str made, maker, da, en;
};
struct listening_old_list {
    struct listening_old *at;
    size_t n;
};
struct listening_words_view {
    struct str csrf, da, en, error, error_da, error_en, made, maker;
    int64_t version;
    bool may_set;
    struct listening_old_list older;
};

/* ---- for who leads */
struct listening_held_view {
    struct listening_line_views lines; /* name: the employee; step: who listened */
};

/* ---- the mentor's agenda */
struct mentor_line_view {
    struct str url, text, note;
    enum text_key tag; /* T_NONE: none */
    bool red;
};
struct mentor_line_views {
    struct mentor_line_view *at;
    size_t n;
};
struct mentor_part_view {
    enum text_key title, none;
    struct mentor_line_views lines;
};
struct mentor_part_views {
    struct mentor_part_view *at;
    size_t n;
};
struct mentor_card_view {
    struct str name, url, start, stands_in, book_url, checkin_url, social;
    int64_t id;
    bool propose; /* it is long ago that the two spoke */
    struct mentor_part_views parts;
};
struct mentor_card_views {
    struct mentor_card_view *at;
    size_t n;
};
struct mentor_view {
    struct str csrf;
    struct mentor_card_views cards;
};

#endif
