
/* forms.js: what is typed survives (data-keep on a form or a textarea), what is sent is sent once, long work shows how
 * far it is ([data-progress]). */
(() => {
  const DRAFT = 'bagvagt.draft.', SENT = 'bagvagt.sent';
  const person = window.bagvagt.queue.person();
  const store = {
    get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, value); } catch { /* full: the field itself still has it */ } },
    clear(prefix) {
      try { for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key); } catch { /* nothing kept */ }
    },
  };

  /* ---- drafts, per person and form; somebody else on this tab never sees them */
  const keptFields = root => [...root.querySelectorAll('form[data-keep] textarea, textarea[data-keep]')];
  const place = form => `${DRAFT}${person}.${new URL(form.action, location.href).pathname}.${form.id}.`;
  const answered = (performance.getEntriesByType?.('navigation')[0]?.responseStatus ?? 200) < 400;
  if (person) {
    const sent = store.get(SENT);
    if (sent && answered && !document.querySelector('.error-summary, .form-error, [data-focus]')) store.clear(sent);
    if (answered) store.clear(SENT);
    for (const text of keptFields(document)) {
      const draft = text.form && store.get(place(text.form) + text.name);
      if (!draft || draft === text.value) continue;
      text.value = draft;
      text.closest('details')?.setAttribute('open', '');
    }
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT) && !key.startsWith(`${DRAFT}${person}.`)) sessionStorage.removeItem(key);
    } catch { /* nothing kept */ }
  }
  document.addEventListener('input', event => {
    const text = event.target;
    if (person && text.matches('form[data-keep] textarea, textarea[data-keep]')) store.set(place(text.form) + text.name, text.value);
  });
  document.addEventListener('bagvagt:saved', event => store.clear(place(event.detail)));

  document.querySelector('[data-focus]')?.focus(); // what went wrong comes first

  /* ---- a double click sends once */
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = '1';
    if (keptFields(form).length) store.set(SENT, place(form));
    if (new URL(form.action, location.href).pathname === '/sign-out') store.clear(DRAFT);
    setTimeout(() => { for (const button of form.querySelectorAll('[type=submit]')) button.setAttribute('aria-disabled', 'true'); });
    setTimeout(() => free(form), 10000); // an answer that is no page (a download) leaves this one standing
  });
  function free(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('[type=submit]')) button.removeAttribute('aria-disabled');
  }
  addEventListener('pageshow', () => { for (const form of document.querySelectorAll('form[data-sent]')) free(form); });

  /* ---- progress: moves every second, is read out every fifteen */
  for (const box of document.querySelectorAll('[data-progress]')) {
    const bar = box.querySelector('progress'), text = box.querySelector('[data-progress-text]');
    const spoken = box.appendChild(Object.assign(document.createElement('p'), { className: 'sr-only' }));
    let spokenAt = 0, wait = 1000;
    spoken.setAttribute('role', 'status');
    const look = async () => {
      try {
        const response = await fetch(box.dataset.progress, { headers: { Accept: 'application/json' } });
        if (!response.ok) throw new Error(String(response.status));
        const now = await response.json();
        if (now.finished) {
          location.reload();
          return;
        }
        wait = 1000;
        if (bar && now.total > 0) Object.assign(bar, { max: now.total, value: now.done });
        if (text) text.textContent = now.text;
        if (Date.now() - spokenAt > 15000) {
          spoken.textContent = now.text;
          spokenAt = Date.now();
        }
      } catch {
        wait = Math.min(wait * 2, 15000);
      }
      setTimeout(look, wait);
    };
    setTimeout(look, wait);
  }
})();
