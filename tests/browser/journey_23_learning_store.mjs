// A store for what people have learned: the administrator sets it up with the keyboard, a newcomer says yes to practice being told of,
// and no again, without JavaScript. Both languages, a desk and a phone.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, eachLanguage, end, fits, shot, signIn, tabTo, test, withPage } from './harness.mjs';

async function look(page, name) {
  await eachLanguage(page, async (lang) => {
    for (const size of [DESK, PHONE]) {
      await page.setViewportSize(size);
      await fits(page);
      if (size === DESK)
        await axe(page);
      await shot(page, `${name}-${lang}-${size.width}`);
    }
    await page.setViewportSize(DESK);
  });
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 200 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function tick(page, selector) {
  await tabTo(page, selector, { most: 200 });
  await page.keyboard.press('Space');
}

const SAVE = 'main form[action="/statements"] button';

await test('an administrator sets it up; what was typed is not lost', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'admin');
  await page.goto('/statements');
  await look(page, 'learning-store-none');
  await page.fill('#url', 'https://lrs.example.invalid/xapi/');
  await page.fill('#login', 'key-1');
  await page.fill('#secret', 'hush');
  await tick(page, '#on');
  await press(page, SAVE); // nothing was chosen
  assert.ok(await page.evaluate(() => document.activeElement.matches('[role=alert]')));
  assert.equal(await page.inputValue('#url'), 'https://lrs.example.invalid/xapi/');
  assert.equal(await page.inputValue('#login'), 'key-1');
  assert.equal(await page.inputValue('#secret'), ''); // never shown again
  assert.ok(await page.isChecked('#on'));
  await axe(page);
  page.troubles.length = 0; // the browser says that the answer was 422
  await page.fill('#secret', 'hush');
  await tick(page, 'input[value=module_passed]');
  await tick(page, 'input[value=scenario_completed]');
  await press(page, SAVE);
  await page.locator('form[action="/statements/renew"]').waitFor();
  await look(page, 'learning-store-on');
}));

await test('practice is told of after a yes alone, which can be taken back', () => withPage({ size: PHONE, javaScript: false }, async (page) => {
  await signIn(page, 'newcomer');
  await page.goto('/me');
  await page.click('a[href="/me/statements"]');
  assert.equal(await page.isChecked('#practice'), false);
  for (const yes of [true, false]) {
    await page.setChecked('#practice', yes);
    await page.click('form[action="/me/statements"] button');
    assert.equal(await page.isChecked('#practice'), yes);
  }
}));

await test('one sees what is told, and that the rest stays', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'newcomer');
  await page.goto('/me/statements');
  assert.equal(await page.locator('main ul').first().locator('li').count(), 2);
  await look(page, 'learning-store-own');
}));

await test('an administrator takes it away again', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'admin');
  await page.goto('/statements');
  await press(page, 'form[action="/statements/remove"] button');
  await page.locator('main .empty').waitFor();
}));

await end();
