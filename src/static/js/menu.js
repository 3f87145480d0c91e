/* menu.js: a group of the main menu ([data-nav-group]) shuts again: with Escape, when the focus or a click goes elsewhere, and
 * when another one opens. Without it the summary opens and shuts it. */
(() => {
  const groups = document.querySelectorAll('[data-nav-group]');
  const shutBut = here => { for (const group of groups) if (group.open && !group.contains(here)) group.open = false; };

  if (groups.length === 0) return;
  document.addEventListener('click', event => shutBut(event.target));
  document.addEventListener('focusin', event => shutBut(event.target));
  document.addEventListener('keydown', event => {
    const open = event.key === 'Escape' && document.querySelector('[data-nav-group][open]');
    if (!open) return;
    const held = open.contains(document.activeElement);
    open.open = false;
    if (held) open.querySelector('summary').focus(); /* not lost with the link that is hidden now */
  });
})();
