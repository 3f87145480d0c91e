/* inbox.js: keeps the unread badge up to date, and R marks a message as read. The stream of live.js says when to ask; while it
 * does not stand, the badge asks every half minute and when the window is looked at again. */
(() => {
  const EVERY = 30000;
  const badge = document.querySelector('[data-count]');
  let askedAt = Date.now(), asking = 0;

  async function ask() {
    askedAt = Date.now();
    try {
      const response = await fetch(badge.dataset.count, { headers: { Accept: 'application/json' }, redirect: 'manual' });
      if (!response.ok) return;
      const { unread } = await response.json();
      badge.querySelector('[data-count-number]').textContent = unread;
      badge.hidden = unread === 0;
    } catch { /* no network: the next one will tell */ }
  }
  const lookAgain = () => { if (!document.hidden && !window.bagvagt.live() && Date.now() - askedAt > 5000) ask(); };
  if (badge) {
    document.addEventListener('bagvagt:live', ({ detail: { what } }) => { /* many may be told at once: they need not ask at once */
      if (what !== 'inbox' && what !== 'reload') return;
      clearTimeout(asking);
      asking = setTimeout(ask, Math.random() * 500);
    });
    addEventListener('focus', lookAgain);
    document.addEventListener('visibilitychange', lookAgain);
    setInterval(() => { if (!document.hidden && !window.bagvagt.live()) ask(); }, EVERY);
  }
  document.addEventListener('keydown', event => {
    if (window.bagvagt.letter(event) !== 'r' || document.querySelector('dialog[open]')) return;
    const here = document.activeElement?.closest('[data-key-scope]')?.querySelector('[data-inbox-read]');
    if (!here) return;
    event.preventDefault();
    here.click();
  });
})();
