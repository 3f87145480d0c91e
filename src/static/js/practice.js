/* practice.js: plays a conversation in the browser. The page is complete without it (plain forms, the server walks the story); with it the
 * next lines come at once, also without a network. Every choice is kept in this browser until the server has it, and sent in order,
 * each with its number: sent twice it counts once. When the call went on elsewhere, the page is loaded again. */
(() => {
  const root = document.querySelector('[data-practice]');
  if (!root || !window.inkjs) return;
  const id = root.dataset.practice, words = root.dataset, store = `bagvagt.practice.${document.body.dataset.personId}.${id}`;
  const talk = root.querySelector('[data-practice-talk]'), form = root.querySelector('[data-practice-choices]');
  const offers = form.querySelector('[data-practice-offers]');
  const stair = root.querySelector('[data-practice-stair]'), step = root.querySelector('[data-practice-step]');
  const status = root.querySelector('[data-practice-status]'), csrf = document.querySelector('meta[name=csrf]')?.content ?? '';
  const made = words.made === '' ? [] : words.made.split(',').map(Number);
  const AGAIN = 4000, PATIENCE = 8000;
  let story = null, known = made.length, sending = false, timer = 0;

  /* ---- what waits for the server survives a crash of the browser */
  function waiting() {
    try {
      const kept = JSON.parse(localStorage.getItem(store) ?? '[]');
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }
  function keep() {
    try {
      if (known < made.length) localStorage.setItem(store, JSON.stringify(made.map((choice, at) => [at, choice]).slice(known)));
      else localStorage.removeItem(store);
    } catch { /* a full or forbidden store: the choices are still sent from here */ }
  }

  async function send() {
    if (sending || known >= made.length) return;
    sending = true;
    clearTimeout(timer);
    try {
      while (known < made.length) {
        const answer = await fetch(`/api/v1/practice/tries/${id}/choices`, {
          method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, redirect: 'manual',
          body: JSON.stringify({ at: known, choice: made[known] }), signal: AbortSignal.timeout?.(PATIENCE),
        });
        if (answer.status === 409 || answer.status === 400 || answer.status === 422 || answer.status === 404) {
          localStorage.removeItem(store);
          location.reload();
          return;
        }
        if (!answer.ok) throw new Error(String(answer.status));
        known++;
        keep();
      }
      status.textContent = '';
      if (isOver()) location.reload(); /* the server tells how it ended */
    } catch {
      status.textContent = (isOver() ? `${words.over} ` : '') + words.unsent;
      timer = setTimeout(send, AGAIN);
    } finally {
      sending = false;
    }
  }
  addEventListener('online', send);

  /* ---- what is said */
  const tag = (tags, name) => tags.find(t => t.startsWith(`${name}:`))?.slice(name.length + 1).trim();
  const isSpeech = text => /^[»“]/.test(text);
  const isOver = () => story !== null && !story.canContinue && story.currentChoices.length === 0;
  const turns = () => talk.querySelectorAll('.practice-turn');
  /* What comes in answer to one choice stands together: the focus goes there, and the log reads it. */
  function beginTurn() {
    const turn = document.createElement('div');
    turn.className = 'practice-turn';
    turn.tabIndex = -1;
    turn.setAttribute('role', 'group');
    turn.setAttribute('aria-label', words.turn.replace('{1}', String(turns().length + 1)));
    talk.append(turn);
    return turn;
  }
  function say(text, ...classes) {
    const p = document.createElement('p');
    p.className = classes.filter(Boolean).join(' ');
    p.append(text);
    [...turns()].at(-1).append(p);
    return p;
  }
  function sayYou(text) {
    const p = say('', 'practice-you', isSpeech(text) ? '' : 'is-act'), b = document.createElement('b');
    b.textContent = words.you;
    p.append(b, ` ${text}`);
  }
  function sayLines(isNew) {
    while (story.canContinue) {
      const text = story.Continue().trim(), who = tag(story.currentTags, 'who');
      if (isNew && text) say(text, 'practice-line', who === 'scene' && 'is-scene', who === 'colleague' && 'is-colleague');
    }
  }
  function drawStair() {
    const tension = story.variablesState.$('tension');
    if (!stair || !Number.isInteger(tension)) return;
    const at = Math.min(Math.max(tension, 0), stair.children.length - 1);
    if (step.textContent === stair.children[at].dataset.label) return; /* said already */
    [...stair.children].forEach((s, i) => {
      s.classList.toggle('is-here', i === at);
      s.classList.toggle('is-below', i < at);
    });
    step.textContent = stair.children[at].dataset.label;
  }
  function offer() {
    offers.replaceChildren();
    form.elements.at.value = String(made.length);
    story.currentChoices.forEach((choice, i) => {
      const b = document.createElement('button'), key = document.createElement('kbd'), text = document.createElement('span');
      b.className = `practice-choice${isSpeech(choice.text) ? '' : ' is-act'}`;
      b.name = 'choice';
      b.value = String(i);
      key.textContent = String(i + 1);
      key.setAttribute('aria-hidden', 'true');
      text.textContent = choice.text;
      const item = document.createElement('li');
      b.append(key, text);
      item.append(b);
      offers.append(item);
    });
  }
  function show() {
    drawStair();
    offer();
    if (isOver()) status.textContent = words.over;
  }
  function choose(i) {
    const choice = story.currentChoices[i];
    if (!choice) return;
    sayYou(choice.text);
    made.push(i);
    keep();
    story.ChooseChoiceIndex(i);
    const turn = beginTurn();
    sayLines(true);
    show();
    turn.focus({ preventScroll: true }); /* the new words are read, then Tab leads to the answers */
    form.scrollIntoView({ block: 'nearest' });
    send();
  }

  form.addEventListener('submit', event => {
    if (!story) return; /* still loading: the server does it */
    event.preventDefault();
    choose(Number(event.submitter?.value ?? -1));
  });
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest('input, textarea, select, dialog[open]')) return;
    const button = /^[1-9]$/.test(event.key) ? form.querySelectorAll('button')[Number(event.key) - 1] : null;
    if (!button || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    form.requestSubmit(button);
  });

  /* ---- to where the call stands */
  async function begin() {
    const answer = await fetch(`/practice/tries/${id}/story`);
    if (!answer.ok) return;
    const read = new window.inkjs.Story(await answer.text());
    read.state.storySeed = Number(words.seed);
    story = read;
    sayLines(false);
    for (const choice of made) {
      story.ChooseChoiceIndex(choice);
      sayLines(false);
    }
    for (const [at, choice] of waiting()) { /* made here before a crash, not yet sent */
      if (at < made.length) continue;
      if (at > made.length || !story.currentChoices[choice]) break;
      sayYou(story.currentChoices[choice].text);
      made.push(choice);
      story.ChooseChoiceIndex(choice);
      beginTurn();
      sayLines(true);
    }
    keep();
    show();
    root.dataset.ready = 'yes';
    send();
  }
  begin().catch(() => { story = null; }); /* the forms still work */
})();
