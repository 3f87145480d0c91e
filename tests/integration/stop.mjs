// A graceful stop answers every request that had reached the server, and starts no new one.
// SPDX-License-Identifier: MPL-2.0
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client, ask, makeDemo, newFolder, startServer } from '../support/bagvagt.mjs';
import { end, test, until } from '../support/tap.mjs';

const data = newFolder();
await makeDemo(data);

// Over connections of our own, so that we know when all is sent.
function send(server, client, agent, method, path, body = '') {
  let sent;
  const isSent = new Promise((resolve) => { sent = resolve; });
  const status = new Promise((resolve, reject) => {
    const outgoing = request(server.url + path, {
      agent, method,
      headers: {
        cookie: [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
        'x-csrf-token': client.csrf, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body),
      },
    }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    outgoing.on('error', reject);
    outgoing.end(body, sent);
  });
  return { isSent, status };
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  await test(`${signal} while 40 clients log: all are confirmed and there, exit status 0`, async () => {
    const server = await startServer(data);
    const client = await new Client(server).signIn('employee');
    const agents = Array.from({ length: 40 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    await Promise.all(agents.map((agent) => send(server, client, agent, 'GET', '/healthz').status));
    const keys = agents.map((_, i) => `stop-${signal}-${i}`);
    const requests = agents.map((agent, i) => send(server, client, agent, 'POST', '/api/v1/incidents',
      JSON.stringify({ client_key: keys[i], class: 'b', rating: 2 })));
    await Promise.all(requests.map((r) => r.isSent));
    const ended = server.stop(signal);
    for (const r of requests)
      assert.ok([200, 201].includes(await r.status));
    assert.equal(await ended, 0);
    const [[n]] = await ask(join(data, 'bagvagt.db'), `SELECT COUNT(*) FROM incident WHERE client_key LIKE 'stop-${signal}-%'`);
    assert.equal(n, keys.length);
    for (const agent of agents)
      agent.destroy();
  });
}

await test('a stop does not wait for ever on a connection that says nothing', async () => {
  const server = await startServer(data);
  const silent = [connect(server.port, 'localhost'), connect(server.port, 'localhost')];
  await Promise.all(silent.map((s) => new Promise((resolve) => { s.on('connect', resolve); })));
  silent[1].write('POST /api/v1/incidents HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
  for (const s of silent)
    s.on('error', () => {});
  assert.equal(await server.stop(), 0);
}, { seconds: 60 });

await test('stopped, the port is free at once and the same data serve again', async () => {
  const first = await startServer(data);
  await first.stop();
  const second = await startServer(data, { args: ['--port', String(first.port)] });
  await until('it answers', async () => (await new Client(second).get('/healthz')).status === 200);
  assert.equal(await second.stop(), 0);
});

await end();
