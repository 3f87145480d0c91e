/* cards.js: what is heard in an acute call is saved while one writes. The form as it stands is kept in this browser before it is sent,
 * and goes away there only when the server has it; what comes late does not undo what came after it (seq).
 * SPDX-License-Identifier: MPL-2.0 */
(() => {
  const PREFIX = 'bagvagt.note.', SOON = 500, AGAIN = 3000, PATIENCE = 5000;
  const { queue } = window.bagvagt;
  const csrf = () => document.querySelector('meta[name=csrf]')?.content ?? '';
  const memory = new Map(), timers = new Map(), flying = new Set();
  const keyOf = call => `${PREFIX}${queue.person()}.${call}`;

  function keep(call, fields) {
    try { localStorage.setItem(keyOf(call), JSON.stringify(fields)); } catch { memory.set(call, fields); }
  }
  function kept(call) {
    try { return JSON.parse(localStorage.getItem(keyOf(call))) ?? memory.get(call); } catch { return memory.get(call); }
  }
  function drop(call) {
    memory.delete(call);
    try { localStorage.removeItem(keyOf(call)); } catch { /* it was only in memory */ }
  }
  function calls() {
    const prefix = `${PREFIX}${queue.person()}.`, found = new Set(memory.keys());
    try {
      for (let i = 0; i < localStorage.length; i++) if (localStorage.key(i).startsWith(prefix)) found.add(localStorage.key(i).slice(prefix.length));
    } catch { /* memory is all there is */ }
    return queue.person() ? [...found] : [];
  }
  function say(call, what) {
    const line = document.querySelector(`[data-card-notes="${CSS.escape(call)}"] [data-card-saved]`);
    if (!line) return;
    line.dataset.state = what;
    line.textContent = line.dataset[what];
  }
  async function send(call) {
    const fields = kept(call);
    if (!fields || flying.has(call)) return;
    flying.add(call);
    try {
      const response = await fetch(`/desk/requests/${encodeURIComponent(call)}/notes`, {
        method: 'POST', redirect: 'manual', headers: { Accept: 'application/json', 'X-CSRF-Token': csrf() },
        body: new URLSearchParams(fields), signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (response.ok && (await response.json()).saved) {
        if (kept(call)?.seq === fields.seq) {
          drop(call);
          say(call, 'saved');
        }
      } else if ([403, 404, 413, 422].includes(response.status)) {
        say(call, 'refused'); // it stays in the form and here
        flying.delete(call);
        return;
      } else say(call, 'waits');
    } catch {
      say(call, 'waits');
    }
    flying.delete(call);
    if (kept(call)) later(call, AGAIN);
  }
  function later(call, ms) {
    clearTimeout(timers.get(call));
    timers.set(call, setTimeout(() => send(call), ms));
  }
  document.addEventListener('input', ({ target }) => {
    const form = target.closest?.('[data-card-notes]');
    if (!form) return;
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrf;
    keep(form.dataset.cardNotes, { ...fields, seq: String(Date.now()) });
    later(form.dataset.cardNotes, SOON);
  });
  document.addEventListener('submit', event => {
    const form = event.target.closest('[data-card-notes]');
    if (!form) return;
    event.preventDefault();
    if (kept(form.dataset.cardNotes)) later(form.dataset.cardNotes, 0);
  });
  /* A page that was closed or fell over before all was sent shows again what was typed. */
  function fill() {
    for (const form of document.querySelectorAll('[data-card-notes]:not([data-filled])')) {
      const fields = kept(form.dataset.cardNotes);
      form.dataset.filled = '';
      for (const area of form.querySelectorAll('textarea')) if (fields && area.name in fields) area.value = fields[area.name];
      if (fields) say(form.dataset.cardNotes, 'waits');
    }
  }
  document.addEventListener('bagvagt:desk', fill);
  addEventListener('online', () => calls().forEach(call => later(call, 0)));
  fill();
  calls().forEach(call => later(call, 0));
})();
