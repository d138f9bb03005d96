/**
 * The script of the page, for browsers. It makes elements and sets their text; it never reads markup. It is plain JavaScript, as
 * nothing here compiles for browsers; a test checks that it compiles.
 */
export const PAGE_SCRIPT = String.raw`'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const [stage, picture, panel, search] = ['stage', 'picture', 'panel', 'search'].map(byId);
  const choices = { applications: byId('application'), clusters: byId('cluster') };
  const things = new Map(data.things.map((thing) => [thing.id, { ...thing, text: textOf(thing) }]));
  const areaById = new Map(data.things.map(({ id }, index) => [id, data.areas[index]]));
  const elements = new Map();
  const edges = [...picture.querySelectorAll('[data-edge]')].map((element) => ({ element, ...data.edges[Number(element.dataset.edge)] }));
  let chosen;

  function textOf(thing) {
    return [thing.title, thing.subtitle, thing.subject, thing.source || '', data.kinds[thing.kind]].join('\n').toLowerCase();
  }

  function make(name, options = {}, ...children) {
    const element = Object.assign(document.createElement(name), options);
    element.append(...children);
    return element;
  }

  // What is there to see: a rectangle of the picture, always of the shape of the stage.
  const view = { x: 0, y: 0, scale: 1, isWhole: true };
  function draw() {
    picture.setAttribute('viewBox', [view.x, view.y, stage.clientWidth / view.scale, stage.clientHeight / view.scale].join(' '));
    picture.classList.toggle('afar', view.scale < 0.3);
  }
  function show(area, most) {
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    const below = area === whole ? 64 : 0;
    view.scale = Math.min((width - 56) / area.width, (height - below - 48) / area.height, most);
    view.x = area.x + area.width / 2 - width / view.scale / 2;
    view.y = area.y + area.height / 2 - (height - below) / view.scale / 2;
    view.isWhole = area === whole;
    draw();
  }
  const whole = { x: 0, y: 0, width: data.width, height: data.height };
  function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    const scale = Math.min(4, Math.max(0.01, view.scale * factor));
    view.x += x / view.scale - x / scale;
    view.y += y / view.scale - y / scale;
    view.scale = scale;
    view.isWhole = false;
    draw();
  }
  function move(x, y) {
    view.x += x / view.scale;
    view.y += y / view.scale;
    view.isWhole = false;
    draw();
  }

  function areaOf(ids) {
    const areas = ids.map((id) => areaById.get(id)).filter(Boolean);
    if (areas.length === 0) return whole;
    const left = Math.min(...areas.map((area) => area.x));
    const top = Math.min(...areas.map((area) => area.y));
    const right = Math.max(...areas.map((area) => area.x + area.width));
    const bottom = Math.max(...areas.map((area) => area.y + area.height));
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  // What is searched, filtered and chosen, shown by classes alone.
  function wanted(thing) {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => thing.text.includes(word) || thing.clusters.some((name) => name.toLowerCase() === word));
  }
  function within(thing) {
    return Object.entries(choices).every(([key, { value }]) => value === '' || thing[key].includes(value));
  }
  function refresh() {
    const searching = search.value.trim() !== '';
    const near = new Set(chosen === undefined ? [] : [chosen]);
    for (const { from, to } of edges) if (from === chosen || to === chosen) near.add(from).add(to);
    for (const id of [...near]) for (let box = things.get(id)?.box; box; box = things.get(box)?.box) near.add(box);
    const found = [];
    const inside = new Set();
    for (const thing of things.values()) if (within(thing)) for (let id = thing.id; id; id = things.get(id)?.box) inside.add(id);
    for (const [id, thing] of things) {
      const hit = inside.has(id) && searching && wanted(thing);
      if (hit) found.push(thing);
      const { classList } = elements.get(id);
      classList.toggle('found', hit);
      classList.toggle('chosen', id === chosen);
      classList.toggle('gone', !inside.has(id));
      classList.toggle('off', (searching && !hit && id !== chosen) || (!searching && chosen !== undefined && !near.has(id) && !isInside(id, chosen)));
    }
    for (const { element, from, to } of edges) {
      const touches = from === chosen || to === chosen;
      element.classList.toggle('chosen', touches);
      element.classList.toggle('gone', !inside.has(from) || !inside.has(to));
      element.classList.toggle('off', (chosen !== undefined && !touches) || (chosen === undefined && searching));
    }
    return found;
  }
  function isInside(id, box) {
    for (let at = things.get(id)?.box; at; at = things.get(at)?.box) if (at === box) return true;
    return false;
  }

  function choose(id, go) {
    chosen = id;
    refresh();
    if (id === undefined) {
      listFound(refresh());
      return;
    }
    tell(things.get(id));
    if (go) show(areaOf([id, ...edges.filter(({ from, to }) => from === id || to === id).flatMap(({ from, to }) => [from, to])]), 1.4);
  }

  function section(title, rows) {
    const list = make('dl');
    for (const [name, text] of rows) list.append(make('dt', { textContent: name }), make('dd', { textContent: text }));
    return [make('h3', { textContent: title }), list];
  }

  function tell(thing) {
    const close = make('button', { type: 'button', className: 'close', textContent: '×', title: 'Close (Esc)' });
    close.setAttribute('aria-label', 'Close');
    close.addEventListener('click', () => choose(undefined));
    const parts = [close, make('h2', { textContent: thing.title })];
    parts.push(make('p', { className: 'kind', textContent: [data.kinds[thing.kind], thing.subtitle].filter(Boolean).join(' · ') }));
    const where = thing.sections.some(({ title }) => title === 'Where') ? '' : thing.clusters.join(', ');
    const own = [['path', thing.subject], ['program', thing.source], ['clusters', where]];
    const known = thing.kind === 'provisioner' ? own.slice(1) : own;
    parts.push(...section('Place', known.filter(([, text]) => text)));
    for (const { title, rows } of thing.sections) parts.push(...section(title, rows));
    const links = edges.filter(({ from, to }) => from === thing.id || to === thing.id);
    if (links.length > 0) parts.push(make('h3', { textContent: 'Edges' }), listOf(links.slice(0, 100).map((edge) => linkTo(edge, thing.id))));
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
  }

  function linkTo({ from, to, why }, here) {
    const other = things.get(from === here ? to : from);
    return [other, (from === here ? '→ ' : '← ') + other.title, why];
  }
  function listOf(rows) {
    const list = make('ul');
    for (const [thing, name, text] of rows) {
      const button = make('button', { type: 'button' }, make('b', { textContent: name }), make('span', { textContent: text }));
      button.addEventListener('click', () => choose(thing.id, true));
      list.append(make('li', {}, button));
    }
    return list;
  }
  function listFound(found) {
    if (search.value.trim() === '') {
      panel.replaceChildren();
      return;
    }
    const count = found.length === 1 ? '1 thing found' : found.length + ' things found';
    panel.replaceChildren(
      make('h2', { textContent: count }),
      make('p', { className: 'kind', textContent: found.length === 0 ? 'Names, kinds, paths and files are searched.' : 'Enter goes to the first.' }),
      listOf(found.slice(0, 100).map((thing) => [thing, thing.title, data.kinds[thing.kind] + ' · ' + (thing.source || thing.subject)])),
    );
  }

  for (const element of picture.querySelectorAll('[data-thing]')) {
    const thing = things.get(data.things[Number(element.dataset.thing)].id);
    const { id } = thing;
    elements.set(id, element);
    element.setAttribute('tabindex', '0');
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', thing.title + ', ' + data.kinds[thing.kind] + ', ' + thing.subtitle);
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      if (!dragged) choose(id);
    });
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(id);
    });
    element.addEventListener('focus', () => {
      if (!element.matches(':focus-visible')) return;
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const frame = stage.getBoundingClientRect();
      if (left < frame.left || top < frame.top || right > frame.right || bottom > frame.bottom) show(areaOf([id]), Math.max(view.scale, 0.7));
    });
  }

  search.addEventListener('input', () => {
    chosen = undefined;
    listFound(refresh());
  });
  search.addEventListener('keydown', (event) => {
    const [first] = event.key === 'Enter' ? refresh() : [];
    if (first !== undefined) choose(first.id, true);
  });
  for (const choice of Object.values(choices)) {
    choice.addEventListener('change', () => {
      chosen = undefined;
      listFound(refresh());
      const ids = [...things.values()].filter((thing) => within(thing) && (thing.applications.length > 0 || thing.clusters.length > 0)).map(({ id }) => id);
      show(Object.values(choices).every(({ value }) => value === '') ? whole : areaOf(ids), 1.4);
    });
  }

  byId('in').addEventListener('click', () => zoom(1.3));
  byId('out').addEventListener('click', () => zoom(1 / 1.3));
  byId('fit').addEventListener('click', () => show(whole, 1.4));

  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    const { left, top } = stage.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)), event.clientX - left, event.clientY - top);
  }, { passive: false });

  // One finger or the mouse moves the picture, two fingers zoom.
  const pointers = new Map();
  let dragged = false;
  stage.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, event);
    dragged = false;
  });
  stage.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!dragged && Math.hypot(x, y) < 4) return;
    if (!dragged) stage.setPointerCapture(event.pointerId);
    dragged = true;
    stage.classList.add('dragging');
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other === undefined) move(-x, -y);
    else {
      const { left, top } = stage.getBoundingClientRect();
      const far = (one) => Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
      zoom(far(event) / far(before), other.clientX - left, other.clientY - top);
    }
    pointers.set(event.pointerId, event);
  });
  for (const name of ['pointerup', 'pointercancel']) {
    stage.addEventListener(name, (event) => {
      pointers.delete(event.pointerId);
      stage.classList.remove('dragging');
    });
  }
  stage.addEventListener('click', () => {
    if (!dragged && chosen !== undefined) choose(undefined);
  });

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === search || event.target.tagName === 'SELECT';
    if (event.key === 'Escape') {
      search.value = '';
      choose(undefined);
      search.blur();
    } else if (typing) return;
    else if (event.key === '/') search.focus();
    else if (event.key === '+' || event.key === '=') zoom(1.3);
    else if (event.key === '-') zoom(1 / 1.3);
    else if (event.key === '0') show(whole, 1.4);
    else if (event.key === 'ArrowLeft') move(-60, 0);
    else if (event.key === 'ArrowRight') move(60, 0);
    else if (event.key === 'ArrowUp' && !panel.contains(event.target)) move(0, -60);
    else if (event.key === 'ArrowDown' && !panel.contains(event.target)) move(0, 60);
    else return;
    event.preventDefault();
  });
  // Where everything was to be seen, it still is when the panel opens.
  new ResizeObserver(() => (view.isWhole ? show(whole, 1.4) : draw())).observe(stage);
  show(whole, 1.4);
  // A link may name what it is about: graph.html#shop/api
  const hash = decodeURIComponent(location.hash.slice(1));
  const linked = hash && [...things.values()].find((thing) => thing.subject === hash);
  if (linked) choose(linked.id, true);
})();`;
