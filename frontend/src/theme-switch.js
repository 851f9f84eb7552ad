// The theme form works without script (it posts and comes back); here it changes the page in place.
const root = document.documentElement;

function apply(value) {
  root.dataset.theme = value;
  root.dataset.bsTheme =
    value === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : value;
  document.cookie = `theme=${value};path=/;max-age=31536000;samesite=lax`;
  for (const button of document.querySelectorAll('[data-set-theme]')) {
    button.setAttribute('aria-pressed', String(button.dataset.setTheme === value));
  }
  document.dispatchEvent(new CustomEvent('mg:theme'));
}

export function theme() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-set-theme]');
    if (!button) return;
    event.preventDefault();
    apply(button.dataset.setTheme);
  });
}
