// An acute call: one presses, says what it is by one key, and everybody has a part by name; one loses the network and the part is
// dealt again; what is heard is saved while it is written, also without a network; the end, and a first talk for each.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, end, fits, keys, note, open, shot, signIn, test, until, withPage } from './harness.mjs';

const call = (page) => page.locator('[data-card-call]');
const take = (page) => call(page).locator('.cards-take');
const who = (page) => page.locator('[data-card-who]');

// A part that is not taken within ten seconds goes on to the next, and comes back: on a busy machine these hands are slower than
// people's, so each takes what is theirs whenever it is there.
const takes = (...pages) => until('each has taken a part', async () => {
  for (const page of pages)
    if (await take(page).isVisible())
      await take(page).click({ timeout: 1000 }).catch(() => {});
  return (await Promise.all(pages.map((page) => page.locator('.cards-tick').count()))).every((n) => n > 0);
}, { seconds: 150 });
const name = async (page) => (await page.textContent('.bv-person')).trim();

async function desk(page, kind) {
  await signIn(page, kind);
  await page.goto('/desk');
  await page.waitForSelector('.desk-link.is-on');
}

// One who presses, and two who help: a desk and a phone. The pictures of all are kept when it fails.
async function withThree(run) {
  const pages = [await open({ size: DESK }), await open({ size: DESK }), await open({ size: PHONE })];
  try {
    await desk(pages[0], 'employee');
    await desk(pages[1], 'manager');
    await desk(pages[2], 'supervisor');
    await run(...pages);
  } catch (error) {
    for (const [i, page] of pages.entries())
      await shot(page, `failed-acute-${i}`).catch(() => {});
    throw error;
  } finally {
    for (const page of pages)
      await page.context().close();
  }
}

await test('press, kind, parts by name, notes, end, a first talk for each', () => withThree(async (anna, lea, phone) => {
  await keys(anna, '5');
  await anna.waitForSelector('[data-card-key="3"]');
  assert.equal(await take(lea).count(), 0, 'nobody waits for the kind, but parts are dealt with it');
  const pressed = Date.now();
  await keys(anna, '3');
  await take(lea).waitFor();
  await take(phone).waitFor();
  note(`parts were seen by both after ${Date.now() - pressed} ms`); // a speed is no test: bench/
  assert.equal(await call(lea).locator('.cards-112').count(), 0, 'what is read to 112 comes with the answer');
  await fits(phone);
  await axe(phone);
  await keys(lea, 'c');
  await takes(phone, lea);
  await until('both stand there by name, with seconds', async () => {
    const text = await who(anna).textContent();
    return text.includes(await name(lea)) && text.includes(await name(phone)) && await who(anna).locator('.tag').count() === 0;
  });
  await phone.locator('.cards-tick').first().click();
  await phone.waitForSelector('.is-done .cards-tick');
  for (const page of [anna, lea, phone]) {
    await axe(page);
    await fits(page);
  }
  await shot(anna, 'acute-presser');
  await shot(phone, 'acute-phone');

  // the call's own page renews itself; a desk without a part only hears that something happened inside
  const own = await lea.context().newPage(), other = await open({ size: DESK });
  await own.goto(await call(lea).locator('a[href$="/call"]').getAttribute('href'));
  await desk(other, 'call_trainer');
  await call(other).waitFor();
  assert.equal(await other.locator('[data-card-inside]').count(), 0);
  const hears = other.evaluate(() => new Promise((done) => {
    document.addEventListener('bagvagt:live', ({ detail: { what } }) => { if (what === 'card') done(); });
  }));

  // what is heard: saved while it is written, seen by the others, and not lost without a network
  const words = lea.locator('[data-card-notes] [name=words]');
  if (!await words.isVisible()) // another writes
    await lea.locator('.cards-notes > summary').click();
  await words.fill('Om ti minutter');
  await until('the others read it', async () => (await anna.locator('[data-card-heard]').count()) === 1 && (await anna.textContent('[data-card-heard]')).includes('Om ti minutter'));
  await until('so does its own page', async () => (await own.locator('[data-card-heard]').count()) === 1);
  await axe(own);
  await hears; // and asks for nothing then (src/static/js/desk.js): that cannot be shown here, since it also asks by itself
  await other.context().close();
  await own.close();
  await words.focus();
  await lea.context().setOffline(true);
  await words.pressSequentially(' i kælderen');
  await lea.waitForSelector('[data-card-saved][data-state=waits]');
  await lea.context().setOffline(false);
  await until('it arrives when the network is back', async () => (await anna.textContent('[data-card-heard]')).includes('Om ti minutter i kælderen'));
  assert.equal(await words.inputValue(), 'Om ti minutter i kælderen');
  await lea.waitForSelector('.desk-link.is-on');

  await lea.locator('[data-desk-act=over]').click();
  for (const page of [anna, lea, phone])
    await page.waitForSelector('[data-card-over]');
  await axe(lea);
  await shot(lea, 'acute-over');
  await lea.locator('[data-card-over] button[name=rating][value="2"]').click();
  await lea.waitForURL(/\/incidents\/\d+/);
  assert.ok((await lea.textContent('main')).includes(await name(anna)), 'who was there stands in the log');
  for (const page of [anna, lea, phone])
    await until('a case of their own', async () => {
      await page.goto('/aftercare/mine');
      return /H-\d+/.test((await page.locator('main h2').allTextContents()).join());
    });
}));

