// kill -9 at any moment along the whole chain: logging, the case that opens by itself, its steps, and the mails about it.
// Nothing that was confirmed is lost, nobody sees a message twice, and every open case keeps an owner and a next step.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, ask, askAll, change, isLong, makeDemo, mustRun, newFolder, startServer } from '../support/bagvagt.mjs';
import { startMailServer } from '../support/smtp.mjs';
import { atEnd, end, note, test, until } from '../support/tap.mjs';

const data = newFolder();
const database = join(data, 'bagvagt.db');
const rounds = isLong ? 1000 : 12;
const logged = new Map(); // key → number that was confirmed
const ended = new Set(); // steps whose end was confirmed
let sequence = 0;

await makeDemo(data);
const smtp = await startMailServer();
atEnd(() => smtp.stop());
const options = { env: { BAGVAGT_MAIL_SERVER: smtp.url, BAGVAGT_MAIL_FROM: 'bagvagt@example.dk' } };

// Whoever leads or was hit has a proved address, as if they had typed the code that was mailed to it.
await change(database, `
  INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, code_tries, changed_at)
    SELECT id, 0, 'p' || id || '@example.dk', 1, 1, 0, 1 FROM person`);

const sessions = new Map(); // kind → what its browser keeps; lives through every crash
async function walkIn(server, kind) {
  const client = new Client(server);
  if (sessions.has(kind))
    [client.cookies, client.csrf] = sessions.get(kind);
  else
    await client.signIn(kind);
  sessions.set(kind, [client.cookies, client.csrf]);
  return client;
}

async function logUntilGone(client) {
  for (;;) {
    const key = `chain-${String(++sequence).padStart(8, '0')}`;
    const number = await client.log(key, { class: 'd', rating: randomInt(3, 6) }).catch(() => null);
    if (number === null)
      return;
    logged.set(key, number);
    await pause(randomInt(isLong ? 400 : 60)); // somebody has to be told of each
  }
}

async function careUntilGone(client) {
  for (;;) {
    const board = await client.get('/api/v1/aftercare?limit=100').catch(() => null);
    if (board === null)
      return;
    const rows = board.json().items.filter((row) => !row.kind.endsWith('_offer')); // those the one it is for answers
    if (rows.length === 0) {
      await pause(5);
      continue;
    }
    const step = rows[randomInt(rows.length)].step_id;
    const answer = await client.post(`/api/v1/aftercare/steps/${step}/end`, { json: { state: 'done', note: 'talked' } })
      .catch(() => null);
    if (answer === null)
      return;
    if (answer.status === 200)
      ended.add(String(step));
    else if (![404, 409].includes(answer.status)) // ended or given away meanwhile
      throw new Error(`${answer.status} ${answer.text}`);
  }
}

async function mustHold() {
  const [numbers, steps] = await askAll(database, "SELECT client_key, number FROM incident WHERE client_key LIKE 'chain-%'",
    'SELECT CAST(id AS TEXT) FROM aftercare_step WHERE state = 0');
  const there = new Map(numbers), open = new Set(steps.flat());
  for (const [key, number] of logged)
    assert.equal(there.get(key), Number(String(number).replace(/\D/g, '')), `${key} was confirmed`);
  for (const step of ended)
    assert.ok(!open.has(step), `the end of step ${step} was confirmed`);
}

for (let round = 1; round <= rounds; round++) {
  await test(`killed in round ${round}, all that was confirmed is there`, async () => {
    const server = await startServer(data, options);
    const employee = await walkIn(server, 'employee');
    const manager = await walkIn(server, 'manager');
    const enough = logged.size + 1;
    const clients = [logUntilGone(employee), logUntilGone(employee), careUntilGone(manager)];
    await until('the first of this round', () => logged.size >= enough);
    await pause(randomInt(400)); // any moment at all is the point here
    await server.stop('SIGKILL');
    await Promise.all(clients);
    await mustHold();
  });
}

await test('left alone, the rest is done: one case each, all owned, every message once', async () => {
  const server = await startServer(data, options);
  let waiting;
  await until('no job is due and no mail waits', async () => {
    waiting = await ask(database, `SELECT kind, COUNT(*) FROM job WHERE run_at <= ${Date.now()} AND broken_at IS NULL GROUP BY kind
      UNION ALL SELECT 'mail', COUNT(*) FROM notice_delivery WHERE state = 0 AND send_at <= ${Date.now()}`);
    return waiting.every(([, n]) => n === 0);
  }, { seconds: isLong ? 3600 : 80 }).catch((error) => { throw new Error(`${error.message}: ${JSON.stringify(waiting)}`); });
  assert.equal(await server.stop(), 0);
  await mustHold();
  const one = async (sql) => (await ask(database, sql))[0][0];
  assert.equal(await one('SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL'), 0);
  assert.equal(await one(`SELECT COUNT(*) FROM incident i WHERE i.client_key LIKE 'chain-%'
      AND (SELECT COUNT(*) FROM aftercare_case c WHERE c.incident_id = i.id) <> 1`), 0, 'a case each');
  assert.equal(await one(`SELECT COUNT(*) FROM aftercare_case c WHERE c.closed_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM aftercare_step s WHERE s.case_id = c.id AND s.state = 0 AND s.owner_id <> 0)`), 0, 'a next step with an owner');
  const sent = new Set((await ask(database, 'SELECT CAST(id AS TEXT) FROM notice_delivery WHERE state = 1')).flat());
  const ids = new Set(smtp.mails.map((mail) => mail.id));
  assert.equal(await one('SELECT COUNT(*) FROM notice_delivery WHERE state > 1'), 0);
  assert.equal(ids.size, sent.size, 'a message id for each, and none without its row');
  const perPerson = await one('SELECT COUNT(*) FROM (SELECT 1 FROM notice_delivery GROUP BY notice_id, person_id, channel HAVING COUNT(*) > 1)');
  assert.equal(perPerson, 0, 'one message per event and person');
  assert.ok(ended.size >= rounds, `steps were ended in between: ${ended.size}`);
  note(`${logged.size} logged, ${ended.size} steps ended, ${ids.size} mails (${smtp.mails.length - ids.size} handed in again with the same id) over ${rounds} kills`);
  assert.deepEqual(await ask(database, 'PRAGMA integrity_check'), [['ok']]);
  await mustRun('check', '--data', data);
}, { seconds: isLong ? 3700 : 90 });

await end();
