/* copy.js: a button beside a text takes it to the clipboard ([data-copy] names the text). Without it the text can be marked. */
(() => {
  if (!navigator.clipboard) return;
  const buttons = document.querySelectorAll('[data-copy]'), status = document.querySelector('[data-copy-status]');
  for (const button of buttons) button.hidden = false;
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    } catch { return; /* the browser refused; the text is still there to mark */ }
    for (const other of buttons) {
      const word = other.firstChild; // said where one looks; the line for screen readers says which
      other.dataset.label ??= word.data;
      word.data = other === button ? other.dataset.copied : other.dataset.label;
    }
    if (status) status.textContent = `${button.dataset.copied}: ${document.getElementById(button.closest('section').getAttribute('aria-labelledby')).textContent}`;
  });
})();
