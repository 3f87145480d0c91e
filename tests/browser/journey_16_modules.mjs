// From the first day to the first call alone: the newcomer reads and passes, a trainer signs, the gate opens, the phone system is
// told so; a leader lets another one through for a day.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { PHONE, axe, end, fits, open, shot, signIn, tabTo, test, withPage } from './harness.mjs';

const CHECK = 'form#module-check';
const eligible = async (page, query) => (await (await page.request.get(`/api/v1/eligibility?${query}`)).json()).items[0];
let newcomer;

async function answer(page, choices) {
  for (const [i, choice] of choices.entries())
    await page.locator(`${CHECK} input[name=q${i + 1}][value=${choice}]`).check();
  await page.click(`${CHECK} button[type=submit]`);
  await page.waitForLoadState('load');
}

await test('the newcomer sees what waits, reads, answers wrong, sees why, passes', () => withPage({ size: PHONE }, async (page) => {
  await signIn(page, 'newcomer');
  await page.goto('/gate');
  assert.equal(await page.locator('#gate-own.is-open').count(), 0);
  await page.click('#gate-own a[href="/modules/conflict"]');
  await fits(page);
  await axe(page);
  await answer(page, ['b', 'a', 'a', 'b']);
  assert.equal(await page.locator('.limits-why').count(), 1, 'the wrong one says why');
  assert.equal(await page.locator('.module-right').count(), 3, 'so do the right ones');
  await fits(page);
  await axe(page);
  await shot(page, 'module-why');
  await answer(page, ['b', 'c', 'a', 'b']);
  await page.waitForSelector('.module-answer');
  await axe(page);
  await page.goto('/gate');
  assert.equal(await page.locator('#gate-own .gate-steps .is-done').count(), 1);
  newcomer = (await page.textContent('.bv-person')).trim();
}));

await test('by keyboard alone', () => withPage({}, async (page) => {
  await signIn(page, 'newcomer');
  await page.goto('/modules/acute');
  for (const [i, choice] of [0, 1, 2, 0].entries()) {
    await tabTo(page, `${CHECK} input[name=q${i + 1}]`);
    await page.keyboard.press('Space');
    for (let n = 0; n < choice; n++)
      await page.keyboard.press('ArrowDown');
  }
  await tabTo(page, `${CHECK} button`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.module-answer');
}));

await test('the trainer signs, her page learns it by itself, and the phone system is told', async () => {
  const hers = await open(), trainer = await open({ javaScript: false }), admin = await open();
  await signIn(hers, 'newcomer');
  await hers.goto('/gate');
  await signIn(trainer, 'call_trainer');
  await signIn(admin, 'admin');
  await trainer.goto('/gate');
  await trainer.locator('main a[href^="/gate/people/"]', { hasText: newcomer }).click();
  const id = trainer.url().match(/\d+$/)[0];
  const before = await eligible(admin, `person=${id}`);
  assert.deepEqual([before.eligible, before.reasons], [false, ['not_signed']]);
  await trainer.fill('#gate-sign textarea', 'Rolig og klar. Siger fra i tide.');
  await trainer.click('#gate-sign button');
  await trainer.waitForSelector('#gate-take-back');
  await hers.waitForSelector('#gate-own.is-open');
  const after = await eligible(admin, `person=${id}`);
  assert.equal(after.eligible, true);
  assert.ok(Date.parse(after.valid_until) > Date.now());
  assert.equal((await eligible(admin, 'extension=no-such-line')).eligible, false);
  await hers.reload();
  assert.ok((await hers.textContent('main')).includes('Siger fra i tide'), 'she reads the words');
  for (const page of [hers, trainer, admin])
    await page.context().close();
});

await test('taken back, it shuts at once; the manager lets through for a day', async () => {
  const trainer = await open(), manager = await open(), admin = await open();
  await signIn(trainer, 'call_trainer');
  await signIn(manager, 'manager');
  await signIn(admin, 'admin');
  await trainer.goto('/gate');
  await trainer.locator('main a[href^="/gate/people/"]', { hasText: newcomer }).click();
  const id = trainer.url().match(/\d+$/)[0];
  await trainer.fill('#gate-take-back textarea', 'Vi øver advarslen en gang til.');
  await trainer.click('#gate-take-back button');
  await trainer.waitForSelector('#gate-sign');
  assert.equal((await eligible(admin, `person=${id}`)).eligible, false);
  await manager.goto(`/gate/people/${id}`);
  await manager.fill('#gate-let textarea', 'To er syge, og en kollega sidder lige ved siden af.');
  await axe(manager);
  await manager.click('#gate-let button');
  await manager.waitForSelector('.gate-own.is-open');
  const let24 = await eligible(admin, `person=${id}`);
  assert.equal(let24.eligible, true);
  assert.ok(let24.reasons.includes('override'));
  assert.ok(Date.parse(let24.valid_until) - Date.now() <= 86_400_000);
  await manager.goto('/modules/overview');
  const pdf = await manager.request.get('/modules/evidence.pdf?from=2020-01-01&to=2026-01-01');
  assert.equal(pdf.headers()['content-type'], 'application/pdf');
  for (const page of [trainer, manager, admin])
    await page.context().close();
});

await end();
