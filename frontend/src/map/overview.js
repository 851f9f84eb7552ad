// <mg-map>: all mines. See templates/components/map.html for the configuration.
import ImageLayer from 'ol/layer/Image.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import ImageCanvas from 'ol/source/ImageCanvas.js';
import VectorSource from 'ol/source/Vector.js';
import { Fill, Stroke, Style } from 'ol/style.js';
import { CHINA, base, createMap, element, features, json, popup, projected, token } from './common.js';
import { ORDER } from './marks.js';
import { Titles, load } from './payload.js';
import { Points } from './points.js';

const LISTED = 12;

/** What the popup and the list say about one mine; its name may still be on the way. */
function describe(points, titles, index, { labels, detail }) {
  const risk = ORDER[points.rank[index]];
  const skip = new Set(['id', 'lon', 'lat', 'name', 'risk']);
  const rows = points.fields.filter((field) => !skip.has(field) && labels.fields?.[field]).map((field) => {
    const value = points.value(index, field);
    return [labels.fields[field], labels.values?.[field]?.[value] ?? (value || '—')];
  });
  return {
    at: [points.x[index], points.y[index]],
    title: titles.get(index) ?? '…',
    tag: labels.levels?.[risk || 'none'],
    tagClass: `mg-level mg-level-${risk || 'none'}`,
    rows,
    url: detail?.replace('{id}', points.keys[index]),
  };
}

/** The mines in view as links, the gravest first: the map for those who do not point. */
function listInView(node, map, points, titles, config, open) {
  const list = node.querySelector('[data-inview]');
  const count = node.querySelector('[data-count]');
  if (!list) return;
  const refresh = () => {
    const shown = points.inside(map.getView().calculateExtent(map.getSize()));
    if (count) count.textContent = config.labels.inView.replace('{n}', new Intl.NumberFormat(document.documentElement.lang).format(shown.length));
    const links = shown.slice(-LISTED).reverse().map((index) => {
      const about = describe(points, titles, index, config);
      const item = element('li');
      const link = element('a', '', about.title);
      link.href = about.url ?? '#';
      link.addEventListener('focus', () => open(index));
      link.addEventListener('pointerenter', () => open(index));
      item.append(link);
      if (points.rank[index]) item.append(element('span', about.tagClass, about.tag));
      return { index, item, link };
    });
    list.replaceChildren(...links.map(({ item }) => item));
    titles.need(links.map(({ index }) => index)).then(() => {
      for (const { index, link } of links) link.textContent = titles.get(index) ?? String(points.keys[index]);
    });
  };
  map.on('moveend', refresh);
  refresh();
}

/** The card of one mine; its name comes in when it is not known yet. */
function opener(card, points, titles, config) {
  let at = null;
  return async (index) => {
    if (at === index && card.isOpen()) return;
    at = index;
    card.show(describe(points, titles, index, config));
    if (titles.get(index) !== undefined) return;
    await titles.need([index]);
    if (at === index && card.isOpen()) card.show(describe(points, titles, index, config));
  };
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
  const [ground, payload] = await Promise.all([base(config), load(config.points)]);
  const points = new Points(payload);
  const titles = new Titles(payload, config.titles);
  let unnamed = new Set();
  const named = (index) => {
    const title = titles.get(index);
    if (title === undefined) unnamed.add(index);
    return title ?? '';
  };
  const source = new ImageCanvas({
    ratio: 1.4,
    canvasFunction: (extent, resolution, ratio, size) => {
      unnamed = new Set();
      const image = points.draw(extent, resolution, ratio, size, named);
      if (unnamed.size) titles.need([...unnamed]).then((any) => any && source.changed());
      return image;
    },
  });
  const layer = new ImageLayer({ zIndex: 4, source });
  const extent = projected(config.extent ?? CHINA);
  view.replaceChildren();
  const map = createMap(view, config, [...ground, layer], extent);
  map.addLayer(polygonLayer(map, config));
  const card = popup(map, config.labels);
  const open = opener(card, points, titles, config);

  map.on('pointermove', (event) => {
    if (event.dragging || event.originalEvent.pointerType === 'touch') return;
    const mark = points.hit(event.coordinate, 2);
    view.classList.toggle('mg-hand', Boolean(mark));
    if (mark?.index != null) open(mark.index);
  });
  map.on('click', (event) => {
    const mark = points.hit(event.coordinate, 8);
    if (!mark) card.close();
    else if (mark.index != null) open(mark.index);
    else map.getView().animate({ center: [mark.x, mark.y], zoom: map.getView().getZoom() + 2, duration: 250 });
  });
  listInView(node, map, points, titles, config, open);

  if (config.selected != null) {
    const index = points.index(config.selected);
    if (index >= 0) {
      map.getView().setCenter([points.x[index], points.y[index]]);
      map.getView().setZoom(Math.max(map.getView().getZoom(), 12));
      open(index);
    }
  }
  map.once('rendercomplete', () => {
    node.dataset.ready = '1';
  });
  return map;
}

