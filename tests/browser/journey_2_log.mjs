// A hard call is logged in ten seconds: three keys or three taps, from any page, with no page load in between.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { PHONE, end, fresh, keys, logged, note, numbers, openLog, shot, signIn, tabTo, test, withPage } from './harness.mjs';

for (const path of ['/', '/incidents', '/me']) {
  await test(`by keyboard alone from ${path}: class, rating, save`, () => withPage({}, async (page) => {
    await signIn(page, 'employee');
    await page.goto(path);
    const before = await numbers(page);
    await page.evaluate(() => { globalThis.stillHere = true; });
    const started = Date.now();
    await openLog(page);
    const n = await keys(page, 'c', '4', 'Enter');
    const number = await logged(page);
    const seconds = (Date.now() - started) / 1000;
    note(`${number}: ${n} keys after opening, ${seconds} s of machine time`);
    assert.ok(n <= 3);
    assert.ok(seconds < 10);
    assert.ok(await page.evaluate(() => globalThis.stillHere), 'no page load in between');
    assert.ok(!before.has(number), 'a new number');
    assert.ok((await numbers(page)).has(number), 'it stands in my own list');
  }));
}

await test('by thumb on a phone: three taps after opening', () => withPage({ size: PHONE }, async (page) => {
  await signIn(page, 'employee');
  await page.tap('[data-log-open]');
  await page.waitForSelector('dialog#log-dialog[open]');
  await shot(page, 'log-phone');
  await page.tap('#log-form label:has(input[name=class][value=b])');
  await page.tap('#log-form label:has(input[name=rating][value="5"])');
  await page.tap('#log-form button[type=submit]');
  assert.match(await logged(page), /^H-\d+$/);
}));

await test('with Tab and space alone, as a screen reader user goes', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  await tabTo(page, '[data-log-open]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog#log-dialog[open]');
  await tabTo(page, 'input[name=class]');
  await page.keyboard.press('Space');
  await tabTo(page, 'input[name=rating]');
  await page.keyboard.press('Space');
  await tabTo(page, '#log-form button[type=submit]');
  await page.keyboard.press('Enter');
  await logged(page);
}));

await test('Escape closes the log without saving, and the focus goes back', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  const before = await numbers(page);
  await tabTo(page, '[data-log-open]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog#log-dialog[open]');
  await keys(page, 'a', '1', 'Escape');
  await page.waitForSelector('dialog#log-dialog:not([open])', { state: 'attached' });
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-log-open]')));
  assert.deepEqual(await fresh(page, before), []);
}));

await test('letters typed into a text field open nothing', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  await page.goto('/incidents');
  await page.focus('input[name=q]');
  await page.keyboard.type('lille');
  assert.equal(await page.inputValue('input[name=q]'), 'lille');
  assert.equal(await page.locator('dialog#log-dialog[open]').count(), 0);
}));

await end();
