/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_VIEW_H
#define PRACTICE_PRACTICE_VIEW_H

#include "features/practice/practice.h"
#include "web/html.h"

struct practice_list_view {
    bool may_edit, may_listen, may_form; /* what goes on from here, with somebody who listens */
    struct practice_scenario_list list;
};

struct practice_old_try {
    int64_t id, state, before, after; /* 0: not said */
    struct str started;
};
struct practice_old_tries {
    struct practice_old_try *at;
    size_t n;
};
struct practice_sure_choice {
    int64_t value;
    enum text_key text;
    bool chosen;
};
struct practice_sure_choices {
    struct practice_sure_choice *at;
    size_t n;
};
struct practice_one_view {
    struct str csrf, error;
    struct practice_scenario scenario;
    struct practice_sure_choices sure;
    struct practice_old_tries tries;
    bool may_edit, is_own;
};

/* The page of a package for learning platforms. */
struct practice_scorm_step {
    int64_t step;
    struct str label;
};
struct practice_scorm_steps {
    struct practice_scorm_step *at;
    size_t n;
};
struct practice_scorm_ending {
    const char *word;
    enum text_key text;
};
struct practice_scorm_endings {
    struct practice_scorm_ending *at;
    size_t n;
};
struct practice_scorm_view {
    struct str lang, title, about,
        print; /* print: which story this is, for what the platform kept */
    struct practice_scorm_steps steps;
    struct practice_scorm_endings endings;
};

struct practice_step_view {
    int64_t step;
    struct str label; /* "Step 2 of 6: it gets personal" */
    bool here, below; /* below: between calm and where it stands */
};
struct practice_step_list {
    struct practice_step_view *at;
    size_t n;
};
struct practice_stair {
    int64_t tension; /* -1: none is drawn */
    struct str label;
    struct practice_step_list steps;
};
struct practice_offer {
    int64_t value, number; /* from 0; the key, from 1 */
    struct str text;
    bool is_speech;
};
struct practice_offers {
    struct practice_offer *at;
    size_t n;
};
struct practice_turn_view {
    int64_t number; /* from 1 */
    const struct practice_turn *turn;
    struct practice_stair stair;
    enum text_key moved; /* T_NONE: the first, or no tension */
    bool said_is_speech;
};
struct practice_turn_views {
    struct practice_turn_view *at;
    size_t n;
};
struct practice_play_view {
    struct str csrf, title, error, made; /* made: "0,2,1" for the script */
    struct str ink, player;              /* addresses of scripts */
    struct str scenario;
    int64_t id, seed, at, before, after;
    int64_t state;
    bool may_help;
    enum text_key ending;
    struct practice_stair stair;
    struct practice_turn_views turns;
    struct practice_offers offers;
    struct practice_sure_choices sure;
};

struct practice_own_item {
    int64_t id, version;
    struct str title, about, made, maker;
    bool offered;
};
struct practice_own_items {
    struct practice_own_item *at;
    size_t n;
};
struct practice_own_view {
    struct str csrf;
    struct practice_own_items list;
};
struct practice_finding_view {
    enum text_key text;
    struct str where, why; /* where: the passage, or the way there */
};
struct practice_findings {
    struct practice_finding_view *at;
    size_t n;
};
struct practice_edit_view {
    struct str csrf, error, source, json, title;
    struct str worker, compiler, ink, script; /* addresses */
    int64_t id, version, lang;                /* id 0: a new one */
    bool offered, is_taken;                   /* is_taken: from a file, not kept yet */
    bool is_compiled;                         /* it came so: there is no source */
    struct practice_findings findings;
};

#endif
