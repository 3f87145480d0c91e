// Two people look at one call: the employee first, then the call trainer, without seeing; they share, differ, reply, end. Then the
// trainers' round. By keyboard and on a phone, in both languages, axe clean, also without JavaScript.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, end, fits, open, setLanguage, shot, signIn, tabTo, test, withPage } from './harness.mjs';

async function look(page, name) {
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `coaching-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 200 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

// A level for each question that has some; `choose` says which of them.
async function answer(page, choose) {
  const names = await page.locator('#coaching-fill input[type=radio]').evaluateAll((all) => [...new Set(all.map((one) => one.name))]);
  for (const [i, name] of names.entries())
    await page.locator(`#coaching-fill input[name=${name}]`).nth(choose(i)).check();
  return names.length;
}

const main = (page) => page.textContent('main');
let address;

await test('the employee reads what a trainer shared, by keyboard, and sees one thing otherwise', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  for (const lang of ['da', 'en']) {
    await setLanguage(page, lang);
    await page.goto('/coaching');
    await look(page, `list-${lang}`);
    await page.locator('main .bv-lines a').first().click();
    await page.waitForSelector('.coaching-card.is-different');
    await look(page, `shared-${lang}`);
  }
  await setLanguage(page, 'da');
  await tabTo(page, '.coaching-card.is-different summary', { most: 200 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Jeg syntes selv, den var tæt på.');
  await press(page, '#coaching-say button');
  assert.ok((await main(page)).includes('den var tæt på'));
  assert.equal(await page.locator('#coaching-say').count(), 0, 'now it is the trainer who replies');
  await axe(page);
}));

await test('the newcomer fills first on a phone, keeps it, comes back, and passes it on', () => withPage({ size: PHONE }, async (page) => {
  await signIn(page, 'newcomer');
  await page.goto('/coaching');
  await page.click('a[href="/coaching/new?side=learner"]');
  await fits(page);
  await axe(page);
  const trainer = await open();
  await signIn(trainer, 'call_trainer');
  const name = (await trainer.textContent('.bv-person')).trim();
  await trainer.context().close();
  await page.selectOption('#coaching-with', { label: (await page.locator('#coaching-with option', { hasText: name }).first().textContent()) });
  await page.fill('#coaching-about', 'Den om flytning til en anden kommune');
  await page.click('#coaching-new button');
  await page.waitForSelector('#coaching-fill');
  address = new URL(page.url()).pathname;
  await page.locator('#coaching-fill input[type=radio]').first().check();
  await page.click('#coaching-fill button:not([name])');
  await page.waitForLoadState('load');
  assert.ok(await page.locator('#coaching-fill input[type=radio]').first().isChecked(), 'it was kept');
  await page.click('#coaching-fill button[name=lock]');
  await page.waitForSelector('.form-error-message');
  await fits(page);
  await axe(page);
  assert.equal(await answer(page, () => 0), 8);
  await page.locator('#coaching-fill textarea[name=w9]').fill('Jeg lyttede færdig.');
  await shot(page, 'coaching-fill-360');
  await page.click('#coaching-fill button[name=lock]');
  await page.waitForSelector('#coaching-own');
  await axe(page);
  page.troubles.length = 0; // what was not answered was refused
}));

await test('the trainer fills without seeing it, and without JavaScript; then both side by side; shared, read, done', async () => {
  const trainer = await open({ javaScript: false }), hers = await open(), leader = await open();
  await signIn(trainer, 'call_trainer');
  await signIn(hers, 'newcomer');
  await signIn(leader, 'manager');
  await trainer.goto(address);
  assert.ok(!(await main(trainer)).includes('lyttede færdig'));
  await answer(trainer, (i) => i % 2);
  await trainer.locator('#coaching-fill textarea[name=w9]').fill('Din ro smittede.');
  await trainer.click('#coaching-fill button[name=lock]');
  await trainer.waitForSelector('#coaching-share');
  assert.ok((await main(trainer)).includes('lyttede færdig'));
  await hers.goto(address);
  assert.ok(!(await main(hers)).includes('smittede'), 'not before it is shared');
  await trainer.fill('#closing', 'Næste gang øver vi afslutningen.');
  await trainer.click('#coaching-share button');
  await trainer.waitForLoadState('load');
  await hers.reload();
  assert.ok((await main(hers)).includes('smittede'));
  await look(hers, 'newcomer');
  await press(hers, '#coaching-end button');
  assert.equal(await hers.locator('#coaching-end').count(), 0);
  assert.equal((await leader.goto(address)).status(), 404, 'not for who leads');
  await leader.goto('/coaching');
  assert.ok(!(await main(leader)).includes('flytning'));
  await look(leader, 'leader');
  for (const page of [trainer, hers, leader])
    await page.context().close();
});

await test('the round of the trainers: the spread, agreement, and what they agree on', () => withPage({}, async (page) => {
  await signIn(page, 'call_trainer');
  for (const lang of ['da', 'en']) {
    await setLanguage(page, lang);
    await page.goto('/calibration');
    await look(page, `rounds-${lang}`);
    await page.locator('main .bv-lines a').first().click();
    await page.waitForSelector('.calibration-chart svg');
    await look(page, `spread-${lang}`);
  }
  await page.locator('#agree-3').evaluate((form) => { form.closest('details').open = true; });
  await page.selectOption('#agree-value-3', '2');
  await page.fill('#agree-words-3', 'Plain words are enough.');
  await page.click('#agree-3 button');
  await page.waitForLoadState('load');
  assert.ok((await main(page)).includes('Plain words are enough.'));
  await page.goto('/calibration/new');
  await look(page, 'new-round');
  await page.fill('#coaching-about', 'A call that everybody heard');
  await page.locator('#calibration-new input[type=checkbox]').first().check();
  await page.click('#calibration-new button[type=submit]');
  await page.waitForSelector('.error-summary'); // one more at least
  page.troubles.length = 0;
  assert.equal(await page.inputValue('#coaching-about'), 'A call that everybody heard');
  await page.locator('#calibration-new input[type=checkbox]').nth(1).check();
  await page.click('#calibration-new button[type=submit]');
  await page.waitForSelector('#coaching-fill');
  assert.equal(await page.locator('.calibration-chart').count(), 0);
  await axe(page);
}));

await test('the form is changed in a draft, and published', () => withPage({}, async (page) => {
  await signIn(page, 'call_trainer');
  await page.goto('/coaching/form');
  await look(page, 'form');
  await page.click('#coaching-begin-draft button');
  await page.waitForSelector('#coaching-publish');
  await page.click('a[href="/coaching/form/draft/questions/new"]');
  await page.fill('#text-da', 'Blev der lyttet?');
  await page.fill('#text-en', 'Was there listening?');
  await page.selectOption('#question-kind', 'yes_no');
  await look(page, 'question');
  await page.click('#coaching-question button');
  await page.waitForSelector('#coaching-publish');
  assert.ok((await main(page)).includes('Blev der lyttet?'));
  await look(page, 'draft');
  await page.click('#coaching-publish button');
  await page.waitForLoadState('load');
  assert.ok((await main(page)).includes('Udgave 2'));
}));

await end();
