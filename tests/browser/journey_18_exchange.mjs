// A scenario leaves as a SCORM 1.2 package and is played in a learning platform (scorm-again): begun, left, gone on with where it was left,
// completed; the choices are gone then. The manifest is well-formed XML and names every file; nothing is fetched from elsewhere.
// And scenarios come in from files: Twee and compiled ink, through the editor.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { inflateRawSync } from 'node:zlib';
import { DESK, PHONE, atEnd, axe, end, fits, shot, signIn, test, withPage } from './harness.mjs';

const platform = readFileSync(createRequire(import.meta.url).resolve('scorm-again/scorm12'), 'utf8');
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
const packages = new Map(); // by folder: the files by name

// The learning platform: what it keeps stands in window.cmi, and comes back in when the page is opened with it.
const HOST = `<!doctype html><html lang="en"><title>Platform</title><script src="/platform.js"></script><script>
  window.API = new (window.Scorm12API ?? window.ScormAgain.Scorm12API)({ autocommit: false, logLevel: 4 });
  const kept = JSON.parse(sessionStorage.getItem('cmi') ?? 'null');
  if (kept) window.API.loadFromJSON(kept, '');
  window.API.on('LMSFinish', () => sessionStorage.setItem('finished', String(Number(sessionStorage.getItem('finished')) + 1)));
  window.API.on('LMSCommit', () => sessionStorage.setItem('cmi', JSON.stringify(window.API.renderCMIToJSONObject().cmi ?? {})));
</script><iframe title="Call" src="index.html" width="100%" height="700"></iframe>`;

const lms = createServer((request, response) => {
  const [, folder, file] = new URL(request.url, 'http://lms').pathname.split('/');
  const answer = (type, body) => response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);

  if (folder === 'platform.js')
    return answer('text/javascript', platform);
  if (folder === 'favicon.ico')
    return response.writeHead(204).end();
  if (file === 'host')
    return answer('text/html', HOST);
  const content = packages.get(folder)?.get(file);
  return content ? answer(TYPES[file.split('.').pop()] ?? 'text/plain', content) : response.writeHead(404).end();
});
await new Promise((ready) => lms.listen(0, '127.0.0.1', ready));
atEnd(() => lms.close());
const address = `http://127.0.0.1:${lms.address().port}`;

// By the directory at the archive's end.
function unzip(zip) {
  const files = new Map(), tail = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = zip.readUInt32LE(tail + 16);

  for (let n = zip.readUInt16LE(tail + 10); n > 0; n--) {
    const size = zip.readUInt32LE(at + 20), name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    const local = zip.readUInt32LE(at + 42), from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);

    files.set(name, inflateRawSync(zip.subarray(from, from + size)));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

async function take(page, path, folder) {
  const answer = await page.request.get(path);

  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['content-type'], 'application/zip');
  packages.set(folder, unzip(await answer.body()));
}

// The browser's own XML parser; what it says of the manifest.
async function manifest(page, folder) {
  const files = packages.get(folder);
  const found = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml'), all = (name) => [...xml.getElementsByTagName(name)];

    return {
      broken: all('parsererror').map((one) => one.textContent), title: all('title')[0]?.textContent,
      version: all('schemaversion')[0]?.textContent, start: all('resource')[0]?.getAttribute('href'),
      names: all('file').map((one) => one.getAttribute('href')),
    };
  }, files.get('imsmanifest.xml').toString());

  assert.deepEqual(found.broken, []);
  assert.equal(found.version, '1.2');
  assert.equal(found.start, 'index.html');
  assert.deepEqual([...found.names, 'imsmanifest.xml'].sort(), [...files.keys()].sort());
  return found;
}

const cmi = (page) => page.evaluate(() => ({
  status: window.API.cmi.core.lesson_status, data: window.API.cmi.suspend_data, score: window.API.cmi.core.score.raw,
}));

async function look(page, name) {
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await fits(page);
    await axe(page);
    await shot(page, `scorm-${name}-${size.width}`);
  }
  await page.setViewportSize(DESK);
}

