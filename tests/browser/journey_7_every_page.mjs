// Every page of the route tables, in both languages, light and dark, on a phone and a desk: axe finds nothing, nothing
// scrolls sideways, nothing is refused by the CSP. A page that no link leads to fails as well. BAGVAGT_LONG=1: each with each;
// else every language, size and theme once, in combinations that change from page to page. With two numbers as arguments, e.g.
// "1 2", only the first of two parts of the pages: all of it takes longer than any other journey.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { isLong, mustRun, newFolder, startServer } from '../support/bagvagt.mjs';
import {
  DESK, KINDS, PHONE, atEnd, axe, close, end, fits, keys, logged, note, open, openLog, server, shot, signIn, test,
} from './harness.mjs';

const [part, parts] = process.argv.length > 3 ? process.argv.slice(2).map(Number) : [1, 1];

// Addresses that are no pages, or that no link in a filled demo centre can lead to, and why.
const UNLINKED = {
  '/ask/search': 'a form leads there; journey 13',
  '/beat/{secret}': 'for what is to report',
  '/calendar/{token}': 'for a calendar program; the page says it once',
  '/calls/import/status': 'asked for by the script of the page',
  '/calls/import/{id}/rejects': 'a file, and only after lines were rejected',
  '/desk/requests/{id}': 'there is one while somebody asks for help; journey 11',
  '/desk/requests/{id}/call': 'there is one while an acute call runs; journey 12',
  '/h/{number}': 'typed by hand when somebody says "H-1042"; leads to the incident',
  '/healthz': 'for the machine room',
  '/live': 'listened to by the script of every page',
  '/log/choices': 'asked for by the script of the log',
  '/inbox/count': 'asked for by the script of the badge',
  '/modules/evidence.csv': 'a file, by a form that says for which period',
  '/modules/evidence.pdf': 'a file, by a form that says for which period',
  '/modules/pictures/{id}': 'a picture in a text of the centre; there is none yet',
  '/photos/{id}': 'a picture, where a colleague has put one there; journey 14',
  '/practice/own/{id}': 'only after somebody has written one; journey 18',
  '/practice/tries/{id}': 'only while one practises; journey 15',
  '/practice/tries/{id}/replay': 'only after one has practised; journey 15',
  '/practice/tries/{id}/story': 'asked for by the script of the page',
  '/robots.txt': 'for robots',
  '/setup': 'only before the first administrator exists; visited below',
};

