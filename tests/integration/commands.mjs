// Commands beside a running server: a backup is a consistent moment, and what writes goes through the server.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, ask, command, makeDemo, mustRun, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, test } from '../support/tap.mjs';

const data = newFolder();
await makeDemo(data);
const server = await startServer(data);
const client = await new Client(server).signIn('employee');

await test('a backup while clients log is a whole, sound database that serves', async () => {
  const confirmed = [];
  let going = true;
  const writers = Array.from({ length: 4 }, async (_, w) => {
    for (let i = 0; going; i++) {
      const key = `backup-${w}-${String(i).padStart(6, '0')}`;
      assert.ok(await client.log(key));
      confirmed.push(key);
    }
  });
  while (confirmed.length < 50)
    await new Promise(setImmediate);
  const before = [...confirmed];
  const folder = newFolder();
  const copy = join(folder, 'bagvagt.db');
  await mustRun('backup', copy, '--data', data);
  going = false;
  await Promise.all(writers);

  assert.deepEqual(await ask(copy, 'PRAGMA integrity_check'), [['ok']]);
  assert.deepEqual(await ask(copy, 'PRAGMA foreign_key_check'), []);
  const there = new Set((await ask(copy, "SELECT client_key FROM incident WHERE client_key LIKE 'backup-%'")).flat());
  assert.ok(before.every((key) => there.has(key)), 'all that was confirmed before the backup began');
  // One moment: of each writer all up to some point, none behind it.
  for (let w = 0; w < 4; w++) {
    const mine = [...there].filter((key) => key.startsWith(`backup-${w}-`)).sort();
    assert.equal(mine.length, mine.length === 0 ? 0 : Number(mine.at(-1).split('-')[2]) + 1);
  }
  const second = await startServer(folder);
  assert.equal((await new Client(second).get('/healthz')).status, 200);
  assert.equal(await second.stop(), 0);
});

await test('a backup never overwrites', async () => {
  const copy = join(newFolder(), 'mine.db');
  writeFileSync(copy, 'mine');
  const { code, output } = await command('backup', copy, '--data', data);
  assert.equal(code, 1);
  assert.match(output, /exists/i);
});

await test('an import of people runs inside the server, and is there at once', async () => {
  const folder = newFolder();
  const file = join(folder, 'people.csv');
  writeFileSync(file, Buffer.from('navn;login;team;roller\r\nÅse Øster;aase.oester;Prøveteam;medarbejder\r\n', 'latin1'));
  const dry = await mustRun('import', 'people', file, '--create-teams', '--dry-run', '--data', data);
  assert.match(dry, /1 new/);
  const wet = await mustRun('import', 'people', file, '--create-teams', '--data', data);
  assert.match(wet, /1 new/, 'the dry run had changed nothing');
  const admin = await new Client(server).signIn('admin');
  assert.match((await admin.get('/people?q=%C3%B8ster')).text, /Åse Øster/);
});

await test('the same calls twice change nothing; a bad line is named beside the file', async () => {
  const folder = newFolder();
  const file = join(folder, 'Master.csv');
  const line = (i) => `"","4512345678","9901","from-pstn","12345678","SIP/t-1","PJSIP/9901-${i}","Dial","x","2026-03-02 08:0${i}:00",`
    + `"2026-03-02 08:0${i}:05","2026-03-02 08:0${i}:50",50,45,"ANSWERED","DOCUMENTATION","170000000${i}.1",""\n`;
  writeFileSync(file, `${[1, 2, 3].map(line).join('')}this is no call\n`);
  const first = await command('import', 'calls', file, '--data', data);
  assert.match(first.output, /\b3\b/);
  assert.ok(existsSync(`${file}.rejected`) || /:4:|line 4/.test(first.output), first.output);
  const count = async () => (await ask(join(data, 'bagvagt.db'), 'SELECT COUNT(*) FROM call'))[0][0];
  const before = await count();
  await command('import', 'calls', file, '--data', data);
  assert.equal(await count(), before);
});

await test('check finds nothing wrong, and names its linked SQLite', async () => {
  assert.match(await mustRun('check', '--data', data), /SQLite 3\.\d+/i);
});

await test('demo refuses a folder with a database', async () => {
  const { code, output } = await command('demo', '--data', data);
  assert.equal(code, 1);
  assert.match(output, /already|exists|running/i);
});

await test('the API\'s description is valid OpenAPI 3.1', async () => {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const description = (await client.get('/api/openapi.json')).json();
  assert.match(description.openapi, /^3\.1/);
  const result = await new Validator().validate(description);
  assert.ok(result.valid, JSON.stringify(result.errors, null, 1));
});

await test('the server stops clean after all this', async () => {
  assert.equal(await server.stop(), 0);
});

await end();
