// Every page loads this module; maps and charts arrive as separate chunks when they come into view.
import Dropdown from 'bootstrap/js/dist/dropdown.js';
import Offcanvas from 'bootstrap/js/dist/offcanvas.js';
import Collapse from 'bootstrap/js/dist/collapse.js';
import './elements/clock.js';
import './elements/confirm.js';
import './elements/file-drop.js';
import './elements/map-loader.js';
import './elements/term.js';
import './elements/toasts.js';
import { focusAfterSwap } from './focus.js';
import { theme } from './theme-switch.js';

window.mg = { Dropdown, Offcanvas, Collapse };

theme();
focusAfterSwap();

// "/" puts the cursor into the search field.
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const search = document.querySelector('[data-hotkey="/"]');
  if (search) {
    event.preventDefault();
    search.focus();
  }
});

// Selects marked data-autosubmit send their form at once (sort order, page size).
document.addEventListener('change', (event) => {
  const form = event.target.matches?.('[data-autosubmit]') && event.target.form;
  if (form) form.requestSubmit();
});

// Buttons marked data-print open the print dialog.
document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-print]')) print();
});

// A form that is on its way is not sent twice; coming back from the history frees it again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('hx-post')) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = '1';
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
