
/* queue.js: what was logged arrives exactly once, or stays here. Every log is written to localStorage before it is sent,
 * one key each, so that no tab can overwrite another's and closing the window loses nothing; it is taken away only when
 * the server has answered with a number or an address. The server knows client_key: sent twice, logged once. Entries belong to
 * one person (data-person-id on body or form) and are never sent for another; entry.path says where to, /log unless given. */
(() => {
  const PREFIX = 'bagvagt.log.', RETRY_MS = 15000, TIMEOUT_MS = 12000;
  const memory = new Map(); // where the browser keeps nothing; the page then asks before it is left
  const inFlight = new Set();
  const person = () => (document.body.dataset.personId ? document.body : document.getElementById('log-form'))?.dataset.personId ?? '';
  const words = () => document.querySelector('[data-log-status]')?.dataset ?? {};

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID(); // only on https and localhost
    return [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
  }
  function put(entry) {
    const key = PREFIX + entry.person + '.' + entry.key, text = JSON.stringify(entry);
    try {
      localStorage.setItem(key, text);
      memory.delete(key);
      return true;
    } catch {
      memory.set(key, text);
      return false;
    }
  }
  function remove(entry) {
    const key = PREFIX + entry.person + '.' + entry.key;
    memory.delete(key);
    try { localStorage.removeItem(key); } catch { /* it was only in memory */ }
  }
  /* This person's entries, oldest first. */
  function list() {
    const prefix = PREFIX + person() + '.', found = new Map(memory);
    if (!person()) return [];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (!found.has(key)) found.set(key, localStorage.getItem(key));
      }
    } catch { /* memory is all there is */ }
    const entries = [];
    for (const [key, text] of found)
      if (key.startsWith(prefix)) try { entries.push(JSON.parse(text)); } catch { /* not ours */ }
    return entries.sort((a, b) => a.at - b.at);
  }
  /* The badge stands in the header beside the log button, made here because only scripts need it. */
  function badges() {
    const there = document.querySelectorAll('[data-log-queue]'), tools = document.querySelector('.bv-tools');
    if (there.length > 0 || !tools) return there;
    const box = document.createElement('span'), badge = document.createElement('button');
    box.setAttribute('role', 'status');
    Object.assign(badge, { type: 'button', className: 'queue-badge', hidden: true });
    badge.dataset.logQueue = '';
    box.append(badge);
    tools.prepend(box);
    return [badge];
  }
  function show() {
    const all = list(), stuck = all.filter(e => e.refused).length, waiting = all.length - stuck;
    for (const badge of badges()) {
      const w = words();
      badge.hidden = all.length === 0;
      badge.dataset.count = all.length;
      const text = stuck ? w.stuck : waiting === 1 ? w.one : w.many;
      badge.textContent = (text ?? '{1}').replace('{1}', stuck || waiting);
    }
  }
  /* Good news beside the badge, for a while. */
  function tell(text) {
    const box = badges()[0]?.parentElement;
    if (!box) return;
    const news = Object.assign(document.createElement('span'), { className: 'queue-badge is-done', textContent: text });
    box.append(news);
    setTimeout(() => news.remove(), 12000);
  }
  async function problem(response) {
    try {
      const body = await response.json();
      const fields = (body.errors ?? []).map(e => e.detail ?? e.message ?? e.text).filter(Boolean);
      return fields.length ? fields.join(' ') : body.detail || body.title || '';
    } catch {
      return '';
    }
  }
  /* What is sent late happened when save was pressed, not when the network came back; in the centre's time. */
  function fieldsOf(entry) {
    const isLate = Date.now() - entry.at > 120000, has = entry.fields.some(([name]) => name === 'call_id' || name === 'occurred_at');
    if (!isLate || has) return entry.fields;
    const timeZone = document.body.dataset.zone || undefined;
    const at = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(entry.at);
    return [...entry.fields, ['occurred_at', at.replace(' ', 'T')]];
  }
  /* {kind: 'saved', number, url} | 'refused', text | 'signed-out' | 'waiting' */
  async function post(entry) {
    const csrf = document.querySelector('meta[name=csrf]')?.content ?? document.querySelector('#log-form [name=csrf]')?.value ?? '';
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    try {
      const response = await fetch(entry.path ?? '/log', {
        method: 'POST', redirect: 'manual', signal: stop.signal, credentials: 'same-origin',
        headers: { Accept: 'application/json', 'X-CSRF-Token': csrf, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fieldsOf(entry)).toString(),
      });
      if (response.ok) {
        const saved = await response.json(); // a page from something in between is no answer: it throws
        return saved.url ? { kind: 'saved', number: saved.number, url: saved.url } : { kind: 'waiting' };
      }
      if ([400, 404, 409, 413, 422].includes(response.status)) return { kind: 'refused', text: await problem(response) };
      if (response.status === 401 || response.status === 403 || response.type === 'opaqueredirect') return { kind: 'signed-out' };
    } catch { /* no network, too slow, or cut off in the middle: asking again tells */
    } finally {
      clearTimeout(timer);
    }
    return { kind: 'waiting' };
  }
  async function send(entry) {
    inFlight.add(entry.key);
    const answer = await post(entry);
    inFlight.delete(entry.key);
    if (answer.kind === 'saved') remove(entry);
    else if (answer.kind === 'refused') put({ ...entry, refused: answer.text || ' ' });
    show();
    return answer;
  }
  async function retry() {
    for (const entry of list().filter(e => !e.refused && !inFlight.has(e.key))) {
      const answer = await send(entry);
      if (answer.kind === 'saved') document.dispatchEvent(new CustomEvent('bagvagt:arrived', { detail: { entry, answer } }));
      if (answer.kind === 'waiting' || answer.kind === 'signed-out') return;
    }
  }
  /* One tab at a time where the browser can say so; else the client_key settles it. */
  function retryAlone() {
    show();
    if (list().every(e => e.refused)) return;
    if (navigator.locks) navigator.locks.request('bagvagt-log', { ifAvailable: true }, lock => lock && retry());
    else retry();
  }
  addEventListener('online', retryAlone);
  addEventListener('pageshow', retryAlone);
  addEventListener('storage', event => { if (!event.key || event.key.startsWith(PREFIX)) show(); });
  setInterval(retryAlone, RETRY_MS);
  addEventListener('beforeunload', event => { if (memory.size > 0) event.preventDefault(); });
  document.addEventListener('submit', event => {
    if (new URL(event.target.action, location.href).pathname !== '/sign-out' || list().length === 0) return;
    if (!confirm(words().leave ?? '')) event.preventDefault();
  }, true);
  window.bagvagt.queue = { newKey, put, list, send, tell, person };
})();
