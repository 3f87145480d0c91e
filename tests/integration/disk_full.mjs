// A full disk: a clear message, nothing half written, pages still read, and logging works again when there is room.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Client, ask, launch, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, note, skip, test } from '../support/tap.mjs';

const data = newFolder();
await makeDemo(data);
const confirmed = [];

const long = { class: 'c', rating: '3', words: 'ord '.repeat(1500) };
const throughApi = (client, key) => client.post('/api/v1/incidents', { json: { client_key: key, ...long, rating: 3 } });
const throughPage = (client, key) => client.post('/log', { form: { client_key: key, ...long } });

// A checkpoint may give room back between two of them, so only a refusal says that it is full.
async function logUntilRefused(client, log) {
  for (let i = 0; i < 20_000; i++) {
    const key = `full-${String(confirmed.length).padStart(8, '0')}`;
    const answer = await log(client, key);
    if (answer.status >= 400)
      return { key, answer };
    confirmed.push(key);
  }
  throw new Error('20,000 incidents and the disk is still not full');
}

async function logged(file) {
  return (await ask(file, "SELECT client_key FROM incident WHERE client_key LIKE 'full-%' ORDER BY client_key")).flat();
}

// A small disk of its own, in a mount namespace that goes with the server; seen from here through /proc.
function smallDisk(folder, megabytes) {
  const script = `mount -t tmpfs -o size=${megabytes}m,mode=755 tmpfs "$0" && cp -a "$1/." "$0/" && shift && exec "$@"`;
  return ['unshare', ...(process.getuid() === 0 ? [] : ['--map-root-user']), '--mount', 'sh', '-c', script, folder, data];
}

function mayMount() {
  try {
    execFileSync('unshare', [...(process.getuid() === 0 ? [] : ['--map-root-user']), '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', newFolder()],
      { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

if (mayMount()) {
  await test('a disk that fills up', async () => {
    const disk = newFolder();
    const megabytes = Math.ceil(statSync(join(data, 'bagvagt.db')).size / 1e6) + 12;
    const server = await startServer(disk, { as: smallDisk(disk, megabytes) });
    const seen = join('/proc', String(server.child.pid), 'root', disk);
    const client = await new Client(server).signIn('employee');
    writeFileSync(join(seen, 'ballast'), Buffer.alloc(4e6));

    const { answer } = await logUntilRefused(client, throughApi);
    note(`full after ${confirmed.length} incidents: ${answer.status} ${answer.text.slice(0, 200)}`);
    assert.ok([500, 503, 507].includes(answer.status));
    assert.match(answer.text, /full|space|plads/i, 'it says why');
    assert.equal((await client.get('/incidents')).status, 200, 'reading goes on');
    const page = await logUntilRefused(client, throughPage);
    assert.ok([500, 503, 507].includes(page.answer.status), 'a page, not a dropped connection');

    rmSync(join(seen, 'ballast'));
    assert.ok(await client.log(page.key), 'with room again, the very same log arrives');
    confirmed.push(page.key);
    await client.get('/incidents');
    const copy = join(newFolder(), 'copy.db');
    const backup = launch(['backup', copy, '--data', disk], { as: ['nsenter', '--target', String(server.child.pid), '--mount'] });
    await backup.ended;
    assert.deepEqual(await logged(copy), confirmed, `what was confirmed is there, each once (${backup.output})`);
    assert.equal(await server.stop(), 0);
  });
} else {
  skip('a disk that fills up', 'no mount namespaces here');
}

await test('a limit on the size of files (as service managers set)', async () => {
  confirmed.length = 0;
  const file = join(data, 'bagvagt.db');
  const limit = statSync(file).size + 4_000_000;
  const server = await startServer(data, { as: ['prlimit', `--fsize=${limit}`] });
  const client = await new Client(server).signIn('employee');
  const { answer } = await logUntilRefused(client, throughApi);
  note(`${answer.status} ${answer.text.slice(0, 200)}`);
  assert.ok([500, 503, 507].includes(answer.status));
  assert.equal((await client.get('/incidents')).status, 200);
  await server.stop();

  const again = await startServer(data);
  assert.ok(await (await new Client(again).signIn('employee')).log('full-after-all'));
  assert.equal(await again.stop(), 0);
  assert.deepEqual(await logged(file), [...confirmed, 'full-after-all']);
});

await end();
