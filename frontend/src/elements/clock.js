// <mg-countdown data-to data-now data-fmt="{d} d {h} h {m} min">: time left, against the server's clock.
class Countdown extends HTMLElement {
  connectedCallback() {
    const end = new Date(this.dataset.to).getTime();
    const skew = new Date(this.dataset.now).getTime() - Date.now();
    const tick = () => {
      const seconds = Math.max(0, (end - (Date.now() + skew)) / 1000);
      this.textContent = this.dataset.fmt
        .replace('{d}', Math.floor(seconds / 86400))
        .replace('{h}', Math.floor((seconds % 86400) / 3600))
        .replace('{m}', Math.floor((seconds % 3600) / 60));
    };
    tick();
    this.timer = setInterval(tick, 30_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

// <mg-ago><time datetime>…</time></mg-ago>: "3 hours ago"; the full time stays as title.
const STEPS = [
  ['minute', 60, 3600],
  ['hour', 3600, 86_400],
  ['day', 86_400, 2_592_000],
];

class Ago extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector('time');
    if (!time) return;
    const seconds = (Date.now() - new Date(time.dateTime).getTime()) / 1000;
    const step = STEPS.find(([, , below]) => Math.abs(seconds) < below);
    if (!step || Number.isNaN(seconds)) return;
    const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
    time.title = time.textContent.trim();
    time.textContent = format.format(-Math.round(seconds / step[1]), step[0]);
  }
}

customElements.define('mg-countdown', Countdown);
customElements.define('mg-ago', Ago);
