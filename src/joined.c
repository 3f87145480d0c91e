/* Joins the parts: the route tables, the commands and the navigation of all features.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/background.h"
#include "cli/cli.h"
#include "cli/serve.h"
#include "cli/watch.h"
#include "core/jobs.h"
#include "core/pulse.h"
#include "core/set_back.h"
#include "core/vault.h"
#include "features/calls/calls.h"
#include "features/cards/cards_forms.h"
#include "features/cards/cards_personal.h"
#include "features/aftercare/aftercare_forms.h"
#include "features/asking/asking_forms.h"
#include "features/asking/asking_personal.h"
#include "features/calls/calls_web.h"
#include "features/conduct/conduct.h"
#include "features/conduct/conduct_personal.h"
#include "features/conduct/conduct_web.h"
#include "features/demo/demo_cli.h"
#include "features/duty/duty_forms.h"
#include "features/help/help_forms.h"
#include "features/harassment/harassment_web.h"
#include "features/incidents/incidents_web.h"
#include "features/insight/insight_web.h"
#include "features/invitations/invitations.h"
#include "features/invitations/invitations_personal.h"
#include "features/limits/limits_forms.h"
#include "features/limits/limits_personal.h"
#include "features/notify/notify.h"
#include "features/notify/notify_web.h"
#include "features/onboarding/onboarding_forms.h"
#include "features/onboarding/onboarding_personal.h"
#include "features/people/people_cli.h"
#include "features/people/people_web.h"
#include "features/reports/reports_forms.h"
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_personal.h"
#include "features/privacy/privacy_web.h"
#include "features/aftercare/aftercare_personal.h"
#include "features/calls/calls_personal.h"
#include "features/incidents/incidents_personal.h"
#include "features/notify/notify_personal.h"
#include "features/people/people_personal.h"
#include "features/duty/duty_personal.h"
#include "features/harassment/harassment_personal.h"
#include "features/help/help_personal.h"
#include "features/reports/reports_personal.h"
#include "features/webhooks/webhooks_web.h"
#include "features/statements/statements_personal.h"
#include "features/statements/statements_web.h"
#include "features/absences/absences_personal.h"
#include "features/absences/absences_web.h"
#include "features/heartbeats/heartbeats_personal.h"
#include "features/heartbeats/heartbeats_web.h"
#include "features/practice/practice_forms.h"
#include "features/practice/practice_personal.h"
#include "features/modules/modules_forms.h"
#include "features/modules/modules_personal.h"
#include "features/gate/gate_forms.h"
#include "features/gate/gate_personal.h"
#include "features/pulses/pulses_forms.h"
#include "features/pulses/pulses_personal.h"
#include "features/listening/listening_forms.h"
#include "features/listening/listening_personal.h"
#include "features/experience/experience_forms.h"
#include "features/experience/experience_personal.h"
#include "features/follow_up/follow_up_forms.h"
#include "features/follow_up/follow_up_personal.h"
#include "features/coaching/coaching_forms.h"
#include "features/coaching/coaching_personal.h"
#include "features/stays/stays_web.h"
#include "web/builtin.h"
#include "web/page.h"

const struct route *const all_routes[] = {
    web_routes,
    sign_in_routes,
    me_routes,
    me_card_routes,
    people_import_routes,
    people_routes,
    person_routes,
    people_teams_routes,
    people_api_routes,
    cards_call_routes,
    cards_drill_routes,
    cards_routes,
    cards_call_api_routes,
    cards_api_routes,
    help_set_routes,
    help_routes,
    help_api_routes,
    incident_routes,
    incident_api_routes,
    aftercare_setup_routes,
    aftercare_hours_routes,
    aftercare_away_routes,
    aftercare_routes,
    aftercare_setup_api_routes,
    aftercare_hours_api_routes,
    aftercare_api_routes,
    harassment_routes,
    harassment_file_routes,
    harassment_api_routes,
    report_routes,
    report_api_routes,
    conduct_words_routes,
    conduct_routes,
    conduct_letter_routes,
    conduct_api_routes,
    duty_routes,
    duty_plan_routes,
    duty_own_routes,
    duty_api_routes,
    calls_routes,
    calls_api_routes,
    insight_routes,
    insight_api_routes,
    limits_routes,
    limits_api_routes,
    onboarding_lead_routes,
    onboarding_plan_routes,
    onboarding_plan_api_routes,
    onboarding_routes,
    onboarding_api_routes,
    notify_routes,
    notify_api_routes,
    webhook_routes,
    webhook_api_routes,
    privacy_routes,
    privacy_api_routes,
    heartbeat_routes,
    heartbeat_edit_routes,
    heartbeat_api_routes,
    absence_routes,
    absence_api_routes,
    asking_card_routes,
    asking_routes,
    asking_api_routes,
    practice_import_routes,
    practice_own_routes,
    practice_own_api_routes,
    practice_play_routes,
    practice_routes,
    practice_scorm_routes,
    practice_api_routes,
    modules_edit_routes,
    modules_pack_routes,
    modules_routes,
    modules_api_routes,
    gate_routes,
    gate_api_routes,
    statement_routes,
    statement_api_routes,
    pulses_routes,
    pulses_api_routes,
    listening_routes,
    listening_text_routes,
    listening_hold_routes,
    listening_mentor_routes,
    listening_mentor_api_routes,
    listening_api_routes,
    experience_routes,
    experience_api_routes,
    follow_up_routes,
    follow_up_api_routes,
    coaching_edit_routes,
    coaching_list_routes,
    coaching_routes,
    calibration_routes,
    coaching_edit_api_routes,
    coaching_api_routes,
    calibration_api_routes,
    stays_routes,
    stays_api_routes,
    NULL,
};

const struct nav_item all_nav[] = {
    {"/desk", T_NAV_DESK, PERM_HELP},
    {"/ask", T_NAV_ASK, PERM_ASK, asking_nav_count},
    {"/today", T_NAV_TODAY, PERM_TODAY_READ},
    {"/incidents", T_NAV_INCIDENTS, PERM_INCIDENT_READ},
    {"/aftercare/mine", T_NAV_MY_AFTERCARE, PERM_CARE_READ},
    {"/aftercare", T_NAV_AFTERCARE, PERM_CARE_READ},
    {"/numbers", T_NAV_NUMBERS, PERM_NUMBERS_READ, .group = NAV_MORE},
    {"/people", T_NAV_PEOPLE, PERM_PEOPLE_MANAGE},
    {"/duty", T_NAV_DUTY, PERM_DUTY_READ},
    {"/inbox", T_NAV_INBOX, PERM_SIGNED_IN, inbox_nav_count},
    {"/harassment", T_NAV_HARASSMENT, PERM_HARASSMENT_READ, .group = NAV_CASES},
    {"/conduct", T_NAV_CONDUCT, PERM_CONDUCT_READ, .group = NAV_CASES},
    {"/restrictions", T_NAV_RESTRICTIONS, PERM_RESTRICTION_CHECK, .group = NAV_CASES},
    {"/limits", T_NAV_LIMITS, PERM_LIMITS_READ, .group = NAV_LEARN},
    {"/learnings", T_NAV_LEARNINGS, PERM_LEARNING_READ, .group = NAV_LEARN},
    {"/cards", T_NAV_CARDS, PERM_CARDS_READ, .group = NAV_LEARN},
    {"/reports", T_NAV_REPORTS, PERM_REPORT_READ, .group = NAV_CASES, .fits = report_nav_fits},
    {"/modules", T_NAV_MODULES, PERM_MODULES_TAKE, .group = NAV_LEARN},
    {"/gate", T_NAV_GATE, PERM_MODULES_TAKE, .group = NAV_LEARN},
    {"/aftercare/plan", T_NAV_CARE_SETUP, PERM_CARE_SETUP, .group = NAV_MORE,
     .also = {"/aftercare/setup", "/aftercare/numbers"}},
    {"/calls/import", T_NAV_CALLS, PERM_CALLS_IMPORT, .group = NAV_MORE},
    {"/webhooks", T_NAV_WEBHOOKS, PERM_WEBHOOKS, .group = NAV_MORE},
    {"/onboarding", T_NAV_ONBOARDING, PERM_ONBOARDING},
    {"/retention", T_NAV_RETENTION, PERM_RETENTION_READ, .group = NAV_MORE},
    {"/heartbeats", T_NAV_HEARTBEATS, PERM_HEARTBEATS, .group = NAV_MORE},
    {"/practice", T_NAV_PRACTICE, PERM_PRACTICE, .group = NAV_LEARN},
    {"/statements", T_NAV_STATEMENTS, PERM_WEBHOOKS, .group = NAV_MORE},
    {"/stay", T_NAV_STAYS, PERM_NUMBERS_READ, .group = NAV_MORE},
    {"/pulse", T_NAV_PULSES, PERM_SIGNED_IN, .group = NAV_LEARN},
    {"/listening", T_NAV_LISTENING, PERM_CALL_LISTENING, .group = NAV_LEARN},
    {"/mentor", T_NAV_MENTOR, PERM_CALL_LISTENING, .group = NAV_LEARN, .fits = mentor_nav_fits},
    {"/experience", T_NAV_EXPERIENCE, PERM_EXPERIENCE, .group = NAV_LEARN},
    {"/follow-up", T_NAV_FOLLOW_UP, PERM_FOLLOW_UP, .group = NAV_LEARN},
    {"/coaching", T_NAV_COACHING, PERM_COACHING, .group = NAV_LEARN},
};
const size_t all_nav_n = sizeof all_nav / sizeof all_nav[0];

page_part_fn *const all_page_parts[] = {incident_log_dialog, experience_dialog, NULL};
incident_part_fn *const all_incident_parts[] = {care_incident_part, conduct_incident_part, NULL};
desk_part_fn *const all_desk_parts[] = {cards_desk_part, NULL};
today_part_fn *const all_today_parts[] = {care_today_part, NULL};
duty_part_fn *const all_duty_parts[] = {heartbeat_duty_part, NULL};
notice_letter_fn *const notice_letter = invitation_letter;

const struct command *const all_commands[] = {
    serve_commands, work_commands,  people_commands,  calls_commands, demo_commands,
    store_commands, audit_commands, privacy_commands, watch_commands, NULL};

/* Whose times are moved when the clock is set back. */
set_back_fn *const all_set_backs[] = {help_set_back,   cards_set_back,      asking_set_back,
                                      notify_set_back, heartbeats_set_back, NULL};

