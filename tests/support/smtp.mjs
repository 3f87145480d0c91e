// A mail server in this process: takes what it is handed and remembers it, sometimes after a moment, so that a client can
// end between handing over and hearing that it was taken.
// SPDX-License-Identifier: MPL-2.0
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export async function startMailServer() {
  const mails = []; // { to, id, text } in the order they were taken
  const sockets = new Set();
  const server = createServer((socket) => {
    let to = '', body = null, rest = '';
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // the client was killed
    const say = (line) => socket.write(`${line}\r\n`);

    const take = async () => {
      mails.push({ to, id: body.match(/^Message-ID: <([^>]+)>/mi)?.[1], text: body });
      body = null;
      await pause(randomInt(20));
      say('250 taken');
    };
    const hear = (line) => {
      if (body !== null)
        return line === '.' ? void take() : void (body += `${line}\n`);
      const [, verb, argument] = line.match(/^(\w+)\s*(.*)$/) ?? [null, '', ''];
      switch (verb.toUpperCase()) {
      case 'EHLO': case 'HELO': return say('250 mail.example');
      case 'RCPT': to = argument.match(/<([^>]*)>/)?.[1]; return say('250 good');
      case 'DATA': body = ''; return say('354 go on');
      case 'QUIT': say('221 bye'); return socket.end();
      default: return say('250 good');
      }
    };
    socket.on('data', (data) => {
      rest += data;
      const lines = rest.split('\r\n');
      rest = lines.pop();
      lines.forEach(hear);
    });
    say('220 mail.example');
  });
  await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
  return {
    url: `smtp://localhost:${server.address().port}`,
    mails,
    async stop() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
