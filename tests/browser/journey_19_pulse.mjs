// The pulse: a newcomer answers it by keyboard, on a phone as well; what came of it is seen by the newcomer as the centre's, by the leader
// by team, class, start quarter and profile, where what is of too few is hidden; who stays; a question is changed. In both languages,
// axe clean, desk and phone, and without a script.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, end, fits, setLanguage, shot, signIn, tabTo, test, withPage } from './harness.mjs';

async function look(page, name, sizes = [DESK, PHONE]) {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `pulse-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function submit(page, selector) {
  await tabTo(page, selector, { most: 300 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

await test('in the dark as well', async () => {
  await withPage({ dark: true }, async (page) => {
    await signIn(page, 'newcomer');
    await page.goto('/pulse');
    await page.locator('input[name=q2][value="4"]').check({ force: true });
    await look(page, 'answer-dark', [DESK]);
    await page.goto('/pulse/numbers');
    await look(page, 'centre-dark', [DESK]);
  });
});

await test('a newcomer answers by keyboard, once, and sees what came of it', async () => {
  await withPage({ lang: 'en' }, async (page) => {
    await signIn(page, 'newcomer');
    await setLanguage(page, 'en');
    await page.goto('/pulse');
    await look(page, 'answer-en', [PHONE]);
    await setLanguage(page, 'da');
    await page.goto('/pulse');
    await look(page, 'answer-da');
    assert.equal(await page.locator('.pulse-question').count(), 7);
    await submit(page, '#pulse-form > button'); // nothing at all is said
    assert.equal(await page.locator('.error-summary').count(), 1);
    page.troubles = []; // 422 is what it should be
    for (const question of [1, 2, 3, 4, 5, 6]) {
      await tabTo(page, `input[name=q${question}]`, { most: 60 });
      await page.keyboard.press('Space');
      for (let i = 0; i < question - 1; i++)
        await page.keyboard.press('ArrowRight');
      assert.equal(await page.locator(`input[name=q${question}]:checked`).getAttribute('value'),
        question === 6 ? 'not_said' : String(question));
    }
    await look(page, 'chosen-da', [PHONE]);
    await submit(page, '#pulse-form > button');
    await page.waitForSelector('main .alert-success');
    assert.equal(await page.locator('.pulse-question').count(), 0);
    await page.goto('/pulse/numbers');
    assert.equal(await page.locator('.pulse-chart').count(), 8);
    assert.equal(await page.locator('.pulse-by').count(), 0, 'groups are for others');
    await look(page, 'centre-da', [PHONE]);
  });
});

await test('without a script it is the same page', async () => {
  await withPage({ javaScript: false }, async (page) => {
    await signIn(page, 'newcomer');
    await page.goto('/pulse');
    assert.equal(await page.locator('.pulse-question').count(), 0, 'answered once is answered');
  });
});

await test('the leader sees groups, and what is of too few is said to be hidden', async () => {
  await withPage({ lang: 'en' }, async (page) => {
    await signIn(page, 'manager');
    await setLanguage(page, 'en');
    await page.goto('/pulse/numbers?by=class');
    assert.ok(await page.locator('.pulse-groups .tag').count() > 0, 'two newcomers are too few');
    await page.goto('/pulse/numbers?by=profile');
    await page.locator('.pulse-groups li:has(.tag) a').first().click();
    await page.waitForSelector('main .empty');
    await look(page, 'hidden-en', [PHONE]);
    await page.goto('/pulse/numbers?by=quarter');
    await page.locator('.pulse-groups li:not(:has(.tag)) a').first().click();
    await page.waitForSelector('.pulse-legend');
    await look(page, 'group-en', [DESK]);
    await setLanguage(page, 'da');
    await look(page, 'group-da', [PHONE]);
  });
});

await test('who stays is drawn and said, without names', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'safety_rep');
    await page.goto('/stay');
    assert.ok(await page.locator('.pulse-chart').count() > 0, 'the whole centre at least');
    assert.match(await page.innerText('.pulse-table'), /\b[5-9]\d %/, 'some have left: there is a curve to read');
    await look(page, 'stay-da', [DESK]);
    await setLanguage(page, 'en');
    await page.goto('/stay?by=mentor');
    await look(page, 'stay-mentor-en', [PHONE]);
  });
});

await test('who runs the system changes a question, and nothing typed is lost', async () => {
  await withPage({}, async (page) => {
    await signIn(page, 'admin');
    await page.goto('/pulse/questions');
    await look(page, 'questions-da', [PHONE]);
    await page.fill('#pulse-da_1', 'Jeg er klar til telefonen.');
    await page.fill('#pulse-en_1', 'I am ready for the phone.');
    await submit(page, '#pulse-questions > button');
    await page.waitForURL('**/pulse/numbers');
    await page.goto('/pulse/questions');
    assert.equal(await page.inputValue('#pulse-da_1'), 'Jeg er klar til telefonen.');
    await setLanguage(page, 'en');
    await page.goto('/pulse/numbers');
    await look(page, 'versions-en', [PHONE]);
  });
});

await end();
