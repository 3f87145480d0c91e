// Debian's Chromium in front of the real program with a small demo centre. See README.md here for how to write a journey.
// SPDX-License-Identifier: MPL-2.0
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { KINDS, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { atEnd } from '../support/tap.mjs';

export { KINDS } from '../support/bagvagt.mjs';
export { atEnd, end, note, skip, test, until } from '../support/tap.mjs';

const screenshots = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

export const data = newFolder();
await makeDemo(data);
export const server = await startServer(data);
atEnd(() => server.stop());

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
atEnd(() => browser.close());

// A page of its own browser profile. What goes wrong inside it (script errors, refused by CSP, not found) is collected in
// page.troubles and fails close(); a journey that causes trouble on purpose empties the list.
export async function open({ size = DESK, dark = false, javaScript = true, lang = 'da' } = {}) {
  const context = await browser.newContext({
    baseURL: server.url, viewport: size, hasTouch: size === PHONE, locale: lang === 'da' ? 'da-DK' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', timezoneId: 'Europe/Copenhagen',
    javaScriptEnabled: javaScript,
  });
  context.setDefaultTimeout(30_000);
  return watch(await context.newPage());
}

// What a page asks by itself may hear that the session is over, whenever a journey ends one: 401, at these addresses only.
const tellsOfSessionEnd = (message) => message.text().includes('401') &&
  ['/desk/here', '/desk/beat', '/desk/now', '/live', '/inbox/count'].includes(new URL(message.location().url || 'about:blank').pathname);

export function watch(page) {
  page.troubles = [];
  page.on('pageerror', (error) => page.troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !tellsOfSessionEnd(message))
      page.troubles.push(`${message.text()} (${message.location().url})`);
  });
  return page;
}

export async function close(page) {
  const { troubles } = page;
  await page.context().close();
  if (troubles.length > 0)
    throw new Error(`trouble in the page:\n${troubles.join('\n')}`);
}

// Runs a journey in a profile of its own, and keeps a picture when it fails.
export async function withPage(options, run) {
  const page = await open(options);
  try {
    await run(page);
  } catch (error) {
    await shot(page, `failed-${Date.now()}`).catch(() => {});
    error.message += `\nat ${page.url()}`;
    await page.context().close();
    throw error;
  }
  await close(page);
}

export const demoButton = (page, kind) => page.locator('form[action="/sign-in/demo"] button').nth(KINDS.indexOf(kind));

export async function signIn(page, kind) {
  await page.goto('/sign-in');
  await demoButton(page, kind).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

// With the switch at the foot of every page.
export async function setLanguage(page, lang) {
  if (await page.getAttribute('html', 'lang') === lang)
    return;
  await page.click(`a[href^="/language?to=${lang}"]`);
  await page.waitForSelector(`html[lang="${lang}"]`);
}

export async function eachLanguage(page, run) {
  for (const lang of ['da', 'en']) {
    await setLanguage(page, lang);
    await run(lang);
  }
}

export async function shot(page, name) {
  mkdirSync(screenshots, { recursive: true });
  const fullPage = await page.locator('dialog[open]').count() === 0; // a dialog belongs to what is seen
  await page.screenshot({ path: `${screenshots}${name}.png`, fullPage });
}

// Evaluated, not added as a script: the page's CSP stays as it is. Once is enough until another page is loaded.
export async function axe(page, options = {}) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))); // colours between two themes
  if (!await page.evaluate(() => 'axe' in globalThis))
    await page.evaluate(axeSource);
  const { violations } = await page.evaluate((chosen) => globalThis.axe.run(chosen), options);
  if (violations.length > 0) {
    throw new Error(`axe at ${page.url()}:\n${violations.map((v) => `${v.id}: ${v.help}\n${
      v.nodes.map((node) => `  ${node.target}: ${node.failureSummary.replace(/\n\s*/g, ' ')}`).join('\n')}`).join('\n')}`);
  }
}

export async function fits(page) {
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (needed > given)
    throw new Error(`${page.url()} scrolls sideways: ${needed} px needed, ${given} px given`);
}

// Types keys one by one as a hand would, and says how many it took.
export async function keys(page, ...list) {
  for (const key of list)
    await page.keyboard.press(key);
  return list.length;
}

// Tabs until the element has the focus: fails when the keyboard cannot get there.
export async function tabTo(page, selector, { most = 100 } = {}) {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector))
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${most} times Tab do not lead to ${selector} at ${page.url()}`);
}

// ---- the log, by the hooks that pages promise (README.md)

export async function openLog(page) {
  await page.keyboard.press('l');
  await page.waitForSelector('dialog#log-dialog[open]');
}

export const logged = (page) => page.waitForFunction(() =>
  document.querySelector('[data-log-status]')?.textContent.match(/H-\d+/)?.[0]).then((h) => h.jsonValue());

// How many wait in this browser, once it is at least one.
export const queued = (page) => page.waitForFunction(() =>
  Number(document.querySelector('[data-log-queue]')?.dataset.count)).then((h) => h.jsonValue());

// After saving, the focus is on the button that closes.
export async function closeLog(page) {
  await page.waitForSelector('[data-log-after]:not([hidden])');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog#log-dialog:not([open])', { state: 'attached' });
}

// The numbers on the newest page of the incidents in one's reach, and which of them were not there before.
export async function numbers(page) {
  return new Set((await (await page.request.get('/incidents')).text()).match(/H-\d+/g));
}

export async function fresh(page, before) {
  return [...await numbers(page)].filter((number) => !before.has(number));
}

// Opens the form for the exact words on an incident's page and writes; correct() also sends.
export async function write(page, text) {
  await page.click('details:has(> form#correct-words) > summary');
  await page.fill('form#correct-words textarea', text);
}

export async function correct(page, text) {
  await write(page, text);
  await page.click('form#correct-words button');
  await page.waitForLoadState('load');
}
