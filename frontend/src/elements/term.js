// <mg-term>: a word of the glossary. Hover and focus are CSS; here a press holds it open and Escape closes it.
class Term extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    if (!button) return;
    const set = (open) => {
      this.toggleAttribute('data-open', open);
      if (open) this.place();
    };
    button.addEventListener('click', () => set(!this.hasAttribute('data-open')));
    this.addEventListener('focusout', () => set(false));
    for (const name of ['pointerenter', 'focusin']) {
      this.addEventListener(name, () => {
        this.removeAttribute('data-shut');
        this.place();
      });
    }
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      set(false);
      this.toggleAttribute('data-shut', this.matches(':hover, :focus-within'));
    });
  }

  /** Keep the bubble inside the window. */
  place() {
    const tip = this.querySelector('[role=tooltip]');
    tip.style.translate = '';
    const box = tip.getBoundingClientRect();
    const right = box.right - (document.documentElement.clientWidth - 8);
    const left = 8 - box.left;
    if (right > 0) tip.style.translate = `${-right}px 0`;
    else if (left > 0) tip.style.translate = `${left}px 0`;
  }
}

customElements.define('mg-term', Term);
