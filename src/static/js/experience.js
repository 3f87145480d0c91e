
/* experience.js: the dialog for a call that was just difficult. E opens it; quick.js does the rest, as in the log of incidents. */
(() => {
  const form = document.getElementById('xp-form');
  if (!form) return;
  const { queue, quick } = window.bagvagt, { element, link } = quick;
  const { dialog, words, say, begin, fill, show, kept } = quick(form, {
    status: document.querySelector('[data-xp-status]'),
    after: document.querySelector('[data-xp-after]'),
    path: '/experience',
    choice: key => key >= '1' && key <= '5' ? `[name=strength][value="${key}"]` : key >= 'a' && key <= 'z' ? `[name=kind][data-letter="${key}"]` : '',
    lines(entry, answer) {
      const said = [element('p', 'big', words.thanks)];
      if (answer.kind !== 'saved') return [...said, kept(entry, answer)];
      if (entry.fields.some(([name]) => name === 'wants_talk')) said.push(element('p', '', words.talk));
      if (dialog) said.push(element('p', '', link('/experience', words.see)));
      return said;
    },
  });

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
    show();
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
  document.addEventListener('bagvagt:arrived', ({ detail }) => {
    if (detail.entry.path !== '/experience') return;
    if (form.hidden && (!dialog || dialog.open)) say(element('p', 'big', words.arrived));
    else queue.tell(words.arrived);
  });
})();
