#!/usr/bin/env python3
# Reads the #includes of src/ and fails where an arrow points up (ARCHITECTURE.md says what may use what).
# SPDX-License-Identifier: MPL-2.0
import pathlib
import re
import sys

RANK = {"base": 0, "db": 1, "net": 1, "pdf": 1, "core": 2, "web": 3, "features": 4, "cli": 5, "top": 6}
# What a feature may see of another one: its <name>.h, and what stands here.
PAIRS = {
    ("absences", "aftercare"): set(),  # what a calendar says is written as absences
    ("absences", "notify"): set(),
    ("absences", "people"): {"people_form.h", "people_form.html"},  # forms drawn from their declaration
    ("aftercare", "incidents"): set(),  # what was logged opens a case
    ("aftercare", "notify"): set(),  # reminders reach people
    ("aftercare", "people"): {"people_form.h", "people_form.html"},  # forms drawn from their declaration
    ("cards", "help"): {"help_show.h"},  # an acute call is a request for help; its part of the desk page
    ("cards", "incidents"): set(),  # whoever took part has a log
    ("cards", "notify"): set(),
    ("demo", "aftercare"): set(),
    ("conduct", "incidents"): {"incidents_web.h"},  # its part of an incident's page
    ("conduct", "notify"): set(),
    ("demo", "asking"): {"asking_demo.h"},  # invented questions, written by asking itself
    ("demo", "calls"): {"call_records.h"},  # the demo centre writes calls as an import does
    ("demo", "cards"): {"cards_demo.h"},  # an address to read out, written by the cards themselves
    ("demo", "conduct"): set(),
    ("demo", "duty"): {"duty_demo.h"},  # invented watches, written by the roster itself
    ("demo", "harassment"): set(),
    ("demo", "heartbeats"): {"heartbeats_demo.h"},  # invented signs of life, written by the feature itself
    ("demo", "incidents"): set(),
    ("demo", "reports"): set(),
    ("harassment", "incidents"): set(),  # a case stands on an incident
    ("harassment", "notify"): set(),
    ("help", "aftercare"): set(),  # a pause begins with the key for air
    ("help", "duty"): set(),  # who is on watch is called
    ("help", "incidents"): set(),  # what was asked for ends in the log
    ("help", "notify"): set(),
    ("duty", "notify"): set(),  # the roster's owner is told of gaps, whoever is asked of swaps
    ("incidents", "calls"): set(),
    ("limits", "notify"): set(),  # everybody is told of a new version
    ("notify", "incidents"): set(),
    ("onboarding", "aftercare"): set(),  # what care has opened already is not done twice
    ("onboarding", "notify"): set(),
    ("onboarding", "gate"): set(),  # whether a newcomer may be alone on the phone yet
    ("demo", "onboarding"): {"onboarding_demo.h"},  # an invented class, written by the feature itself
    ("people", "notify"): set(),  # says when somebody's address is dead
    ("privacy", "aftercare"): set(),
    ("privacy", "incidents"): set(),
    ("reports", "aftercare"): set(),  # the steps of the law end by a receipt
    ("reports", "incidents"): set(),
    ("reports", "notify"): set(),
    ("heartbeats", "notify"): set(),  # who looks after it is told of silence
    ("heartbeats", "people"): {"people_form.h", "people_form.html"},  # forms drawn from their declaration
    ("asking", "duty"): set(),  # who is on watch is asked first
    ("asking", "help"): set(),  # who sits at an open desk page
    ("asking", "notify"): set(),  # whoever is asked, and who asked by name
    ("modules", "notify"): set(),  # reminders reach people
    ("gate", "modules"): set(),  # what was passed opens it
    ("gate", "duty"): set(),  # the leader on duty lets through
    ("gate", "notify"): set(),
    ("coaching", "notify"): set(),
    ("coaching", "practice"): set(),  # a scenario that was practised
    ("demo", "coaching"): {"coaching_demo.h"},  # invented forms, written by the rules themselves
    ("demo", "modules"): set(),
    ("demo", "gate"): set(),
    ("listening", "experience"): set(),  # what newcomers let their mentor see
    ("listening", "invitations"): set(),  # agreed times stand in calendars
    ("listening", "notify"): set(),  # the other one of the two is told
    ("listening", "onboarding"): set(),  # whose mentor somebody is
    ("demo", "listening"): {"listening_demo.h"},  # invented sessions, written by the feature itself
    ("experience", "incidents"): set(),  # what was logged may be an experience, too
    ("experience", "notify"): set(),
    ("experience", "onboarding"): set(),  # who is beside the newcomer
    ("follow_up", "experience"): {"experience_screen.h"},  # what a class has met makes its day; without names
    ("follow_up", "invitations"): set(),  # into people's calendars
    ("follow_up", "notify"): set(),
    ("follow_up", "onboarding"): set(),  # classes, and when their first calls were
    ("follow_up", "practice"): set(),  # scenarios that fit what was met
    ("demo", "experience"): {"experience_demo.h"},  # invented entries, written by the log itself
    ("demo", "follow_up"): {"follow_up_demo.h"},  # an invented class's day, written by the feature itself
    ("duty", "invitations"): set(),  # one's own calendar shows appointments too
    ("invitations", "notify"): set(),  # invitations are notices whose mail holds an appointment
    ("statements", "modules"): set(),  # what a module is called
    ("pulses", "notify"): set(),  # newcomers are asked
    ("pulses", "onboarding"): set(),  # the words of profiles
    ("stays", "onboarding"): set(),  # the words of profiles
    ("demo", "pulses"): {"pulses_demo.h"},  # invented numbers, written by the pulse itself
    ("insight", "incidents"): {"incidents_show.h", "incidents_view.h"},  # words for classes and months
}
# command.h lies beside its reader, but is only how a feature describes a command. The others are made by the build.
LAYER = {"cli/command.h": "core", "text_keys.h": "core", "static_files.h": "web", "version.h": "cli"}
PAGES = re.compile(r"_(web|api|show|view|views|form|forms|cli)\.[ch]$|\.html$")  # all others are rules: no HTTP
TESTS = re.compile(r"_(test|world)\.([ch]|html)$|/testdata/")


