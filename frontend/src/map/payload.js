// What the map of all mines draws: packed points (registry/mines/rules/map_points.py says how), or rows that stand in
// the page; and the names of mines, asked for when they are shown.
import { json } from './common.js';

const TOGETHER = 60; // ms in which wishes for names are gathered
const MOST = 200; // names in one request

/** Points from bytes: keys, degrees, and what each looks like as values of `fields`. */
export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const n = head.count;
  let at = 4 + length;
  const take = (Type, size) => {
    const part = new Type(buffer, at, size);
    at += part.byteLength;
    return part;
  };
  const steps = take(Uint32Array, n);
  const degrees = (least) => {
    const planes = take(Uint8Array, 3 * n);
    return Float64Array.from({ length: n }, (_, i) => least + (planes[i] | (planes[n + i] << 8) | (planes[2 * n + i] << 16)) / head.step);
  };
  const lon = degrees(head.west);
  const lat = degrees(head.south);
  const looks = take(head.wide ? Uint16Array : Uint8Array, n);
  const keys = new Float64Array(n);
  let key = 0;
  for (let i = 0; i < n; i += 1) {
    key += steps[i];
    keys[i] = key;
  }
  return { keys, lon, lat, fields: head.fields, look: (index) => head.looks[looks[index]] };
}

/** The same from rows: { fields: ['id', 'lon', 'lat', …], rows: [[…]] }; their names are known. */
export function listed({ fields, rows }) {
  const column = (name) => rows.map((row) => row[fields.indexOf(name)]);
  return {
    keys: Float64Array.from(column('id')),
    lon: column('lon'),
    lat: column('lat'),
    fields,
    look: (index) => rows[index],
    titles: column('name'),
  };
}

export async function load(points) {
  if (typeof points !== 'string') return listed(points);
  const response = await fetch(points, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status} ${points}`);
  return unpack(await response.arrayBuffer());
}

/** Names by the index of a point; what is not known is asked for in one request a moment later. */
export class Titles {
  constructor({ keys, titles = [] }, address) {
    this.keys = keys;
    this.address = address;
    this.kept = new Map(titles.entries());
    this.wanted = new Set();
  }

  get(index) {
    return this.kept.get(index);
  }

  /** Resolves once names came in, with whether there are any new ones; a failed request may be repeated. */
  need(indexes) {
    const missing = indexes.filter((index) => !this.kept.has(index));
    if (!missing.length || !this.address) return Promise.resolve(false);
    for (const index of missing) this.wanted.add(index);
    this.next ??= new Promise((done) => { setTimeout(done, TOGETHER); }).then(() => this.ask());
    return this.next;
  }

  async ask() {
    const indexes = [...this.wanted].slice(-MOST);
    this.wanted.clear();
    this.next = null;
    try {
      const { names } = await json(`${this.address}?ids=${indexes.map((index) => this.keys[index]).join(',')}`);
      for (const index of indexes) this.kept.set(index, names[this.keys[index]] ?? '');
      return true;
    } catch {
      return false;
    }
  }
}
