
/* log.js: the dialog for a hard call: opening, the calls and colleagues to choose from, what is said afterwards (quick.js does the rest). */
(() => {
  const form = document.getElementById('log-form');
  if (!form) return;
  const { queue, quick } = window.bagvagt, { element, link } = quick;
  const calls = form.querySelector('[data-log-calls]');
  let callTouched = false;

  function lines(entry, answer) {
    const of = name => entry.fields.filter(([n]) => n === name).map(([, value]) => value), isSaved = answer.kind === 'saved';
    const said = [element('p', 'big', words.thanks + (isSaved ? ' ' + words.saved.replace('{1}', answer.number) : ''))];
    if (!isSaved) said.push(kept(entry, answer));
    if (of('acts').includes('ended_after_warning')) said.push(element('p', 'right-used', words.right));
    if (isSaved && of('wants_talk').length) said.push(element('p', '', words.talk));
    if (isSaved) said.push(element('p', '', link(answer.url, words.add.replace('{1}', answer.number))));
    return said;
  }
  const { dialog, words, say, begin, fill, show, kept } = quick(form, {
    status: document.querySelector('[data-log-status]'),
    after: document.querySelector('[data-log-after]'),
    choice: key => key >= '1' && key <= '5' ? `[name=rating][value="${key}"]` : key >= 'a' && key <= 'e' ? `[name=class][value="${key}"]` : '',
    begun: () => { callTouched = false; },
    lines,
  });

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
    show();
    fetchChoices();
  }
  function reopen(entry) {
    fill(entry);
    callTouched = true;
    if (dialog && !dialog.open) dialog.showModal();
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
  form.addEventListener('change', event => {
    if (event.target.name === 'call_id') callTouched = true;
    calls.hidden = form.elements.person_id.value !== ''; // the list is one's own calls
    if (calls.hidden) calls.querySelector('input').checked = true;
  });

  document.addEventListener('bagvagt:arrived', ({ detail }) => {
    if (detail.entry.path) return; // not of this form
    const text = words.arrived.replace('{1}', detail.answer.number);
    if (dialog && !dialog.open) queue.tell(text);
    else if (form.hidden) say(element('p', 'big', text), element('p', '', link(detail.answer.url, words.add.replace('{1}', detail.answer.number))));
  });
})();
