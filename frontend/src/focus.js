// After a swap the focus goes to what came back: the error summary, the first bad field, or the marked result.
const WANTED = '[data-focus], .mg-err-sum, [aria-invalid="true"]';

export function focusAfterSwap() {
  document.querySelector('.mg-err-sum')?.focus();
  document.addEventListener('htmx:afterSettle', (event) => {
    const target = event.detail?.elt ?? event.target;
    if (!(target instanceof Element)) return;
    const found = target.matches(WANTED) ? target : target.querySelector(WANTED);
    if (found) {
      found.focus();
    } else if (target.id === 'main') {
      target.focus();
      scrollTo({ top: 0 });
    }
  });
}