await test('who loses the network is not waited for', () => withThree(async (anna, lea, phone) => {
  await keys(anna, '5');
  await anna.waitForSelector('[data-card-key="2"]');
  await keys(anna, '2');
  await takes(phone, lea);
  const gone = await name(phone);
  await until('it has a part', async () => (await who(anna).textContent()).includes(gone));
  await phone.context().setOffline(true);
  await until('dealt again, by name', async () => !(await who(anna).textContent()).includes(gone), { seconds: 40 });
  await phone.context().setOffline(false);
  await phone.waitForSelector('.desk-link.is-on');
  await anna.locator('[data-desk-act=over]').click();
  await anna.waitForSelector('[data-card-over]');
}));

await test('a drill is told by the answer, and gives way to anything real', () => withThree(async (anna, lea, phone) => {
  await lea.goto('/cards/drills');
  await lea.check('#drill-surprise');
  await lea.selectOption('#drill-slot', '2');
  await lea.click('#drill-form button[type=submit]');
  await take(phone).waitFor();
  await anna.waitForSelector('[data-card-call], [data-desk-request]');
  assert.equal(await phone.locator('.cards-drill').count(), 0, 'nothing tells before the answer');
  await take(phone).click();
  await phone.waitForSelector('.cards-drill');
  assert.equal(await phone.locator('.cards-112').count(), 0, 'no address to call anybody to');
  await axe(phone);
  await shot(phone, 'acute-drill');
  await keys(anna, '1');
  await until('it is over at once', async () => (await call(phone).count()) === 0);
  await anna.locator('[data-desk-mine] [data-desk-act=end]').click();
  await anna.locator('[data-desk-log]').first().waitFor();
}));

await test('a card is looked at before it is saved, and read by everybody', () => withPage({ size: PHONE }, async (page) => {
  await signIn(page, 'manager');
  await page.goto('/cards/4/edit');
  await page.fill('#cards-da_all', '**Ring 112** først');
  await page.click('button[name=preview]');
  await page.waitForSelector('.cards-preview strong');
  await axe(page);
  await fits(page);
  await page.click('#cards-form button:not([name])');
  await page.waitForURL(/\/cards\/4$/);
  await page.click('form[action$="/read"] button');
  await page.waitForSelector('.cards-tiles .tag-done');
}));

await test('without JavaScript it works by its forms', async () => {
  const anna = await open({ javaScript: false }), lea = await open({ javaScript: false });
  await signIn(anna, 'employee');
  await signIn(lea, 'manager');
  await lea.goto('/desk');
  await anna.goto('/desk');
  await anna.click('button[value=acute]');
  await anna.goto('/desk');
  await anna.locator('.cards-kinds button').nth(1).click();
  await until('her part is hers', async () => {
    await lea.goto('/desk');
    if (await take(lea).count() > 0)
      await take(lea).click();
    return await lea.locator('.cards-tick').count() > 0;
  }, { seconds: 150 });
  await lea.locator('.cards-tick').first().click();
  assert.equal(await lea.locator('.is-done .cards-tick').count(), 1);
  await lea.fill('[data-card-notes] [name=where]', 'Ved indgangen');
  await lea.click('[data-card-notes] button');
  await anna.goto('/desk');
  assert.ok((await anna.textContent('[data-card-heard]')).includes('Ved indgangen'));
  await anna.locator('[data-desk-act=over]').click();
  await anna.goto('/desk');
  assert.equal(await anna.locator('[data-card-over]').count() > 0, true);
  await anna.context().close();
  await lea.context().close();
});

await end();
