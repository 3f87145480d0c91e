// A session that ends in the middle of writing costs no word.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { mustRun } from '../support/bagvagt.mjs';
import { data, end, fresh, keys, numbers, openLog, queued, signIn, test, until, withPage, write } from './harness.mjs';

const TEXT = 'Han råbte længe, før jeg sagde, at det ikke er OK.';
const password = 'kun til denne prøve';

// Nobody of the demo has a password, and signing in again asks for one.
let login;
await withPage({}, async (page) => {
  await signIn(page, 'employee');
  ({ login } = await (await page.request.get('/api/v1/me')).json());
  await mustRun('user', 'set-password', login, '--data', data, { input: `${password}\n` });
});

for (const javaScript of [true, false]) {
  await test(`a correction written into an ended session survives the new sign-in${javaScript ? '' : ', also without JavaScript'}`, () =>
    withPage({ javaScript }, async (page) => {
      const text = `${TEXT} ${javaScript}`;
      await signIn(page, 'employee');
      await page.goto('/incidents');
      await page.locator('main a[href^="/incidents/"]').first().click();
      await page.waitForURL(/\/incidents\/\d+$/);
      const at = page.url();
      await write(page, text);
      await page.context().clearCookies();
      await page.click('form#correct-words button');
      await page.fill('input[name=login]', login);
      await page.fill('input[name=password]', password);
      await page.keyboard.press('Enter');
      await page.locator('main form[action^="/incidents/"] button').click();
      await page.waitForURL(at);
      assert.ok((await page.textContent('main')).includes(text));
      page.troubles.length = 0; // the browser reports the 401
    }));
}

await test('the wrong password in between costs nothing either', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  await page.goto('/incidents');
  await page.locator('main a[href^="/incidents/"]').first().click();
  await page.waitForURL(/\/incidents\/\d+$/);
  await write(page, `${TEXT} forkert først`);
  await page.context().clearCookies();
  await page.click('form#correct-words button');
  for (const tried of ['ikke dette kodeord', password]) {
    await page.fill('input[name=login]', login);
    await page.fill('input[name=password]', tried);
    await page.keyboard.press('Enter');
    await page.waitForLoadState('load');
  }
  await page.locator('main form[action^="/incidents/"] button').click();
  await page.waitForURL(/\/incidents\/\d+$/);
  assert.ok((await page.textContent('main')).includes('forkert først'));
  page.troubles.length = 0;
}));

await test('a log from an ended session waits and arrives once after the new sign-in', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  const before = await numbers(page);
  await page.context().clearCookies();
  await openLog(page);
  await keys(page, 'd', '4', 'Enter');
  await queued(page);
  await signIn(page, 'employee');
  await until('it has arrived', async () => (await fresh(page, before)).length > 0);
  assert.equal((await fresh(page, before)).length, 1);
  page.troubles.length = 0;
}));

await end();
