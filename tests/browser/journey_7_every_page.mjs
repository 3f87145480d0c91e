// Every page of the route tables, in both languages, light and dark, on a phone and a desk: axe finds nothing, nothing
// scrolls sideways, nothing is refused by the CSP. A page that no link leads to fails as well.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { mustRun, newFolder, startServer } from '../support/bagvagt.mjs';
import {
  DESK, KINDS, PHONE, atEnd, axe, close, eachLanguage, end, fits, note, open, openLog, server, shot, signIn, test,
} from './harness.mjs';

// Addresses that are no pages, or that no link in a filled demo centre can lead to, and why.
const UNLINKED = {
  '/aftercare/{id}': 'a case opens when somebody is hit; the demo centre has none',
  '/calls/import/status': 'asked for by the script of the page',
  '/calls/import/{id}/rejects': 'a file, and only after lines were rejected',
  '/h/{number}': 'typed by hand when somebody says "H-1042"; leads to the incident',
  '/healthz': 'for the machine room',
  '/log/choices': 'asked for by the script of the log',
  '/inbox/count': 'asked for by the script of the badge',
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

// The preview of an import of people exists only for a file that was sent.
async function sendPeople() {
  const page = await open();
  await signIn(page, 'admin');
  await page.goto('/people/import');
  await page.fill('textarea[name=text]', 'navn;login;team;roller\nÅse Øster;aase;Ukendt;medarbejder\nBo;;;\n');
  await page.locator('main form button').click();
  await page.waitForURL(/\/people\/import\/./);
  const address = new URL(page.url()).pathname;
  routeOf(address).found = { kind: 'admin', address };
  await close(page);
}

async function inspect(page, name, address) {
  await page.goto(address);
  page.troubles = page.troubles.filter((trouble) => !/status of 404/.test(trouble)); // the browser's word for an error page
  await eachLanguage(page, async (lang) => {
    await page.goto(address);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await fits(page);
        await axe(page);
        await shot(page, `every${name.replace(/\W+/g, '-')}-${lang}-${size.width}-${colorScheme}`);
      }
    }
  });
  page.troubles = page.troubles.filter((trouble) => !/status of 404/.test(trouble));
  assert.deepEqual(page.troubles, []);
}

await test('links lead to every page of the route tables', async () => {
  await sendPeople();
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

for (const kind of ['nobody', ...KINDS]) {
  const mine = pages.filter((one) => one.kind === kind);
  if (mine.length === 0)
    continue;
  const page = await open();
  if (kind !== 'nobody')
    await signIn(page, kind);
  for (const { name, address } of mine) {
    page.troubles = [];
    await test(`${name} as ${kind}: axe, width, CSP`, () => inspect(page, name, new URL(address, server.url).href));
  }
  await page.context().close();
}

for (const size of [PHONE, DESK]) {
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
