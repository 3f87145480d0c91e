
/* log.js: the dialog. Opening and choosing load no page; class, rating, save is all it takes. */
(() => {
  const form = document.getElementById('log-form');
  if (!form) return;
  const { queue, letter } = window.bagvagt;
  const dialog = form.closest('dialog'), status = document.querySelector('[data-log-status]');
  const after = document.querySelector('[data-log-after]'), calls = form.querySelector('[data-log-calls]');
  const words = status.dataset;
  let callTouched = false, busy = false;
  form.noValidate = true;
  form.elements.client_key.value = queue.newKey(); // also when the browser filled in an old one

  function element(name, className, ...children) {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.append(...children);
    return e;
  }
  function link(href, text) {
    const a = element('a', '', text);
    if (href?.startsWith('/')) a.href = href;
    return a;
  }
  function say(...lines) { status.replaceChildren(...lines); }
  function showForm(isForm) {
    form.hidden = !isForm;
    after.hidden = isForm;
  }
  /* An empty form with a key of its own. */
  function begin() {
    form.reset();
    for (const error of form.querySelectorAll('[data-error]')) error.hidden = true;
    form.elements.client_key.value = queue.newKey();
    form.querySelector('.more').open = false;
    callTouched = false;
    say();
    showForm(true);
  }

  /* ---- opening */
  function callChoice(item) {
    const input = Object.assign(document.createElement('input'), { type: 'radio', name: 'call_id', value: item.id, className: 'pick' });
    return element('label', 'call', input, element('b', '', item.time), element('small', '', [item.queue, item.talk].filter(Boolean).join(' · ')));
  }
  function fillCalls(items) {
    const row = calls.querySelector('.calls'), chosen = new FormData(form).get('call_id');
    while (row.children.length > 1) row.lastElementChild.remove();
    row.append(...items.map(callChoice));
    const wanted = callTouched ? chosen : items[0]?.just_ended ? items[0].id : '';
    for (const input of row.querySelectorAll('input')) input.checked = input.value === (wanted ?? '');
    if (![...row.querySelectorAll('input')].some(input => input.checked)) row.querySelector('input').checked = true;
  }
  function fillColleagues(items) {
    const select = form.elements.person_id, chosen = select.value;
    select.replaceChildren(select.options[0], ...items.map(p => new Option(p.name, p.id)));
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
  async function fetchChoices() {
    try {
      const response = await fetch('/log/choices', { headers: { Accept: 'application/json' }, redirect: 'error', signal: AbortSignal.timeout?.(8000) });
      if (!response.ok) return;
      const choices = await response.json();
      fillCalls(choices.items ?? []);
      fillColleagues(choices.colleagues ?? []);
      const own = form.querySelector('[data-log-newcomer]');
      if (own) own.hidden = !choices.newcomer;
    } catch { /* the log works without them */ }
  }
  function open() {
    if (!dialog) {
      form.querySelector('[name=class]').focus();
      return;
    }
    if (dialog.open) return;
    if (form.hidden) begin(); // the thanks of last time
    form.querySelector('.more').open = [...form.querySelectorAll('textarea')].some(text => text.value); // a draft
    dialog.showModal();
    dialog.scrollTop = 0;
    dialog.querySelector('h2').focus();
    fetchChoices();
  }
  /* What the server refused comes back into the form, to be put right. */
  function reopen(entry) {
    begin();
    for (const [name, value] of entry.fields) {
      const field = form.elements[name];
      if (!field || name === 'csrf') continue;
      const all = field instanceof RadioNodeList ? [...field] : [field];
      for (const one of all)
        if (one.type === 'radio' || one.type === 'checkbox') one.checked = one.checked && one.type === 'checkbox' || one.value === value;
        else one.value = value;
    }
    callTouched = true;
    form.querySelector('.more').open = true;
    if (dialog && !dialog.open) dialog.showModal();
    say(element('p', 'trouble', words.refused + ' ' + entry.refused));
    fetchChoices();
  }
  window.bagvagt.openLog = open;
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest('[data-log-open]')) {
      event.preventDefault();
      open();
    } else if (event.target.closest('[data-log-queue]')) {
      const refused = queue.list().find(e => e.refused);
      event.preventDefault();
      if (refused?.path) window.bagvagt.openExperience?.(refused);
      else if (refused) reopen(refused);
      else open();
    } else if (event.target.closest('[data-log-next]')) {
      begin();
      form.querySelector('[name=class]').focus();
      fetchChoices();
    }
  });

  /* ---- keys inside; typing in fields is left alone */
  form.addEventListener('change', event => {
    if (event.target.name === 'call_id') callTouched = true;
    event.target.closest('[data-choice]')?.querySelector('[data-error]')?.setAttribute('hidden', '');
    calls.hidden = form.elements.person_id.value !== ''; // the list is one's own calls
    if (calls.hidden) calls.querySelector('input').checked = true;
  });
  (dialog ?? form).addEventListener('keydown', event => {
    if (form.hidden) return;
    const key = letter(event), name = key >= '1' && key <= '5' ? 'rating' : key >= 'a' && key <= 'e' ? 'class' : '';
    const input = key && name && form.querySelector(`[name=${name}][value="${key}"]`);
    if (input) {
      event.preventDefault();
      input.checked = true;
      input.focus();
      input.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (event.key === 'Enter' && !event.repeat && !event.isComposing && event.target.matches('h2, .pick, dialog')) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  /* ---- saving */
  function missing() {
    const chosen = new FormData(form);
    const empty = [...form.querySelectorAll('[data-choice]')].filter(group => !chosen.get(group.dataset.choice));
    for (const group of empty) group.querySelector('[data-error]').hidden = false;
    empty[0]?.querySelector('input').focus();
    empty[0]?.scrollIntoView({ block: 'nearest' });
    return empty.length > 0;
  }
  function done(entry, answer) {
    const of = name => entry.fields.filter(([n]) => n === name).map(([, value]) => value);
    const lines = [];
    if (answer.kind === 'saved') {
      lines.push(element('p', 'big', words.thanks + ' ' + words.saved.replace('{1}', answer.number)));
      if (of('acts').includes('ended_after_warning')) lines.push(element('p', 'right-used', words.right));
      if (of('wants_talk').length) lines.push(element('p', '', words.talk));
      lines.push(element('p', '', link(answer.url, words.add.replace('{1}', answer.number))));
    } else {
      const out = answer.kind === 'signed-out';
      lines.push(element('p', 'big', words.thanks));
      lines.push(element('p', 'trouble', out ? words.signedOut : entry.isKept ? words.queued : words.unkept, ...(out ? [' ', link('/sign-in', words.signIn)] : [])));
      if (of('acts').includes('ended_after_warning')) lines.push(element('p', 'right-used', words.right));
    }
    document.dispatchEvent(new CustomEvent('bagvagt:saved', { detail: form })); // drafts go
    begin();
    say(...lines);
    showForm(false);
    (dialog?.querySelector('[data-log-done]') ?? after.querySelector('button')).focus();
  }
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (busy || missing()) return;
    busy = true;
    const fields = [...new FormData(form)].filter(([name, value]) => name !== 'csrf' && value !== '');
    const entry = { key: form.elements.client_key.value, person: queue.person(), at: Date.now(), fields };
    entry.isKept = queue.put(entry);
    say(element('p', 'muted', words.saving));
    const answer = await queue.send(entry);
    busy = false;
    if (answer.kind === 'refused') {
      say(element('p', 'trouble', [words.refused, answer.text].join(' ')));
      status.scrollIntoView({ block: 'nearest' });
    } else {
      done(entry, answer);
    }
  });
  document.addEventListener('bagvagt:arrived', ({ detail }) => {
    if (detail.entry.path) return; // not of this form
    const text = words.arrived.replace('{1}', detail.answer.number);
    if (dialog && !dialog.open) queue.tell(text);
    else if (form.hidden) say(element('p', 'big', text), element('p', '', link(detail.answer.url, words.add.replace('{1}', detail.answer.number))));
  });
})();
