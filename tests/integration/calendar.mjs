// The calendar of one's own watches, over the real server, read by a second library (ical.js) beside libical.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { Client, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, test, until } from '../support/tap.mjs';

const data = newFolder();
await makeDemo(data);
const server = await startServer(data);
const client = new Client(server);
let address;

const read = (headers = {}) => fetch(address.replace(/^(https?:\/\/[^/]+)?/, server.url), { headers });

await test('an address is made, and its shifts are read without complaint', async () => {
  await client.signIn('supervisor');
  await until('the roster is told to calendars', async () => /bv-lines/.test((await client.get('/duty/mine')).text), { seconds: 60 });
  const page = await client.post('/duty/calendar', { form: {} });
  assert.equal(page.status, 200);
  [address] = page.text.match(/[^\s<>"]*\/calendar\/[\w-]+/);
  const answer = await read();
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/calendar/);
  const text = await answer.text();
  assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n')));
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((c) => new ICAL.Event(c));
  assert.ok(events.length > 0);
  assert.equal(new Set(events.map((e) => e.uid)).size, events.length);
  for (const e of events) {
    assert.ok(e.endDate.compare(e.startDate) > 0);
    assert.equal(e.startDate.zone.tzid, 'UTC');
    assert.equal(e.component.getFirstPropertyValue('sequence') >= 0, true);
    assert.match(e.component.getFirstPropertyValue('status'), /^(CONFIRMED|CANCELLED)$/);
  }
});

await test('what is known is not sent again', async () => {
  const answer = await read({ 'if-none-match': (await read()).headers.get('etag') });
  assert.equal(answer.status, 304);
});

await test('a new address kills the old one, and taking it back kills that', async () => {
  const old = address;
  const page = await client.post('/duty/calendar', { form: {} });
  [address] = page.text.match(/[^\s<>"]*\/calendar\/[\w-]+/);
  assert.equal((await read()).status, 200);
  assert.notEqual(address, old);
  const kept = address;
  address = old;
  assert.equal((await read()).status, 404);
  address = kept;
  assert.equal((await client.post('/duty/calendar/revoke', { form: {} })).status, 303);
  assert.equal((await read()).status, 404);
});

await server.stop();
end();
