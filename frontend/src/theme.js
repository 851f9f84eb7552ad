// Runs before the first paint. The server already wrote data-theme from the cookie; only "auto" is settled here.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const settle = () => {
    if (root.dataset.theme === 'auto') {
      root.dataset.bsTheme = dark.matches ? 'dark' : 'light';
      document.dispatchEvent(new CustomEvent('mg:theme'));
    }
  };
  settle();
  dark.addEventListener('change', settle);
  root.classList.add('mg-js');
})();
