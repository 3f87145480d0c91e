// From a hard call to what was learned: the employee chose who stands by them, is hit and logs it, reads what happens now; that
// colleague gives first aid; the manager acts, ends the follow-ups, files the report to the police with its receipt and decides
// about the accident; the case closes with a word for the centre. By keyboard, in both languages, axe clean, on a desk and a phone.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import {
  DESK, PHONE, axe, closeLog, demoButton, end, fits, keys, logged, openLog, setLanguage, shot, signIn, tabTo, test, until, withPage,
} from './harness.mjs';

const WORDS = {
  da: {
    lesson: 'Vi siger fra efter den første advarsel, til sammen.', find: 'advarsel',
    aid: 'Vi sad sammen en halv time og gik en tur.', called: '»Jeg ved, hvor du bor,« sagde manden.',
    reason: 'Ingen var fraværende, og ingen blev behandlet.', receipt: '0100-83910-00042-26',
  },
  en: {
    lesson: 'We stop after the first warning, together.', find: 'warning',
    aid: 'We sat together for half an hour and took a walk.', called: '"I know where you live," the man said.',
    reason: 'Nobody was absent and nobody was treated.', receipt: '0100-83910-00043-26',
  },
};
const FIRST_AIDER = 'call_trainer'; // a colleague of the employee's team who leads nobody

async function look(page, name) {
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `aftercare-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function press(page, selector) {
  await tabTo(page, selector, { most: 300 });
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function walkIn(page, kind, lang) {
  await signIn(page, kind);
  await setLanguage(page, lang);
}

// Types into the field by keyboard, as a hand would.
async function typeInto(page, selector, text) {
  await tabTo(page, selector, { most: 300 });
  await page.keyboard.press('Control+End'); // behind what is there
  await page.keyboard.type(text);
}

// The page of the case behind an incident, by the link that the incident's own page has.
async function openCase(page, number) {
  await page.goto(`/h/${number}`);
  await press(page, 'main a[href^="/aftercare/"]');
}

// Ends the step that is due first, as often as there is one to end, each by keyboard.
async function endAll(page) {
  for (let n = 0; n < 20; n++) {
    const one = page.locator('form[action$="/end"]:not(#learn):has(input[name=state][value=done])').first();
    if (await one.count() === 0 || await page.locator('form#learn').count() > 0)
      return;
    const address = page.url();
    await press(page, `form[action="${await one.getAttribute('action')}"] button[data-talked]`);
    await page.goto(address);
  }
  throw new Error('the steps do not end');
}

// Before anything happens: whom one wants beside oneself.
async function chooseSupporter(page, lang) {
  await page.goto('/sign-in');
  const person = await demoButton(page, FIRST_AIDER).getAttribute('value');
  await walkIn(page, 'employee', lang);
  await page.goto('/aftercare/mine');
  await page.selectOption('select[name=supporter_1]', person);
  await press(page, 'form[action="/aftercare/supporters"] button');
  assert.equal(await page.inputValue('select[name=supporter_1]'), person, 'whom one chose is kept');
}

async function isHit(page, lang) {
  await openLog(page);
  await keys(page, 'c', '4', 'Enter');
  const number = await logged(page);
  await closeLog(page);
  for (const words of [number, 'href="/reports/case/']) // the case opens by itself, with the reports that the law asks for
    await until(`${words} is on one's own page`, async () => (await (await page.request.get('/aftercare/mine')).text()).includes(words));
  await page.goto('/aftercare/mine');
  await look(page, `mine-${lang}`);
  await press(page, 'form[action="/aftercare/pause"] button');
  await press(page, 'form[action="/aftercare/pause"] button');
  await press(page, 'form[action$="/ask"]:has(input[value=psychologist]) button');
  // The psychologist is asked for; the talk with the others, which is still only offered, is not wanted.
  await press(page, 'li:has(input[value=later]) form:has(input[value=declined]) button');
  assert.equal(await page.locator('input[name=answer][value=later]').count(), 0, 'both offers are answered');
  return number;
}

// The one who was chosen: the first steps on the board, the first aid itself with a word on the page of the case.
async function giveFirstAid(page, number, lang) {
  await press(page, 'a[href="/aftercare"]');
  const mine = page.locator('main article', { hasText: number });
  const address = await mine.locator('a').first().getAttribute('href');
  for (let n = 1; n <= 2; n++) { // the pause and the contact, each as it comes up
    const action = await mine.locator('form[action$="/end"]').getAttribute('action');
    await press(page, `form[action="${action}"] button[data-talked]`);
    assert.equal(await page.locator(`form[action="${action}"]`).count(), 0, 'a step that has ended leaves the board');
  }
  await press(page, `main article a[href="${address}"]`);
  await look(page, `first-aid-${lang}`);
  await tabTo(page, 'main details.edit > summary', { most: 300 });
  await page.keyboard.press('Enter');
  await typeInto(page, 'details[open] textarea[name=note]', WORDS[lang].aid);
  await press(page, 'details[open] form[action$="/end"] button');
  await page.goto(address);
  await page.waitForSelector(`text=${WORDS[lang].aid}`);
  await page.goto('/aftercare');
  assert.equal(await mine.count(), 0, 'nothing is left to do for the colleague');
}

