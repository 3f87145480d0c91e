// A listening session from the first question to the answer: the mentor proposes, the newcomer accepts, it begins, the citizen is told,
// notes are kept with their time (also while the network is away), the newcomer stops it with one key, two strengths and one step are
// written, and the newcomer answers. By keyboard, in both languages, axe clean, desk and phone; what others see of it.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, close, end, fits, keys, open, setLanguage, shot, signIn, tabTo, test, until, withPage } from './harness.mjs';

async function look(page, name, sizes = [DESK, PHONE]) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `listening-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 300 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

// In twenty minutes, so that it may begin at once; as the field wants it.
const soon = (page) => page.evaluate(() => {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('sv-SE', { timeZone: document.body.dataset.zone, dateStyle: 'short', timeStyle: 'short' })
    .formatToParts(Date.now() + 20 * 60000).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
});

let address;

await test('the mentor proposes a time from the workspace, and it takes a yes', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'mentor');
    await page.goto('/mentor');
    await look(page, 'mentor-da');
    await press(page, '.mentor-card a.button-primary');
    await tabTo(page, '#listening-starts');
    await page.fill('#listening-starts', '2020-01-01T10:00');
    await page.focus('#focus-tone');
    await keys(page, 'Space');
    await press(page, '#listening-form > button');
    assert.equal(await page.locator('.error-summary').count(), 1, 'what is over cannot be booked: said plainly');
    assert.ok(await page.isChecked('#focus-tone'), 'nothing is lost');
    page.troubles = []; // 422 is what it should be
    await look(page, 'new-da', [PHONE]);
    await page.fill('#listening-starts', await soon(page));
    await press(page, '#listening-form > button');
    address = new URL(page.url()).pathname;
    assert.match(address, /^\/listening\/\d+$/);
    await look(page, 'proposed-da', [PHONE]);
    assert.equal(await page.locator('[data-listening-act=begin]').count(), 0, 'nothing begins without a yes');
  });
  await withPage({}, async (page) => {
    await signIn(page, 'newcomer');
    await page.goto('/listening');
    await press(page, `main a[href="${address}"]`);
    await look(page, 'asked-da', [PHONE]);
    await press(page, '[data-listening-act=accept]');
    assert.equal(await page.locator('[data-listening-act=accept]').count(), 0);
    await until('it is in the inbox', async () => (await (await page.request.get('/inbox')).text()).includes('edlyt'));
  });
});

await test('announced before anybody listens; notes are kept at once, also without a network; the newcomer stops it', async () => {
  const listener = await open({}), employee = await open({ size: PHONE });
  await signIn(listener, 'mentor');
  await signIn(employee, 'newcomer');
  await listener.goto(address);
  await press(listener, '[data-listening-act=begin]');
  await look(listener, 'begun-da');
  await employee.goto(address);
  await fits(employee);
  await axe(employee);
  await shot(employee, 'listening-employee-da-360');
  await press(employee, '[data-listening-act=announced]');
  await listener.waitForSelector('#listening-now:not(:has([data-listening-act=announced]))'); // heard of it by itself
  await tabTo(listener, '#listening-note');
  await listener.keyboard.type('Rolig begyndelse');
  await keys(listener, 'Enter');
  await listener.waitForSelector('[data-listening-list] li:not([data-waits])');
  await listener.context().setOffline(true);
  await listener.keyboard.type('Skrevet uden net');
  await keys(listener, 'Enter');
  await listener.waitForSelector('[data-listening-saved][data-state=waits]');
  assert.equal(await listener.locator('[data-listening-list] li').count(), 2, 'it stands there, kept in this browser');
  await look(listener, 'notes-da', [PHONE]);
  await listener.context().setOffline(false);
  await until('the note arrived', async () => await listener.locator('[data-listening-list] li[data-waits]').count() === 0);
  await shot(employee, 'listening-running-da-360');
  await press(employee, '[data-listening-act=stop]');
  await axe(employee);
  await listener.waitForSelector('#listening-now:not(.is-running)'); // it is over for both at once
  listener.troubles = listener.troubles.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'));
  await close(employee);
  await listener.reload();
  assert.equal(await listener.locator('[data-listening-list] li').count(), 2, 'both notes are on the server');
  await look(listener, 'stopped-da', [PHONE]);
  await tabTo(listener, '#strength-1');
  await listener.keyboard.type('Du lader borgeren tale ud');
  await tabTo(listener, '#next-step');
  await listener.keyboard.type('Spørg, om det var svar nok');
  await listener.evaluate(() => document.querySelector('#strength-2').removeAttribute('required'));
  await press(listener, '#listening-finish-form > button');
  assert.equal(await listener.locator('.error-summary').count(), 1, 'two strengths, not one');
  assert.equal(await listener.inputValue('#next-step'), 'Spørg, om det var svar nok');
  listener.troubles = [];
  await tabTo(listener, '#strength-2');
  await listener.keyboard.type('Din stemme er varm');
  await press(listener, '#listening-finish-form > button');
  await listener.waitForSelector('.listening-step');
  await close(listener);
});

await test('the newcomer reads it, answers, and sees who looked', async () => {
  await withPage({ lang: 'en' }, async (page) => {
    await signIn(page, 'newcomer');
    await setLanguage(page, 'en');
    await page.goto(address);
    await look(page, 'held-en');
    await tabTo(page, '#answer');
    await page.keyboard.type('Thank you');
    await press(page, '#listening-answer > button');
    await page.locator('details:has-text("Who has looked?") > summary').click();
    assert.ok(await page.locator('details[open] li').count() > 0, 'the mentor has opened it');
    await look(page, 'answered-en', [PHONE]);
  });
});

await test('the leader sees that it was held, and nothing else', async () => {
  await withPage({ lang: 'en' }, async (page) => {
    await signIn(page, 'manager');
    await setLanguage(page, 'en');
    await page.goto('/listening/held');
    await look(page, 'leader-en');
    assert.ok(!(await page.textContent('main')).includes('varm'));
    assert.equal((await page.request.get(address)).status(), 404);
    await page.goto('/listening/announcement');
    await look(page, 'words-en', [PHONE]);
  });
});

await test('a colleague asks, a call trainer names a time, and no needs no reason', async () => {
  let wish;

  await withPage({}, async (page) => {
    await signIn(page, 'employee');
    await page.goto('/listening/ask');
    await look(page, 'ask-da');
    await page.goto('/listening');
    await look(page, 'list-da');
    wish = await page.getAttribute('#listening-mine a', 'href'); // the demo centre's: asked for already
  });
  await withPage({ lang: 'en' }, async (page) => {
    await signIn(page, 'call_trainer');
    await setLanguage(page, 'en');
    await page.goto('/listening');
    if (await page.locator(`main a[href="${wish}"]`).count() === 0)
      return; // trains another team than the employee's
    await press(page, `main a[href="${wish}"]`);
    await look(page, 'wish-en', [PHONE]);
    await page.fill('#listening-starts', await soon(page));
    await press(page, '#listening-form > button');
    assert.equal(await page.locator('#listening-now .tag').count(), 1);
  });
  await withPage({}, async (page) => {
    await signIn(page, 'employee');
    await page.goto(wish);
    if (await page.locator('[data-listening-act=decline]').count() === 0)
      return;
    await press(page, '[data-listening-act=decline]');
    assert.equal(await page.locator('[data-listening-act]').count(), 0, 'it is over, and nobody asks why');
  });
});

await end();
