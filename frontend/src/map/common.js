// What both maps share: colours from the page's tokens, base layers, controls, the popup card.
import Feature from 'ol/Feature.js';
import Map from 'ol/Map.js';
import Overlay from 'ol/Overlay.js';
import View from 'ol/View.js';
import Attribution from 'ol/control/Attribution.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import ZoomToExtent from 'ol/control/ZoomToExtent.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import DragPan from 'ol/interaction/DragPan.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import { defaults as interactions } from 'ol/interaction/defaults.js';
import TileLayer from 'ol/layer/Tile.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import VectorLayer from 'ol/layer/Vector.js';
import { transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import XYZ from 'ol/source/XYZ.js';
import { Fill, Stroke, Style, Text } from 'ol/style.js';

export const CHINA = [73.4, 3.4, 135.2, 53.7];

export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const font = (weight, size) => `${weight} ${size}px ${token('--mg-font')}`;
export const projected = (extent) => transformExtent(extent, 'EPSG:4326', 'EPSG:3857');

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

export async function json(url) {
  const response = await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
}

export const features = (collection) => new GeoJSON().readFeatures(collection, { featureProjection: 'EPSG:3857' });

/** 天地图, only when the installation has a key; the address comes with the configuration. */
function tiles({ tiles: templates = [] }) {
  return templates.map((url) => new TileLayer({ source: new XYZ({ url, crossOrigin: 'anonymous' }) }));
}

const widest = (geometry) => {
  if (geometry.getType() !== 'MultiPolygon') return geometry;
  return geometry.getPolygons().reduce((best, one) => (one.getArea() > best.getArea() ? one : best));
};

function labelled(feature, config) {
  const geometry = feature.getGeometry();
  const name = config.names?.[feature.get('adcode')] ?? feature.get('name');
  if (!name || !geometry.getType().endsWith('Polygon')) return null;
  const made = new Feature(widest(geometry).getInteriorPoint());
  made.set('name', name);
  return made;
}

/** Administrative boundaries: areas, the national lines at sea as the source draws them, and names. */
async function land(config) {
  const collections = await Promise.all((config.boundaries ?? []).map(json));
  const all = collections.flatMap(features);
  const area = new VectorImageLayer({
    source: new VectorSource({ features: all }),
    imageRatio: 1.5,
    style: (feature) => {
      const line = feature.getGeometry().getType().endsWith('LineString');
      return new Style({
        fill: new Fill({ color: token('--map-land') }),
        stroke: new Stroke({ color: token(line ? '--map-txt' : '--map-line'), width: line ? 1.6 : 1 }),
      });
    },
  });
  const names = new VectorLayer({
    source: new VectorSource({ features: all.map((feature) => labelled(feature, config)).filter(Boolean) }),
    declutter: true,
    zIndex: 3,
    style: (feature) => new Style({
      text: new Text({
        text: feature.get('name'),
        font: font(500, 12),
        fill: new Fill({ color: token('--map-txt') }),
        stroke: new Stroke({ color: token('--map-land'), width: 3 }),
      }),
    }),
  });
  return [area, names];
}

export async function base(config) {
  const online = tiles(config);
  return online.length ? online : land(config);
}

/** The wheel zooms only a focused map or with Ctrl; one finger scrolls the page, two move the map. */
function gestures(view) {
  const own = (event) => event.originalEvent.ctrlKey || event.originalEvent.metaKey || view.contains(document.activeElement);
  const list = interactions({ mouseWheelZoom: false, dragPan: false });
  list.push(new MouseWheelZoom({ condition: own }));
  list.push(new DragPan({
    condition(event) {
      return event.originalEvent.pointerType !== 'touch' || this.getPointerCount() === 2;
    },
  }));
  return list;
}

export function createMap(view, config, layers, extent) {
  const { labels } = config;
  const map = new Map({
    target: view,
    layers,
    view: new View({ minZoom: 3, maxZoom: 17, extent: undefined }),
    interactions: gestures(view),
    keyboardEventTarget: view,
    controls: [
      new Zoom({ zoomInTipLabel: labels.zoomIn, zoomOutTipLabel: labels.zoomOut }),
      new ZoomToExtent({ extent, tipLabel: labels.fit, label: '⤢' }),
      new ScaleLine({ minWidth: 70 }),
      new Attribution({ collapsible: false, attributions: config.attribution }),
    ],
  });
  map.getView().fit(extent, { padding: [24, 48, 28, 24], maxZoom: 14 });
  for (const button of view.querySelectorAll('button')) {
    if (button.title) button.setAttribute('aria-label', button.title);
  }
  document.addEventListener('mg:theme', () => {
    for (const layer of map.getLayers().getArray()) {
      layer.changed();
      layer.getSource()?.changed();
    }
  });
  return map;
}

/** A card of DOM nodes over the map: title, tag, rows of name and value, one link. */
export function popup(map, labels) {
  const box = element('div', 'mg-map-pop');
  const overlay = new Overlay({ element: box, positioning: 'bottom-center', offset: [0, -14], autoPan: { margin: 16 } });
  map.addOverlay(overlay);
  const close = () => overlay.setPosition(undefined);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && close());

  return {
    close,
    isOpen: () => overlay.getPosition() !== undefined,
    show({ at, title, tag, tagClass, rows = [], url }) {
      const head = element('p', 'mg-pop-h');
      head.append(element('b', '', title));
      if (tag) head.append(element('span', tagClass, tag));
      const list = element('dl', 'mg-pop-d');
      for (const [name, value] of rows) {
        const row = element('div');
        row.append(element('dt', '', name), element('dd', '', value));
        list.append(row);
      }
      box.replaceChildren(head, list);
      if (url) {
        const link = element('a', 'mg-link', labels.open);
        link.href = url;
        box.append(link);
      }
      overlay.setPosition(at);
    },
  };
}
