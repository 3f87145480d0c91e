
/* follow_up.js: what the minutes of the day come to while they are typed; the server reckons again when they are saved. */
(() => {
  const sum = document.querySelector('[data-fu-sum]'), blocks = [...document.querySelectorAll('[data-fu-block]')];
  if (!sum || blocks.length === 0) return;
  const word = sum.querySelector('[data-fu-word]'), publish = document.querySelector('[data-fu-publish]');
  const minutes = block => Math.max(0, Number.parseInt(block.value, 10) || 0);
  function show() {
    const all = blocks.reduce((n, b) => n + minutes(b), 0);
    const traced = blocks.filter(b => b.dataset.traced === '1').reduce((n, b) => n + minutes(b), 0);
    const fits = all >= 285 && all <= 315;
    sum.querySelector('[data-fu-minutes]').textContent = all;
    sum.querySelector('[data-fu-percent]').textContent = all ? Math.floor(traced * 100 / all) : 0;
    word.textContent = fits ? sum.dataset.fits : sum.dataset.not;
    word.classList.toggle('onb-late', !fits);
    if (publish) publish.disabled = !fits;
  }
  /* The sum also stands where one types, far down the page. */
  document.addEventListener('input', event => {
    const form = event.target.matches('[data-fu-block]') && event.target.form;
    if (!form) return;
    show();
    const now = form.querySelector('.fu-now') ?? form.appendChild(Object.assign(document.createElement('span'), { className: 'fu-now' }));
    now.textContent = `${sum.querySelector('[data-fu-minutes]').textContent} min · ${sum.querySelector('[data-fu-percent]').textContent} %`;
    now.classList.toggle('onb-late', word.classList.contains('onb-late'));
  });
  show(); // also what the browser kept from before
})();
