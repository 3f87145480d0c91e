// The acute minute: one presses, another comes, a phone sees it too; one of them loses the network in the middle.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { startServer } from '../support/bagvagt.mjs';
import { DESK, PHONE, atEnd, axe, data, eachLanguage, end, fits, keys, open, server, shot, signIn, test, until, withPage } from './harness.mjs';

const mine = (page) => page.locator('[data-desk-mine]');
const calls = (page) => page.locator('[data-desk-request]');

async function desk(page, kind) {
  await signIn(page, kind);
  await page.goto('/desk');
  await page.waitForSelector('.desk-link.is-on');
}

// Runs with three browsers; the pictures of all are kept when it fails.
async function withThree(run) {
  const pages = [await open({ size: DESK }), await open({ size: DESK }), await open({ size: PHONE })];
  try {
    await desk(pages[0], 'employee');
    await desk(pages[1], 'manager');
    await desk(pages[2], 'supervisor');
    await run(...pages);
  } catch (error) {
    for (const [i, page] of pages.entries())
      await shot(page, `failed-desk-${i}`).catch(() => {});
    throw error;
  } finally {
    for (const page of pages)
      await page.context().close();
  }
}

await test('press, see the name come, arrive, end, log by one key', () => withThree(async (anna, lea, phone) => {
  await until('she sees beforehand who could answer', async () =>
    Number(await anna.getAttribute('[data-desk-ready]', 'data-desk-ready')) >= 2);
  await keys(anna, '2');
  for (const page of [lea, phone])
    await calls(page).first().waitFor();
  await fits(phone);
  await keys(lea, 'c');
  await mine(anna).locator('.desk-after').waitFor();
  const name = (await lea.textContent('.bv-person')).trim();
  assert.ok((await mine(anna).textContent()).includes(name), 'the helper by name');
  assert.equal(await mine(anna).locator('.desk-after').textContent().then((s) => /\d/.test(s)), true, 'with seconds');
  await phone.locator('[data-desk-act=come]').first().click();
  await mine(anna).locator('.tag').waitFor();
  await shot(anna, 'desk-coming');
  await shot(phone, 'desk-phone');
  await lea.locator('[data-desk-act=arrive]').first().click();
  await until('arrived is seen', async () => (await mine(anna).locator('[data-desk-act=arrive]').count()) === 0);
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
  for (const page of [lea, phone])
    await until('it is gone', async () => (await calls(page).count()) === 0);
  await keys(anna, 'Shift+Digit4');
  await anna.waitForURL(/\/incidents\/\d+/);
  assert.ok((await anna.textContent('main')).includes(name), 'who came stands in the log');
}));

// The helper says "I'm coming" and loses the network on the way; nothing is lost for anybody.
await test('the helper is cut off in the middle: it goes on, and they find it as it is', () => withThree(async (anna, lea, phone) => {
  await keys(anna, '2');
  for (const page of [lea, phone])
    await calls(page).first().waitFor();
  await keys(lea, 'c');
  await mine(anna).locator('.desk-after').waitFor();
  await lea.context().setOffline(true);
  await lea.waitForSelector('.desk-link.is-off');
  const name = (await lea.textContent('.bv-person')).trim();
  assert.ok((await mine(anna).textContent()).includes(name), 'she still has the name');
  await phone.locator('[data-desk-act=come]').first().click();
  await mine(anna).locator('.tag').waitFor();
  await phone.locator('[data-desk-act=arrive]').first().click();
  await until('arrived is seen', async () => (await mine(anna).locator('[data-desk-act=arrive]').count()) === 0);
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
  await lea.context().setOffline(false);
  await lea.waitForSelector('.desk-link.is-on');
  await until('it is gone there too', async () => (await calls(lea).count()) === 0);
  await keys(anna, 'Shift+Digit3');
  await anna.waitForURL(/\/incidents\/\d+/);
}));

