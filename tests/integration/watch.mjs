// The watcher beside the real server: it is seen by it, and tells at a socket of ours when the server falls silent and comes back.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { Client, command, launch, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { atEnd, end, test, until } from '../support/tap.mjs';

const data = newFolder();
await makeDemo(data);
let server = await startServer(data);
const heard = [];
const sink = createServer((request, answer) => {
  let body = '';
  request.on('data', (piece) => { body += piece; });
  request.on('end', () => { heard.push(body); answer.end('ok'); });
});
await new Promise((resolve) => { sink.listen(0, '127.0.0.1', resolve); });
atEnd(() => sink.close());

const client = await new Client(server).signIn('admin');
const folder = newFolder();
const env = {
  BAGVAGT_DATA: folder,
  BAGVAGT_WATCH_TOKEN_FILE: join(folder, 'token'),
  BAGVAGT_WATCH_POST_URL: `http://127.0.0.1:${sink.address().port}/bagvagt`,
  BAGVAGT_WATCH_LANG: 'en',
};
const added = async (form) => {
  const owner = (await client.get('/heartbeats')).text.match(/name="owner_id"[^]*?<option value="(\d+)"/)[1];
  return client.post('/heartbeats', { form: { every_s: '60', grace_s: '60', owner_id: owner, ...form } });
};
const lastOf = async (name) => (await client.get('/api/v1/heartbeats')).json().items.find((beat) => beat.name === name).last_at;

await test('a watcher is added and gets its token once', async () => {
  const page = await added({ name: 'Outside', kind: 'watcher' });
  assert.equal(page.status, 200);
  const [, token] = page.text.match(/id="token"[^>]*value="([^"]+)"/);
  writeFileSync(env.BAGVAGT_WATCH_TOKEN_FILE, `${token}\n`);
  assert.equal(await lastOf('Outside'), null);
});

await test('one look: well, and the server has seen its watcher', async () => {
  const { code, output } = await command('watch', server.url, '--once', { env });
  assert.equal(code, 0, output);
  assert.notEqual(await lastOf('Outside'), null);
  assert.equal(heard.length, 0);
});

await test('the details are for the token alone', async () => {
  assert.equal((await fetch(`${server.url}/api/v1/health`)).status, 404);
  assert.equal((await fetch(`${server.url}/api/v1/health`, { headers: { authorization: 'Bearer guessed' } })).status, 404);
  assert.equal(await (await fetch(`${server.url}/healthz`)).text(), 'ok\n');
});

await test('a secret address is a sign of life, guessed ones are not', async () => {
  const page = await added({ name: 'Phones', kind: 'thing', on_duty: '1' });
  const [, path] = page.text.match(/id="address"[^>]*value="[^"]*?(\/beat\/[^"]+)"/);
  assert.equal((await fetch(server.url + path)).status, 200);
  assert.equal((await fetch(server.url + path, { method: 'POST' })).status, 200);
  assert.equal((await fetch(`${server.url}/beat/guessed`)).status, 404);
  assert.notEqual(await lastOf('Phones'), null);
});

await test('stopped, then going on; killed, then started again: each is told once', async () => {
  const watcher = launch(['watch', server.url, '--every', '1', '--timeout', '1'], { env });
  await until('it watches', () => watcher.output.includes('Watching'));
  server.child.kill('SIGSTOP');
  await until('the silence is told', () => heard.length === 1, { seconds: 60 });
  assert.match(heard[0], /does not answer.*Since \d\d:\d\d/);
  server.child.kill('SIGCONT');
  await until('it is told that all is well', () => heard.length === 2, { seconds: 60 });
  assert.match(heard[1], /is well again/);
  const { port } = server;
  await server.stop('SIGKILL');
  await until('the death is told', () => heard.length === 3, { seconds: 60 });
  assert.match(heard[2], /does not answer/);
  server = await startServer(data, { args: ['--port', String(port)] });
  await until('it is told that all is well', () => heard.length === 4, { seconds: 60 });
  watcher.kill('SIGTERM');
  assert.equal(await watcher.ended, 0);
});

await test('for cron: told once over several runs, and the exit status says it', async () => {
  await server.stop();
  const look = () => command('watch', server.url, '--once', '--every', '1', '--timeout', '1', { env });
  assert.equal((await look()).code, 1);
  assert.equal((await look()).code, 1);
  assert.equal(heard.length, 5);
  const nobody = createServer();
  await new Promise((resolve) => { nobody.listen(0, '127.0.0.1', resolve); });
  const gone = nobody.address().port;
  await new Promise((resolve) => { nobody.close(resolve); });
  const untold = await command('watch', server.url, '--once', '--timeout', '1', '--after', '1',
    { env: { ...env, BAGVAGT_DATA: newFolder(), BAGVAGT_WATCH_POST_URL: `http://127.0.0.1:${gone}/` } });
  assert.equal(untold.code, 3, untold.output);
  assert.equal((await command('watch', 'ftp://x', '--once', { env })).code, 2);
  assert.equal((await command('watch', 'http://example.dk', '--once', { env })).code, 2);
});

await end();
