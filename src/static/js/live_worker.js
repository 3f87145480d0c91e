/* live_worker.js: one stream for all windows of one person in this browser (a browser opens six connections to a server, so
 * a stream for each window would stop the seventh). Pages say where they begin and hear what came after that. Hidden windows
 * hear too: a worker of this kind is not slowed down with them. SPDX-License-Identifier: MPL-2.0 */
'use strict';
const KEPT = 200, SILENT = 40000, REFUSED = 30000;
const ports = new Set();
let source = null, since = '', last = '', kept = [], heardAt = 0, isLive = false, timer = 0;

const seq = id => Number(id.split('-')[1]);
const run = id => id.split('-')[0];

function tell(message) {
  for (const port of ports) port.postMessage(message);
}
function setLive(is) {
  if (is !== isLive) tell({ what: 'live', is });
  isLive = is;
}
function hear({ data, lastEventId }) {
  heardAt = Date.now();
  setLive(true);
  const { what, id } = JSON.parse(data);
  last = lastEventId;
  if (what === 'beat') return;
  if (what === 'again') { open(last); return; }
  if (what === 'reload') { since = last; kept = []; }
  kept.push({ what, id, at: last });
  if (kept.length > KEPT) since = kept.shift().at;
  tell({ what, id });
}
function open(after) {
  source?.close();
  clearTimeout(timer);
  if (kept.length === 0) since = after;
  last = after;
  heardAt = Date.now();
  source = new EventSource(`/live?after=${encodeURIComponent(after)}`);
  source.onopen = () => { heardAt = Date.now(); setLive(true); };
  source.onmessage = hear;
  source.onerror = () => {
    setLive(false);
    if (source.readyState === EventSource.CLOSED) timer = setTimeout(() => { if (ports.size > 0) open(last); }, REFUSED * (1 + Math.random()));
  };
}
/* A page that begins before what we have heard of cannot know what it missed. */
function catchUp(port, at) {
  if (run(at) !== run(last) || run(at) !== run(since) || seq(at) < seq(since)) port.postMessage({ what: 'reload' });
  else for (const event of kept) if (seq(event.at) > seq(at)) port.postMessage(event);
}
function join(port, at) {
  ports.add(port);
  if (!source || source.readyState === EventSource.CLOSED) { kept = []; open(at); } else catchUp(port, at);
  port.postMessage({ what: 'live', is: isLive });
}
function leave(port) {
  ports.delete(port);
  if (ports.size > 0) return;
  source?.close();
  source = null;
  isLive = false;
}
setInterval(() => {
  if (source && source.readyState === EventSource.OPEN && Date.now() - heardAt > SILENT) { setLive(false); open(last); }
}, 10000);
onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => (data.at ? join(port, data.at) : leave(port));
};
