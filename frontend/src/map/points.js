// A hundred thousand points on one canvas. Far out they are gathered in cells of a fixed world grid (so they hold
// still while the map moves), near they stand alone; every drawn mark goes into a pixel grid for the pointer.
import { fromLonLat } from 'ol/proj.js';
import { font, token } from './common.js';
import { Marks, ORDER } from './marks.js';

const CELL = 60; // px of a gathering cell
const ALONE = 11; // zoom from which nothing is gathered
const HIT = 32; // px of a cell of the pointer's grid
const NAMED = 80; // marks that are named at most
const IDLE = new Set(['suspended', 'closed', 'closing']);

export class Points {
  constructor({ keys, lon, lat, fields, look }) {
    this.keys = keys;
    this.look = look;
    this.fields = fields;
    this.at = Object.fromEntries(fields.map((name, index) => [name, index]));
    this.size = keys.length;
    this.x = new Float64Array(this.size);
    this.y = new Float64Array(this.size);
    this.rank = new Uint8Array(this.size);
    for (let i = 0; i < this.size; i += 1) {
      const [x, y] = fromLonLat([lon[i], lat[i]]);
      this.x[i] = x;
      this.y[i] = y;
      this.rank[i] = Math.max(0, ORDER.indexOf(this.value(i, 'risk') ?? ''));
    }
    this.levels = new Map();
    this.marks = new Marks();
    this.drawn = new Map();
  }

  value(index, field) {
    return this.look(index)[this.at[field]];
  }

  index(id) {
    return this.keys.indexOf(Number(id));
  }

