/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_VIEW_H
#define CONDUCT_CONDUCT_VIEW_H

#include "features/conduct/conduct.h"
#include "features/conduct/conduct_form.h"
#include "web/html.h"

struct conduct_row {
    struct str url, number, name, reference, asked, asked_iso, due, ends, ends_iso, reviewed;
    enum text_key state_text;
    bool late, review_due;
};
struct conduct_rows {
    struct conduct_row *at;
    size_t n;
};
struct conduct_list_view {
    struct conduct_rows waiting, in_force, over;
    bool shows_names, may_words;
};

/* One line of facts. */
struct conduct_fact {
    enum text_key label;
    struct str text;
};
struct conduct_facts {
    struct conduct_fact *at;
    size_t n;
};
struct conduct_version_view {
    struct str title;
    struct conduct_facts facts;
};
struct conduct_version_views {
    struct conduct_version_view *at;
    size_t n;
};
struct conduct_letter_view {
    struct str url, when;
    enum text_key kind_text;
};
struct conduct_letter_views {
    struct conduct_letter_view *at;
    size_t n;
};
struct conduct_event_view {
    struct str when, when_iso, who;
    enum text_key what;
};
struct conduct_event_views {
    struct conduct_event_view *at;
    size_t n;
};
struct conduct_link {
    struct str url;
    enum text_key text;
};
struct conduct_links {
    struct conduct_link *at;
    size_t n;
};
struct conduct_show_view {
    struct str title, name, incident_url, incident, lead;
    enum text_key state_text, state_long;
    struct conduct_facts request, answer, now;
    struct conduct_version_views earlier;
    struct conduct_letter_views letters;
    struct conduct_event_views events;
    struct conduct_links main, letter_links;
    struct conduct_form_view decline, heard, lift;
    bool full, may_decide, may_decline, may_heard, may_lift;
};

struct conduct_page_view { /* a page that is one form */
    struct str title, lead, back_url;
    struct conduct_links links;
    struct conduct_form_view form;
};
struct conduct_part_view {
    struct str url, answer, ends;
    enum text_key state_text, state_long;
    bool asked;
};
struct conduct_letter_page_view {
    struct str title, body, back_url;
    struct conduct_form_view print;
};

struct conduct_check_view {
    struct str reference, error, scope, lines, hours, channel, channel_words, say, until;
    bool asked, restricted;
};

struct conduct_words_row {
    struct str url, version;
    enum text_key kind_text, lang_text;
};
struct conduct_words_rows {
    struct conduct_words_row *at;
    size_t n;
};
struct conduct_term_view {
    struct str url, days, source, checked;
    enum text_key text;
};
struct conduct_term_views {
    struct conduct_term_view *at;
    size_t n;
};
struct conduct_words_view {
    struct conduct_words_rows templates;
    struct conduct_term_views terms;
};
struct conduct_old_text {
    struct str when, who, version, body;
};
struct conduct_old_texts {
    struct conduct_old_text *at;
    size_t n;
};
struct conduct_template_view {
    struct conduct_page_view page;
    struct conduct_old_texts versions;
};

#endif
