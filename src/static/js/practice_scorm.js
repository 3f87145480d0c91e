/* practice_scorm.js: plays a conversation inside a learning platform (SCORM 1.2). The platform keeps the choices while the call runs, so that
 * one goes on where one left; when it is over it is told "completed", and the choices are taken away. No score, no time. Without a platform
 * the call is played all the same.
 * SPDX-License-Identifier: MPL-2.0 */
(() => {
  const root = document.querySelector('[data-practice]'), words = root.dataset, part = name => root.querySelector(`[data-${name}]`);
  const talk = part('talk'), choices = part('choices'), stair = part('stair'), status = part('status'), MOST_WINDOWS = 20, MOST_KEPT = 4096;
  let story = null, seed = 0, made = [], turns = [], ending = 'open';

  /* ---- the platform: the page that holds this one, or the one that opened it */
  function findApi(from) {
    try {
      for (let w = from, n = 0; w && n < MOST_WINDOWS; n++, w = w.parent) {
        if (w.API) return w.API;
        if (w.parent === w) break;
      }
    } catch { /* a window of somebody else: there is none for us */ }
    return null;
  }
  const api = findApi(window) ?? findApi(window.opener);
  function ask(what, ...args) {
    try {
      return String(api[what](...args));
    } catch {
      return ''; /* a platform that breaks does not break the call */
    }
  }
  const isDone = (what, ...args) => ask(what, ...args) === 'true';
  let live = api !== null && isDone('LMSInitialize', '');
  const get = name => live ? ask('LMSGetValue', name) : '';
  const put = (name, value) => isDone('LMSSetValue', name, value);
  function keep() {
    if (!live) return;
    const over = isOver(), text = over ? '' : ['1', words.print, seed, made.join(',')].join(';');
    const kept = text.length <= MOST_KEPT && put('cmi.suspend_data', text) && put('cmi.core.exit', over ? '' : 'suspend') &&
      (!over || put('cmi.core.lesson_status', 'completed')) && isDone('LMSCommit', '');
    status.textContent = kept ? '' : words.unsaved;
  }
  /* Only what this very story has left there. */
  function read() {
    const [version, print, number, list] = get('cmi.suspend_data').split(';');
    if (version !== '1' || print !== words.print || !/^\d+$/.test(number) || !/^[\d,]*$/.test(list ?? '!')) return null;
    return { seed: Number(number), made: list === '' ? [] : list.split(',').map(Number) };
  }
  function leave() {
    if (!live) return;
    live = false;
    ask('LMSFinish', '');
  }
  addEventListener('pagehide', leave);
  addEventListener('pageshow', event => { if (event.persisted) location.reload(); });

  /* ---- what is said */
  const tag = (tags, name) => tags.find(t => t.startsWith(`${name}:`))?.slice(name.length + 1).trim();
  const isOver = () => story !== null && !story.canContinue && story.currentChoices.length === 0;
  function line(into, text, cls, label) {
    const p = document.createElement('p');
    p.className = cls;
    if (label) {
      const b = document.createElement('b');
      b.textContent = label;
      p.append(b, ' ');
    }
    p.append(text);
    into.append(p);
  }
  const saysWho = said => ({ scene: 'line scene', colleague: 'line colleague' })[said.who] ?? 'line';
  function go() {
    const turn = { said: '', lines: [] };
    turns.push(turn);
    while (story.canContinue) {
      const text = story.Continue().trim(), tags = story.currentTags;
      ending = tag(tags, 'end') ?? ending;
      if (text === '') continue;
      turn.lines.push({ text, who: tag(tags, 'who'), thought: tag(tags, 'view'), limit: tag(tags, 'limit'), learn: tag(tags, 'learn') });
      line(talk, text, saysWho(turn.lines.at(-1)));
    }
  }
  function take(i) {
    const text = story.currentChoices[i].text;
    turns.at(-1).said = text;
    line(talk, text, 'you', words.you);
    story.ChooseChoiceIndex(i);
    made.push(i);
    go();
  }
  function drawStair() {
    const tension = story.variablesState.$('tension');
    stair.hidden = !Number.isInteger(tension);
    if (stair.hidden) return;
    const at = Math.min(Math.max(tension, 0), stair.children.length - 1);
    [...stair.children].forEach((step, i) => step.classList.toggle('here', i === at));
    part('step').textContent = stair.children[at].dataset.label;
  }
  function offer() {
    choices.replaceChildren(...story.currentChoices.map((choice, i) => {
      const b = document.createElement('button'), key = document.createElement('kbd'), text = document.createElement('span');
      b.type = 'button';
      key.textContent = String(i + 1);
      key.setAttribute('aria-hidden', 'true');
      text.textContent = choice.text;
      b.append(key, text);
      b.addEventListener('click', () => choose(i));
      const item = document.createElement('li');
      item.append(b);
      return item;
    }));
  }
  /* From the other side, once it is over. */
  function drawReplay() {
    part('replay').replaceChildren(...turns.map(turn => {
      const item = document.createElement('li');
      for (const said of turn.lines) {
        line(item, said.text, saysWho(said));
        for (const note of ['thought', 'limit', 'learn']) if (said[note]) line(item, said[note], 'note', words[note]);
      }
      if (turn.said) line(item, turn.said, 'you', words.you);
      return item;
    }));
  }
  function show() {
    const over = isOver();
    drawStair();
    offer();
    part('leave').hidden = over;
    part('over').hidden = !over;
    if (!over) return;
    if (!part(`end="${ending}"`)) ending = 'open';
    for (const one of root.querySelectorAll('[data-end]')) one.hidden = one.dataset.end !== ending;
    drawReplay();
  }
  function broken() {
    choices.replaceChildren();
    status.textContent = words.broken;
    part('over').hidden = false; /* it has the button to begin anew */
  }
  function choose(i) {
    try {
      take(i);
      show();
      keep();
      (isOver() ? root.querySelector('#over') : talk).focus({ preventScroll: !isOver() }); /* the new words are read, then Tab leads to the answers */
      if (!isOver()) choices.scrollIntoView({ block: 'nearest' });
    } catch {
      broken();
    }
  }
  function begin(kept) {
    story = new window.inkjs.Story(window.practiceStory);
    seed = kept?.seed ?? Math.floor(Math.random() * 100);
    story.state.storySeed = seed;
    [made, turns, ending] = [[], [], 'open'];
    talk.replaceChildren();
    go();
    for (const choice of kept?.made ?? []) {
      if (!story.currentChoices[choice]) break;
      take(choice);
    }
    part('call').hidden = false;
    show();
    keep();
  }

  /* ---- by hand */
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || part('call').hidden) return;
    if (/^[1-9]$/.test(event.key)) choices.querySelectorAll('button')[Number(event.key) - 1]?.click();
  });
  function pause(stopped) {
    part('call').hidden = stopped;
    part('stopped').hidden = !stopped;
    (stopped ? root.querySelector('#stopped') : talk).focus();
  }
  part('stop').addEventListener('click', () => pause(true));
  part('go-on').addEventListener('click', () => pause(false));
  part('again').addEventListener('click', () => {
    begin(null);
    talk.focus();
  });

  if (live && !['completed', 'passed'].includes(get('cmi.core.lesson_status'))) put('cmi.core.lesson_status', 'incomplete');
  const kept = read();
  try {
    begin(kept);
  } catch {
    part('call').hidden = false;
    broken();
  }
  if (!live) status.textContent = words.alone;
})();