  extent() {
    if (!this.size) return null;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < this.size; i += 1) {
      box[0] = Math.min(box[0], this.x[i]);
      box[1] = Math.min(box[1], this.y[i]);
      box[2] = Math.max(box[2], this.x[i]);
      box[3] = Math.max(box[3], this.y[i]);
    }
    return box;
  }

  /** The gathered cells of one zoom level, made once: count, mean place, worst warning, one member. */
  level(zoom) {
    const known = this.levels.get(zoom);
    if (known) return known;
    const width = CELL * (156_543.033_928 / 2 ** zoom);
    const cells = new Map();
    for (let i = 0; i < this.size; i += 1) {
      const key = Math.floor(this.x[i] / width) * 4_194_304 + Math.floor(this.y[i] / width);
      const cell = cells.get(key);
      if (!cell) {
        cells.set(key, { n: 1, x: this.x[i], y: this.y[i], rank: this.rank[i], one: i });
      } else {
        cell.n += 1;
        cell.x += this.x[i];
        cell.y += this.y[i];
        if (this.rank[i] > cell.rank) cell.rank = this.rank[i];
      }
    }
    const list = [...cells.values()];
    for (const cell of list) {
      cell.x /= cell.n;
      cell.y /= cell.n;
    }
    list.sort((a, b) => a.rank - b.rank || a.n - b.n);
    this.levels.set(zoom, list);
    return list;
  }

  /** Indexes of the points inside an extent, the gravest last; buckets are made once. */
  inside([west, south, east, north]) {
    const grid = this.buckets();
    const found = ORDER.map(() => []);
    const [c0, c1] = [grid.column(west), grid.column(east)];
    const [r0, r1] = [grid.row(south), grid.row(north)];
    for (let row = r0; row <= r1; row += 1) {
      for (let column = c0; column <= c1; column += 1) {
        for (const i of grid.cells.get(row * grid.n + column) ?? []) {
          if (this.x[i] >= west && this.x[i] <= east && this.y[i] >= south && this.y[i] <= north) found[this.rank[i]].push(i);
        }
      }
    }
    return found.flat();
  }

  buckets() {
    if (this.grid) return this.grid;
    const n = 256;
    const [west, south, east, north] = this.extent() ?? [0, 0, 1, 1];
    const clamp = (value) => Math.max(0, Math.min(n - 1, Math.floor(value * n)));
    const column = (x) => clamp((x - west) / (east - west || 1));
    const row = (y) => clamp((y - south) / (north - south || 1));
    const cells = new Map();
    for (let i = 0; i < this.size; i += 1) {
      const key = row(this.y[i]) * n + column(this.x[i]);
      const cell = cells.get(key);
      if (cell) cell.push(i);
      else cells.set(key, [i]);
    }
    this.grid = { n, column, row, cells };
    return this.grid;
  }

  /** Draw one image for OpenLayers (ol/source/ImageCanvas); `titles` names what stands alone. */
  draw(extent, resolution, ratio, size, titles) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(size[0]);
    canvas.height = Math.ceil(size[1]);
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    this.drawn.clear();
    this.resolution = resolution;
    const place = (x, y) => [(x - extent[0]) / resolution, (extent[3] - y) / resolution];
    const zoom = Math.log2(156_543.033_928 / resolution);
    if (zoom >= ALONE) this.drawAlone(ctx, extent, ratio, place, titles);
    else this.drawGathered(ctx, extent, ratio, place, Math.max(0, Math.floor(zoom)));
    return canvas;
  }

  drawAlone(ctx, extent, ratio, place, titles) {
    const shown = this.inside(extent);
    for (const i of shown) this.single(ctx, i, place(this.x[i], this.y[i]), ratio);
    if (shown.length <= NAMED) this.names(ctx, shown, place, titles);
  }

  names(ctx, shown, place, titles) {
    ctx.font = font(500, 12);
    ctx.textAlign = 'center';
    ctx.lineWidth = 3;
    ctx.strokeStyle = token('--map-land');
    ctx.fillStyle = token('--mg-text');
    for (const i of shown) {
      const [x, y] = place(this.x[i], this.y[i]);
      const name = titles(i);
      ctx.strokeText(name, x, y + 24);
      ctx.fillText(name, x, y + 24);
    }
  }

  drawGathered(ctx, extent, ratio, place, zoom) {
    for (const cell of this.level(zoom)) {
      if (cell.x < extent[0] || cell.x > extent[2] || cell.y < extent[1] || cell.y > extent[3]) continue;
      const at = place(cell.x, cell.y);
      if (cell.n === 1) this.single(ctx, cell.one, at, ratio);
      else this.group(ctx, cell, at, ratio);
    }
  }

  single(ctx, index, [x, y], ratio) {
    const risk = ORDER[this.rank[index]];
    const { canvas, size } = this.marks.get(risk, IDLE.has(this.value(index, 'stage')), ratio);
    ctx.drawImage(canvas, x - size / 2, y - size / 2, size, size);
    this.remember({ x: this.x[index], y: this.y[index], radius: 11, index });
  }

  group(ctx, cell, [x, y], ratio) {
    const radius = Math.min(21, 10 + Math.log10(cell.n) * 3.6);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = token('--map-group');
    ctx.strokeStyle = token('--mg-surface');
    ctx.lineWidth = 2;
    ctx.fill();
    ctx.stroke();
    ctx.font = font(600, radius > 16 ? 12 : 11);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = token('--map-group-t');
    ctx.fillText(cell.n > 9999 ? `${Math.round(cell.n / 1000)}k` : String(cell.n), x, y + 0.5);
    ctx.textBaseline = 'alphabetic';
    if (cell.rank) {
      const { canvas, size } = this.marks.get(ORDER[cell.rank], false, ratio);
      ctx.drawImage(canvas, x + radius * 0.7 - size * 0.32, y - radius * 0.7 - size * 0.32, size * 0.64, size * 0.64);
    }
    this.remember({ x: cell.x, y: cell.y, radius: radius + 2, cell });
  }

  key(x, y) {
    return `${Math.floor(x / (HIT * this.resolution))}:${Math.floor(y / (HIT * this.resolution))}`;
  }

  remember(mark) {
    const key = this.key(mark.x, mark.y);
    const list = this.drawn.get(key);
    if (list) list.push(mark);
    else this.drawn.set(key, [mark]);
  }

  /** The topmost drawn mark under a place, looking only at the neighbouring cells. */
  hit([x, y], slack = 0) {
    const step = HIT * this.resolution;
    let best = null;
    for (const dx of [-step, 0, step]) {
      for (const dy of [-step, 0, step]) {
        for (const mark of this.drawn.get(this.key(x + dx, y + dy)) ?? []) {
          const distance = Math.hypot(mark.x - x, mark.y - y) / this.resolution;
          if (distance <= mark.radius + slack && (!best || distance < best.distance)) best = { ...mark, distance };
        }
      }
    }
    return best;
  }
}
