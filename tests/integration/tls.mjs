// The program's own TLS, with a certificate made here: pages, and the stream of live events, which must not lie in a buffer.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { atEnd, end, test, until } from '../support/tap.mjs';

const data = newFolder();
await makeDemo(data);
const folder = newFolder();
const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name));
await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
  '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert]);
const server = await startServer(data, { env: { BAGVAGT_TLS_CERT: cert, BAGVAGT_TLS_KEY: key } });
const agent = new Agent({ ca: readFileSync(cert), keepAlive: true });
atEnd(() => agent.destroy());

const cookiesOf = (client) => [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

// As Client, by Node's https, which can be told whom to trust.
class SecureClient extends Client {
  fetch(path, { method, body, headers }) {
    return new Promise((resolve, reject) => {
      const outgoing = request(this.url + path, { agent, method, headers }, (answer) => {
        const pieces = [];
        answer.on('data', (piece) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () => {
          const got = new Headers(Object.entries(answer.headers).filter(([name]) => name !== 'set-cookie'));
          for (const cookie of answer.headers['set-cookie'] ?? [])
            got.append('set-cookie', cookie);
          const text = Buffer.concat(pieces).toString();
          resolve({ status: answer.statusCode, headers: got, text: async () => text });
        });
      });
      outgoing.on('error', reject);
      if (body instanceof URLSearchParams)
        outgoing.setHeader('content-type', 'application/x-www-form-urlencoded');
      outgoing.end(body === undefined ? undefined : String(body));
    });
  }
}

// A page's stream: everything that came, and whether it is over.
function openStream(client) {
  const stream = { got: '', status: 0, over: false };
  const outgoing = request(`${client.url}/live`, { agent, headers: { cookie: cookiesOf(client) } }, (answer) => {
    stream.status = answer.statusCode;
    answer.on('data', (piece) => { stream.got += piece; });
    answer.on('error', () => {}); // cut off when the server stops: 'close' says so
    answer.on('close', () => { stream.over = true; });
  });
  outgoing.on('error', () => { stream.over = true; });
  outgoing.end();
  return stream;
}

await test('a page over TLS, with cookies that go nowhere else', async () => {
  assert.match(server.url, /^https:/);
  const client = new SecureClient(server);
  const page = await client.get('/sign-in');
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('strict-transport-security'), 'max-age=31536000');
  assert.ok(page.headers.getSetCookie().every((cookie) => /^__Host-/.test(cookie) && /; Secure/.test(cookie)));
});

await test('whoever does not trust the certificate hears nothing, and plain HTTP neither', async () => {
  await assert.rejects(fetch(`${server.url}/healthz`));
  await assert.rejects(fetch(`${server.url.replace('https:', 'http:')}/healthz`));
});

let stream;
await test('an event arrives at an open page at once', async () => {
  const employee = await new SecureClient(server).signIn('employee');
  const manager = await new SecureClient(server).signIn('manager');
  stream = openStream(manager);
  await until('the stream is open', () => stream.got.includes('id: '));
  assert.equal(stream.status, 200);
  const pressed = await employee.post('/api/v1/help', { json: { client_key: 'tls-press-0001', kind: 'need' } });
  assert.ok([200, 201].includes(pressed.status), pressed.text);
  await until('the event arrives', () => /data: \{"what":"help"/.test(stream.got));
  assert.equal(stream.over, false);
});

await test('a stop closes the open stream: exit status 0', async () => {
  assert.equal(await server.stop(), 0);
  await until('the stream is over', () => stream.over);
});

await end();
