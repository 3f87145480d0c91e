// A statement store beside the real server, which is killed while it tells: each thing that was learned is in the store once, every
// time in the same words, and as a store wants them.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, ask, change, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { atEnd, end, note, test, until } from '../support/tap.mjs';

const validate = createRequire(import.meta.url)('@learninglocker/xapi-validation').default;
const ROUNDS = 4;
const EACH = 70; // more than go together
const data = newFolder();
const file = join(data, 'bagvagt.db');
const env = { BAGVAGT_PUBLIC_URL: 'https://bagvagt.example.dk', BAGVAGT_LOCAL_SERVICES: 'yes' };

// What a store does: all or nothing of a post, the first words under an id stand.
const kept = new Map();
const troubles = [];
let posts = 0, again = 0, onTaken = () => {};
const store = createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => { body += piece; });
  request.on('end', async () => {
    posts++;
    const trouble = (why) => { troubles.push(why); };
    if (request.method !== 'POST' || request.url !== '/xapi/statements')
      trouble(`${request.method} ${request.url}`);
    if (request.headers['x-experience-api-version'] !== '1.0.3')
      trouble('version');
    if (request.headers.authorization !== `Basic ${Buffer.from('demo:hush').toString('base64')}`)
      return response.writeHead(401).end();
    if (posts === 1)
      return response.writeHead(503).end();
    for (const statement of JSON.parse(body)) {
      const words = JSON.stringify(statement);
      validate(statement).forEach((warning) => trouble(String(warning)));
      if (kept.has(statement.id) && kept.get(statement.id) !== words)
        trouble(`other words for ${statement.id}`);
      again += kept.has(statement.id);
      kept.set(statement.id, words);
    }
    onTaken();
    await pause(30); // the moment in which it is taken and nobody knows yet
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  request.on('error', () => {});
});
await new Promise((resolve) => { store.listen(0, 'localhost', resolve); });
atEnd(() => store.closeAllConnections?.() ?? store.close());
const address = `http://localhost:${store.address().port}/xapi/`;

await makeDemo(data);
let people;

await test('the store is set up on its page', async () => {
  const server = await startServer(data, { env });
  const client = await new Client(server).signIn('admin');
  const answer = await client.post('/statements', { form: { url: address, login: 'demo', secret: 'hush', kinds: 'module_passed', on: 'true' } });
  assert.equal(answer.status, 303);
  const page = await client.get('/statements');
  assert.ok(!page.text.includes('hush'));
  assert.equal(await server.stop(), 0);
  people = await ask(file, 'SELECT CAST(id AS TEXT), CAST(centre_id AS TEXT) FROM person ORDER BY id LIMIT 5');
});

const learn = (round) => change(file, Array.from({ length: EACH }, (_, i) => {
  const [person, centre] = people[i % people.length];
  return `INSERT INTO module_pass (id, person_id, centre_id, word, version, at) VALUES
    (${round * 1000 + i + 1}, ${person}, ${centre}, 'conflict', 0, ${Date.now()});`;
}).join('\n'));

for (let round = 1; round <= ROUNDS; round++) {
  await test(`killed while it tells (${round})`, async () => {
    await learn(round);
    const taken = new Promise((resolve) => { onTaken = resolve; });
    const server = await startServer(data, { env });
    await taken;
    await server.stop('SIGKILL');
  });
}

await test('everything is there once', async () => {
  onTaken = () => {};
  const server = await startServer(data, { env });
  await until('all is told', () => kept.size >= ROUNDS * EACH, { seconds: 60 });
  const client = await new Client(server).signIn('admin');
  await until('and that is known here', async () => {
    const { waiting, sent, failed } = (await client.get('/api/v1/statement-store')).json();
    assert.equal(failed, 0);
    return waiting === 0 && sent === ROUNDS * EACH;
  }, { seconds: 60 });
  assert.equal(await server.stop(), 0);
  assert.equal(kept.size, ROUNDS * EACH);
  assert.deepEqual(troubles, []);
  assert.ok(again > 0); // answers were lost, and what was in them came again
  assert.equal(new Set([...kept.values()].map((one) => JSON.parse(one).actor.account.name)).size, people.length);
  note(`${posts} posts, ${again} statements came again`);
});

await end();
