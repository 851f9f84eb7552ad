// <mg-check-map>: a mine or a layer, what lies in the way, overlaps and shortest lines. See components/check_map.html.
import VectorLayer from 'ol/layer/Vector.js';
import { buffer, getCenter, isEmpty } from 'ol/extent.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style.js';
import { CHINA, base, createMap, features, font, json, popup, projected, token } from './common.js';

/** Colour and dash of each kind: never the colour alone, the legend draws the same. */
const LOOKS = {
  boundary: ['--mg-primary-t', undefined, 2.4],
  ecological_red_line: ['--warn-red', undefined, 2],
  basic_farmland: ['--warn-yellow-t', [8, 3], 2],
  nature_reserve: ['--dim-eco', [2, 4], 2],
  other_mine: ['--dim-saf', [6, 4], 2],
  road: ['--dim-ecn', undefined, 3],
  township_road: ['--dim-ecn', [6, 3], 2],
  railway: ['--map-txt', [10, 5], 4],
  bridge: ['--warn-blue', undefined, 2],
  residents: ['--warn-orange', undefined, 2],
};
const DEPTH = { feature: 1, boundary: 2, overlap: 3, line: 4 };

/** A token's colour with the given opacity, for the fills of areas. */
const faint = (name, share) => `color-mix(in srgb, ${token(name)} ${share}%, transparent)`;

/** Canvas knows no color-mix(); the browser resolves it once for each colour. */
const resolved = new Map();
function filled(name, share) {
  const key = `${name} ${share} ${token(name)}`;
  if (!resolved.has(key)) {
    const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    probe.fillStyle = token(name);
    probe.fillStyle = faint(name, share);
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
    resolved.set(key, `rgba(${r},${g},${b},${a === 255 ? share / 100 : a / 255})`);
  }
  return resolved.get(key);
}

const words = (text, above) => new Text({
  text: text ?? '',
  font: font(600, 12),
  overflow: true,
  offsetY: above,
  fill: new Fill({ color: token('--mg-text') }),
  stroke: new Stroke({ color: token('--map-land'), width: 3.5 }),
});

function styleOf(feature) {
  const role = feature.get('role');
  const [name, lineDash, width] = LOOKS[feature.get('kind')] ?? LOOKS.boundary;
  const isPoint = feature.getGeometry().getType().endsWith('Point');
  if (role === 'overlap') {
    return new Style({
      zIndex: DEPTH.overlap,
      fill: new Fill({ color: filled('--warn-red', 45) }),
      stroke: new Stroke({ color: token('--warn-red-t'), width: 1.5 }),
      text: words(feature.get('label'), -10),
    });
  }
  if (role === 'line') {
    return new Style({
      zIndex: DEPTH.line,
      stroke: new Stroke({ color: token('--mg-text'), width: 1.6, lineDash: [2, 3] }),
      text: words(feature.get('label'), -10),
    });
  }
  const stroke = new Stroke({ color: token(name), width, lineDash });
  return new Style({
    zIndex: DEPTH[role] ?? 0,
    fill: new Fill({ color: filled(name, role === 'boundary' ? 12 : 18) }),
    stroke,
    image: new Circle({ radius: 6, fill: new Fill({ color: token(name) }), stroke: new Stroke({ color: token('--mg-surface'), width: 1.5 }) }),
    text: role === 'feature' ? words(feature.get('label') ?? feature.get('name'), isPoint ? 16 : 10) : undefined,
  });
}

const extentOf = (found) => {
  const source = new VectorSource({ features: found });
  const extent = source.getExtent();
  source.clear();
  return extent;
};

export async function draw(node, config) {
  const view = node.querySelector('[data-view]');
  const given = typeof config.features === 'string' ? json(config.features) : config.features;
  const [ground, collection] = await Promise.all([base(config), given]);
  const shapes = features(collection);
  // The mine and the places that matter set the view; the rest of a long line may leave it.
  const near = shapes.filter((one) => one.get('role') !== 'feature');
  let extent = extentOf(near.length ? near : shapes);
  if (isEmpty(extent)) extent = projected(CHINA);
  extent = buffer(extent, Math.max(400, (extent[2] - extent[0]) * 0.12));
  const layer = new VectorLayer({ source: new VectorSource({ features: shapes }), style: styleOf, zIndex: 2, declutter: true });
  view.replaceChildren();
  const map = createMap(view, config, [...ground, layer], extent);
  const card = popup(map, config.labels);
  map.on('click', (event) => {
    const hit = map.forEachFeatureAtPixel(event.pixel, (one) => one, { hitTolerance: 6, layerFilter: (one) => one === layer });
    if (!hit) {
      card.close();
      return;
    }
    const rows = hit.get('kind') ? [[config.labels.kinds?.[hit.get('kind')] ?? '', hit.get('label') ?? '']] : [];
    card.show({ at: getCenter(hit.getGeometry().getExtent()), title: hit.get('name') ?? '', rows });
  });
  map.once('rendercomplete', () => {
    node.dataset.ready = '1';
  });
  return map;
}
