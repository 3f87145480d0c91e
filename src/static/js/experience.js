
/* experience.js: the dialog for a call that was just difficult. E opens it; a letter, a number and Enter are all it takes. It is
 * kept and sent by queue.js, as the log of incidents is. */
(() => {
  const form = document.getElementById('xp-form');
  if (!form) return;
  const { queue, letter } = window.bagvagt;
  const dialog = form.closest('dialog'), status = document.querySelector('[data-xp-status]');
  const after = document.querySelector('[data-xp-after]'), words = status.dataset;
  let busy = false;
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
    a.href = href;
    return a;
  }
  function say(...lines) { status.replaceChildren(...lines); }
  function showForm(isForm) {
    form.hidden = !isForm;
    after.hidden = isForm;
  }
  function begin() {
    form.reset();
    for (const error of form.querySelectorAll('[data-error]')) error.hidden = true;
    form.elements.client_key.value = queue.newKey();
    form.querySelector('.more').open = false;
    say();
    showForm(true);
  }
  /* What the server refused comes back into the form, to be put right. */
  function fill(entry) {
    begin();
    for (const [name, value] of entry.fields) {
      const field = form.elements[name];
      if (!field || name === 'csrf') continue;
      const all = field instanceof RadioNodeList ? [...field] : [field];
      for (const one of all)
        if (one.type === 'radio' || one.type === 'checkbox') one.checked = one.checked && one.type === 'checkbox' || one.value === value;
        else one.value = value;
    }
    form.querySelector('.more').open = true;
    say(element('p', 'trouble', words.refused + ' ' + entry.refused));
  }
  function open(refused) {
    if (refused) fill(refused);
    else if (form.hidden) begin(); // the thanks of last time
    if (!dialog) {
      form.querySelector('[name=kind]').focus();
      return;
    }
    if (dialog.open) return;
    document.querySelector('dialog[open]')?.close(); // "was it just difficult?" in the other one
    form.querySelector('.more').open ||= form.elements.note.value !== '';
    dialog.showModal();
    dialog.scrollTop = 0;
    dialog.querySelector('h2').focus();
  }
  window.bagvagt.openExperience = open;
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest('[data-xp-open]')) {
      event.preventDefault();
      open();
    } else if (event.target.closest('[data-xp-next]')) {
      begin();
      form.querySelector('[name=kind]').focus();
    }
  });

  /* ---- keys inside; typing in fields is left alone */
  form.addEventListener('change', event => event.target.closest('[data-choice]')?.querySelector('[data-error]')?.setAttribute('hidden', ''));
  (dialog ?? form).addEventListener('keydown', event => {
    if (form.hidden) return;
    const key = letter(event);
    const input = key && form.querySelector(key >= '1' && key <= '5' ? `[name=strength][value="${key}"]` : key >= 'a' && key <= 'z' ? `[name=kind][data-letter="${key}"]` : '#none');
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
    const lines = [element('p', 'big', words.thanks)], out = answer.kind === 'signed-out';
    if (answer.kind === 'saved') {
      if (entry.fields.some(([name]) => name === 'wants_talk')) lines.push(element('p', '', words.talk));
      if (dialog) lines.push(element('p', '', link('/experience', words.see)));
    } else {
      lines.push(element('p', 'trouble', out ? words.signedOut : entry.isKept ? words.queued : words.unkept, ...(out ? [' ', link('/sign-in', words.signIn)] : [])));
    }
    document.dispatchEvent(new CustomEvent('bagvagt:saved', { detail: form })); // drafts go
    begin();
    say(...lines);
    showForm(false);
    (dialog?.querySelector('[data-xp-done]') ?? after.querySelector('button')).focus();
  }
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (busy || missing()) return;
    busy = true;
    const fields = [...new FormData(form)].filter(([name, value]) => name !== 'csrf' && value !== '');
    const entry = { key: form.elements.client_key.value, person: queue.person(), at: Date.now(), path: '/experience', fields };
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
    if (detail.entry.path !== '/experience') return;
    if (form.hidden && (!dialog || dialog.open)) say(element('p', 'big', words.arrived));
    else queue.tell(words.arrived);
  });
})();