async function fileWithPolice(page, address, lang) {
  await press(page, `main a[href="${address}"]`);
  await press(page, `main a[href="${address}/edit"]`);
  await typeInto(page, 'form#texts textarea[name=course]', ` ${WORDS[lang].called}`);
  await look(page, `report-edit-${lang}`);
  await press(page, 'form#texts button[type=submit]');
  await page.waitForSelector(`text=${WORDS[lang].called}`);
  await look(page, `report-${lang}`);
  const day = await page.evaluate(() => new Date().toLocaleDateString('sv')); // the centre's zone is the browser's
  await typeInto(page, '#receipt', WORDS[lang].receipt);
  await page.fill('#day', day);
  await press(page, 'form#file button');
  const state = await page.textContent('main .lead');
  assert.ok(state.includes(WORDS[lang].receipt) && state.includes(day.slice(0, 4)), `filed, with number and day: ${state}`);
  await look(page, `report-filed-${lang}`);
}

async function decideAccident(page, address, lang) {
  await press(page, `main a[href="${address}"]`);
  await tabTo(page, 'details:has(form#decide) > summary', { most: 300 });
  await page.keyboard.press('Enter');
  await typeInto(page, '#reason', WORDS[lang].reason);
  await look(page, `accident-${lang}`);
  await press(page, 'form#decide button');
  await page.waitForSelector(`text=${WORDS[lang].reason}`);
}

// What the law asks for ends by a receipt or a written decision alone; the case page leads to both.
async function settleReports(page, number, lang) {
  const pageOfCase = page.url();
  assert.equal(await page.locator('form#learn').count(), 0, 'the case does not close before its reports are settled');
  await press(page, 'main a[data-talked][href^="/reports/case/"]');
  const reports = page.url();
  await look(page, `reports-${lang}`);
  const [police, accident, ...more] = await page.locator('main ul.bv-lines b > a').evaluateAll((list) =>
    list.map((one) => one.getAttribute('href')));
  assert.ok(police && accident && more.length === 0, 'one report to the police, one of the accident');
  await fileWithPolice(page, police, lang);
  await page.goto(reports);
  await decideAccident(page, accident, lang);
  await page.goto('/reports');
  await page.waitForSelector(`main li:has-text("${number}"):has-text("${WORDS[lang].receipt}")`);
  await page.goto(pageOfCase);
  await page.waitForSelector(`main li:has(a[href^="/reports/case/"]):has-text("${WORDS[lang].receipt}")`);
}

async function learn(page, lang) {
  await typeInto(page, '#learn-text', WORDS[lang].lesson);
  await look(page, `learn-${lang}`);
  await press(page, 'form#learn button');
  await page.goto('/learnings');
  await typeInto(page, 'input[name=q]', WORDS[lang].find);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await page.waitForSelector(`text=${WORDS[lang].lesson}`);
  await look(page, `learned-${lang}`);
}

for (const lang of ['da', 'en']) {
  await test(`hit hard, cared for, reported, learned (${lang})`, async () => {
    let number;

    await withPage({ lang }, async (page) => {
      await chooseSupporter(page, lang);
      number = await isHit(page, lang);
    });

    await withPage({ lang }, async (page) => {
      await walkIn(page, FIRST_AIDER, lang);
      await giveFirstAid(page, number, lang);
    });

    await withPage({ lang }, async (page) => {
      await walkIn(page, 'manager', lang);
      await press(page, 'a[href="/aftercare"]');
      await look(page, `board-${lang}`);
      await openCase(page, number);
      await page.waitForSelector('ol[data-timeline]');
      await look(page, `case-${lang}`);
      await endAll(page);
      await settleReports(page, number, lang);
      await learn(page, lang);
    });

    await withPage({ lang }, async (page) => {
      await walkIn(page, 'employee', lang);
      await page.goto('/aftercare/mine');
      const over = page.locator('main section', { hasText: number });
      assert.equal(await over.locator('form[action$="/end"], form[action$="/answer"]').count(), 0, 'nothing waits any more');
      assert.ok((await over.innerText()).includes(WORDS[lang].receipt), 'the employee sees the receipt');
      await look(page, `over-${lang}`);
    });
  }, { seconds: 240 });
}

await end();