/* Who does what later, and who reacts to what others announce. */
const struct job_kind all_job_kinds[] = {
    {CARE_LOOK, care_look},
    {CARE_REMIND, care_remind},
    {CARE_CHECK, care_check},
    {HELP_CLIMB, help_climb, .urgent = true},
    {HELP_ASK, help_ask, .urgent = true},
    {CARDS_HELP, cards_on_help},
    {CARDS_DEAL, cards_on_deal},
    {CARDS_REVIEW, cards_on_review},
    {CARDS_DRILL, cards_on_drill},
    {"calls.claim", calls_claim},
    {DUTY_LOOK, duty_look},
    {DUTY_LOOK_ALL, duty_look_all},
    {DUTY_SWAP, duty_swap_remind},
    {CONDUCT_CLOCK, conduct_clock},
    {LIMITS_TELL, limits_tell},
    {LIMITS_TELL_ALL, limits_tell_all},
    {"notify.logged", notify_on_logged},
    {"notify.talked", notify_on_talked},
    {REPORT_ON_CASE, report_on_case},
    {REPORT_ON_INCIDENT, report_on_incident},
    {REPORT_ON_ABSENCE, report_on_absence},
    {REPORT_FOLLOW, report_follow},
    {VAULT_DESTROY, vault_destroy},
    {HARASSMENT_REMIND, harassment_remind},
    {HARASSMENT_LOOK_AGAIN, harassment_look_again},
    {HARASSMENT_SWEEP, harassment_sweep},
    {RETENTION_JOB, retention_nightly},
    {PULSE_JOB, pulse_job},
    {HEARTBEAT_LOOK, heartbeat_look},
    {ASKING_CLIMB, asking_climb},
    {ASKING_REVIEW, asking_review},
    {ONBOARDING_CLOCK, onboarding_clock},
    {ONBOARDING_CALLS, onboarding_calls},
    {ONBOARDING_SHIELD, onboarding_shield},
    {ONBOARDING_TALKED, onboarding_talked},
    {ONBOARDING_CLIMB, onboarding_climb},
    {ONBOARDING_MODULE, onboarding_module},
    {MODULES_TELL, modules_tell},
    {MODULES_TELL_ALL, modules_tell_all},
    {GATE_LOOK, gate_look_job},
    {GATE_LOOK_ALL, gate_look_all_job},
    {HARASSMENT_ON_REPORT, harassment_on_report},
    {EXPERIENCE_TALK, experience_talk, .urgent = true},
    {INCIDENT_EXPERIENCE, experience_from_incident, .urgent = true},
    {EXPERIENCE_FOR_DAY, follow_up_again, .urgent = true},
    {FOLLOW_UP_CLOCK, follow_up_clock},
    {FOLLOW_UP_FIRST, follow_up_first},
    {FOLLOW_UP_SEAT, follow_up_seat},
    {INVITATIONS_PEOPLE, invitations_people},
    {PULSES_DAY, pulses_day},
    {PULSES_LOOK, pulses_look},
    {NULL, NULL},
};
const struct event_listener all_listeners[] = {
    {EVENT_INCIDENT_LOGGED, CARE_LOOK},
    {EVENT_INCIDENT_CHANGED, CARE_LOOK},
    {EVENT_PEOPLE_CHANGED, "calls.claim"},
    {EVENT_INCIDENT_LOGGED, "notify.logged"},
    {EVENT_INCIDENT_TALKED, "notify.talked"},
    {EVENT_AFTERCARE_OPENED, REPORT_ON_CASE},
    {EVENT_INCIDENT_CHANGED, REPORT_ON_INCIDENT},
    {EVENT_ABSENCE_CHANGED, REPORT_ON_ABSENCE},
    {EVENT_DUTY_CHANGED, DUTY_LOOK},
    {EVENT_PEOPLE_CHANGED, DUTY_LOOK_ALL},
    {EVENT_PEOPLE_CHANGED, LIMITS_TELL_ALL},
    {EVENT_ABSENCE_CHANGED, DUTY_LOOK_ALL},
    {EVENT_AFTERCARE_OPENED, DUTY_LOOK_ALL},
    {EVENT_HELP_CHANGED, CARDS_HELP},
    {EVENT_CALLS_IMPORTED, ONBOARDING_CALLS},
    {EVENT_INCIDENT_LOGGED, ONBOARDING_SHIELD},
    {EVENT_INCIDENT_CHANGED, ONBOARDING_SHIELD},
    {EVENT_INCIDENT_TALKED, ONBOARDING_TALKED},
    {EVENT_MODULE_PASSED, ONBOARDING_MODULE},
    {EVENT_PEOPLE_CHANGED, MODULES_TELL_ALL},
    {EVENT_PEOPLE_CHANGED, GATE_LOOK_ALL},
    {EVENT_MODULE_PASSED, GATE_LOOK},
    {EVENT_MODULE_CHANGED, GATE_LOOK_ALL},
    {EVENT_REPORT_CHANGED, HARASSMENT_ON_REPORT},
    {EVENT_ONBOARDING_FIRST_CALL, FOLLOW_UP_FIRST},
    {EVENT_PEOPLE_CHANGED, INVITATIONS_PEOPLE},
    {EVENT_ONBOARDING_STARTED, PULSES_LOOK},
    {EVENT_PEOPLE_CHANGED, PULSES_LOOK},
};
const size_t all_listeners_n = sizeof all_listeners / sizeof all_listeners[0];

