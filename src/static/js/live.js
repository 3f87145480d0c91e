/* live.js: hears what changed while the page is open. Every event is `bagvagt:live` on document with detail {what, id}:
 * what is a topic of core/live.h, "reload" (something was missed: ask for all anew) or "live" (detail.is: the stream stands).
 * A part with an id and data-live="inbox other" is fetched anew on its topics (with data-live-of="7" when they are about the thing
 * with that id, or about several), but not while somebody works in it. Where
 * such parts are and nothing arrives any more, [data-live-off] says so: what stands there may be old. */
(() => {
  const { live: at, liveWorker } = document.body.dataset;
  const off = document.querySelector('[data-live-off]');
  const parts = () => [...document.querySelectorAll('[data-live][id]')].filter(part => part !== document.body);
  let isLive = false, offTimer = 0, leave = () => {};

  function hear(detail) {
    if (detail.what === 'live') isLive = detail.is;
    document.dispatchEvent(new CustomEvent('bagvagt:live', { detail }));
  }
  window.bagvagt.live = () => isLive;

  /* ---- parts that are fetched anew */
  const stale = new Set();
  let fetching = 0;

  const isBusy = part => part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select') ||
    [...part.querySelectorAll('textarea, input:not([type=hidden])')].some(text => text.value !== text.defaultValue) ||
    part.querySelector('dialog[open]') !== null;
  /* What was unfolded stays so, and the focus is where it was: the same id, else the same button of the same form. */
  function keepOpen(part, fresh) {
    for (const { id } of part.querySelectorAll('details[id][open]')) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  }
  function placeOf(part) {
    const at = part.contains(document.activeElement) ? document.activeElement : null;
    const action = at?.form?.getAttribute('action'), href = at?.getAttribute('href');
    return fresh => {
      if (at?.id) document.getElementById(at.id)?.focus();
      else if (action) fresh.querySelector(`form[action="${CSS.escape(action)}"] button`)?.focus();
      else if (href) fresh.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus();
      else if (at?.matches('summary') && at.parentElement.id) fresh.querySelector(`#${CSS.escape(at.parentElement.id)} > summary`)?.focus();
    };
  }
  async function renew() {
    fetching = 0;
    const wanted = parts().filter(part => stale.has(part.id) && !isBusy(part));
    if (wanted.length === 0 || document.hidden) return;
    for (const part of wanted) stale.delete(part.id);
    try {
      const response = await fetch(location.href, { headers: { 'X-Background': '1' }, redirect: 'manual' });
      if (!response.ok) throw new Error('not now');
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      for (const part of wanted) {
        const fresh = page.getElementById(part.id), back = placeOf(part);
        if (!fresh) continue;
        keepOpen(part, fresh);
        part.replaceWith(fresh);
        back(fresh);
      }
    } catch {
      for (const part of wanted) stale.add(part.id);
    }
  }
  function soon() {
    if (fetching === 0 && stale.size > 0) fetching = setTimeout(renew, 100 + Math.random() * 400);
  }
  const isAbout = ({ live, liveOf }, what, id) => live.split(' ').includes(what) && (liveOf === undefined || id === '0' || id === liveOf);
  document.addEventListener('bagvagt:live', ({ detail: { what, id } }) => {
    for (const part of parts()) if (what === 'reload' || isAbout(part.dataset, what, id)) stale.add(part.id);
    soon();
  });
  document.addEventListener('focusout', soon);
  document.addEventListener('visibilitychange', soon);

  /* ---- nothing arrives: say so, and say when it does again */
  function watch() {
    clearTimeout(offTimer);
    if (isLive && off) off.hidden = true;
    if (!isLive) offTimer = setTimeout(() => { if (off && parts().length > 0) off.hidden = false; }, 20000);
  }
  document.addEventListener('bagvagt:live', event => { if (event.detail.what === 'live') watch(); });

  /* ---- the stream */
  function byWorker(from) {
    const { port } = new SharedWorker(liveWorker, { name: `live-${document.body.dataset.personId}` });
    port.onmessage = ({ data }) => hear(data);
    port.postMessage({ at: from });
    leave = () => { port.postMessage({}); port.close(); };
  }
  function byPage(from) {
    const source = new EventSource(`/live?after=${encodeURIComponent(from)}`);
    source.onopen = () => hear({ what: 'live', is: true });
    source.onerror = () => hear({ what: 'live', is: false });
    source.onmessage = ({ data, lastEventId }) => {
      const event = JSON.parse(data);
      if (event.what === 'again') { source.close(); byPage(lastEventId); } else if (event.what !== 'beat') hear(event);
    };
    leave = () => source.close();
  }
  function begin(from) {
    if ('SharedWorker' in window) byWorker(from); else byPage(from);
  }
  if (!at || !('EventSource' in window)) return;
  watch();
  begin(at);
  addEventListener('pagehide', () => leave());
  addEventListener('pageshow', event => { if (event.persisted) begin(at); }); /* old: it will hear "reload" or all it missed */
})();
