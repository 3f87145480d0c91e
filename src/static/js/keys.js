/* Bagvagt in the browser: small helpers over pages that work without them. SPDX-License-Identifier: MPL-2.0
 * keys.js: single-letter keys. L opens the log, ? the help, J and K move between cards ([data-key-scope] or
 * .person-card), T goes to "we have talked" ([data-talked]) and, when already there, presses it. They can be switched
 * off (WCAG 2.1.4), never act while somebody types, and leave Ctrl, Alt and Meta to the browser. */
'use strict';
window.bagvagt = {};
(() => {
  const OFF = 'bagvagt.keys';
  const dialog = document.getElementById('keys-dialog');
  let isOn = true;

  function read() {
    try { return localStorage.getItem(OFF) !== 'off'; } catch { return true; }
  }
  function set(on) {
    isOn = on;
    document.documentElement.dataset.keys = on ? 'on' : 'off';
    for (const box of document.querySelectorAll('[data-keys-switch]')) box.checked = on;
  }
  set(read());
  addEventListener('storage', event => { if (event.key === OFF) set(read()); });
  document.addEventListener('change', event => {
    if (!event.target.matches('[data-keys-switch]')) return;
    set(event.target.checked);
    try { localStorage.setItem(OFF, isOn ? 'on' : 'off'); } catch { /* holds for this page then */ }
  });

  const TYPING = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])';
  /* The letter of a key press that may act, else ''. */
  function letter(event) {
    if (!isOn || event.defaultPrevented || event.isComposing || event.repeat) return '';
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return '';
    return event.target instanceof Element && event.target.closest(TYPING) ? '' : event.key.toLowerCase();
  }
  function cards() {
    return [...document.querySelectorAll('[data-key-scope], .person-card')];
  }
  function move(by) {
    const all = cards(), at = all.findIndex(card => card.contains(document.activeElement));
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    next?.querySelector('[data-talked], a, button')?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }
  function talked() {
    const all = cards(), here = all.find(card => card.contains(document.activeElement));
    const button = (here ?? all[0] ?? document).querySelector('[data-talked]');
    if (button === document.activeElement) button.click();
    else button?.focus(); // never press for somebody who was not looked at
  }
  document.addEventListener('keydown', event => {
    const key = letter(event);
    if (!key || document.querySelector('dialog[open]')) return;
    const actions = { l: () => window.bagvagt.openLog?.(), e: () => window.bagvagt.openExperience?.(), '?': () => dialog?.showModal(), j: () => move(1), k: () => move(-1), t: talked };
    if (!Object.hasOwn(actions, key)) return;
    event.preventDefault();
    actions[key]();
  });
  /* The way back when the keys are off: a button in the footer. */
  const footer = document.querySelector('body > footer .container');
  if (dialog && footer && !document.querySelector('[data-keys-open]')) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'function-link', textContent: dialog.querySelector('h2').textContent });
    button.dataset.keysOpen = '';
    footer.append(button);
  }
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-keys-open]')) dialog?.showModal();
    if (event.target.closest('[data-close]') || event.target.matches('dialog[open].sheet-small')) event.target.closest('dialog')?.close();
  });
  window.bagvagt.letter = letter;
})();
