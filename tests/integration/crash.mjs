// kill -9 at any moment: what was confirmed is there exactly once, and the server starts again by itself.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, ask, isLong, makeDemo, mustRun, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, note, test } from '../support/tap.mjs';

const data = newFolder();
const rounds = isLong ? 300 : 12;
const confirmed = new Map(); // key → number
const unsure = new Set(); // sent, never answered: may be there or not, but not twice
let sequence = 0;

async function logUntilGone(server, cookies) {
  const client = new Client(server);
  [client.cookies, client.csrf] = cookies;
  for (;;) {
    const key = `crash-${String(++sequence).padStart(8, '0')}`;
    unsure.add(key);
    const number = await client.log(key).catch(() => null);
    if (number === null)
      return;
    unsure.delete(key);
    confirmed.set(key, number);
  }
}

await makeDemo(data);
let cookies; // the session survives each crash, too

for (let round = 1; round <= rounds; round++) {
  await test(`killed in round ${round}, all that was confirmed is there`, async () => {
    let server = await startServer(data);
    const client = new Client(server);
    if (!cookies) {
      await client.signIn('employee');
      cookies = [client.cookies, client.csrf];
    }
    const clients = Array.from({ length: 8 }, () => logUntilGone(server, cookies));
    const enough = confirmed.size + 1;
    while (confirmed.size < enough)
      await pause(1);
    await pause(randomInt(400)); // any moment at all is the point here
    await server.stop('SIGKILL');
    await Promise.all(clients);

    const rows = await ask(join(data, 'bagvagt.db'), "SELECT client_key, number FROM incident WHERE client_key LIKE 'crash-%'");
    const there = new Map(rows);
    assert.equal(there.size, rows.length, 'no key twice');
    assert.equal(new Set(there.values()).size, rows.length, 'no number twice');
    for (const [key, number] of confirmed)
      assert.equal(there.get(key), Number(String(number).replace(/\D/g, '')), key);
    for (const key of there.keys())
      assert.ok(confirmed.has(key) || unsure.has(key));

    // A client that got no answer sends again: exactly once then.
    server = await startServer(data);
    client.url = server.url;
    [client.cookies, client.csrf] = cookies;
    for (const key of [...unsure].slice(-8)) {
      const number = await client.log(key);
      assert.ok(number);
      if (there.has(key))
        assert.equal(Number(String(number).replace(/\D/g, '')), there.get(key));
      unsure.delete(key);
      confirmed.set(key, number);
    }
    assert.equal(await server.stop(), 0);
  });
}

await test('the database is sound after all that', async () => {
  note(`${confirmed.size} confirmed in ${rounds} rounds`);
  assert.deepEqual(await ask(join(data, 'bagvagt.db'), 'PRAGMA integrity_check'), [['ok']]);
  await mustRun('check', '--data', data);
});

await end();
