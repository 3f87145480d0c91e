
/* quick.js: what the logs of log.js and experience.js share. A letter, a number and Enter are all they take; no page is loaded, and
 * what is saved is kept and sent by queue.js.
 *
 * bagvagt.quick(form, options):
 *   status, after   where it is said how it went, and what then stands in the form's place
 *   path            where entries go; none: to the log
 *   choice(key)     the selector of what a letter or number chooses; '' for none
 *   begun()         also to be done when the form is emptied
 *   lines(entry, answer)  what is said once it is saved, or kept for later */
(() => {
  const { queue, letter } = window.bagvagt;

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

  window.bagvagt.quick = (form, { status, after, path, choice, begun, lines }) => {
    const dialog = form.closest('dialog'), words = status.dataset;
    let busy = false;
    form.noValidate = true;
    form.elements.client_key.value = queue.newKey(); // also when the browser filled in an old one

    function say(...what) { status.replaceChildren(...what); }
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
      begun?.();
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
    function show() {
      dialog.showModal();
      dialog.scrollTop = 0;
      dialog.querySelector('h2').focus();
    }

    /* ---- keys inside; typing in fields is left alone */
    form.addEventListener('change', event => event.target.closest('[data-choice]')?.querySelector('[data-error]')?.setAttribute('hidden', ''));
    (dialog ?? form).addEventListener('keydown', event => {
      if (form.hidden) return;
      const key = letter(event), selector = key && choice(key), input = selector && form.querySelector(selector);
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
    /* Why it is not with the server yet. */
    function kept(entry, answer) {
      const out = answer.kind === 'signed-out';
      return element('p', 'trouble', out ? words.signedOut : entry.isKept ? words.queued : words.unkept, ...(out ? [' ', link('/sign-in', words.signIn)] : []));
    }
    function done(entry, answer) {
      const said = lines(entry, answer);
      document.dispatchEvent(new CustomEvent('bagvagt:saved', { detail: form })); // drafts go
      begin();
      say(...said);
      showForm(false);
      after.querySelector('button').focus();
    }
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (busy || missing()) return;
      busy = true;
      const fields = [...new FormData(form)].filter(([name, value]) => name !== 'csrf' && value !== '');
      const entry = { key: form.elements.client_key.value, person: queue.person(), at: Date.now(), path, fields };
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
    return { dialog, words, say, begin, fill, show, kept };
  };
  Object.assign(window.bagvagt.quick, { element, link });
})();
