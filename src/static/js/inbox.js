/* inbox.js: keeps the unread badge up to date while somebody is at the page, and R marks a message as read. Asked for every
 * half minute and when the window is looked at again, but not for ever: a forgotten window must not keep its session alive. */
(() => {
  const EVERY = 30000, AWAY = 3600000;
  const badge = document.querySelector('[data-count]');
  let usedAt = Date.now(), askedAt = usedAt;

  async function ask() {
    if (document.hidden || Date.now() - usedAt > AWAY) return;
    askedAt = Date.now();
    try {
      const response = await fetch(badge.dataset.count, { headers: { Accept: 'application/json' }, redirect: 'manual' });
      if (!response.ok) return;
      const { unread } = await response.json();
      badge.querySelector('[data-count-number]').textContent = unread;
      badge.hidden = unread === 0;
    } catch { /* no network: the next one will tell */ }
  }
  if (badge) {
    for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, () => { usedAt = Date.now(); }, { passive: true });
    addEventListener('focus', () => { if (Date.now() - askedAt > 5000) ask(); });
    document.addEventListener('visibilitychange', () => { if (!document.hidden && Date.now() - askedAt > 5000) ask(); });
    setInterval(ask, EVERY);
  }
  document.addEventListener('keydown', event => {
    if (window.bagvagt.letter(event) !== 'r' || document.querySelector('dialog[open]')) return;
    const here = document.activeElement?.closest('[data-key-scope]')?.querySelector('[data-inbox-read]');
    if (!here) return;
    event.preventDefault();
    here.click();
  });
})();
