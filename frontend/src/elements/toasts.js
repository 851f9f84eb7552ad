// Toasts: rendered by the server (messages), swapped in by htmx, or sent by the HX-Trigger header
// {"mg:toast": {"text": …, "tone": …}}. The texts for failed requests stand in data-* of the region.
const LIFE = 7000;
const region = () => document.getElementById('toasts');

function toast(text, tone = 'info') {
  const box = region();
  if (!box || !text) return;
  const item = document.createElement('div');
  item.className = `mg-toast mg-toast-${tone}`;
  item.textContent = text;
  box.append(item);
}

function adopt(item) {
  if (item.dataset.seen) return;
  item.dataset.seen = '1';
  item.querySelector('[data-close]')?.addEventListener('click', () => item.remove());
  if (item.classList.contains('mg-toast-bad')) return; // errors stay until they are closed or the page changes
  let timer = setTimeout(() => item.remove(), LIFE);
  item.addEventListener('pointerenter', () => clearTimeout(timer));
  item.addEventListener('pointerleave', () => {
    timer = setTimeout(() => item.remove(), LIFE);
  });
}

const box = region();
if (box) {
  const sweep = () => box.querySelectorAll('.mg-toast').forEach(adopt);
  sweep();
  new MutationObserver(sweep).observe(box, { childList: true });
  document.addEventListener('mg:toast', (event) => toast(event.detail?.text, event.detail?.tone));
  document.addEventListener('htmx:responseError', (event) => {
    const { status } = event.detail.xhr;
    if (status >= 500 || status === 0 || status === 429) toast(box.dataset.failed, 'bad');
  });
  document.addEventListener('htmx:sendError', () => toast(box.dataset.offline, 'bad'));
  document.addEventListener('htmx:timeout', () => toast(box.dataset.offline, 'bad'));
}
