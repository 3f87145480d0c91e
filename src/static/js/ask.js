/* ask.js: S asks from every page; what is alike, and help in acute danger, stands there while one writes. */
(() => {
  const text = document.querySelector('[data-ask-text]');
  document.addEventListener('keydown', event => {
    if (window.bagvagt.letter(event) !== 's' || document.querySelector('dialog[open]')) return;
    if (!text && !document.querySelector('nav a[href="/ask"]')) return;
    event.preventDefault();
    if (text) text.focus(); else location.href = '/ask#ask-text';
  });
  if (!text) return;
  if (location.hash === '#ask-text') text.focus();

  const place = document.querySelector('[data-ask-similar]'), csrf = text.form.elements.csrf.value;
  let timer = 0, asked = '', flight = null;
  async function look() {
    const words = text.value.trim();
    if (words === asked) return;
    asked = words;
    flight?.abort();
    flight = new AbortController();
    if (words.length < 4) { place.replaceChildren(); return; }
    try {
      const response = await fetch('/ask/similar', { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams({ csrf, text: words }), redirect: 'manual', signal: flight.signal });
      if (!response.ok) return;
      const { html } = await response.json();
      if (words === text.value.trim()) place.innerHTML = html; // made and escaped by the server's view
    } catch { /* without it the same is shown when it is sent */ }
  }
  text.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 350); });
})();
