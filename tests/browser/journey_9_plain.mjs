// Without JavaScript and on a narrow phone the same work gets done.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, KINDS, PHONE, axe, end, fits, setLanguage, shot, signIn, tabTo, test, withPage } from './harness.mjs';

await test('without JavaScript: the log is a page of its own', () => withPage({ javaScript: false, size: PHONE }, async (page) => {
  await signIn(page, 'employee');
  await page.locator('[data-log-open]').first().click();
  await page.waitForURL(/\/log$/);
  await shot(page, 'log-plain');
  await page.check('input[name=class][value=c]', { force: true });
  await page.check('input[name=rating][value="3"]', { force: true });
  await page.locator('form:has(input[name=rating]) button').first().click();
  await page.waitForLoadState('load');
  assert.match(await page.textContent('main'), /H-\d+/);
}));

await test('without JavaScript: every field wrong, each says so, and what was typed stays', () =>
  withPage({ javaScript: false }, async (page) => {
    await signIn(page, 'employee');
    await page.goto('/log');
    const csrf = await page.locator('form:has(input[name=rating]) input[name=csrf]').inputValue();
    const answer = await page.request.post('/log', {
      form: { csrf, class: 'x', rating: '9', words: 'mine ord æøå' }, maxRedirects: 0,
    });
    assert.equal(answer.status(), 422);
    const text = await answer.text();
    assert.match(text, /mine ord æøå/);
    assert.ok((text.match(/form-error-message/g) ?? []).length >= 2, 'a message at each wrong field');
  }));

await test('without JavaScript: a manager says "talked"', () => withPage({ javaScript: false, size: PHONE }, async (page) => {
  await signIn(page, 'manager');
  await page.goto('/today');
  await fits(page);
  const before = await page.locator('[data-talked]').count();
  await page.locator('[data-talked]').first().click();
  await page.waitForLoadState('load');
  assert.match(page.url(), /\/today/);
  assert.ok(await page.locator('[data-talked]').count() <= before);
}));

for (const kind of KINDS) {
  await test(`the main menu of the ${kind} is one row on a desk`, () => withPage({}, async (page) => {
    await signIn(page, kind);
    for (const lang of ['da', 'en']) {
      await setLanguage(page, lang);
      assert.equal(await page.locator('.mainmenu > li').evaluateAll((list) => new Set(list.map((li) => li.getBoundingClientRect().top)).size), 1);
    }
  }));
}

for (const javaScript of [true, false]) {
  for (const size of [DESK, PHONE]) {
    await test(`a group of the menu opens by keyboard ${javaScript ? 'with' : 'without'} JavaScript at ${size.width} px`, () =>
      withPage({ javaScript, size }, async (page) => {
        await signIn(page, 'manager');
        const group = page.locator('[data-nav-group]:has(a[href="/learnings"])');
        const summary = '[data-nav-group]:has(a[href="/learnings"]) > summary';
        if (javaScript) {
          await tabTo(page, summary);
          await page.keyboard.press('Enter');
          await axe(page);
          await page.keyboard.press('Escape');
          assert.equal(await group.getAttribute('open'), null);
        }
        await page.locator(summary).focus();
        await page.keyboard.press('Enter');
        await fits(page);
        await group.locator('a[href="/learnings"]').press('Enter');
        await page.waitForURL(/\/learnings$/);
        assert.equal(await page.locator(summary).getAttribute('aria-current'), 'true');
        assert.equal(await group.locator('[aria-current=page]').getAttribute('href'), '/learnings');
      }));
  }
}

await end();
