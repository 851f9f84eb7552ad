// <mg-map>, <mg-boundary-map> and <mg-check-map> pull OpenLayers in only when they come near the screen.
class LazyMap extends HTMLElement {
  connectedCallback() {
    this.observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.observer.disconnect();
      this.start();
    }, { rootMargin: '200px' });
    this.observer.observe(this);
  }

  disconnectedCallback() {
    this.observer?.disconnect();
    this.map?.setTarget(null);
  }

  config() {
    return JSON.parse(document.getElementById(this.dataset.config).textContent);
  }

  fail() {
    this.dataset.ready = 'failed';
    this.querySelector('[data-failed]')?.removeAttribute('hidden');
    this.querySelector('[data-loading]')?.remove();
  }
}

customElements.define('mg-map', class extends LazyMap {
  async start() {
    try {
      const { draw } = await import('../map/overview.js');
      this.map = await draw(this, this.config());
    } catch (error) {
      this.fail();
      throw error;
    }
  }
});

customElements.define('mg-boundary-map', class extends LazyMap {
  async start() {
    try {
      const { draw } = await import('../map/boundary.js');
      this.map = await draw(this, this.config());
    } catch (error) {
      this.fail();
      throw error;
    }
  }
});

customElements.define('mg-check-map', class extends LazyMap {
  async start() {
    try {
      const { draw } = await import('../map/check.js');
      this.map = await draw(this, this.config());
    } catch (error) {
      this.fail();
      throw error;
    }
  }
});
