// From a difficult call to the day that is made of it: logged by keyboard, seen by the mentor as far as it is let, the trainer edits and
// invites, a call is taken back, the day is held and something is learned.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { DESK, PHONE, axe, eachLanguage, end, fits, keys, open, shot, signIn, test, until } from './harness.mjs';

async function look(page, name) {
  await fits(page);
  await axe(page);
  await shot(page, name);
}

const own = await open(), mentor = await open(), trainer = await open();
await signIn(own, 'newcomer');
await signIn(mentor, 'mentor');
await signIn(trainer, 'call_trainer');
let day = '';

await test('four keys and a difficult call is in the own log', async () => {
  await own.goto('/incidents');
  const began = Date.now();
  await keys(own, 'e');
  await own.waitForSelector('#xp-dialog[open]');
  await keys(own, 'h');
  await keys(own, '4');
  await look(own, 'xp-dialog');
  await own.keyboard.press('Enter');
  await own.waitForSelector('[data-xp-done]:visible');
  assert.ok(Date.now() - began < 30_000);
  await look(own, 'xp-saved');
  await own.keyboard.press('Enter'); // close
  await own.goto('/experience');
  assert.match(await own.textContent('.cards .xp-card:first-child'), /Sorg/);
  await eachLanguage(own, (lang) => look(own, `xp-page-${lang}`));
});

await test('the mentor hears of a wish to talk within seconds, and sees what was allowed', async () => {
  await mentor.goto('/experience/newcomers');
  await own.goto('/incidents');
  await keys(own, 'e');
  await own.waitForSelector('#xp-dialog[open]');
  await keys(own, 'c');
  await keys(own, '3');
  await own.click('#xp-dialog label:has([name=wants_talk])');
  await own.keyboard.press('Enter');
  await own.waitForSelector('[data-xp-done]:visible');
  const waiting = () => mentor.locator('.xp-card .tag-talk').count();
  const before = await waiting();
  await until('the mentor hears of it', async () => {
    await mentor.reload();
    return await waiting() > before;
  }, { seconds: 5 });
  const first = mentor.locator('.xp-card').first();
  assert.ok(!(await first.textContent()).match(/påvirket|influence/), 'no word of what it was');
  await own.goto('/experience');
  await own.locator('.xp-card').first().locator('.xp-switch').first().click();
  await own.waitForSelector('.xp-card:first-child .xp-switch[aria-checked=true]');
  await mentor.reload();
  assert.match(await mentor.locator('.xp-card').first().textContent(), /påvirket|influence/);
  await eachLanguage(mentor, (lang) => look(mentor, `xp-newcomers-${lang}`));
  await mentor.locator('.xp-card [data-talked]').first().click();
  await mentor.waitForSelector('.xp-card');
});

await test('without a network it waits here, and arrives once', async () => {
  await own.goto('/incidents');
  const count = async () => (await (await own.request.get('/api/v1/experience')).json()).items.length;
  const before = await count();
  await own.context().setOffline(true);
  await keys(own, 'e');
  await keys(own, 'a');
  await keys(own, '2');
  await own.keyboard.press('Enter');
  await own.waitForSelector('[data-xp-done]:visible');
  assert.equal(await own.locator('[data-log-queue]').getAttribute('data-count'), '1');
  await own.context().setOffline(false);
  await until('it has arrived', async () => await own.locator('[data-log-queue]').isHidden());
  await own.reload();
  assert.equal(await count(), before + 1);
  own.troubles.length = 0; // that there was no network
});

await test('a telling names nobody', async () => {
  await own.goto('/experience');
  await own.locator('.xp-card').first().locator('a.button-small').click();
  await own.fill('#xp-telling', 'Ring til mig på 12 34 56 78');
  await own.click('#xp-edit button[type=submit]');
  await own.waitForSelector('#xp-telling-error');
  assert.equal(await own.inputValue('#xp-telling'), 'Ring til mig på 12 34 56 78');
  await look(own, 'xp-refused');
  await own.fill('#xp-telling', 'En borger ville have et svar, som ingen kunne give.');
  await own.click('#xp-edit label:has([name=for_day])');
  await own.click('#xp-edit button[type=submit]');
  await own.waitForURL('/experience');
  own.troubles.length = 0; // 422 is an answer
});

