// <mg-file-drop>: drag and drop for a file input. With hx-post on the input the files go up at once
// (a rejected form loses its chosen files, so they are never left to the final post).
const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, {
  style: 'unit',
  unit: bytes < 1_048_576 ? 'kilobyte' : 'megabyte',
  maximumFractionDigits: 1,
}).format(bytes / (bytes < 1_048_576 ? 1024 : 1_048_576));

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[type=file]');
    this.list = this.querySelector('.mg-files');
    this.bar = this.querySelector('progress');
    if (!this.input) return;
    this.uploads = this.input.hasAttribute('hx-post');
    this.input.addEventListener('change', () => this.show());
    this.addEventListener('dragover', (event) => this.over(event, true));
    this.addEventListener('dragleave', (event) => this.over(event, false));
    this.addEventListener('drop', (event) => {
      this.over(event, false);
      this.input.files = event.dataTransfer.files;
      this.input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    this.addEventListener('htmx:xhr:progress', (event) => this.progress(event.detail));
    this.addEventListener('htmx:afterRequest', () => this.rest());
  }

  over(event, on) {
    event.preventDefault();
    this.classList.toggle('over', on);
  }

  show() {
    if (!this.list) return;
    this.list.replaceChildren(...[...this.input.files].map((file) => {
      const item = document.createElement('li');
      item.textContent = `${file.name} · ${size(file.size)}`;
      return item;
    }));
  }

  progress({ lengthComputable, loaded, total }) {
    if (!this.bar || !lengthComputable) return;
    this.bar.hidden = false;
    this.bar.value = loaded / total;
  }

  rest() {
    if (this.bar) this.bar.hidden = true;
    if (!this.uploads) return;
    this.input.value = '';
    this.list?.replaceChildren();
  }
}

customElements.define('mg-file-drop', FileDrop);
