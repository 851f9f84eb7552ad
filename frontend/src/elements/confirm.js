// <mg-confirm><form>…</form><dialog>…</dialog></mg-confirm>: the form waits for the dialog's yes.
// Without script the form goes straight to its address (the action, or a confirm page).
class Confirm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form');
    const dialog = this.querySelector('dialog');
    if (!form || !dialog) return;
    form.addEventListener('submit', (event) => {
      if (this.agreed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      dialog.showModal();
    }, { capture: true });
    dialog.addEventListener('close', () => {
      if (dialog.returnValue !== 'yes') return;
      dialog.returnValue = '';
      if (this.dataset.action) {
        form.action = this.dataset.action;
        form.method = 'post';
      }
      this.agreed = true;
      form.requestSubmit();
      this.agreed = false;
    });
  }
}

customElements.define('mg-confirm', Confirm);

// Light dismiss for every dialog of ours: a press on the backdrop means no.
document.addEventListener('click', (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.classList.contains('mg-dialog')) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close('no');
});

// Buttons that open any dialog: <button data-dialog="id">.
document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-dialog]');
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
});

// hx-confirm="…" uses the page's own dialog instead of the browser's.
document.addEventListener('htmx:confirm', (event) => {
  const ask = document.getElementById('mg-ask');
  if (!event.detail.question || !ask) return;
  event.preventDefault();
  ask.querySelector('[data-question]').textContent = event.detail.question;
  ask.returnValue = '';
  ask.addEventListener('close', () => ask.returnValue === 'yes' && event.detail.issueRequest(true), { once: true });
  ask.showModal();
});
