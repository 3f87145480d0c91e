// kill -9 during alarms: what was confirmed is there once, nothing is shown twice, and after the start it climbs on by itself.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, askAll, isLong, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, note, test, until } from '../support/tap.mjs';

const data = newFolder(), file = join(data, 'bagvagt.db');
const rounds = isLong ? 1000 : 6;
const KINDS = ['need', 'takeover', 'boss', 'acute', 'air'];
const confirmed = new Map(); // key → id
const unsure = new Set();
let sequence = 0, before = 0, cookies, gone;
const keyOf = (n) => `help-crash-${String(n).padStart(8, '0')}`;

async function press(client, key) {
  const answer = await client.post('/api/v1/help', { json: { client_key: key, kind: KINDS[sequence % KINDS.length] } });
  if (![200, 201].includes(answer.status))
    throw new Error(`${answer.status} ${answer.text}`);
  return answer.json();
}

// Presses and takes back, so that the next one is a request of its own.
async function pressUntilGone(server) {
  const client = new Client(server);
  [client.cookies, client.csrf] = cookies;
  for (;;) {
    const key = keyOf(++sequence);
    unsure.add(key);
    const got = await press(client, key).catch((error) => { gone = error; });
    if (!got)
      return;
    unsure.delete(key);
    confirmed.set(key, got.id);
    if (await client.post(`/api/v1/help/${got.id}/end`, { json: {} }).catch(() => null) === null)
      return;
  }
}

await makeDemo(data);
for (let round = 1; round <= rounds; round++) {
  await test(`killed in round ${round}, no alarm is lost or doubled`, async () => {
    const server = await startServer(data);
    if (!cookies) {
      const client = await new Client(server).signIn('employee');
      cookies = [client.cookies, client.csrf];
    }
    const enough = confirmed.size + 1, first = sequence, all = pressUntilGone(server);
    await until('the first is confirmed', () => confirmed.size >= enough);
    await pause(randomInt(300)); // any moment at all is the point here
    await server.stop('SIGKILL');
    await all;
    const wanted = new Set([...confirmed].filter(([key]) => key > keyOf(first)).map(([, id]) => id)); // one that was left open is pressed again
    const [[[rows, keys]], [[there]], known, twice, open] = await askAll(file,
      'SELECT COUNT(*), COUNT(DISTINCT client_key) FROM help_request',
      `SELECT COUNT(*) FROM help_request WHERE id IN (${[...wanted]})`,
      `SELECT client_key FROM help_request WHERE client_key > '${keyOf(first)}'`,
      'SELECT person_id, dedupe, COUNT(*) FROM notice GROUP BY person_id, dedupe HAVING COUNT(*) > 1',
      "SELECT r.id FROM help_request r WHERE r.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'help.climb' AND j.object_id = r.id)");
    assert.equal(rows, keys, 'no key twice');
    assert.ok(rows >= before, 'none of the earlier rounds is gone');
    before = rows;
    assert.equal(there, wanted.size, 'what was confirmed is there');
    assert.ok(known.every(([key]) => confirmed.has(key) || unsure.has(key)));
    assert.deepEqual(twice, [], 'nobody is told the same twice');
    assert.deepEqual(open, [], 'every open alarm has a next time');
  });
}

await test('an alarm that is open at the crash climbs on within two seconds of the start', async () => {
  let server = await startServer(data);
  const client = new Client(server);
  [client.cookies, client.csrf] = cookies;
  for (const request of (await client.get('/api/v1/help')).json().items)
    await client.post(`/api/v1/help/${request.id}/end`, { json: {} });
  const got = await press(client, 'help-crash-last');
  await server.stop('SIGKILL');
  confirmed.set('help-crash-last', got.id);
  server = await startServer(data);
  const from = Date.now();
  client.url = server.url;
  await until('it has climbed', async () =>
    (await client.get(`/api/v1/help/${got.id}/events`)).json().items.some((e) => ['called', 'skipped', 'last_resort'].includes(e.kind)), { seconds: 5 });
  note(`${confirmed.size} alarms; climbed ${Date.now() - from} ms after the start`);
  assert.ok(Date.now() - from < 2000);
  assert.equal(await server.stop(), 0);
});

await end();