const routes = (await mustRun('check', 'routes')).split('\n').map((line) => line.trim().split(/\s+/))
  .filter(([method, path, permission]) => method === 'GET' && path && permission !== 'server_local'
    && !/^\/(api|static)\//.test(path) && !(path in UNLINKED))
  .map(([, path]) => ({ path, matches: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`), found: null }))
  .sort((a, b) => a.path.includes('{') - b.path.includes('{')); // "/people/new" before "/people/{id}"

const routeOf = (address) => routes.find((route) => route.matches.test(address.split('?')[0]));

// Follows links as one kind of person; one address per route is enough.
async function walk(kind) {
  const page = await open();
  if (kind !== 'nobody')
    await signIn(page, kind);
  const waiting = [kind === 'nobody' ? '/sign-in' : '/'];
  const seen = new Set();
  while (waiting.length > 0) {
    const address = waiting.shift();
    const route = routeOf(address);
    if (!route || seen.has(route))
      continue;
    seen.add(route);
    const answer = await page.request.get(address, { maxRedirects: 0 });
    assert.ok(answer.status() < 400, `a link leads ${kind} to ${address}, which answers ${answer.status()}`);
    if (answer.status() === 200 && answer.headers()['content-type'].startsWith('text/html'))
      route.found ??= { kind, address };
    else
      route.isNoPage = true;
    waiting.push(answer.headers().location ?? '');
    for (const [, href] of (await answer.text()).matchAll(/\bhref="(\/[^"#]*)/g))
      waiting.push(href.replaceAll('&amp;', '&'));
  }
  await close(page);
}

// Where one came by a form or a link of a page that walk() sees once, in another state.
const arrived = (page, kind) => {
  const address = page.url().slice(server.url.length);
  routeOf(address).found = { kind, address };
};

async function follow(page, kind, selector) {
  await page.locator(selector).first().click();
  await page.waitForLoadState('load');
  arrived(page, kind);
}

async function send(page, form) {
  const before = page.url();
  await page.locator(`${form} button[type=submit]`).last().click();
  await page.waitForURL((url) => url.href !== before);
}

async function as(kind, run) {
  const page = await open();
  await signIn(page, kind);
  await run(page);
  await close(page);
}

// The preview of an import of people exists only for a file that was sent.
const sendPeople = () => as('admin', async (page) => {
  await page.goto('/people/import');
  await page.fill('textarea[name=text]', 'navn;login;team;roller\nÅse Øster;aase;Ukendt;medarbejder\nBo;;;\n');
  await page.locator('main form button').click();
  await page.waitForURL(/\/people\/import\/./);
  arrived(page, 'admin');
});

// A case of harassment, with a picture of what was written.
const reportHarassment = () => as('manager', async (page) => {
  await page.goto('/harassment/report');
  const report = page.locator('form[action="/harassment"]');
  await report.locator('input[name=kinds]').first().check();
  await report.locator('input[name=rating][value="3"]').check();
  await report.locator('select[name=person_id]').selectOption({ index: 1 });
  await report.locator('select[name=platform]').selectOption({ index: 1 });
  await report.locator('input[name=address]').fill('https://example.org/opslag/1');
  await report.locator('textarea[name=story]').fill('De skriver navnet under et opslag.');
  await send(page, 'form[action="/harassment"]');
  await page.setInputFiles('input[type=file]', { name: 'skærmbillede.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('form[action$="/files"] button').click();
  await page.waitForSelector('a[href$="/picture"]');
  arrived(page, 'manager');
});

// Two requests to act on a citizen's conduct: one becomes a restriction, one is answered by a letter.
async function askForConduct() {
  await as('employee', async (page) => {
    for (const reference of ['24/018233', '24/018234']) {
      await page.goto('/');
      await openLog(page);
      await keys(page, 'b', '2', 'Enter');
      const number = await logged(page);
      await page.goto(`/h/${number}`);
      await follow(page, 'employee', 'main a[href$="/conduct"]');
      await page.locator('main input[name=wish]').last().check();
      await page.fill('main textarea[name=words]', 'Det har stået på i uger.');
      await page.fill('main input[name=reference]', reference);
      await send(page, 'main form[action$="/conduct"]');
    }
  });
}

const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

async function restrict(page) {
  const fields = {
    grounds: 'Truede igen, også efter en advarsel.', channel_words: 'Digital Post', needs_words: 'Spurgt ind til det i telefonen.',
    hearing_words: 'Det hastede.', say: 'Vi har skrevet til dig.', answer: 'Det er gjort.',
    from_day: day(0), review_day: day(20), end_day: day(40),
  };
  for (const [name, value] of Object.entries({ scope: 'phone', channel: 'letter', has_needs: 'no', hearing: 'afterwards' }))
    await page.locator(`main input[name=${name}][value=${value}]`).check();
  for (const [name, value] of Object.entries(fields))
    await page.fill(`main [name=${name}]`, value);
  await send(page, 'main form[action$="/restriction"]');
}

const decideConduct = () => as('manager', async (page) => {
  await page.goto('/conduct');
  const asked = await page.locator('main a').evaluateAll((links) =>
    links.map((one) => one.getAttribute('href')).filter((href) => /^\/conduct\/\d+$/.test(href)));
  assert.ok(asked.length >= 2, `the manager sees both requests: ${asked}`);
  await page.goto(asked[0]);
  await follow(page, 'manager', 'main a[href$="/restriction"]');
  await restrict(page);
  arrived(page, 'manager');
  for (const what of ['change', 'renewal']) {
    await page.goto(asked[0]);
    await follow(page, 'manager', `main a[href$="/${what}"]`);
  }
  await page.goto(asked[1]);
  await follow(page, 'manager', 'main a[href$="/restriction"]');
  await page.goto(asked[1]);
  await follow(page, 'manager', 'main a[href*="/letter?"]');
  if (await page.locator('main [name=answer]').count() > 0)
    await page.fill('main [name=answer]', 'Vi har skrevet.');
  await page.fill('main [name=body]', (await page.inputValue('main [name=body]')).replaceAll(/\[[^\]]*\]/g, 'du råbte ad os'));
  await send(page, 'main form[action$="/letters"]');
  await page.goto(asked[1]);
  await follow(page, 'manager', 'main a[href^="/conduct/letters/"]');
});

const draftDuty = () => as('manager', async (page) => {
  await page.goto('/duty/watches/new');
  await page.fill('main input[name=name]', 'Hjælp ved skærmen');
  await page.locator('main form[action="/duty/watches"] button').click();
  await page.waitForURL(/\/duty\/watches\/\d+$/);
  arrived(page, 'manager');
  await page.locator('main details:has(form[action$="/draft"]) > summary').click();
  await page.selectOption('main select[name=person_1]', { index: 1 });
  await page.fill('main input[name=start_at]', `${day(1)}T08:00`);
  await send(page, 'main form[action$="/draft"]');
  arrived(page, 'manager');
});

const addWebhook = () => as('admin', async (page) => {
  await page.goto('/webhooks');
  await page.fill('main input[name=url]', 'https://bagvagt.invalid/krog');
  await page.locator('main input[name=events]').first().check();
  await page.locator('main form[action="/webhooks"] button').click();
  await page.waitForSelector('#secret'); // shown this once
  await axe(page);
  await page.goto('/webhooks');
  await follow(page, 'admin', 'main a[href^="/webhooks/"]');
});

const addHeartbeat = () => as('admin', async (page) => {
  await page.goto('/heartbeats');
  await page.fill('main form[action="/heartbeats"] [name=name]', 'Telefoncentralen');
  await page.locator('main form[action="/heartbeats"] button').click();
  await page.waitForSelector('#address'); // shown this once
  await axe(page);
  await page.goto('/heartbeats');
  await follow(page, 'admin', 'main a[href^="/heartbeats/"]');
  await follow(page, 'admin', 'main a[href$="/edit"]');
  await page.goto('/heartbeats');
  await page.fill('main form[action="/heartbeats/out"] [name=url]', 'https://bagvagt.invalid/puls');
  await page.locator('main form[action="/heartbeats/out"] button').click();
  await follow(page, 'admin', 'main a[href^="/heartbeats/out/"]');
});

const followCalendar = () => as('employee', async (page) => {
  await page.goto('/absences/calendar');
  await page.fill('main form[action="/absences/calendar"] [name=url]', 'https://bagvagt.invalid/fri.ics');
  await page.locator('main form[action="/absences/calendar"] button').click();
  await follow(page, 'employee', 'main a[href^="/absences/calendar/"]');
});

const draftForm = () => as('call_trainer', async (page) => {
  await page.goto('/coaching/form');
  await page.locator('#coaching-begin-draft button').click();
  await page.waitForURL(/\/coaching\/form\/draft$/);
  arrived(page, 'call_trainer');
});

// What an n-th page is looked at in.
function combinations(n) {
  const all = [PHONE, DESK].flatMap((size) => ['light', 'dark'].flatMap((colorScheme) => ['da', 'en'].map((lang) => ({ size, colorScheme, lang }))));
  return isLong ? all : [all[n % 4], all[7 - n % 4]];
}

async function inspect(page, name, address, n) {
  for (const { size, colorScheme, lang } of combinations(n)) {
    await page.request.get(`/language?to=${lang}`, { maxRedirects: 0 });
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    assert.equal(await page.getAttribute('html', 'lang'), lang);
    await fits(page);
    await axe(page);
    await shot(page, `every${name.replace(/\W+/g, '-')}-${lang}-${size.width}-${colorScheme}`);
  }
  // The browser's word for an error page is trouble of its own, and no other.
  assert.deepEqual(page.troubles.filter((trouble) => !/status of 404/.test(trouble)), []);
}

// Pages that exist only after something was done.
for (const make of [sendPeople, reportHarassment, askForConduct, decideConduct, draftDuty, addWebhook, addHeartbeat, followCalendar, draftForm])
  await test(`${make.name} leads to a page`, make);

await test('links lead to every page of the route tables', async () => {
  for (const kind of ['nobody', ...KINDS])
    await walk(kind);
  assert.deepEqual(routes.filter((route) => !route.found && !route.isNoPage).map((route) => route.path), []);
});

const pages = routes.filter((route) => route.found).map(({ path, found }) => ({ name: path, ...found }));
const empty = await startServer(newFolder());
atEnd(() => empty.stop());
pages.push({ name: '/setup', kind: 'nobody', address: `${empty.url}/setup` });
pages.push({ name: '/an/error/page', kind: 'employee', address: '/an/error/page' });
note(`${pages.length} pages`);
const ours = pages.map((one, n) => ({ ...one, n })).filter(({ n }) => n % parts === part - 1);

for (const kind of ['nobody', ...KINDS]) {
  const mine = ours.filter((one) => one.kind === kind);
  if (mine.length === 0)
    continue;
  const page = await open();
  if (kind !== 'nobody')
    await signIn(page, kind);
  for (const { name, address, n } of mine) {
    page.troubles = [];
    await test(`${name} as ${kind}: axe, width, CSP`, () => inspect(page, name, new URL(address, server.url).href, Math.floor(n / parts)));
  }
  await page.context().close();
}

for (const size of part === 1 ? [PHONE, DESK] : []) {
  for (const dark of [false, true]) {
    await test(`the log opened at ${size.width} px, ${dark ? 'dark' : 'light'}: axe, all of it`, async () => {
      const page = await open({ size, dark });
      await signIn(page, 'employee');
      await openLog(page);
      await page.click('#log-form details.more > summary');
      await axe(page);
      await fits(page);
      await shot(page, `log-${size.width}-${dark ? 'dark' : 'light'}`);
      await close(page);
    });
  }
}

await end();
