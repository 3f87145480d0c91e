// A newcomer's first weeks: the manager gives a mentor more room and starts somebody, who says "not ready yet", which brings the
// mentor, and then takes the first call; what is done is done with one key and undone; what is known already is left out by name;
// another profile asks before it changes anything. In both languages, by keyboard where one acts often, axe clean, desk and phone.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, demoButton, end, fits, setLanguage, shot, signIn, tabTo, test, until, withPage } from './harness.mjs';

async function look(page, name, sizes = [DESK, PHONE]) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `newcomer-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 300 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function submit(page, selector) {
  await Promise.all([page.waitForEvent('load'), page.click(selector)]);
}

let person;

await test('a newcomer in the third week finds today, and does it with one key', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'newcomer');
    await page.goto('/onboarding');
    await page.waitForURL('**/onboarding/mine'); // a newcomer and nothing else
    assert.ok(await page.evaluate(() => document.querySelector('#ask').compareDocumentPosition(document.querySelector('#soon'))
      & Node.DOCUMENT_POSITION_FOLLOWING), 'whom to ask stands before a long list of what comes');
    await look(page, 'mine-da');
    const open = page.locator('.onb-today .onb-item:not(.onb-over)');
    const before = await open.count();
    assert.ok(before > 0, 'something is for today');
    await page.keyboard.press('t'); // goes there
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('t')]);
    assert.equal(await open.count(), before - 1, 'one key does it');
    await press(page, '.onb-today form[action$="/undo"] button');
    assert.equal(await open.count(), before, 'and the same day it can be undone');
    await setLanguage(page, 'en');
    await page.goto('/onboarding/mine');
    await look(page, 'mine-en', [PHONE]);
  });
});

await test('the manager starts somebody, once there is a mentor with room', async () => {
  await withPage({}, async (page) => {
    await page.goto('/sign-in');
    person = await demoButton(page, 'employee').getAttribute('value');
    await signIn(page, 'manager');
    await page.goto('/onboarding');
    await look(page, 'lead-da', [DESK]);
    await press(page, 'main a[href="/onboarding/start"]');
    const choose = async () => {
      if (await page.locator(`input[type=checkbox][value="${person}"]`).count() === 0)
        person = await page.locator('input[type=checkbox]').first().getAttribute('value');
      await page.fill('#start-day', await page.evaluate(() => new Date().toLocaleDateString('sv')));
      await page.selectOption('#profile', 'service');
      await page.fill('#class-name', 'Hold 2');
      await page.check(`input[type=checkbox][value="${person}"]`);
    };
    await choose();
    await look(page, 'start-da', [PHONE]);
    await page.fill('#q', 'ingen hedder sådan');
    await submit(page, 'button[name=look]');
    assert.ok(await page.isChecked(`input[type=checkbox][value="${person}"]`), 'who is chosen stays so while one searches');
    assert.equal(await page.locator('.onb-start').count(), 1, 'and stands alone');
    assert.equal(await page.inputValue('#class-name'), 'Hold 2');
    await look(page, 'search-da', [PHONE, DESK]);
    await submit(page, '#start-form > button');
    assert.equal(await page.locator('.error-summary').count(), 1, 'no mentor has room: said plainly');
    assert.ok(await page.isChecked(`input[type=checkbox][value="${person}"]`), 'nothing is lost');
    page.troubles = []; // 409 is what it should be
    await page.goto('/onboarding/mentors');
    await look(page, 'mentors-da', [PHONE]);
    await page.fill('input[name=most]', '3');
    await submit(page, 'form[action^="/onboarding/mentors/"] button');
    await page.goto('/onboarding/start');
    await choose();
    await submit(page, '#start-form > button');
    await page.waitForSelector('main h2:has-text("Hold 2")');
  });
});

await test('a face and a place stand with whom to ask, and the page hears what is done elsewhere', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'mentor');
    await page.goto('/me');
    await page.fill('#place', '2. sal, bord 14 ved vinduet');
    await submit(page, 'form[action="/me/place"] button');
    await page.setInputFiles('#photo', { name: 'mig.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.waitForFunction(() => document.querySelector('#photo').files[0]?.name === 'photo.jpg'); // made small
    await submit(page, 'form[action="/me/photo"] button');
    assert.ok(await page.evaluate(() => document.querySelector('img.bv-face').naturalWidth) > 0);
    await look(page, 'me-da');
  });
  await withPage({}, async (page) => {
    await signIn(page, 'newcomer');
    await page.goto('/onboarding/mine');
    assert.ok(await page.locator('.onb-ask img.bv-face').count() > 0, 'the mentor has a face');
    await page.waitForSelector('text=bord 14 ved vinduet');
    await look(page, 'ask-da', [PHONE]);
    const far = () => page.locator('#far + p').innerText(), before = await far();
    await page.locator('#phase-three_months > summary').click();
    await page.evaluate(() => { window.stayed = true; });
    await withPage({}, async (other) => {
      await signIn(other, 'manager');
      await other.goto('/onboarding');
      const name = await page.locator('.bv-person').innerText();
      await submit(other, `.person-card a:has-text("${name}")`);
      await other.locator('#phase-three_months').evaluate((d) => { d.open = true; });
      await submit(other, '#phase-three_months form[action$="/done"] button');
    });
    await until('the page of the newcomer shows it', async () => await far() !== before);
    assert.ok(await page.evaluate(() => window.stayed), 'without loading it anew');
    assert.ok(await page.evaluate(() => document.querySelector('#phase-three_months').open), 'what was unfolded stays so');
  });
});

await test('another profile asks before it changes anything; what is known is left out by name', async () => {
  await withPage({ lang: 'en' }, async (page) => {
    await signIn(page, 'manager');
    await setLanguage(page, 'en');
    await page.goto('/onboarding');
    await submit(page, 'section:has(h2:has-text("Hold 2")) .person-card a');
    const address = page.url();
    await look(page, 'plan-en', [PHONE]);
    const items = () => page.locator('.onb-item').count();
    const all = await items();
    await page.locator('details:has(form[action$="/change"]) > summary').click();
    await page.selectOption('form[action$="/change"] #profile', 'expert');
    await submit(page, 'form[action$="/change"] button');
    await look(page, 'change-en', [PHONE]);
    await submit(page, 'main a.button-secondary'); // leave it
    assert.equal(await items(), all, 'looking changes nothing');
    await page.locator('details:has(form[action$="/change"]) > summary').click();
    await page.selectOption('form[action$="/change"] #profile', 'expert');
    await submit(page, 'form[action$="/change"] button');
    await submit(page, 'form:has(input[name=seal]) button');
    assert.equal(page.url(), address);
    const waive = page.locator('.onb-phase[open] details:has(form[action$="/waive"])').first();
    await waive.locator('summary').click();
    await waive.locator('input[name=evidence]').fill('Three years on the same phone');
    await waive.locator('input[name=reason]').fill('Showed it on the first day');
    await Promise.all([page.waitForEvent('load'), waive.locator('button').click()]);
    await page.waitForSelector('text=Three years on the same phone');
    await page.goto('/onboarding/plans?profile=service');
    await look(page, 'plans-en', [PHONE]);
  });
});

await test('not ready yet brings the mentor, and the first call is something to be proud of', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'employee');
    await page.goto('/onboarding/mine');
    if (await page.locator('form[action="/onboarding/mine/ready"]').count() === 0)
      return; // another colleague was started
    await press(page, 'form[action="/onboarding/mine/ready"] button');
    await press(page, 'form[action="/onboarding/mine/ready"] button');
    await press(page, 'form[action="/onboarding/mine/first-call"] button');
    await page.waitForSelector('.onb-proud');
    await look(page, 'proud-da', [DESK]);
  });
  await withPage({}, async (page) => {
    await signIn(page, 'mentor');
    await until('the mentor was told', async () => (await (await page.request.get('/inbox')).text()).includes('ikke klar endnu'));
    await page.goto('/onboarding');
    await look(page, 'mentor-da', [PHONE]);
  });
});

await end();
