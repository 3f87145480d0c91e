/* practice_edit.js: compiles the story that is being written, says what is wrong with the line it is in, plays it, and sends both forms of
 * it: the server cannot compile ink, but looks at the compiled story on every way. */
(() => {
  const form = document.querySelector('[data-practice-edit]');
  if (!form || !window.Worker || !window.inkjs) return;
  const { source, json } = form.elements, words = form.dataset, said = form.querySelector('[data-practice-said]');
  const stage = document.querySelector('[data-practice-stage]'), talk = stage.querySelector('[data-practice-talk]');
  const offers = stage.querySelector('[data-practice-offers]'), at = stage.querySelector('[data-practice-at]');
  const preview = form.querySelector('[data-practice-preview]'), PATIENCE = 15000;
  let worker = null, n = 0;

  function compile() {
    return new Promise(resolve => {
      worker ??= new Worker(words.worker);
      const mine = ++n, late = setTimeout(() => {
        worker.terminate();
        worker = null;
        resolve({ json: null, said: ['…'] });
      }, PATIENCE);
      worker.onmessage = ({ data }) => {
        if (data.n !== mine) return;
        clearTimeout(late);
        resolve(data);
      };
      worker.postMessage({ compiler: words.compiler, source: source.value, n: mine });
    });
  }
  function goTo(line) {
    const lines = source.value.split('\n'), from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    source.focus();
    source.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
  }
  function tell(result) {
    said.replaceChildren();
    if (result.json !== null) {
      said.textContent = words.fine;
      return;
    }
    const list = document.createElement('ul');
    list.className = 'practice-findings';
    for (const text of result.said) {
      const item = document.createElement('li'), line = Number(text.match(/line (\d+)/)?.[1] ?? 0);
      if (line > 0) {
        const b = document.createElement('button');
        b.type = 'button';
        b.className = 'button button-unstyled';
        b.textContent = words.line.replace('{1}', String(line));
        b.addEventListener('click', () => goTo(line));
        item.append(b, ' ');
      }
      const why = document.createElement('span');
      why.lang = 'en';
      why.textContent = text.replace(/^\w+: (?:line \d+: )?/, '');
      item.append(why);
      list.append(item);
    }
    said.append(list);
  }

  function play(compiled) {
    const story = new window.inkjs.Story(compiled);
    talk.replaceChildren();
    stage.hidden = false;
    const say = (text, cls) => {
      const p = document.createElement('p');
      p.className = cls;
      p.textContent = text;
      talk.append(p);
    };
    function go() {
      while (story.canContinue) {
        const text = story.Continue().trim(), who = story.currentTags.find(t => t.startsWith('who:'))?.slice(4).trim();
        if (text) say(text, `practice-line${who === 'scene' ? ' is-scene' : who === 'colleague' ? ' is-colleague' : ''}`);
      }
      const tension = story.variablesState.$('tension');
      at.textContent = Number.isInteger(tension) ? `${words.step} ${tension}` : '';
      offers.replaceChildren(...story.currentChoices.map((choice, i) => {
        const b = document.createElement('button');
        b.type = 'button';
        b.className = 'practice-choice';
        b.textContent = choice.text;
        b.addEventListener('click', () => {
          say(choice.text, 'practice-you');
          story.ChooseChoiceIndex(i);
          try {
            go();
          } catch (error) {
            at.textContent = String(error.message);
          }
          (offers.querySelector('button') ?? talk).focus();
        });
        const item = document.createElement('li');
        item.append(b);
        return item;
      }));
      if (story.currentChoices.length === 0) at.textContent += ` ${words.over}`;
    }
    go();
    stage.scrollIntoView({ block: 'start' });
  }

  preview.hidden = false;
  form.querySelector('[data-practice-json]').hidden = true; /* the browser fills it */
  let ready = 'compiled' in words; /* a file that was compiled elsewhere goes as it is, until one writes */
  source.addEventListener('input', () => { ready = false; });
  preview.addEventListener('click', async () => {
    if (ready) {
      play(json.value);
      return;
    }
    const result = await compile();
    tell(result);
    if (result.json !== null) play(result.json);
  });
  form.addEventListener('submit', async event => {
    if (ready) return;
    event.preventDefault();
    const result = await compile();
    tell(result);
    if (result.json === null) {
      said.scrollIntoView({ block: 'center' });
      return;
    }
    json.value = result.json;
    ready = true;
    form.requestSubmit();
  });
})();
