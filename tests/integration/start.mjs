// What keeps the server from starting is said in words, with what to do, and changes nothing.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, change, command, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, skip, test } from '../support/tap.mjs';

const isRoot = process.getuid() === 0;
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

// Exit status 1, the words asked for, and no crash behind them.
async function refused(words, args, options = {}) {
  const { code, output } = await command('serve', '--port', '0', ...args, options);
  assert.equal(code, 1, output);
  assert.match(output, words);
  assert.doesNotMatch(output, /Sanitizer|assert|backtrace/i);
}

await test('an empty folder becomes a database, and the first administrator gets a code', async () => {
  const data = newFolder();
  const server = await startServer(data);
  assert.match(server.child.output, /[A-Z0-9]{4}-?[A-Z0-9]{4}/);
  const client = new Client(server);
  let path = '/';
  let answer;
  while ((answer = await client.get(path)).status === 303)
    path = answer.headers.get('location');
  assert.equal(path, '/setup');
  assert.equal(answer.status, 200);
  assert.equal((await client.get('/healthz')).status, 200);
  assert.equal(await server.stop(), 0);
});

await test('a port in use', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { taken.on('listening', resolve); });
  const { port } = taken.address();
  await refused(new RegExp(`${port}.*(in use|taken)`, 'i'), ['--data', newFolder(), '--port', String(port)]);
  taken.close();
});

await test('a second server on the same data folder, and the first goes on', async () => {
  const data = newFolder();
  const server = await startServer(data);
  await refused(/already|another|running/i, ['--data', data]);
  assert.equal((await new Client(server).get('/healthz')).status, 200);
  await server.stop();
});

await test('no permission on the data folder', async () => {
  const data = newFolder();
  mkdirSync(join(data, 'closed'), { mode: 0o700 });
  if (!isRoot)
    chmodSync(join(data, 'closed'), 0o500);
  await refused(/closed.*permission|permission.*closed/is, ['--data', join(data, 'closed')], { as: isRoot ? nobody : [] });
});

await test('a data folder that cannot be made', () => {
  const data = newFolder();
  writeFileSync(join(data, 'file'), '');
  return refused(/file/, ['--data', join(data, 'file', 'data')]);
});

await test('a database without write permission', async () => {
  if (!isRoot)
    return;
  const data = newFolder();
  await (await startServer(data)).stop();
  chmodSync(data, 0o777);
  chmodSync(join(data, 'bagvagt.db'), 0o444);
  await refused(/bagvagt\.db.*permission|permission.*bagvagt\.db|read-?only/is, ['--data', data], { as: nobody });
});

await test('a database from a newer version is left as it is', async () => {
  const data = newFolder();
  const file = join(data, 'bagvagt.db');
  await (await startServer(data)).stop();
  await change(file, "INSERT INTO schema_migration SELECT 9999, 'from_the_future', checksum, applied_at FROM schema_migration LIMIT 1");
  const before = readFileSync(file);
  await refused(/newer/i, ['--data', data]);
  assert.ok(readFileSync(file).equals(before));
});

await test('a file that is no database is left as it is', async () => {
  const data = newFolder();
  const file = join(data, 'bagvagt.db');
  const text = 'these are my notes, not a database\n'.repeat(200);
  writeFileSync(file, text);
  await refused(/not a database/i, ['--data', data]);
  assert.equal(readFileSync(file, 'utf8'), text);
});

await test('a configuration file with a misspelt setting names file, line and setting', async () => {
  const data = newFolder();
  const file = join(data, 'my.conf');
  writeFileSync(file, '# mine\nprot = 8080\n');
  const { code, output } = await command('serve', '--data', data, { env: { BAGVAGT_CONFIG: file } });
  assert.notEqual(code, 0);
  assert.match(output, /my\.conf:2: .*prot/);
  assert.ok(!existsSync(join(data, 'bagvagt.db')));
});

await test('a certificate that is not there', () =>
  refused(/cert\.pem/, ['--data', newFolder()], { env: { BAGVAGT_TLS_CERT: '/nowhere/cert.pem', BAGVAGT_TLS_KEY: '/nowhere/key.pem' } }));

await test('wrong words on the command line: status 2 and how it is meant', async () => {
  for (const args of [['serv'], ['serve', '--prot', '1'], ['import', 'calls']]) {
    const { code, output } = await command(...args);
    assert.equal(code, 2, `${args}: ${output}`);
    assert.match(output, /usage|--help/i);
  }
  for (const name of ['serve', 'migrate', 'import', 'user', 'demo', 'backup', 'check', 'version']) {
    const { code, output } = await command(name, '--help');
    assert.equal(code, 0, name);
    assert.match(output, new RegExp(`bagvagt ${name}`));
  }
});

if (!isRoot)
  skip('a database without write permission, as another user', 'only root can become another user');
await end();
