// Everybody can walk into the demo, leave again, and stays signed in over a restart's worth of time.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, KINDS, PHONE, demoButton, end, open, close, signIn, test, withPage } from './harness.mjs';

for (const kind of KINDS) {
  await test(`one click on the demo's sign-in page walks in as ${kind}`, () => withPage({ size: DESK }, async (page) => {
    await signIn(page, kind);
    assert.match(await page.textContent('body'), /opdig|opfund|invented/i, 'the page says that the centre is invented');
  }));
}

await test('without signing in, a page asks for it and then goes on to where one wanted', () => withPage({}, async (page) => {
  await page.goto('/incidents');
  assert.match(page.url(), /\/sign-in/);
  await demoButton(page, 'employee').click();
  await page.waitForURL(/\/incidents$/);
}));

await test('signing out ends it, also for the back button', () => withPage({ size: PHONE }, async (page) => {
  await signIn(page, 'employee');
  await page.goto('/incidents');
  await page.locator('form[action="/sign-out"] button').first().click();
  await page.waitForURL(/\/sign-in/);
  await page.goBack();
  await page.reload();
  assert.match(page.url(), /\/sign-in/);
}));

await test('a wrong password is refused in words, and the name stays', () => withPage({}, async (page) => {
  await page.goto('/sign-in');
  await page.fill('input[name=login]', 'ingen-med-det-navn');
  await page.fill('input[name=password]', 'forkert kodeord');
  await page.keyboard.press('Enter');
  await page.waitForSelector(':is(.alert, .form-error-message, [role=alert]):visible');
  assert.equal(await page.inputValue('input[name=login]'), 'ingen-med-det-navn');
  page.troubles.length = 0; // the browser reports the 4xx answer
}));

await test('two people in two browsers do not meet', async () => {
  const [one, two] = [await open(), await open()];
  await signIn(one, 'employee');
  await signIn(two, 'manager');
  await two.goto('/today');
  const answer = await one.request.get('/today');
  assert.ok([403, 404].includes(answer.status()), `an agent gets ${answer.status()} for the manager's page`);
  await close(one);
  await close(two);
});

await end();