def place(path):
    """('features', 'calls') for features/calls/x.c, ('web', 'web') for web/x.c."""
    parts = path.split("/")
    return ("top", "top") if len(parts) == 1 else (parts[0], parts[1 if parts[0] == "features" else 0])


def complaint(path, target, files):
    layer, part = place(path)
    is_rule = layer in ("base", "db", "net", "core") or (layer == "features" and not PAGES.search(path))
    made = re.fullmatch(r"(\w+)_(sql|html)\.h", target)
    if made:  # calls_sql.h stands for features/calls/calls.sql
        target = next((f for f in files if f.endswith(f"/{made[1]}.{made[2]}")), target)
        if made[2] == "sql" and place(target)[1] != part and (layer, place(target)[1]) != ("cli", "core"):
            return "statements belong to their folder"
    elif "/" not in target and target not in LAYER:
        target = f"{path.rpartition('/')[0]}/{target}"
    to_layer, to_part = place(target)
    to_layer = LAYER.get(target, to_layer)
    if RANK[to_layer] > RANK[layer] or (to_layer != layer and RANK[to_layer] == RANK[layer]):
        return f"{layer} may not use {to_layer}"
    if to_layer == "net" and layer in ("db", "core", "web"):
        return "only features and the command line open connections"
    if to_layer == "pdf" and layer in ("db", "core", "web"):
        return "only features write documents"
    if layer == to_layer == "features" and part != to_part:
        if (part, to_part) not in PAIRS or target.split("/")[-1] not in PAIRS[part, to_part] | {f"{to_part}.h"}:
            return f"{part} may not use this of {to_part}"
    if is_rule and (to_layer == "web" or PAGES.search(target)):
        return "rules know nothing of HTTP and pages"
    return None


src, bad = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src"), 0
files = sorted(str(f.relative_to(src)) for f in src.rglob("*") if f.suffix in (".c", ".h", ".html", ".sql"))
files = [f for f in files if not TESTS.search(f)]
for file in files:
    for n, line in enumerate((src / file).read_text().splitlines(), 1):
        found = re.match(r'\s*(?:#\s*|{%\s*)include "([^"]+)"', line)
        why = complaint(file, found[1], files) if found else None
        bad += why is not None
        print(f"{src / file}:{n}: error: {found[1]}: {why}\n" if why else "", end="")
sys.exit(bad > 0)
