// Symbols drawn once into small canvases: shape and colour say the highest open warning.
import { token } from './common.js';

export const ORDER = ['', 'blue', 'yellow', 'orange', 'red'];

const polygon = (ctx, sides, radius, turn) => {
  ctx.beginPath();
  for (let i = 0; i < sides; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / sides;
    ctx.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  ctx.closePath();
};

const SHAPES = {
  red: (ctx, r) => polygon(ctx, 8, r + 1.5, Math.PI / 8),
  orange: (ctx, r) => polygon(ctx, 4, r + 2.5, 0),
  yellow: (ctx, r) => polygon(ctx, 3, r + 2.5, -Math.PI / 2),
  blue: (ctx, r) => polygon(ctx, 24, r, 0),
  '': (ctx, r) => polygon(ctx, 24, r - 2, 0),
};

export class Marks {
  constructor() {
    this.made = new Map();
    document.addEventListener('mg:theme', () => this.made.clear());
  }

  /** A symbol; `idle` mines (suspended, closed) are hollow. */
  get(risk, idle, ratio) {
    const key = `${risk}|${idle}|${ratio}`;
    let mark = this.made.get(key);
    if (!mark) {
      mark = this.draw(risk in SHAPES ? risk : '', idle, ratio);
      this.made.set(key, mark);
    }
    return mark;
  }

  draw(risk, idle, ratio) {
    const size = 26;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(size * ratio);
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    ctx.translate(size / 2, size / 2);
    SHAPES[risk](ctx, 7);
    const colour = risk ? token(`--warn-${risk}`) : token('--mg-ok');
    const surface = token('--mg-surface');
    ctx.fillStyle = idle && !risk ? surface : colour;
    ctx.strokeStyle = risk === 'yellow' ? token('--warn-yellow-s') : idle && !risk ? colour : surface;
    ctx.lineWidth = 1.5;
    ctx.fill();
    ctx.stroke();
    return { canvas, size };
  }
}
