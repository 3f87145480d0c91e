// An administrator keeps people in order and loads people and real call records, first as a dry run.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { end, shot, signIn, test, until, withPage } from './harness.mjs';

// As Danish Excel writes it: semicolons, Windows-1252, CRLF.
const peopleFile = Buffer.from(['navn;login;team;roller;lokalnummer', 'Åse Øster;aase.oester;Prøveteam;medarbejder;9901',
  'Søren Ærlig;soeren.aerlig;Prøveteam;medarbejder;9902', ''].join('\r\n'), 'latin1');

const call = (i) => {
  const at = new Date(Date.UTC(2026, 2, 2, 8) + i * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  return `"","4512345678","9901","from-pstn","12345678","SIP/trunk-1","PJSIP/9901-${i}","Dial","PJSIP/9901","${at}","${at}",`
    + `"${at}",65,60,"ANSWERED","DOCUMENTATION","17000000${i}.1",""`;
};
const callsFile = Buffer.from(`${Array.from({ length: 2000 }, (_, i) => call(i)).join('\n')}\nnot a call record\n`);

await test('people: what would change is shown first and changes nothing; then it is done', () => withPage({}, async (page) => {
  await signIn(page, 'admin');
  await page.goto('/people/import');
  await page.setInputFiles('input[type=file]', { name: 'personer.csv', mimeType: 'text/csv', buffer: peopleFile });
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/people\/import\/./);
  assert.match(await page.textContent('main'), /Åse Øster/);
  const list = await (await page.request.get('/people?q=%C3%B8ster')).text();
  assert.ok(!list.includes('Åse Øster'), 'a dry run changes nothing');

  await page.locator('a[href*="create_teams"]').click();
  await page.waitForURL(/create_teams/);
  await shot(page, 'people-import');
  await page.locator('main form button').click();
  await page.waitForLoadState('load');
  await page.goto('/people?q=øster');
  assert.ok((await page.textContent('main')).includes('Åse Øster'));
  await shot(page, 'people');
}));

await test('calls: progress is shown, rejects are named, the same file twice changes nothing', () => withPage({}, async (page) => {
  const upload = async () => {
    await page.goto('/calls/import');
    await page.setInputFiles('input[type=file]', { name: 'Master.csv', mimeType: 'text/csv', buffer: callsFile });
    await page.locator('[data-import]').first().click();
    return until('the import is done', () => page.locator('[data-import-result]').textContent({ timeout: 500 }).catch(() => null));
  };
  await signIn(page, 'admin');
  assert.match(await upload(), /2[.,]?000/);
  assert.match(await page.textContent('main'), /2[.,]?001/, 'the line that was rejected');
  assert.match(await upload(), /\b0\b/);
  await shot(page, 'calls-import');
}));

await test('an administrator sees no incident at all', () => withPage({}, async (page) => {
  await signIn(page, 'admin');
  for (const path of ['/incidents', '/today'])
    assert.ok([403, 404].includes((await page.request.get(path)).status()), path);
}));

await end();
