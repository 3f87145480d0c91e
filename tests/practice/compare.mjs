// The server's story walker against inkjs: random walks over every shipped scenario and over small stories, one per feature of the
// language. Every line, tag, choice and variable must be the same. BAGVAGT_LONG=1 walks 100,000 times.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../../tools/inkc.mjs';
import { end, test } from '../support/tap.mjs';

const { Story } = createRequire(import.meta.url)('inkjs');
const here = new URL('.', import.meta.url).pathname;
const shipped = new URL('../../src/features/practice/stories/', import.meta.url).pathname;
const MOST_TURNS = 80;
const WALKS = process.env.BAGVAGT_LONG ? 100_000 : 4000;

function variables(story) {
  const lines = [...story.variablesState._globalVariables].map(([name, value]) => `${name}=${value.toString()}\n`);

  return lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join('');
}

function walk(json, number) {
  const out = [];
  const story = new Story(json);
  let random = number % 2147483646 + 1;

  story.state.storySeed = number % 100;
  try {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      while (story.canContinue) {
        const text = story.Continue();

        out.push([text, [...story.currentTags]]);
      }
      const choices = story.currentChoices;

      out.push(choices.flatMap((one) => [one.text, [...(one.tags ?? [])]]));
      out.push(variables(story));
      if (choices.length === 0)
        break;
      random = random * 48271 % 2147483647;
      story.ChooseChoiceIndex(Math.floor(random / 7) % choices.length);
    }
  } catch {
    return ['broken'];
  }
  return out;
}

const folder = mkdtempSync(join(tmpdir(), 'ink-'));
const files = [
  ...readdirSync(join(here, 'stories')).map((name) => join(here, 'stories', name)),
  ...['da', 'en'].flatMap((lang) => readdirSync(join(shipped, lang)).filter((name) => name.endsWith('.ink')).map((name) => join(shipped, lang, name))),
];
const each = Math.ceil(WALKS / files.length);

try {
  for (const [n, file] of files.entries()) {
    await test(file.replace(/.*stories\//, ''), () => {
      const { json } = compile(readFileSync(file, 'utf8'), file);
      const path = join(folder, 'story.json');
      const first = 1 + n * each;

      writeFileSync(path, json);
      const lines = execFileSync(process.env.INK_TRANSCRIPT, [path, String(first), String(first + each)], { encoding: 'utf8', maxBuffer: 1 << 30 })
        .trimEnd().split('\n');

      assert.equal(lines.length, each, lines[0]);
      const parsed = JSON.parse(json);

      for (const [i, line] of lines.entries())
        assert.deepEqual(JSON.parse(line), walk(parsed, first + i), `walk ${first + i}`);
    });
  }
} finally {
  rmSync(folder, { recursive: true });
}
await end();
