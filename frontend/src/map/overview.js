// <mg-map>: all mines. See templates/components/map.html for the configuration.
import ImageLayer from 'ol/layer/Image.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import ImageCanvas from 'ol/source/ImageCanvas.js';
import VectorSource from 'ol/source/Vector.js';
import { Fill, Stroke, Style } from 'ol/style.js';
import { CHINA, base, createMap, element, features, json, popup, projected, token } from './common.js';
import { ORDER } from './marks.js';
import { Points } from './points.js';

const LISTED = 12;

/** What the popup and the list say about one mine. */
function describe(points, index, { labels, detail }) {
  const risk = ORDER[points.rank[index]];
  const skip = new Set(['id', 'lon', 'lat', 'name', 'risk']);
  const rows = points.fields.filter((field) => !skip.has(field) && labels.fields?.[field]).map((field) => {
    const value = points.value(index, field);
    return [labels.fields[field], labels.values?.[field]?.[value] ?? (value || '—')];
  });
  return {
    at: [points.x[index], points.y[index]],
    title: points.value(index, 'name'),
    tag: labels.levels?.[risk || 'none'],
    tagClass: `mg-level mg-level-${risk || 'none'}`,
    rows,
    url: detail?.replace('{id}', encodeURIComponent(points.value(index, 'id'))),
  };
}

/** The mines in view as links, the gravest first: the map for those who do not point. */
function listInView(node, map, points, config, card) {
  const list = node.querySelector('[data-inview]');
  const count = node.querySelector('[data-count]');
  if (!list) return;
  const refresh = () => {
    const shown = points.inside(map.getView().calculateExtent(map.getSize()));
    if (count) count.textContent = config.labels.inView.replace('{n}', new Intl.NumberFormat(document.documentElement.lang).format(shown.length));
    list.replaceChildren(...shown.slice(-LISTED).reverse().map((index) => {
      const about = describe(points, index, config);
      const item = element('li');
      const link = element('a', '', about.title);
      link.href = about.url ?? '#';
      link.addEventListener('focus', () => card.show(about));
      link.addEventListener('pointerenter', () => card.show(about));
      item.append(link);
      if (points.rank[index]) item.append(element('span', about.tagClass, about.tag));
      return item;
    }));
  };
  map.on('moveend', refresh);
  refresh();
}

/** Boundaries of the mines come in when the map is near enough to show them. */
function polygonLayer(map, config) {
  const source = new VectorSource();
  const layer = new VectorImageLayer({
    source,
    zIndex: 2,
    minZoom: 8,
    style: () => new Style({
      fill: new Fill({ color: token('--warn-none-f') }),
      stroke: new Stroke({ color: token('--mg-ok'), width: 1.4 }),
    }),
  });
  let asked = false;
  map.on('moveend', async () => {
    if (asked || !config.polygons || map.getView().getZoom() < 8) return;
    asked = true;
    source.addFeatures(features(await json(config.polygons)));
  });
  return layer;
}

export async function draw(node, config) {
  const view = node.querySelector('[data-view]');
  const given = typeof config.points === 'string' ? json(config.points) : config.points;
  const [ground, payload] = await Promise.all([base(config), given]);
  const points = new Points(payload);
  const layer = new ImageLayer({
    zIndex: 4,
    source: new ImageCanvas({
      ratio: 1.4,
      canvasFunction: (extent, resolution, ratio, size) => points.draw(extent, resolution, ratio, size),
    }),
  });
  const extent = projected(config.extent ?? CHINA);
  view.replaceChildren();
  const map = createMap(view, config, [...ground, layer], extent);
  map.addLayer(polygonLayer(map, config));
  const card = popup(map, config.labels);

  map.on('pointermove', (event) => {
    if (event.dragging || event.originalEvent.pointerType === 'touch') return;
    const mark = points.hit(event.coordinate, 2);
    view.classList.toggle('mg-hand', Boolean(mark));
    if (mark?.index != null) card.show(describe(points, mark.index, config));
  });
  map.on('click', (event) => {
    const mark = points.hit(event.coordinate, 8);
    if (!mark) card.close();
    else if (mark.index != null) card.show(describe(points, mark.index, config));
    else map.getView().animate({ center: [mark.x, mark.y], zoom: map.getView().getZoom() + 2, duration: 250 });
  });
  listInView(node, map, points, config, card);

  if (config.selected != null) {
    const index = points.index(config.selected);
    if (index >= 0) {
      map.getView().setCenter([points.x[index], points.y[index]]);
      map.getView().setZoom(Math.max(map.getView().getZoom(), 12));
      card.show(describe(points, index, config));
    }
  }
  map.once('rendercomplete', () => {
    node.dataset.ready = '1';
  });
  return map;
}