/* What is held about a person, and how long; the order is that of the extract. Rows that point to others go first when somebody is
 * forgotten, so people come last there: notices before people. */
const struct personal *const all_personal[] = {
    incidents_personal,
    aftercare_personal,
    conduct_personal,
    cards_personal,
    help_personal,
    limits_personal,
    reports_personal,
    harassment_personal,
    duty_personal,
    onboarding_personal,
    gate_personal,
    modules_personal,
    notify_personal,
    calls_personal,
    privacy_personal,
    heartbeats_personal,
    absences_personal,
    asking_personal,
    practice_personal,
    listening_personal,
    experience_personal,
    follow_up_personal,
    invitations_personal,
    statements_personal,
    pulses_personal,
    coaching_personal,
    people_personal, /* last: others point to people */
    NULL,
};
const struct personal_exempt *const all_personal_exempt[] = {privacy_exempt, help_exempt,
                                                             cards_exempt, pulses_exempt, NULL};
const struct retention_rule *const all_retention[] = {
    reports_retention,
    incidents_retention,
    aftercare_retention,
    conduct_retention,
    cards_retention,
    help_retention,
    limits_retention,
    onboarding_retention,
    harassment_retention,
    notify_retention,
    calls_retention,
    people_retention,
    privacy_retention,
    asking_retention,
    practice_retention,
    modules_retention,
    gate_retention,
    listening_retention,
    invitations_retention,
    experience_retention,
    follow_up_retention,
    statements_retention,
    pulses_retention,
    coaching_retention,
    NULL,
};
