// A hard call is practised: by keyboard and on a phone, in both languages, axe clean; the network goes in the middle and nothing is lost;
// the browser dies and another one goes on; afterwards it is seen from the other side. Nobody else gets to see it.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, end, fits, setLanguage, shot, signIn, tabTo, test, until, withPage } from './harness.mjs';

async function look(page, name) {
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `practice-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 200 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

const said = (page) => page.locator('.practice-you').count();
const step = (page) => page.textContent('[data-practice-step]');

async function state(page) {
  const id = await page.getAttribute('[data-practice]', 'data-practice');
  const answer = await page.request.get(`/api/v1/practice/tries/${id}`);

  return (await answer.json()).choices;
}

for (const lang of ['da', 'en']) {
  await test(`a call to the end (${lang})`, async () => {
    let address;

    await withPage({ lang }, async (page) => {
      await signIn(page, 'employee');
      await setLanguage(page, lang);
      await page.goto('/practice');
      await look(page, `list-${lang}`);
    assert.equal(await page.locator('main a[href="/coaching"], main a[href="/listening"]').count(), 2, 'from there to real calls');
      await press(page, 'a[href="/practice/refusal"]');
      await tabTo(page, '#before-1');
      await page.keyboard.press('ArrowDown'); // to 2
      await press(page, '#practice-start button');
      await page.waitForSelector('[data-ready]');
      address = page.url();
      await look(page, `call-${lang}`);

      const before = await step(page);
      await page.keyboard.press('2');
      await page.waitForFunction(() => document.querySelectorAll('.practice-you').length === 1);
      assert.notEqual(await step(page), before, 'the tension moved');
      assert.ok(await page.evaluate(() => document.activeElement.matches('.practice-turn:last-child')), 'reading goes on in the call');
      await until('the server has the choice', async () => await state(page) === 1);

      await page.context().setOffline(true);
      await page.keyboard.press('3');
      await page.keyboard.press('1');
      assert.equal(await said(page), 3, 'it goes on without a network');
      await until('it says that there is none', async () => (await page.textContent('[data-practice-status]')) !== '');
      await page.context().setOffline(false);
      await until('what waited was sent', async () => await state(page) === 3);
      page.troubles.length = 0; // the lost network was meant
    });

    await withPage({ lang }, async (page) => { // another device
      await signIn(page, 'employee');
      await setLanguage(page, lang);
      await page.goto('/practice/refusal');
      await press(page, `main a[href="${new URL(address).pathname}"]`);
      await page.waitForSelector('[data-ready]');
      assert.equal(await said(page), 3, 'where it was left');
      await tabTo(page, '.practice-choice');
      await page.keyboard.press('Enter');
      await page.keyboard.press('1');
      await page.waitForSelector('#practice-after');
      await look(page, `over-${lang}`);
      await tabTo(page, '#after-1');
      for (let i = 0; i < 3; i++)
        await page.keyboard.press('ArrowDown');
      await press(page, '#practice-after button');
      await press(page, 'main a[href$="/replay"]');
      assert.ok(await page.locator('.practice-thought').count() >= 4, 'what the citizen thought');
      assert.equal(await page.locator('.practice-limit').count(), 1, 'where the limit was');
      await look(page, `replay-${lang}`);
    });

    await withPage({ lang }, async (page) => {
      await signIn(page, 'manager');
      assert.equal((await page.request.get(new URL(address).pathname)).status(), 404, 'a manager sees nothing');
      assert.ok(!(await (await page.request.get('/api/v1/practice/tries')).text()).includes('refusal'));
    });
  }, { seconds: 240 });

  await test(`stopping in the middle (${lang})`, () => withPage({ lang }, async (page) => {
    await signIn(page, 'employee');
    await setLanguage(page, lang);
    await page.goto('/practice/suicide');
    await press(page, '#practice-start button');
    await page.waitForSelector('[data-ready]');
    await page.setViewportSize(PHONE);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.bv-log')).position), 'fixed',
      'nothing lies over the answers');
    await page.setViewportSize(DESK);
    await press(page, '.practice-stop button');
    await page.waitForSelector('.practice-end');
    await look(page, `stopped-${lang}`);
  }), { seconds: 240 });
}
await test('a call trainer writes one', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'call_trainer');
    await page.goto('/practice/own/new');
    const source = await page.inputValue('#practice-source');

    await page.fill('#practice-source', source.replace('-> start', '-> nowhere'));
    await page.click('#practice-edit button[type=submit]');
    await page.waitForSelector('.practice-findings li');
    await page.click('.practice-findings button');
    assert.equal(await page.evaluate(() => getSelection().toString()), '-> nowhere', 'it leads to the line');
    await page.fill('#practice-source', `${source}\n== never\nNo.\n-> END\n`);
    await Promise.all([page.waitForEvent('load'), page.click('#practice-edit button[type=submit]')]);
    assert.match(await page.innerText('.error-summary'), /never/, 'what no way leads to is named');
    await look(page, 'edit-found');
    page.troubles.length = 0; // 422 was meant
    await page.fill('#practice-source', source);
    await page.click('[data-practice-preview]');
    await page.locator('[data-practice-offers] button').first().click();
    await look(page, 'edit');
    await page.click('#practice-edit button[type=submit]');
    await page.waitForURL(/own\/\d+$/);
    await page.goto('/practice/own');
    await Promise.all([page.waitForEvent('load'), page.click('form[action$="/offer"] button')]);
    await look(page, 'own');
  });
  await withPage({}, async (page) => {
    await signIn(page, 'employee');
    await page.goto('/practice');
    await page.click('a[href^="/practice/own-"]');
    await page.click('#practice-start button');
    await page.waitForSelector('[data-ready]');
    await page.keyboard.press('1');
    await page.waitForSelector('#practice-after');
  });
}, { seconds: 240 });
await end();
