// <mg-boundary-map>: one mine, its boundary and facilities. See templates/components/boundary_map.html.
import VectorLayer from 'ol/layer/Vector.js';
import { boundingExtent, buffer, getCenter, isEmpty } from 'ol/extent.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, RegularShape, Stroke, Style, Text } from 'ol/style.js';
import { CHINA, base, createMap, features, font, popup, projected, token } from './common.js';

const outline = () => new Style({
  fill: new Fill({ color: token('--warn-none-f') }),
  stroke: new Stroke({ color: token('--mg-primary-t'), width: 2 }),
});

/** Facilities: tailings a diamond, dumps a triangle, slopes a square, shafts a dot. */
const SIDES = { tailings_pond: [4, 0], dump: [3, 0], pit_slope: [4, Math.PI / 4], open_pit: [4, Math.PI / 4] };

function facilityStyle(feature) {
  const risk = feature.get('risk');
  const fill = new Fill({ color: token(risk ? `--warn-${risk}` : '--mg-primary-t') });
  const stroke = new Stroke({ color: token(risk === 'yellow' ? '--warn-yellow-s' : '--mg-surface'), width: 1.5 });
  const [points, angle] = SIDES[feature.get('kind')] ?? [];
  return [
    new Style({
      fill: new Fill({ color: token('--map-facility') }),
      stroke: new Stroke({ color: token('--mg-primary-t'), width: 1.4, lineDash: [5, 4] }),
      image: points ? new RegularShape({ points, angle, radius: 9, fill, stroke }) : new Circle({ radius: 6.5, fill, stroke }),
      text: new Text({
        text: feature.get('name') ?? '',
        font: font(500, 12),
        offsetY: feature.getGeometry().getType() === 'Point' ? 18 : 0,
        fill: new Fill({ color: token('--mg-text') }),
        stroke: new Stroke({ color: token('--map-land'), width: 3 }),
      }),
    }),
  ];
}

const layerOf = (collection, style, zIndex) => new VectorLayer({
  source: new VectorSource({ features: collection ? features(collection) : [] }),
  style,
  zIndex,
  declutter: zIndex > 2,
});

export async function draw(node, config) {
  const view = node.querySelector('[data-view]');
  const ground = await base(config);
  const shape = layerOf(config.boundary, outline, 2);
  const places = layerOf(config.facilities, facilityStyle, 3);
  let extent = shape.getSource().getExtent();
  if (isEmpty(extent)) extent = places.getSource().getExtent();
  if (isEmpty(extent)) extent = config.centre ? projected(boundingExtent([config.centre])) : projected(CHINA);
  if (extent[0] === extent[2]) extent = buffer(extent, 3000);
  view.replaceChildren();
  const map = createMap(view, config, [...ground, shape, places], extent);
  const card = popup(map, config.labels);
  map.on('click', (event) => {
    const hit = map.forEachFeatureAtPixel(event.pixel, (one) => one, { hitTolerance: 6, layerFilter: (one) => one === places });
    if (!hit) {
      card.close();
      return;
    }
    const kind = config.labels.values?.kind?.[hit.get('kind')];
    card.show({
      at: getCenter(hit.getGeometry().getExtent()),
      title: hit.get('name'),
      tag: hit.get('risk') ? config.labels.levels?.[hit.get('risk')] : undefined,
      tagClass: `mg-level mg-level-${hit.get('risk') || 'none'}`,
      rows: kind ? [[config.labels.fields?.kind ?? '', kind]] : [],
      url: hit.get('url'),
    });
  });
  map.once('rendercomplete', () => {
    node.dataset.ready = '1';
  });
  return map;
}
