// Runs tests one after another as they are declared, speaking TAP, and tidies up behind them: end() at the end of a file.
// SPDX-License-Identifier: MPL-2.0
import { setTimeout as pause } from 'node:timers/promises';

let n = 0;
let failed = 0;
const endings = [];

export async function test(name, run, { seconds = 90 } = {}) {
  const started = Date.now();
  let alarm;
  const late = new Promise((_, reject) => {
    alarm = setTimeout(() => reject(new Error(`not done after ${seconds} s`)), seconds * 1000);
  });
  n++;
  try {
    await Promise.race([run(), late]);
    console.log(`ok ${n} - ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`not ok ${n} - ${name}`);
    note(String(error.stack ?? error).replace(/\x1b\[\d+m/g, ''));
  } finally {
    clearTimeout(alarm);
  }
}

export function skip(name, why) {
  console.log(`ok ${++n} - ${name} # SKIP ${why}`);
}

export const note = (text) => console.log(String(text).trimEnd().replace(/^/gm, '# '));

// Latest first, as one tidies up.
export const atEnd = (ending) => endings.unshift(ending);

export async function end() {
  for (const ending of endings)
    await ending();
  console.log(`1..${n}`);
  process.exit(failed > 0 ? 1 : 0);
}

// What the condition returns, as soon as it is true.
export async function until(what, condition, { seconds = 20 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const result = await condition();
    if (result)
      return result;
    if (Date.now() > deadline)
      throw new Error(`waited ${seconds} s in vain: ${what}`);
    await pause(10);
  }
}
