// Every page of the route tables, in both languages, light and dark, on a phone and a desk: axe finds nothing, nothing
// scrolls sideways, nothing is refused by the CSP. A page that no link leads to fails as well.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { mustRun } from '../support/bagvagt.mjs';
import { DESK, KINDS, PHONE, axe, close, eachLanguage, end, fits, note, open, server, shot, signIn, test } from './harness.mjs';

// Pages that no link in a filled demo centre can lead to, and why.
const UNLINKED = {
  '/setup': 'only before the first administrator exists',
  '/h/{number}': 'typed by hand when somebody says "H-1042"; leads to the incident',
  '/log/choices': 'asked for by the script of the log',
};

const routes = (await mustRun('check', 'routes')).split('\n').map((line) => line.trim().split(/\s+/))
  .filter(([method, path, permission]) => method === 'GET' && path && permission !== 'server_local'
    && !path.startsWith('/api/') && !(path in UNLINKED))
  .map(([, path]) => ({ path, matches: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`), found: null }))
  .sort((a, b) => a.path.includes('{') - b.path.includes('{')); // "/people/new" before "/people/{id}"

const routeOf = (pathname) => routes.find((route) => route.matches.test(pathname));

// Follows links as one kind of person; one address per route is enough.
async function walk(kind) {
  const page = await open();
  if (kind !== 'nobody')
    await signIn(page, kind);
  const waiting = [kind === 'nobody' ? '/sign-in' : '/'];
  const seen = new Set();
  while (waiting.length > 0) {
    const path = waiting.shift();
    const route = routeOf(path.split('?')[0]);
    if (!route || seen.has(route))
      continue;
    seen.add(route);
    const answer = await page.request.get(path, { maxRedirects: 0 });
    if (answer.status() !== 200 || !answer.headers()['content-type']?.startsWith('text/html')) {
      route.isNoPage ||= answer.status() < 400;
      assert.ok(answer.status() < 400, `a link leads ${kind} to ${path}, which answers ${answer.status()}`);
    } else {
      route.found ??= { kind, path };
    }
    for (const [, href] of (await answer.text()).matchAll(/\b(?:href|src)="(\/[^"#]*)/g))
      waiting.push(href.replaceAll('&amp;', '&'));
  }
  await close(page);
}

await test('links lead to every page of the route tables', async () => {
  for (const kind of ['nobody', ...KINDS])
    await walk(kind);
  const lost = routes.filter((route) => !route.found && !route.isNoPage).map((route) => route.path);
  assert.deepEqual(lost, []);
});

const pages = routes.filter((route) => route.found);
note(`${pages.length} pages`);
for (const kind of ['nobody', ...KINDS]) {
  const mine = pages.filter((route) => route.found.kind === kind);
  if (mine.length === 0)
    continue;
  const page = await open();
  if (kind !== 'nobody')
    await signIn(page, kind);
  for (const { path, found } of mine) {
    await test(`${path} as ${kind}: axe, width and CSP`, async () => {
      page.troubles.length = 0;
      await page.goto(found.path);
      await eachLanguage(page, async (lang) => {
        await page.goto(server.url + found.path);
        for (const size of [PHONE, DESK]) {
          await page.setViewportSize(size);
          for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            await fits(page);
            await axe(page);
            await shot(page, `every${path.replace(/\W+/g, '-')}-${lang}-${size.width}-${colorScheme}`);
          }
        }
      });
      assert.deepEqual(page.troubles, []);
    });
  }
  await page.context().close();
}

await end();
