/* Joins the parts: the route tables, the commands and the navigation of all features.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/cli.h"
#include "cli/serve.h"
#include "core/jobs.h"
#include "features/calls/calls.h"
#include "features/aftercare/aftercare_forms.h"
#include "features/calls/calls_web.h"
#include "features/demo/demo_cli.h"
#include "features/incidents/incidents_web.h"
#include "features/insight/insight_web.h"
#include "features/notify/notify.h"
#include "features/notify/notify_web.h"
#include "features/people/people_cli.h"
#include "features/people/people_web.h"
#include "web/builtin.h"
#include "web/page.h"

const struct route *const all_routes[] = {
    web_routes,
    sign_in_routes,
    me_routes,
    people_import_routes,
    people_routes,
    person_routes,
    people_teams_routes,
    people_api_routes,
    incident_routes,
    incident_api_routes,
    aftercare_routes,
    aftercare_api_routes,
    calls_routes,
    calls_api_routes,
    insight_routes,
    insight_api_routes,
    notify_routes,
    notify_api_routes,
    NULL,
};

const struct nav_item all_nav[] = {
    {"/today", T_NAV_TODAY, PERM_TODAY_READ},
    {"/incidents", T_NAV_INCIDENTS, PERM_INCIDENT_READ},
    {"/aftercare/mine", T_NAV_MY_AFTERCARE, PERM_CARE_READ},
    {"/aftercare", T_NAV_AFTERCARE, PERM_CARE_READ},
    {"/inbox", T_NAV_INBOX, PERM_SIGNED_IN, inbox_nav_count},
    {"/numbers", T_NAV_NUMBERS, PERM_NUMBERS_READ},
    {"/people", T_NAV_PEOPLE, PERM_PEOPLE_MANAGE},
    {"/calls/import", T_NAV_CALLS, PERM_CALLS_IMPORT},
};
const size_t all_nav_n = sizeof all_nav / sizeof all_nav[0];

page_part_fn *const all_page_parts[] = {incident_log_dialog, NULL};

const struct command *const all_commands[] = {serve_commands, people_commands, calls_commands,
                                              demo_commands,  store_commands,  NULL};

/* Who does what later, and who reacts to what others announce. */
const struct job_kind all_job_kinds[] = {
    {CARE_LOOK, care_look},
    {CARE_REMIND, care_remind},
    {CARE_CHECK, care_check},
    {"calls.claim", calls_claim},
    {"notify.logged", notify_on_logged},
    {"notify.talked", notify_on_talked},
    {NULL, NULL},
};
const struct event_listener all_listeners[] = {
    {EVENT_INCIDENT_LOGGED, CARE_LOOK},       {EVENT_INCIDENT_CHANGED, CARE_LOOK},
    {EVENT_PEOPLE_CHANGED, "calls.claim"},    {EVENT_INCIDENT_LOGGED, "notify.logged"},
    {EVENT_INCIDENT_TALKED, "notify.talked"},
};
const size_t all_listeners_n = sizeof all_listeners / sizeof all_listeners[0];
