// A manager sees who must be talked with, and says so with one key.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { PHONE, end, fits, keys, logged, openLog, shot, signIn, test, withPage } from './harness.mjs';

await test('the today page names those to talk with; "talked" takes one away and stands on the timeline', () =>
  withPage({}, async (page) => {
    await signIn(page, 'manager');
    await page.goto('/today');
    await shot(page, 'today');
    const first = page.locator('[data-incident]').first();
    const id = await first.getAttribute('data-incident');
    await first.locator('[data-talked]').click();
    await page.waitForSelector(`[data-incident="${id}"] [data-talked]`, { state: 'detached' });
    await page.goto(`/incidents/${id}`);
    assert.equal(await page.locator('[data-talked]').count(), 0);
    assert.match(await page.textContent('ol[data-timeline]'), /talt|talked/i);
  }));

await test('the same by keyboard: Tab to the button, Enter', () => withPage({}, async (page) => {
  await signIn(page, 'manager');
  await page.goto('/today');
  const id = await page.locator('[data-incident]').first().getAttribute('data-incident');
  await page.locator(`[data-incident="${id}"] [data-talked]`).focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-incident="${id}"] [data-talked]`, { state: 'detached' });
}));

await test('twice at once by two clicks: said once, no error page', () => withPage({}, async (page) => {
  await signIn(page, 'manager');
  await page.goto('/today');
  const button = page.locator('[data-incident] [data-talked]').first();
  await button.dblclick();
  await page.waitForLoadState('load');
  assert.match(page.url(), /\/today/);
  page.troubles.length = 0; // the second may be told that it was said already
}));

await test('what an employee logs now is on the manager\'s page, and fits a phone', async () => {
  let number;
  await withPage({}, async (page) => {
    await signIn(page, 'newcomer');
    await openLog(page);
    await keys(page, 'e', '5', 'Enter');
    number = await logged(page);
  });
  await withPage({ size: PHONE }, async (page) => {
    await signIn(page, 'manager');
    await page.goto('/today');
    await fits(page);
    await shot(page, 'today-phone');
    const text = await page.textContent('main');
    assert.ok(text.includes(number), `${number} stands on the today page`);
  });
});

await end();