await test('on a phone nothing lies over the keys', () => withPage({ size: PHONE }, async (page) => {
  await desk(page, 'employee');
  for (const key of await page.locator('.desk-key').all()) {
    await key.scrollIntoViewIfNeeded();
    assert.ok(await key.evaluate((e) => {
      const { left, top, width, height } = e.getBoundingClientRect();
      return [0.1, 0.5, 0.9].every((x) => [0.1, 0.5, 0.9].every((y) => e.contains(document.elementFromPoint(left + width * x, top + height * y))));
    }), await key.textContent());
  }
  await shot(page, 'desk-phone-keys');
}));

await test('first of two has the take-over, the other is on the way too', () => withThree(async (anna, lea, phone) => {
  await keys(anna, '2');
  for (const page of [lea, phone])
    await calls(page).first().waitFor();
  await Promise.all([lea.locator('[data-desk-act=come]').first().click(), phone.locator('[data-desk-act=come]').first().click()]);
  await until('both are known', async () => (await mine(anna).locator('.tag').count()) === 1);
  await until('exactly one has it', async () =>
    (await calls(lea).locator('.tag-done').count()) + (await calls(phone).locator('.tag-done').count()) === 1);
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
}));

await test('without a network it says so at once, and the press arrives once when it is back', () => withThree(async (anna, lea) => {
  await anna.context().setOffline(true);
  await anna.waitForSelector('.desk-link.is-off');
  await keys(anna, '1');
  await anna.waitForSelector('.desk-link.is-unsent, .desk-link.is-off');
  await shot(anna, 'desk-offline');
  assert.equal(await calls(lea).count(), 0);
  await anna.context().setOffline(false);
  await calls(lea).first().waitFor();
  await mine(anna).waitFor();
  assert.equal(await calls(lea).count(), 1);
  await lea.context().setOffline(true); // the helper loses it in the middle
  await lea.waitForSelector('.desk-link.is-off');
  await mine(anna).locator('[data-desk-act=cancel]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
  await lea.context().setOffline(false);
  await until('what was missed is seen', async () => (await calls(lea).count()) === 0 && (await lea.locator('.desk-asking li').count()) === 1);
  await lea.click('.desk-asking [data-desk-act=asked]');
  await until('asked', async () => (await lea.locator('.desk-asking li').count()) === 0);
}));

await test('of two presses without a network none is lost, and one key pressed twice is one', () => withThree(async (anna, lea) => {
  await anna.context().setOffline(true);
  await anna.waitForSelector('.desk-link.is-off');
  await keys(anna, '3', '1', '1');
  await anna.waitForSelector('.desk-link.is-unsent, .desk-link.is-off');
  await anna.context().setOffline(false);
  await until('both have arrived', async () => (await mine(anna).count()) === 2 && (await calls(lea).count()) === 2);
  await anna.waitForSelector('.desk-link.is-on');
  for (const left of [1, 0]) {
    await mine(anna).locator('[data-desk-act=end]').first().click();
    await until('one less', async () => (await mine(anna).count()) === left);
  }
}));

await test('far down the page one sees what comes of a press, and that a colleague calls', () => withThree(async (_, lea, phone) => {
  const isSeen = (page, selector) => page.locator(selector).first().evaluate((e) => {
    const { top, bottom, left } = e.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && e.contains(document.elementFromPoint(left + 8, (top + bottom) / 2));
  });
  await lea.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await phone.locator('[data-desk-key="6"]').scrollIntoViewIfNeeded();
  await phone.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await keys(phone, '2');
  await mine(phone).waitFor();
  await until('who pressed sees it', () => isSeen(phone, '[data-desk-mine] .desk-coming'));
  await lea.waitForSelector('.desk-link.is-called');
  await until('so does who is called', () => isSeen(lea, '.desk-link'));
  await keys(lea, 'c');
  await until('it calls no more', async () => (await lea.locator('.desk-link.is-called').count()) === 0);
  await axe(phone);
  await mine(phone).locator('[data-desk-act=end]').click();
  await phone.locator('[data-desk-log]').first().waitFor();
}));

await test('a silent acute press rings nowhere', () => withThree(async (anna, lea) => {
  await anna.check('[data-desk-keys] [name=silent]');
  await anna.click('h1');
  await keys(anna, '5');
  await calls(lea).first().waitFor();
  assert.equal(await lea.locator('[data-desk-rings]').count(), 0);
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
}));

await test('signed out meanwhile, it says so and leads back, and the press is not lost', () => withThree(async (anna, lea) => {
  await anna.context().clearCookies();
  await keys(anna, '1');
  await anna.waitForSelector('.desk-link.is-off');
  const back = anna.locator('[data-desk-out] a');
  await back.waitFor();
  await axe(anna);
  assert.equal(await calls(lea).count(), 0);
  assert.equal(await back.getAttribute('href'), '/sign-in?next=/desk');
  await desk(anna, 'employee');
  await calls(lea).first().waitFor();
  assert.equal(await anna.locator('[data-desk-out]').isVisible(), false);
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
}));

await test('the page of one request renews itself, and answers by its key', () => withThree(async (anna, lea, phone) => {
  await keys(anna, '1');
  await calls(phone).first().waitFor();
  await lea.goto(await calls(phone).first().locator('a').getAttribute('href'));
  const lines = lea.locator('[data-timeline] li'), before = await lines.count();
  await phone.locator('[data-desk-act=come]').first().click();
  await until('it is seen there', async () => (await lines.count()) > before);
  await keys(lea, 'c');
  await mine(anna).locator('.tag').waitFor();
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
}));

await test('warn, then end: three keys, saved as a right used', () => withPage({}, async (page) => {
  await signIn(page, 'employee');
  await page.goto('/desk/warn');
  for (const [key, n] of [['1', 1], ['2', 2]]) {
    await keys(page, key);
    await page.waitForFunction((wanted) => document.querySelectorAll('.desk-steps .is-done').length === wanted, n);
  }
  await keys(page, '3');
  await page.waitForSelector('[data-desk-over] a[href^="/incidents/"]');
  await axe(page);
  await keys(page, 'Shift+Digit3');
  await page.waitForURL(/\/incidents\/\d+/);
}));

await test('both pages are accessible and fit, in both languages', () => withPage({ size: PHONE }, async (page) => {
  await desk(page, 'manager');
  await eachLanguage(page, async () => {
    for (const path of ['/desk', '/desk/warn', '/desk/words', '/desk/climb']) {
      await page.goto(path);
      await axe(page);
      await fits(page);
    }
  });
}));

await test('without JavaScript it works by its forms', async () => {
  const anna = await open({ javaScript: false }), lea = await open({ javaScript: false });
  await signIn(anna, 'employee');
  await signIn(lea, 'manager');
  await anna.goto('/desk');
  await anna.click('button[value=need]');
  await lea.goto('/desk');
  await lea.locator('[data-desk-act=come]').first().click();
  await anna.goto('/desk');
  await mine(anna).locator('.desk-after').waitFor();
  await mine(anna).locator('[data-desk-act=end]').click();
  await anna.locator('[data-desk-log] button[name=rating][value="2"]').first().click();
  await anna.waitForURL(/\/incidents\/\d+/);
  await anna.context().close();
  await lea.context().close();
});

await test('through a restart of the server it says so, and comes back by itself', async () => {
  const page = await open();
  await desk(page, 'employee');
  await server.stop();
  await page.waitForSelector('.desk-link.is-off');
  assert.equal(await page.locator('.desk-ready').isVisible(), false, 'claims nothing it cannot know');
  const again = await startServer(data, { args: ['--port', String(server.port)] });
  atEnd(() => again.stop());
  await page.waitForSelector('.desk-link.is-on');
  await keys(page, '3');
  await mine(page).waitFor();
  await page.context().close();
});

await end();