await test('the trainer edits, and invites', async () => {
  await trainer.goto('/follow-up');
  await look(trainer, 'fu-list');
  await trainer.click('.person-card a');
  await trainer.waitForURL(/\/follow-up\/\d+$/);
  day = new URL(trainer.url()).pathname;
  await trainer.waitForFunction(() => document.body.textContent.includes('som ingen kunne give'));
  await eachLanguage(trainer, (lang) => look(trainer, `fu-proposed-${lang}`));
  const shown = async () => Number(await trainer.textContent('[data-fu-minutes]'));
  const all = await shown(), input = trainer.locator('[data-fu-block]').nth(2), minutes = Number(await input.inputValue());
  await input.fill(String(minutes + 60)); // not saved yet
  assert.equal(await shown(), all + 60);
  assert.ok(await trainer.locator('[data-fu-publish]').isDisabled());
  await input.fill(String(minutes + 5));
  await trainer.locator('.fu-minutes button').nth(2).click();
  await trainer.waitForURL(/#block-/);
  assert.equal(await shown(), all + 5);
  const third = await trainer.locator('.fu-block h3').nth(3).textContent();
  await trainer.locator('.fu-block').nth(3).locator('form[action$="/move"] button').first().click();
  await trainer.waitForURL(/#block-/);
  assert.equal(await trainer.locator('.fu-block h3').nth(2).textContent(), third);
  await trainer.locator('details:has(#fu-own) summary').click();
  await trainer.fill('#fu-title', 'Vores egen køreplan');
  await trainer.fill('#fu-minutes', '5');
  await trainer.click('#fu-own button[type=submit]');
  await trainer.waitForFunction(() => document.body.textContent.includes('Vores egen køreplan'));
  await trainer.click('[data-fu-publish]');
  await trainer.waitForSelector('[data-fu-early]');
  await until('the newcomer is invited', async () => {
    await own.goto('/inbox');
    return (await own.textContent('main')).match(/kalender|inviter|aftale|møde|calendar|invit/i);
  });
  await own.goto(day);
  assert.ok(!(await own.textContent('main')).includes('som ingen kunne give'), 'it is told on the day');
  await look(own, 'fu-class');
});

await test('a call is taken back, and the day fits again without it', async () => {
  await own.goto('/experience');
  await own.locator('.xp-card').first().locator('.xp-switch').nth(1).click();
  await own.waitForSelector('.xp-card:first-child .xp-switch[aria-checked=false]');
  await trainer.goto(day);
  assert.ok(!(await trainer.textContent('main')).includes('som ingen kunne give'));
  await until('it is put together again', async () => {
    await trainer.reload();
    return !(await trainer.textContent('main')).match(/taget tilbage\.|been taken back\./);
  });
  const minutes = Number(await trainer.textContent('[data-fu-minutes]'));
  assert.ok(minutes >= 285 && minutes <= 315);
  const paper = await trainer.request.get(`${day}/print`);
  assert.equal(paper.headers()['content-type'], 'application/pdf');
});

await test('held, and learned by nobody', async () => {
  await trainer.click('[data-fu-early] > summary'); // the day is weeks ahead: one asks for it twice
  await trainer.click('form[action$="/start"] button');
  await trainer.waitForSelector('form[action$="/hold"]');
  await trainer.locator('form[action$="/tick"] button').first().click();
  await trainer.waitForSelector('.fu-done');
  await look(trainer, 'fu-running');
  await own.setViewportSize(PHONE);
  await own.goto(day);
  await own.fill('#fu-learning', 'Jeg må gerne sige, at jeg ikke ved det.');
  await eachLanguage(own, (lang) => look(own, `fu-phone-${lang}`));
  await own.fill('#fu-learning', 'Jeg må gerne sige, at jeg ikke ved det.');
  await own.click('form[action$="/learning"] button');
  await own.waitForFunction(() => /Du har lagt din ene ting|You have added your one thing/.test(document.body.textContent));
  assert.equal(await own.locator('#fu-learning').count(), 0, 'once');
  await look(own, 'fu-given');
  await trainer.click('form[action$="/hold"] button');
  await trainer.waitForSelector('.tag-done');
  assert.ok(!(await trainer.textContent('main')).includes('jeg ikke ved det'), 'of two it would be easy to guess whose it is');
  await look(trainer, 'fu-held');
  await own.goto('/experience');
  await look(own, 'xp-phone');
  await own.click('.xp-card a.button-small');
  await look(own, 'xp-edit-phone');
  await own.setViewportSize(DESK);
});

for (const page of [own, mentor, trainer]) {
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}
end();
