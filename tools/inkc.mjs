// Compiles the stories in ink that are shipped: inkc.mjs OUT_DIR FILE.ink…
// Writes stories.bin (sources and compiled stories) and stories.c, a table over it that the assembler takes in by .incbin. Titles come
// from the story's global tags. A warning of the compiler is an error here.
// SPDX-License-Identifier: MPL-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createRequire } from 'node:module';

const { Compiler, CompilerOptions } = createRequire(import.meta.url)('inkjs/full');

export function compile(source, name) {
  const said = [];
  const compiler = new Compiler(source, new CompilerOptions(null, [], false, (text) => said.push(text)));
  let story;

  try {
    story = compiler.Compile();
  } catch (error) {
    if (said.length === 0)
      said.push(error.message);
  }
  if (said.length > 0)
    throw new Error(`${name}: ${said.join(`\n${name}: `)}`);
  return { story, json: story.ToJson() };
}

function tag(story, name) {
  const found = (story.globalTags ?? []).find((one) => one.startsWith(`${name}:`));

  if (!found)
    throw new Error(`the story lacks # ${name}: …`);
  return found.slice(name.length + 1).trim();
}

const quoted = (text) => JSON.stringify(text); // our titles hold neither control characters nor trigraphs

function main([out, ...files]) {
  const pieces = [], rows = [];
  let at = 0;

  const put = (text) => {
    const bytes = Buffer.from(text);
    const place = `{practice_stories_bin + ${at}, ${bytes.length}}`;

    pieces.push(bytes);
    at += bytes.length;
    return place;
  };
  for (const file of files) { // in the order in which they are offered
    const source = readFileSync(file, 'utf8');
    const [, lang, name] = file.match(/(da|en)\/([a-z_]+)\.ink$/);
    const { story, json } = compile(source, file);
    const text = (what) => `STR_LITERAL(${quoted(tag(story, what))})`;

    rows.push(`    {${quoted(name)}, LANG_${lang.toUpperCase()}, ${tag(story, 'minutes')}, ${text('title')},\n     ${text('about')},\n     ${text('person')},\n     ${put(source)}, ${put(json)}},`);
  }
  const bin = resolve(out, 'stories.bin');

  writeFileSync(bin, Buffer.concat(pieces));
  writeFileSync(resolve(out, 'stories.c'), `/* Made by inkc: do not edit. */
#include "features/practice/practice_shelf.h"

extern const char practice_stories_bin[] __attribute__((visibility("hidden")));
__asm__(".section .rodata\\n.balign 16\\n.hidden practice_stories_bin\\n.global practice_stories_bin\\n"
        "practice_stories_bin:\\n.incbin \\"${bin}\\"\\n.byte 0\\n.previous\\n"); /* ${at} bytes */

#define STR_LITERAL(text) {text, sizeof(text) - 1}
const struct practice_shipped practice_shipped[] = {
${rows.join('\n')}
};
const size_t practice_shipped_n = ${rows.length};
`);
}

if (process.argv[1]?.endsWith('inkc.mjs'))
  main(process.argv.slice(2));
