// Adds up meson's logs of test programs, counting each single TAP test, names the failures and says "N passed, N failed".
// SPDX-License-Identifier: MPL-2.0
import { existsSync, readFileSync } from 'node:fs';

const suites = new Map();
const failures = [];
let passed = 0;
let skipped = 0;

function results(program) {
  const points = [...(program.stdout ?? '').matchAll(/^(not )?ok\b[ \d]*(?:- )?(.*)$/gm)].map(([, not, name]) => {
    const skip = /#\s*(skip|todo)/i.test(name); // cmocka writes "not ok N # SKIP"
    return { name: name.trim(), ok: !not, skip };
  });
  const bad = points.some((p) => !p.ok && !p.skip);
  if (program.result === 'SKIP' && points.length === 0)
    return [{ name: '', ok: true, skip: true }];
  // Not TAP at all, or gone before it could say which of its tests failed.
  if (points.length === 0 || (program.result !== 'OK' && program.result !== 'SKIP' && !bad))
    points.push({ name: program.result === 'OK' ? '' : `ended with ${program.result}`, ok: program.result === 'OK' });
  return points;
}

const titleOf = (program) => program.name.replace(/^bagvagt:/, '');
const programsOf = (log) => readFileSync(log, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

if (process.argv[2] === '--failed') { // as meson test takes them
  for (const program of programsOf(process.argv[3])) {
    if (results(program).some((point) => !point.ok && !point.skip))
      console.log(titleOf(program).split(' / ').at(-1));
  }
  process.exit();
}

// What ran a second time stands in a later log: that run counts, and what failed in the first is named.
const programs = new Map();
for (const log of process.argv.slice(2)) {
  if (!existsSync(log)) {
    failures.push(`${log} was not written`);
    continue;
  }
  for (const program of programsOf(log))
    programs.set(titleOf(program), [...programs.get(titleOf(program)) ?? [], program]);
}

for (const [title, runs] of programs) {
  const suite = title.split(/ \/ /)[0];
  const sum = suites.get(suite) ?? { passed: 0, failed: 0, seconds: 0 };
  suites.set(suite, sum);
  sum.seconds += runs.reduce((seconds, run) => seconds + run.duration, 0);
  for (const point of runs.slice(0, -1).flatMap(results).filter((one) => !one.ok && !one.skip))
    console.log(`UNSTEADY: ${title} ${point.name} failed beside others; the run by itself counts`);
  for (const point of results(runs.at(-1))) {
    if (point.skip) {
      skipped++;
      console.log(`skipped: ${title} ${point.name}`);
    } else if (point.ok) {
      sum.passed++;
    } else {
      sum.failed++;
      failures.push(`${title} ${point.name}`);
    }
  }
}

for (const [name, sum] of suites) {
  passed += sum.passed;
  console.log(`${name.padEnd(20)} ${String(sum.passed).padStart(6)} passed ${String(sum.failed).padStart(4)} failed`
    + ` ${sum.seconds.toFixed(1).padStart(8)} s`);
}
for (const failure of failures)
  console.log(`FAILED: ${failure}`);
if (skipped > 0)
  console.log(`(${skipped} skipped)`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 && passed > 0 ? 0 : 1);
