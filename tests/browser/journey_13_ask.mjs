// Asking: anonymously from a desk or a phone, answered by a colleague, seen at once, made a card, found by another form of a word.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, eachLanguage, end, fits, keys, open, shot, signIn, test, until, withPage } from './harness.mjs';

async function look(page, name) {
  await fits(page);
  await axe(page);
  await shot(page, name);
}

async function story(size, words) {
  const anna = await open({ size }), nina = await open({ size: DESK });
  try {
    await signIn(anna, 'employee');
    await signIn(nina, 'supervisor');
    await nina.goto('/ask');
    await anna.goto('/incidents');
    if (size === DESK) {
      await keys(anna, 's');
      await anna.waitForURL(/\/ask/);
      assert.equal(await anna.evaluate(() => document.activeElement.id), 'ask-text', 'one key, and one can write');
    } else {
      await anna.goto('/ask');
    }
    await anna.fill('#ask-text', words.question);
    await anna.check('#ask-nobody');
    await anna.click('#ask-form button[type=submit]');
    await anna.waitForURL(/\/ask\/\d+$/);
    assert.match(await anna.textContent('main'), /anonym/i);
    await look(anna, `ask-waits-${size.width}`);

    const open13 = nina.locator('#asking-now a.button');
    await open13.first().waitFor(); // without loading the page
    assert.ok(!(await nina.textContent('main')).includes((await anna.textContent('.bv-person')).trim()), 'nobody is named');
    if (size === DESK)
      await look(nina, 'ask-board');
    await open13.first().click();
    await nina.fill('#say-answer', words.answer);
    await nina.click('#asking-question form button[type=submit]');

    await anna.locator('.asking-line.is-answer').waitFor(); // it came by itself
    assert.ok((await anna.textContent('.asking-line.is-answer')).includes(words.answer));
    await look(anna, `ask-answered-${size.width}`);
    await anna.click('[data-ask-helped]');
    await anna.waitForSelector('[data-ask-state].tag-done');

    await nina.click('.asking-make a');
    await nina.fill('#card-title', words.title);
    if (size === DESK)
      await look(nina, 'ask-card-form');
    await nina.click('#card-form button[type=submit]');
    await nina.waitForURL(/\/ask\/cards\/\d+$/);
    if (size === DESK)
      await look(nina, 'ask-card');

    await anna.goto(`/ask/search?q=${encodeURIComponent(words.otherForm)}`);
    assert.ok((await anna.textContent('.asking-hits li:first-child')).includes(words.title), 'found by another form of the word');
    await look(anna, `ask-found-${size.width}`);
    assert.deepEqual([...anna.troubles, ...nina.troubles], []);
  } catch (error) {
    await shot(anna, `failed-ask-asker-${size.width}`).catch(() => {});
    await shot(nina, `failed-ask-colleague-${size.width}`).catch(() => {});
    throw error;
  } finally {
    await anna.context().close();
    await nina.context().close();
  }
}

await test('at the desk: ask without a name, see the answer, find the card', () => story(DESK, {
  question: 'Hvordan bestiller borgeren en ny affaldsspand?',
  answer: 'Gennem selvbetjeningen under affald.',
  title: 'Ny affaldsspand',
  otherForm: 'affaldsspandene',
}));

await test('on a phone', () => story(PHONE, {
  question: 'Hvem svarer på hjemløses breve om bopæl?',
  answer: 'Det gør socialafdelingen. Stil om til dem.',
  title: 'Breve fra hjemløse',
  otherForm: 'hjemløs brev',
}));

await test('what is alike shows while one writes, and acute danger first', () => withPage({ size: DESK }, async (page) => {
  await signIn(page, 'employee');
  await page.goto('/ask');
  await page.fill('#ask-text', 'hvor lang er fristen for klager');
  await page.locator('[data-ask-similar] .asking-found').first().waitFor();
  await look(page, 'ask-alike');
  await page.fill('#ask-text', 'Borgeren siger, at hun vil tage sit eget liv');
  await page.locator('[data-ask-similar] [data-ask-danger]').waitFor();
  await look(page, 'ask-danger');
  await page.click('#ask-form button[type=submit]');
  await page.locator('.asking-before [data-ask-danger]').waitFor();
  assert.equal(await page.inputValue('#ask-text'), 'Borgeren siger, at hun vil tage sit eget liv');
  await look(page, 'ask-danger-sent');
}));

await test('without JavaScript what is alike comes when it is sent', () => withPage({ size: PHONE, javaScript: false }, async (page) => {
  await signIn(page, 'employee');
  await page.goto('/ask');
  await page.fill('#ask-text', 'hvor lang er fristen for klager');
  await page.click('#ask-form button[type=submit]');
  await page.locator('.asking-before .asking-found').first().waitFor();
  await page.click('#ask-form button[type=submit]');
  await page.waitForURL(/\/ask\/\d+$/);
}));

await test('cards, times and pace', () => withPage({ size: PHONE }, async (page) => {
  await signIn(page, 'manager');
  for (const path of ['/ask/cards', '/ask/cards/new', '/ask/setup']) {
    await page.goto(path);
    await look(page, `ask${path.replaceAll('/', '-')}`);
  }
  for (const path of ['/ask', '/ask/times']) {
    await page.goto(path);
    await eachLanguage(page, (lang) => look(page, `ask${path.replaceAll('/', '-')}-${lang}`));
  }
  await page.goto('/ask/times');
  await page.setViewportSize(DESK);
  await shot(page, 'ask-times-desk');
  await until('the chart stands there', async () => (await page.locator('svg rect').count()) === 48);
}));

end();
