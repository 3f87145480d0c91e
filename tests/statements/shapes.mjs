// Statements of every kind against the rules of xAPI, as a store's own validator knows them, and for what must never be in one.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { end, test } from '../support/tap.mjs';

const validate = createRequire(import.meta.url)('@learninglocker/xapi-validation').default;
const STORE = 'https://lrs.example.dk/xapi/';
const HOME = 'https://bagvagt.example.dk/vagt';
const ADL_VERBS = ['passed', 'completed', 'attended'].map((verb) => `http://adlnet.gov/expapi/verbs/${verb}`);

const print = (seed = 7, store = STORE) => execFileSync(process.env.STATEMENT_SHAPES, [String(seed), store], { encoding: 'utf8' })
  .trimEnd().split('\n').map((line) => line.split('\t')).map(([kind, json]) => ({ kind, json, statement: JSON.parse(json) }));

const all = print();

await test('the validator finds what is wrong', () => {
  const { statement } = structuredClone(all[0]);
  statement.verb.id = 'passed';
  assert.equal(validate(statement).length, 1);
});

await test('it finds nothing in any statement', () => {
  assert.equal(new Set(all.map((one) => one.kind)).size, 6);
  for (const { kind, statement } of all)
    assert.deepEqual(validate(statement).map(String), [], kind);
});

await test('everything has one of our names or of ADL', () => {
  for (const { kind, statement } of all) {
    assert.ok(ADL_VERBS.includes(statement.verb.id) || (kind === 'competence_expired' && statement.verb.id === `${HOME}/xapi/verbs/expired`));
    assert.match(statement.object.definition.type, /^http:\/\/adlnet\.gov\/expapi\/activities\/[a-z]+$/);
    assert.ok(statement.object.id.startsWith(`${HOME}/xapi/centres/`));
    assert.equal(new URL(statement.object.id).href, statement.object.id);
    assert.match(statement.id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(Object.keys(statement.verb.display), ['da', 'en']);
  }
  assert.equal(new Set(all.map((one) => one.statement.id)).size, all.length);
});

await test('the same event is the same statement, word for word', () => {
  assert.deepEqual(print(), all);
});

await test('whom it is about is a pseudonym, another one for another store or salt', () => {
  const names = (list) => new Set(list.map((one) => one.statement.actor.account.name));
  for (const { statement } of all)
    assert.deepEqual(Object.keys(statement.actor).sort(), ['account', 'objectType']);
  const [mine] = names(all);
  assert.equal(names(all).size, 1);
  assert.match(mine, /^[0-9a-f]{32}$/);
  for (const others of [print(8), print(7, 'https://other.example.dk/')]) {
    assert.ok(!names(others).has(mine));
    const ids = new Set(others.map((one) => one.statement.id));
    assert.ok(all.every((one) => !ids.has(one.statement.id)));
  }
});

// What a statement may hold is this and nothing else, so that nothing slips in with a new member.
const ALLOWED = new Set(['id', 'actor', 'actor.objectType', 'actor.account', 'actor.account.homePage', 'actor.account.name', 'verb', 'verb.id',
  'verb.display', 'verb.display.da', 'verb.display.en', 'object', 'object.objectType', 'object.id', 'object.definition',
  'object.definition.type', 'object.definition.name', 'object.definition.name.da', 'object.definition.name.en', 'result',
  'result.completion', 'result.success', 'context', 'context.platform', 'timestamp']);
const paths = (value, path = '') => (value !== null && typeof value === 'object'
  ? Object.entries(value).flatMap(([key, inner]) => [`${path}${key}`, ...paths(inner, `${path}${key}.`)]) : []);

await test('nothing else is told, least of all what is confided', () => {
  for (const { json, statement } of all) {
    for (const path of paths(statement))
      assert.ok(ALLOWED.has(path), path);
    assert.doesNotMatch(json, /incident|hændelse|aftercare|opfølgning på|note|mbox|mailto|score|response|choice|question|experience\b/i);
  }
});

end();
