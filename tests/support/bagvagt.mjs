// The real program for tests: its commands, its server in a temporary folder, and a client that signs in like a browser.
// SPDX-License-Identifier: MPL-2.0
import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from './tap.mjs';

export const binary = process.env.BAGVAGT_BINARY
  ?? fileURLToPath(new URL('../../build/release/src/bagvagt', import.meta.url));
export const isLong = Boolean(process.env.BAGVAGT_LONG);

const folders = [];
const children = new Set();
process.on('exit', () => {
  for (const child of children)
    child.kill('SIGKILL');
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => process.exit(1));

export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'bagvagt-'));
  chmodSync(folder, 0o755); // a test may go on as another user
  folders.push(folder);
  return folder;
}

// Starts the program, or with `as` another one that runs it; what it says is collected in .output.
export function launch(args, { as = [], env = {}, input = '' } = {}) {
  const [file, ...rest] = [...as, binary, ...args];
  const child = spawn(file, rest, { env: { ...process.env, ...env } });
  child.stdin.on('error', () => {}); // a program that refuses its words does not wait for more
  child.stdin.end(input);
  children.add(child);
  child.output = '';
  child.stdout.on('data', (data) => { child.output += data; });
  child.stderr.on('data', (data) => { child.output += data; });
  child.ended = new Promise((resolve) => {
    child.on('error', (error) => { child.output += error; resolve(-1); });
    child.on('close', (code, signal) => { children.delete(child); resolve(code ?? signal); });
  });
  return child;
}

export async function command(...args) {
  const options = typeof args.at(-1) === 'object' ? args.pop() : {};
  const child = launch(args, options);
  return { code: await child.ended, output: child.output };
}

export async function mustRun(...args) {
  const { code, output } = await command(...args);
  if (code !== 0)
    throw new Error(`bagvagt ${args.filter((a) => typeof a === 'string').join(' ')} ended with ${code}:\n${output}`);
  return output;
}

// The one place that knows how a small demo centre is made.
export const makeDemo = (data) => mustRun('demo', '--data', data, '--calls', '20000');

export async function startServer(data, { args = [], ...options } = {}) {
  const child = launch(['serve', '--data', data, '--port', '0', ...args], options);
  let gone = false;
  child.ended.then(() => { gone = true; });
  const [, scheme, port] = await until('the server says where it listens', () => {
    if (gone)
      throw new Error(`bagvagt serve ended:\n${child.output}`);
    return child.output.match(/Listening on (https?):\/\/localhost:(\d+)/);
  }, { seconds: 60 });
  return {
    child,
    url: `${scheme}://localhost:${port}`,
    port: Number(port),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return child.ended;
    },
  };
}

export const KINDS = ['employee', 'newcomer', 'manager', 'supervisor', 'mentor', 'call_trainer', 'safety_rep', 'union_rep', 'admin'];

// Enough of a browser for tests without one: cookies, and the CSRF token of the latest page.
export class Client {
  cookies = new Map();
  csrf = '';

  constructor(server) {
    this.url = server.url;
  }

  fetch(path, options) {
    return fetch(this.url + path, options);
  }

  async send(method, path, { form, json, headers = {}, signal } = {}) {
    const body = form ? new URLSearchParams({ csrf: this.csrf, ...form }) : json && JSON.stringify(json);
    const response = await this.fetch(path, {
      method, body, signal, redirect: 'manual',
      headers: {
        ...(this.cookies.size > 0 && { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') }),
        ...(json && { 'content-type': 'application/json', 'x-csrf-token': this.csrf }),
        ...headers,
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      this.cookies.set(name, value);
    }
    const text = await response.text();
    this.csrf = text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? this.csrf;
    return { status: response.status, text, headers: response.headers, json: () => JSON.parse(text) };
  }

  get(path, options) {
    return this.send('GET', path, options);
  }

  post(path, options) {
    return this.send('POST', path, options);
  }

  // Logs an incident of one's own; the same key again logs nothing new. The number when it was confirmed, else null.
  async log(key, entry = {}) {
    const answer = await this.post('/api/v1/incidents', {
      json: { client_key: key, class: 'c', rating: 3, ...entry },
    });
    return [200, 201].includes(answer.status) ? answer.json().number : null;
  }

  // By the demo's sign-in page, which has one button for each kind of person, always in this order.
  async signIn(kind) {
    const page = await this.get('/sign-in');
    const ids = [...page.text.matchAll(/name="person_id" value="(\d+)"/g)].map((match) => match[1]);
    const answer = await this.post('/sign-in/demo', { form: { person_id: ids[KINDS.indexOf(kind)] ?? '' } });
    if (answer.status !== 303)
      throw new Error(`signing in as ${kind}: ${answer.status}\n${answer.text}`);
    await this.get('/me'); // for its CSRF token
    return this;
  }
}

// Asks a database file directly, without changing it: an array of rows. For copies, and for when no server runs.
export async function ask(file, sql) {
  return JSON.parse(await python(`
import json, sqlite3, sys
print(json.dumps(sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute(sys.argv[2]).fetchall()))`, file, sql));
}

// Several questions at once: an array of their answers.
export async function askAll(file, ...questions) {
  return JSON.parse(await python(`
import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(json.dumps([db.execute(sql).fetchall() for sql in sys.argv[2:]]))`, file, ...questions));
}

export function change(file, sql) {
  return python(`
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript(sys.argv[2])
db.close()`, file, sql);
}

// Python comes with meson; Node.js 18 has no SQLite of its own.
async function python(program, ...args) {
  return (await promisify(execFile)('python3', ['-c', program, ...args], { maxBuffer: 1 << 30 })).stdout;
}
