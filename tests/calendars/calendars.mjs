// Calendars as ical.js reads them: the tape of the program (calendar_tape.c) is folded as a calendar program does it.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { end, test } from '../support/tap.mjs';

const folder = mkdtempSync(join(tmpdir(), 'calendars-'));

const lines = (name) => readFileSync(join(folder, `${name}.jsonl`), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

function headersOf(part) {
  const at = part.indexOf('\r\n\r\n');
  const headers = part.slice(0, at).replace(/\r\n[ \t]/g, ' ').split('\r\n').map((line) => line.match(/^([^:]+):\s*(.*)$/));
  return [Object.fromEntries(headers.map(([, name, value]) => [name.toLowerCase(), value])), part.slice(at + 4)];
}

const decode = (text) => Buffer.from(text, 'base64').toString('utf8');

// The two forms of a mail: what it says, and the calendar with the method its part declares.
function open(mail) {
  const [headers, body] = headersOf(mail);
  const boundary = headers['content-type'].match(/^multipart\/alternative; boundary="([^"]+)"$/)[1];
  const parts = body.split(`--${boundary}`);
  assert.equal(parts.length, 4);
  assert.equal(parts[3], '--\r\n');
  const [plain, calendar] = parts.slice(1, 3).map((part) => headersOf(part.replace(/^\r\n/, '')));
  assert.equal(plain[0]['content-type'], 'text/plain; charset=utf-8');
  const method = calendar[0]['content-type'].match(/^text\/calendar; charset=utf-8; method=(REQUEST|CANCEL)$/)[1];
  for (const line of mail.split('\r\n'))
    assert.ok(line.length <= 200 && !line.includes('\n') && !/[^\x20-\x7e]/.test(line), line);
  return { to: headers.to, id: headers['message-id'], words: decode(plain[1]), text: decode(calendar[1]), method };
}

function parse(text) {
  for (const line of text.split('\r\n'))
    assert.ok(Buffer.byteLength(line) <= 75 && !line.includes('\n') && !line.includes('\ufffd'), line);
  return new ICAL.Component(ICAL.parse(text));
}

const ms = (time) => time.toUnixTime() * 1000;

function factsOf(vevent) {
  const event = new ICAL.Event(vevent);
  assert.equal(event.startDate.zone.tzid, 'UTC');
  assert.equal(event.endDate.zone.tzid, 'UTC');
  return {
    uid: event.uid,
    sequence: vevent.getFirstPropertyValue('sequence'),
    cancelled: vevent.getFirstPropertyValue('status') === 'CANCELLED',
    stamp: ms(vevent.getFirstPropertyValue('dtstamp')),
    from: ms(event.startDate),
    to: ms(event.endDate),
    title: event.summary,
  };
}

// What an attendee's program does with iTIP: what is older than what it has is let go.
function take(calendar, mail, person) {
  const { to, id, words, text, method } = open(mail);
  const all = parse(text);
  const vevents = all.getAllSubcomponents('vevent');
  assert.equal(vevents.length, 1);
  assert.equal(all.getFirstPropertyValue('method'), method);
  const attendees = vevents[0].getAllProperties('attendee');
  assert.deepEqual(attendees.map((a) => a.getFirstValue()), [`mailto:p${person}@example.dk`]);
  assert.equal(to, `<p${person}@example.dk>`);
  assert.equal(attendees[0].getParameter('rsvp') ?? 'FALSE', 'FALSE');
  assert.equal(vevents[0].getFirstPropertyValue('organizer'), 'mailto:bagvagt@example.dk');
  const facts = factsOf(vevents[0]);
  assert.equal(facts.cancelled, method === 'CANCEL');
  assert.ok(words.includes(facts.title));
  const known = calendar.get(facts.uid);
  if (known && known.sequence === facts.sequence) {
    assert.equal(id, known.id); // the same mail again, word for word
    assert.equal(text, known.text);
    return 0;
  }
  assert.ok(!known || facts.sequence > known.sequence);
  assert.ok(!known || facts.stamp >= known.stamp);
  calendar.set(facts.uid, { ...facts, id, text });
  return 1;
}

// A feed is taken whole. An event keeps its uid; whatever changes raises its sequence, and nothing else does.
function takeFeed(calendar, text) {
  const seen = new Set();
  for (const vevent of parse(text).getAllSubcomponents('vevent')) {
    const facts = factsOf(vevent);
    const known = calendar.get(facts.uid);
    assert.ok(!seen.has(facts.uid));
    seen.add(facts.uid);
    if (known && known.sequence === facts.sequence)
      assert.deepEqual(facts, known);
    else if (known)
      assert.ok(facts.sequence > known.sequence && facts.stamp >= known.stamp);
    calendar.set(facts.uid, facts);
  }
  return seen;
}

// Every calendar that was folded equals what the program says should be.
function fold(name) {
  const calendars = new Map();
  let mails = 0, feeds = 0, truths = 0, raised = 0, since = 0; // since: the latest instant on the tape
  for (const line of lines(name)) {
    const calendar = calendars.get(line.person) ?? calendars.set(line.person, new Map()).get(line.person);
    if (line.mail) {
      mails += take(calendar, line.mail, line.person);
    } else if (line.feed) {
      feeds++;
      const before = [...calendar.values()];
      const seen = takeFeed(calendar, line.feed);
      raised += before.filter((e) => calendar.get(e.uid).sequence > e.sequence).length;
      for (const e of before) // nothing vanishes before it is long over: it is cancelled
        assert.ok(seen.has(e.uid) || e.to < since - 30 * 86400_000, e.uid);
    } else {
      truths++;
      since = line.from;
      const held = [...calendar.values()].filter((e) => !e.cancelled && e.from > line.from && e.from < line.until)
        .map((e) => [e.from, e.to, line.truth === 'mail' ? e.title : '']).sort();
      assert.deepEqual(held, line.entries.sort());
    }
  }
  return { mails, feeds, truths, raised };
}

try {
  await test('the program writes its tapes', () => {
    try {
      execFileSync(process.env.CALENDAR_TAPE, { env: { ...process.env, CALENDAR_FOLDER: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
    }
  }, { seconds: 500 });
  for (const db of ['sqlite', 'pgsql']) {
    if (!existsSync(join(folder, `duty_${db}.jsonl`)))
      continue; // no PostgreSQL here
    await test(`a thousand appointments, changed at random, are as they should be (${db})`, () => {
      const { mails, truths } = fold(`invitations_${db}`);
      assert.ok(mails > 2500 && truths === 4000, `${mails} ${truths}`);
    });
    await test(`a roster that changes keeps its events (${db})`, () => {
      const { feeds, raised } = fold(`duty_${db}`);
      assert.ok(feeds > 200 && raised > 30, `${feeds} ${raised}`);
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
end();
