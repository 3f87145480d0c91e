// The list, its search with Danish letters, a page per incident, and a correction that keeps what stood there before.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { correct, end, keys, logged, openLog, shot, signIn, test, withPage } from './harness.mjs';

const WORDS = 'Æblegrød på Østerågade, sagde hun: "ÅH NEJ"';
const LATER = 'Rødgrød med fløde, rettede jeg';

await test('words, search with æøå in any case, correction, timeline', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  await openLog(page);
  await keys(page, 'b', '3', 'Enter');
  const number = await logged(page);

  await page.goto(`/incidents?q=${number}`);
  await page.locator(`main a:has-text("${number}")`).first().click();
  await page.waitForURL(/\/incidents\/\d+$/);
  const at = page.url();
  await correct(page, WORDS);
  assert.ok((await page.textContent('main')).includes(WORDS));

  for (const q of ['æblegrød', 'ÆBLEGRØD', 'østerågade', 'åh']) {
    await page.goto('/incidents');
    await page.fill('input[name=q]', q);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    assert.ok((await page.textContent('main')).includes(number), `found by ${q}`);
  }
  await page.goto('/incidents?q=zzqqxx');
  assert.ok(!(await page.textContent('main')).includes(number));

  await page.goto(at);
  await correct(page, LATER);
  const text = await page.textContent('main');
  assert.ok(text.includes(LATER) && text.includes(WORDS), 'the earlier text stays');
  assert.ok(await page.locator('ol[data-timeline] > li').count() >= 2);
  await shot(page, 'incident');
}));

await test('markup in a text stays text', () => withPage({}, async (page) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await signIn(page, 'employee');
  await page.goto('/incidents');
  await page.locator('main a[href^="/incidents/"]').first().click();
  await correct(page, evil);
  assert.ok((await page.textContent('main')).includes(evil));
  assert.equal(await page.locator('main img[src=x]').count(), 0);
}));

await test('a colleague\'s incident is not there for an agent', () => withPage({}, async (page) => {
  await signIn(page, 'manager');
  await page.goto('/incidents');
  const hrefs = await page.locator('main a[href^="/incidents/"]').evaluateAll((list) => list.map((a) => a.pathname));
  await page.context().clearCookies();
  await signIn(page, 'newcomer');
  const own = await page.request.get('/incidents').then((answer) => answer.text());
  const foreign = hrefs.find((href) => /^\/incidents\/\d+$/.test(href) && !own.includes(`"${href}"`));
  assert.equal((await page.request.get(foreign)).status(), 404);
}));

await end();
