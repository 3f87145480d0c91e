/* desk.js: the desk page stays true while it is open. What it shows is made by the server; this fetches it anew when the stream
 * says that something changed, every half minute, and every ten seconds while the stream does not stand. A beat every ten seconds
 * is how the server knows that somebody sits here. When no answer comes it says so at once, and a press is sent again
 * with the same key until the server has it. While an acute call asks what it is, the numbers answer that. */
(() => {
  const desk = document.querySelector('[data-desk]');
  if (!desk) return;
  const now = desk.querySelector('[data-desk-now]'), link = desk.querySelector('[data-desk-link]'), words = link.dataset;
  const keys = desk.querySelector('[data-desk-keys]'), csrf = document.querySelector('meta[name=csrf]')?.content ?? '';
  const { letter, queue } = window.bagvagt;
  const page = String(crypto.getRandomValues(new Uint32Array(1))[0]); // the server ends no other page of ours when this one closes
  const EVERY = 10000, WHOLE = 30000, PATIENCE = 4000, AGAIN = 2500;
  let isOn = null, askedAt = 0, wholeAt = 0, asking = false, again = false, presses = [], rung = new Set(), ringTimer = 0, audio = null;

  /* ---- the one line that never pretends */
  function show() {
    const isWaiting = presses.length > 0, isCalled = isOn && !isWaiting && rung.size > 0;
    link.className = `desk-link is-${!isOn ? 'off' : isWaiting ? 'unsent' : 'on'}${isCalled ? ' is-called' : ''}`;
    const text = isWaiting ? (!isOn || presses.some(p => p.tried > 1) ? words.unsent : words.sending) : !isOn ? words.off : isCalled ? words.rings : words.on;
    if (link.textContent !== text) link.textContent = text;
    desk.classList.toggle('is-off', !isOn);
  }
  function setOn(is) {
    isOn = is;
    show();
  }
  /* The server answers, but does not know who asks: the way back is a sign-in. */
  const isSignedOut = response => {
    const out = desk.querySelector('[data-desk-out]'), is = response.status === 401, isNew = is && out.hidden;
    out.hidden = !is;
    if (isNew) out.scrollIntoView({ block: 'center' });
    return is;
  };

  /* ---- what stands there */
  const focusKey = () => {
    const at = document.activeElement;
    if (!now.contains(at)) return null;
    const card = at.closest('[data-desk-request], [data-desk-mine], [data-desk-log], [data-card-call]');
    return card && { card: card.getAttribute('aria-labelledby'), act: at.dataset.deskAct, name: at.name, value: at.value };
  };
  function focusAgain(key) {
    const card = key && document.getElementById(key.card)?.closest('article');
    if (!card) return;
    const same = [...card.querySelectorAll('button, select, a')].find(e => e.dataset.deskAct === key.act && e.name === key.name && (e.name === 'class' || e.value === key.value));
    same?.focus();
    if (same?.matches('select')) same.value = key.value;
  }
  const isChoosing = () => now.contains(document.activeElement) && document.activeElement.matches('select');
  /* Where somebody may be writing (data-desk-keep, at the top) stays in the page itself: what is new is laid around it. Within the
   * rest, what was folded out stays so. */
  function lay(html) {
    const fresh = document.createElement('template'), kept = new Map(), open = new Set();
    fresh.innerHTML = html;
    for (const e of now.querySelectorAll('[data-desk-keep]')) {
      if (e.parentElement === now) kept.set(e.dataset.deskKeep, e);
      else if (e.open) open.add(e.dataset.deskKeep);
    }
    for (const e of fresh.content.querySelectorAll('[data-desk-keep]')) if (open.has(e.dataset.deskKeep)) e.open = true;
    const stays = new Set([...fresh.content.children].map(e => kept.get(e.dataset.deskKeep)).filter(Boolean));
    for (const e of [...now.childNodes]) if (!stays.has(e)) e.remove();
    let at = now.firstChild;
    for (const e of [...fresh.content.childNodes]) {
      const old = e.nodeType === 1 ? kept.get(e.dataset.deskKeep) : null;
      if (old) at = old.nextSibling;
      else now.insertBefore(e, at);
    }
  }
  function put(html) {
    if (html === put.last || isChoosing()) return;
    const key = focusKey();
    put.last = html;
    lay(html);
    document.dispatchEvent(new CustomEvent('bagvagt:desk'));
    for (const e of now.querySelectorAll('[data-age]')) e.dataset.from = String(performance.now() - Number(e.dataset.age));
    focusAgain(key);
    count();
    ring();
  }
  async function ask(whole = true) {
    if (asking) {
      again ||= whole;
      return;
    }
    asking = true;
    again = false;
    askedAt = performance.now();
    try {
      const response = await fetch(whole ? '/desk/here' : '/desk/beat', { method: 'POST', headers: { 'X-Background': '1' }, body: new URLSearchParams({ csrf, page }), redirect: 'manual', signal: AbortSignal.timeout?.(PATIENCE) });
      if (isSignedOut(response) || !response.ok) throw new Error(String(response.status));
      const { html } = await response.json();
      setOn(true);
      if (whole) {
        wholeAt = askedAt;
        put(html);
      }
    } catch {
      setOn(false);
    }
    asking = false;
    if (again) ask();
    else if (isOn) presses.forEach(send);
  }
  function count() {
    for (const e of now.querySelectorAll('[data-age]')) {
      const s = Math.max(0, Math.floor((performance.now() - Number(e.dataset.from)) / 1000));
      e.textContent = s < 120 ? words.seconds.replace('{1}', s) : words.minutes.replace('{1}', Math.floor(s / 60));
    }
  }
  function beat() {
    count();
    const age = performance.now() - askedAt;
    if (age > (isOn ? EVERY : AGAIN) - 200) ask(!isOn || !window.bagvagt.live() || performance.now() - wholeAt > WHOLE - 200);
  }
  try {
    const worker = new Worker(desk.dataset.worker);
    worker.onmessage = beat;
    worker.onerror = () => setInterval(beat, 2500);
  } catch {
    setInterval(beat, 2500);
  }
  setInterval(count, 1000);
  let soon = 0;
  document.addEventListener('bagvagt:live', ({ detail: { what, id, is } }) => {
    if (what === 'help' && id === '0') { // somebody sat down or left: many hear it, and it is no alarm
      clearTimeout(soon);
      soon = setTimeout(() => ask(), 500 + Math.random() * 1500);
      return;
    }
    if (what === 'card' && now.querySelector(`[data-card-inside="${id}"]`)) ask(); // one's own acute call; those of others go on without us
    if (what === 'help' || what === 'reload' || (what === 'live' && is !== isOn)) ask();
  });
  addEventListener('offline', () => setOn(false));
  addEventListener('online', () => ask());
  addEventListener('focus', () => { if (performance.now() - askedAt > 1000) ask(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) ask(); });
  addEventListener('pagehide', () => { navigator.sendBeacon?.('/desk/away', new URLSearchParams({ csrf, page })); });
  addEventListener('pageshow', event => { if (event.persisted) ask(); });

  /* ---- sound and title, for those who are called; never for a silent request */
  function tone() {
    if (!audio || audio.state !== 'running') return;
    const at = audio.currentTime;
    for (const [i, hertz] of [660, 880, 660].entries()) {
      const o = audio.createOscillator(), gain = audio.createGain();
      o.frequency.value = hertz;
      gain.gain.setValueAtTime(0.0001, at + i * 0.22);
      gain.gain.exponentialRampToValueAtTime(0.4, at + i * 0.22 + 0.03);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + i * 0.22 + 0.2);
      o.connect(gain).connect(audio.destination);
      o.start(at + i * 0.22);
      o.stop(at + i * 0.22 + 0.21);
    }
  }
  const title = document.title;
  function ring() {
    const calls = [...now.querySelectorAll('[data-desk-rings]')].map(e => e.dataset.deskRequest);
    const fresh = calls.some(id => !rung.has(id));
    rung = new Set(calls);
    show();
    document.title = calls.length > 0 ? `● ${words.rings} – ${title}` : title;
    if (fresh) tone();
    clearInterval(ringTimer);
    if (calls.length > 0) ringTimer = setInterval(tone, 4000);
  }
  function unlock() {
    audio ??= 'AudioContext' in window ? new AudioContext() : null;
    audio?.resume().then(() => { desk.querySelector('[data-desk-sound]').hidden = true; }, () => {});
  }
  desk.querySelector('[data-desk-sound]').hidden = !('AudioContext' in window) || navigator.userActivation?.hasBeenActive === true;
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, unlock, { passive: true });

  /* ---- pressing: kept and sent again until the server has it; another key takes none of them back */
  const PRESSES = `bagvagt.presses.${queue.person()}`, STALE = 300000; // nobody wants a call of this morning when they sign in again
  const kept = {
    get() { try { return JSON.parse(sessionStorage.getItem(PRESSES)) ?? []; } catch { return []; } },
    set() { try { sessionStorage.setItem(PRESSES, JSON.stringify(presses.map(({ fields, at }) => ({ fields, at })))); } catch { /* this page still knows */ } },
  };
  async function send(press) {
    if (press.isFlying || !presses.includes(press)) return;
    press.isFlying = true;
    press.tried++;
    show();
    try {
      const response = await fetch('/desk/press', { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams({ ...press.fields, csrf }), redirect: 'manual', signal: AbortSignal.timeout?.(PATIENCE) });
      if (isSignedOut(response)) throw new Error('signed out');
      if (response.ok || (response.status >= 400 && response.status < 500)) {
        presses = presses.filter(p => p !== press);
        kept.set();
        setOn(true);
        link.textContent = response.ok ? words.sent : words.refused;
        link.classList.toggle('is-unsent', !response.ok);
        ask();
      }
    } catch {
      setOn(false);
    }
    press.isFlying = false;
    setTimeout(() => send(press), AGAIN); // when the server has it, that does nothing
  }
  keys.addEventListener('submit', event => {
    const kind = event.submitter?.value;
    if (!kind) return;
    event.preventDefault();
    let press = presses.find(p => p.fields.kind === kind); // pressed twice is one
    if (!press) {
      press = { fields: { client_key: queue.newKey(), kind }, at: Date.now(), tried: 0, isFlying: false };
      if (keys.elements.silent.checked) press.fields.silent = 'true';
      presses.push(press);
      kept.set();
    }
    const heading = document.querySelector('h1');
    if (heading.getBoundingClientRect().bottom < 0) heading.scrollIntoView(); // what comes of it stands below it, also for who pressed far down
    send(press);
  });
  presses = kept.get().filter(p => Math.abs(Date.now() - p.at) < STALE).map(p => ({ ...p, tried: 1, isFlying: false }));
  presses.forEach(send);

  /* ---- answering without leaving the page */
  now.addEventListener('submit', async event => {
    const form = event.target, act = event.submitter?.dataset.deskAct;
    if (!act) return; // the log leads to its own page
    event.preventDefault();
    event.submitter.setAttribute('aria-disabled', 'true');
    try {
      await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual', headers: { Accept: 'application/json' }, signal: AbortSignal.timeout?.(PATIENCE) });
    } catch {
      setOn(false);
    }
    put.last = null;
    ask();
  });

  /* ---- keys: 1–6 press, or say what kind of call it is; C comes; with Shift, 1–5 say how hard the one that has ended hit */
  document.addEventListener('keydown', event => {
    const key = letter(event);
    if (!key || document.querySelector('dialog[open]')) return;
    const rating = event.shiftKey && /^Digit([1-5])$/.exec(event.code)?.[1];
    const target = rating ? now.querySelector(`[data-desk-log] button[name=rating][value="${rating}"]`)
      : key === 'c' ? now.querySelector('[data-desk-rings] [data-desk-act=come]') ?? now.querySelector('[data-desk-act=come]')
        : now.querySelector(`[data-card-key="${CSS.escape(key)}"]`) ?? desk.querySelector(`[data-desk-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
  for (const e of now.querySelectorAll('[data-age]')) e.dataset.from = String(performance.now() - Number(e.dataset.age));
  setOn(navigator.onLine);
  ring();
  ask();
})();

/* The keys of warn → end, and C on the page of one request. */
(() => {
  if (document.querySelector('[data-desk]')) return;
  document.addEventListener('keydown', event => {
    const key = window.bagvagt.letter(event);
    if (!key || document.querySelector('dialog[open]')) return;
    const rating = event.shiftKey && /^Digit([1-5])$/.exec(event.code)?.[1];
    const target = key === 'c' ? document.querySelector('[data-desk-act=come]') : rating ? document.querySelector(`[data-desk-over] button[name=rating][value="${rating}"]`) : document.querySelector(`[data-desk-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
})();
