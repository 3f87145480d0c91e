// Around the cases: the centre's working time and periods of law, the case of digital harassment in the demo and the key from it to
// the draft for the police, where platforms take complaints, and an employee's own reports. Both languages, a desk and a phone.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, eachLanguage, end, fits, shot, signIn, tabTo, test, withPage } from './harness.mjs';

async function lookAs(page, name, again = false) {
  for (const size of again ? [PHONE] : [DESK, PHONE]) {
    await page.setViewportSize(size);
    await fits(page);
    if (!again)
      await axe(page);
    await shot(page, `${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

// In the other language the words may be longer: the phone shows it. A change of the language stays where one is.
async function look(page, name) {
  const { pathname } = new URL(page.url());
  await eachLanguage(page, async (lang) => {
    assert.equal(new URL(page.url()).pathname, pathname);
    await lookAs(page, `${name}-${lang}`, lang !== 'da'); // axe looks at the structure, which is the same
  });
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 300 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

await test('an administrator sets the working time: seen first, then saved', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'admin');
  await page.goto('/aftercare/plan');
  await press(page, 'main a[href="/aftercare/setup"]');
  await page.fill('#from_5', '10:00');
  await page.fill('#to_5', '12:00');
  await press(page, '#hours-form button[name=preview]');
  assert.equal(await page.inputValue('#to_5'), '12:00');
  await page.locator('#hours-form [role=status]').waitFor();
  await lookAs(page, 'care-setup-preview');
  await page.goto('/aftercare/setup');
  assert.equal(await page.inputValue('#to_5'), '16:00');
  await page.fill('#closed-day', `${new Date().getFullYear() + 1}-05-14`);
  await page.fill('#closed-name', 'Personaledag');
  await press(page, 'form[action="/aftercare/setup/closed"] button');
  await page.locator('main li b', { hasText: 'Personaledag' }).waitFor();
  await press(page, 'form[action="/aftercare/setup/verified"] button');
  await look(page, 'care-setup');
  await page.goto('/harassment/links');
  await press(page, 'form[action="/harassment/links/tried"] button');
  await look(page, 'harassment-links');
}));

await test('a manager goes from the exposed employee to the draft for the police', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'manager');
  await page.goto('/harassment');
  await look(page, 'harassment');
  await press(page, 'main .person-card h3 a');
  await look(page, 'harassment-case');
  await press(page, 'form[action^="/reports/incident/"] button');
  assert.match(new URL(page.url()).pathname, /^\/reports\/\d+$/);
  await look(page, 'harassment-police');
}));

await test('an employee finds their own reports', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'call_trainer');
  await page.goto('/reports');
  await look(page, 'own-reports');
}));

await end();
