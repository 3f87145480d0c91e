/* listening.js: what the listener notes is kept at once. A note gets a key and is in this browser before it is sent; it goes away there
 * only when the server has it, which keeps the same key once. How long ago it was written is said with it, so that a note which waited
 * for the network still has its own time.
 * SPDX-License-Identifier: MPL-2.0 */
(() => {
  const PREFIX = 'bagvagt.listening.', AGAIN = 3000, PATIENCE = 5000;
  const { queue } = window.bagvagt;
  const form = document.querySelector('[data-listening-notes]');
  const csrf = () => document.querySelector('meta[name=csrf]')?.content ?? '';
  const memory = new Map(), flying = new Set();
  let timer = 0;

  function keep(note) {
    const key = `${PREFIX}${queue.person()}.${note.session}.${note.key}`;
    try { localStorage.setItem(key, JSON.stringify(note)); } catch { memory.set(key, note); }
  }
  function drop(note) {
    const key = `${PREFIX}${queue.person()}.${note.session}.${note.key}`;
    memory.delete(key);
    try { localStorage.removeItem(key); } catch { /* it was only in memory */ }
  }
  /* This person's notes that have not arrived, oldest first; also those of a page that was closed. */
  function waiting() {
    const prefix = `${PREFIX}${queue.person()}.`, notes = [...memory.values()];
    if (!queue.person()) return [];
    try {
      for (let i = 0; i < localStorage.length; i++)
        if (localStorage.key(i).startsWith(prefix)) notes.push(JSON.parse(localStorage.getItem(localStorage.key(i))));
    } catch { /* memory is all there is */ }
    return notes.sort((a, b) => a.at - b.at);
  }
  function say(what) {
    const line = document.querySelector('[data-listening-saved]');
    if (!line) return;
    line.dataset.state = what;
    line.textContent = line.dataset[what];
  }
  function show(note) {
    const list = document.querySelector('[data-listening-list]');
    if (!list || String(form?.dataset.listeningNotes) !== note.session || list.querySelector(`[data-key="${CSS.escape(note.key)}"]`)) return;
    const item = document.createElement('li'), time = document.createElement('time'), text = document.createElement('span');
    item.dataset.key = note.key;
    item.dataset.waits = '';
    time.dateTime = new Date(note.at).toISOString();
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang === 'da' ? 'da-DK' : 'en-GB',
      { timeZone: document.body.dataset.zone || undefined, timeStyle: 'short' }).format(note.at);
    text.className = 'said';
    text.textContent = note.text;
    item.append(time, ' ', text);
    list.append(item);
  }
  async function send(note) {
    if (flying.has(note.key)) return true;
    flying.add(note.key);
    try {
      const response = await fetch(`/listening/${encodeURIComponent(note.session)}/notes`, {
        method: 'POST', redirect: 'manual', headers: { Accept: 'application/json', 'X-CSRF-Token': csrf() },
        body: new URLSearchParams({ text: note.text, client_key: note.key, age_ms: String(Math.max(0, Date.now() - note.at)) }),
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (response.ok && (await response.json()).saved) {
        drop(note);
        document.querySelector(`[data-listening-list] [data-key="${CSS.escape(note.key)}"]`)?.removeAttribute('data-waits');
        return true;
      }
      if ([404, 409, 413, 422].includes(response.status)) { // it will never be taken: it stays here and on the page
        keep({ ...note, refused: true });
        say('refused');
        return true;
      }
    } catch { /* no network: again */
    } finally {
      flying.delete(note.key);
    }
    return false;
  }
  async function sendAll() {
    clearTimeout(timer);
    for (const note of waiting().filter(one => !one.refused)) {
      if (!await send(note)) {
        say('waits');
        timer = setTimeout(sendAll, AGAIN);
        return;
      }
    }
    if (waiting().length === 0 && document.querySelector('[data-listening-list] li')) say('saved');
  }
  function note() {
    const area = form.querySelector('textarea'), text = area.value.trim();
    if (!text) return;
    const one = { session: form.dataset.listeningNotes, key: queue.newKey(), at: Date.now(), text };
    keep(one);
    show(one);
    area.value = '';
    area.focus();
    sendAll();
  }
  form?.addEventListener('submit', event => {
    event.preventDefault();
    event.stopPropagation();
    note();
  });
  form?.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target.tagName !== 'TEXTAREA') return;
    event.preventDefault();
    note();
  });
  waiting().forEach(show);
  if (waiting().some(one => !one.refused)) sendAll();
  addEventListener('online', sendAll);
})();
