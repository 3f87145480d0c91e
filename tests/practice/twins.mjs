// Every shipped scenario stands in both languages and is the same: along every walk the same lines, choices, voices and endings by their
// ids, and the same tension. Every way through ends, and each scenario has at least three endings.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compile } from '../../tools/inkc.mjs';
import { end, test } from '../support/tap.mjs';

const { Story } = createRequire(import.meta.url)('inkjs');
const shipped = new URL('../../src/features/practice/stories/', import.meta.url).pathname;
const names = readdirSync(`${shipped}da`).sort();
const KEPT = ['id', 'who', 'end'];
const ENDINGS = ['open', 'talked', 'warned', 'ended', 'handed', 'boss', 'alarm'];

const value = (tags, name) => (tags ?? []).find((one) => one.startsWith(`${name}:`))?.slice(name.length + 1).trim();
const kept = (tags) => KEPT.map((name) => value(tags, name));
const structure = (tags) => (tags ?? []).map((one) => one.split(':')[0]);

// Everything that can be said after these choices, without the words.
function walk(json, choices) {
  const story = new Story(json), lines = [];

  story.state.storySeed = 1;
  for (let n = 0; ; n++) {
    while (story.canContinue) {
      const text = story.Continue().trim();

      if (n === choices.length)
        lines.push([text.length > 0, kept(story.currentTags), n === 0 && lines.length === 0 ? [] : structure(story.currentTags)]);
    }
    if (n === choices.length)
      break;
    story.ChooseChoiceIndex(choices[n]);
  }
  return { lines, tension: story.variablesState.$('tension'), choices: story.currentChoices.map((one) => kept(one.tags)) };
}

await test('the same scenarios in both languages', () => {
  assert.deepEqual(readdirSync(`${shipped}en`).sort(), names);
  assert.ok(names.length >= 12);
});

for (const name of names)
  await test(name, () => {
    const da = JSON.parse(compile(readFileSync(`${shipped}da/${name}`, 'utf8'), name).json);
    const en = JSON.parse(compile(readFileSync(`${shipped}en/${name}`, 'utf8'), name).json);
    const endings = new Set(), ids = new Set();
    let walks = 0;

    function each(choices) {
      const here = walk(da, choices);

      assert.ok(choices.length < 40, `does not end: ${choices}`);
      assert.deepEqual(walk(en, choices), here, `after the choices ${choices}`);
      assert.ok(here.tension >= 0 && here.tension <= 6);
      for (const [hasText, [id]] of here.lines)
        if (hasText) ids.add(id);
      for (const [id] of here.choices)
        assert.ok(id, `a choice without an id after ${choices}`);
      if (here.choices.length === 0) {
        const ending = here.lines.at(-1)[1][2];

        assert.ok(ENDINGS.includes(ending), `ends as ${ending} after ${choices}`);
        endings.add(here.lines.at(-1)[1][0]);
        walks++;
      }
      here.choices.forEach((_, i) => each([...choices, i]));
    }
    each([]);
    assert.ok(!ids.has(undefined), 'every line has an id');
    assert.ok(endings.size >= 3, `${endings.size} endings`);
    assert.ok(walks >= 8, `${walks} ways`);
  });
await end();
