// What is logged without a network waits in the browser and arrives exactly once.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { closeLog, end, fresh, keys, logged, numbers, open, openLog, queued, signIn, test, until, watch, withPage } from './harness.mjs';

async function arrived(page, before, n) {
  await until('the queue is empty and the log has arrived', async () =>
    (await fresh(page, before)).length >= n
      && await page.locator('[data-log-queue][data-count="0"]').count() > 0);
  await page.reload(); // a second delivery would happen now
  assert.equal((await fresh(page, before)).length, n);
}

await test('offline, log two, online again: both arrive, each once', () => withPage({}, async (page) => {
  await signIn(page, 'newcomer');
  const before = await numbers(page);
  await page.context().setOffline(true);
  for (const [letter, digit] of [['a', '2'], ['d', '5']]) {
    await openLog(page);
    await keys(page, letter, digit, 'Enter');
    await closeLog(page);
  }
  await until('two wait in the queue', async () => await queued(page) === 2);
  await page.context().setOffline(false);
  await arrived(page, before, 2);
  page.troubles.length = 0;
}));

await test('the tab closed while offline: the next one delivers', async () => {
  const first = await open();
  await signIn(first, 'newcomer');
  const before = await numbers(first);
  await first.context().setOffline(true);
  await openLog(first);
  await keys(first, 'b', '3', 'Enter');
  await queued(first);
  const second = watch(await first.context().newPage());
  await first.close();
  await second.context().setOffline(false);
  await second.goto('/');
  await arrived(second, before, 1);
  await second.context().close();
});

await test('the answer lost on its way back: sent again, logged once', () => withPage({}, async (page) => {
  await signIn(page, 'newcomer');
  const before = await numbers(page);
  let lost = 0;
  await page.route((url) => /\/(log|incidents)$/.test(url.pathname), async (route) => {
    if (route.request().method() !== 'POST' || lost > 0)
      return route.continue();
    lost++;
    await route.fetch(); // the server has it, the browser does not know
    return route.abort('connectionreset');
  });
  await openLog(page);
  await keys(page, 'c', '3', 'Enter');
  await until('the first answer was lost', () => lost === 1);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await arrived(page, before, 1);
  page.troubles.length = 0;
}));

await test('a double click on save logs once', () => withPage({}, async (page) => {
  await signIn(page, 'newcomer');
  const before = await numbers(page);
  await openLog(page);
  await keys(page, 'c', '3');
  await page.evaluate(() => {
    const button = document.querySelector('#log-form button[type=submit]');
    button.click();
    button.click();
  });
  await logged(page);
  await arrived(page, before, 1);
}));

await end();
