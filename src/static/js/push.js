
/* push.js: lets this browser show messages ([data-push] holds the server's public key). */
(() => {
  const form = document.querySelector('form[data-push]');
  if (!form || !('serviceWorker' in navigator) || !('PushManager' in window)) return;
  const denied = document.querySelector('[data-push-denied]');

  const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
  const base64 = key => btoa(String.fromCharCode(...new Uint8Array(key))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  function label() {
    const agent = navigator.userAgent;
    const name = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari'].find(part => agent.includes(`${part}/`)) ?? '';
    const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac', 'Linux'].find(part => agent.includes(part)) ?? '';
    return [{ Edg: 'Edge', OPR: 'Opera' }[name] ?? name, system].filter(Boolean).join(', ');
  }
  async function subscribe() {
    const worker = await navigator.serviceWorker.register(form.dataset.pushWorker);
    const wanted = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };
    try {
      return await worker.pushManager.subscribe(wanted);
    } catch (error) {
      if (error.name !== 'InvalidStateError') throw error; /* one for another key of ours: it is of no use any more */
      await (await worker.pushManager.getSubscription())?.unsubscribe();
      return worker.pushManager.subscribe(wanted);
    }
  }
  form.hidden = false;
  document.querySelector('[data-push-none]').hidden = true;
  form.addEventListener('submit', async event => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    try {
      const subscription = await subscribe();
      form.elements.endpoint.value = subscription.endpoint;
      form.elements.p256dh.value = base64(subscription.getKey('p256dh'));
      form.elements.auth.value = base64(subscription.getKey('auth'));
      form.elements.label.value = label();
      form.requestSubmit();
    } catch {
      denied.hidden = false;
    }
  });
})();