for (const lang of ['da', 'en']) {
  await test(`played in a learning platform (${lang})`, () => withPage({ lang }, async (page) => {
    await signIn(page, 'call_trainer');
    await take(page, `/practice/refusal/scorm?lang=${lang}`, lang);
    const { title } = await manifest(page, lang);

    const asked = [];
    await page.goto('about:blank'); // what the page before says in leaving is not meant
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${address}/${lang}/host`);
    const call = page.frameLocator('iframe');
    const said = () => call.locator('[data-talk] .you').count();

    await call.locator('[data-choices] button').first().waitFor();
    assert.equal(await call.locator('html').getAttribute('lang'), lang);
    assert.equal(await call.locator('h1').textContent(), title);
    assert.equal((await cmi(page)).status, 'incomplete');
    await call.locator('[data-talk]').focus();
    await page.keyboard.press('2');
    await page.keyboard.press('3');
    assert.equal(await said(), 2);
    assert.match((await cmi(page)).data, /^1;[0-9a-f]{16};\d+;1,2$/);
    await call.locator('[data-stop]').click();
    await call.locator('[data-go-on]').click();

    const words = await call.locator('[data-talk]').innerText();
    await page.reload();
    await call.locator('[data-choices] button').first().waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.getItem('finished')), '1', 'it said goodbye when it was left');
    assert.equal(await call.locator('[data-talk]').innerText(), words, 'where it was left');
    for (let turn = 0; turn < 30 && await call.locator('[data-choices] button').count() > 0; turn++)
      await call.locator('[data-choices] button').last().click();
    await call.locator('[data-over]').waitFor();
    assert.deepEqual(await cmi(page), { status: 'completed', data: '', score: '' });
    assert.equal(await call.locator('[data-end]:visible').count(), 1);
    assert.ok(await call.locator('[data-replay] .note').count() > 0, 'what the other one thought');
    await call.locator('[data-again]').click();
    assert.equal(await said(), 0);
    assert.equal((await cmi(page)).status, 'completed', 'once is enough');
    assert.deepEqual(asked.filter((url) => !url.startsWith(`${address}/${lang}/`) && !url.endsWith('/favicon.ico') && url !== `${address}/platform.js`), [], 'only its own files are asked for');
  }), { seconds: 120 });

  await test(`without a platform (${lang})`, () => withPage({ lang }, async (page) => {
    await page.goto(`${address}/${lang}/index.html`);
    assert.notEqual(await page.textContent('[data-status]'), '', 'it says so');
    await look(page, `call-${lang}`);
    for (let turn = 0; turn < 30 && await page.locator('[data-choices] button').count() > 0; turn++)
      await page.keyboard.press('1');
    await page.waitForSelector('[data-over]:not([hidden])');
    await look(page, `over-${lang}`);
  }), { seconds: 120 });
}

await test('one of the centre\'s own, whatever it is called', () => withPage({}, async (page) => {
  await signIn(page, 'call_trainer');
  await page.goto('/practice/own/new');
  const source = await page.inputValue('#practice-source');

  await page.fill('#practice-source', source.replace(/# title: .*/, '# title: "Nej" & <b>ja</b>'));
  await page.click('#practice-edit button[type=submit]');
  await page.waitForURL(/own\/\d+$/);
  const name = `own-${page.url().match(/\d+$/)[0]}`;

  await page.goto(`/practice/${name}`);
  await page.click('#practice-scorm summary');
  await axe(page);
  await shot(page, 'scorm-link');
  await take(page, await page.getAttribute('#practice-scorm a', 'href'), name);
  assert.equal((await manifest(page, name)).title, '"Nej" & <b>ja</b>');
  await page.goto(`${address}/${name}/index.html`);
  assert.equal(await page.textContent('h1'), '"Nej" & <b>ja</b>');
}), { seconds: 120 });
const TWEE = `:: StoryTitle
Nej & ja

:: Start
- Hvem er der?
[[Det er mig // igen->Ja]]
[[Ja]]

:: Ja [end:talked]
Godt.
`;

async function bring(page, name, content) {
  await page.goto('/practice/own/new');
  await page.click('#practice-import summary');
  await page.setInputFiles('#practice-file', { name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  await Promise.all([page.waitForEvent('load'), page.click('#practice-import button')]);
}

await test('files are put into the editor', () => withPage({}, async (page) => {
  await signIn(page, 'call_trainer');
  await page.goto('/practice/own/new');
  await page.click('#practice-import summary');
  await look(page, 'file');
  await bring(page, 'call.twee', ':: Start\nHallo\n<<set $x to 1>>\n');
  assert.match(await page.innerText('.error-summary'), /»Start«, linje 3/);
  await axe(page);
  page.troubles.length = 0; // 422 was meant
  await bring(page, 'call.twee', TWEE);
  await look(page, 'taken');
  const ink = await page.inputValue('#practice-source');
  await page.fill('#practice-source', `# about: om\n# person: hvem\n${ink}`);
  await page.click('#practice-edit button[type=submit]');
  await page.waitForURL(/own\/\d+$/);
  assert.equal(await page.textContent('h1'), 'Nej & ja');

  const story = packages.get('en').get('story.js').toString().replace(/^window.practiceStory = /, '').replace(/;\n$/, '');
  await bring(page, 'call.json', story);
  await page.click('#practice-edit button[type=submit]');
  await page.waitForURL(/own\/\d+$/);
  assert.equal(await page.inputValue('#practice-source'), '', 'it came without one');
  await page.waitForSelector('text=hentet som oversat ink');
  await look(page, 'compiled');
  await page.click('[data-practice-preview]'); // it can be played all the same
  await page.locator('[data-practice-offers] button').first().click();
}), { seconds: 120 });
await end();
