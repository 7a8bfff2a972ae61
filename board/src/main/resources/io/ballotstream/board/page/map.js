// The map: each location at its coordinates, coloured and shaped by its leader, sized by its votes.
import { byId, fill, h, mark, setMark, setText, show, SHAPES, shapeOf } from './dom.js';
import { watermark } from './race.js';
import * as format from './format.js';

const TIED = -1;
const NO_VOTES = -2;
const LEGEND = 8;

export class VoteMap {
  #frame = byId('map-frame');
  #canvas = byId('map');
  #tip = byId('tip');
  #places = null;
  #atlas = null;
  #counts = null;
  #projection = null;
  #spots = [];
  #background = null;
  #highlight;
  #electionId = null;

  /** @param highlight the name of the highlighted location, or null */
  constructor(highlight) {
    this.#highlight = highlight;
    new ResizeObserver(() => this.#layout()).observe(this.#frame);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#layout());
    this.#canvas.addEventListener('pointermove', (event) => this.#point(event));
    this.#canvas.addEventListener('pointerleave', () => show(this.#tip, false));
    this.#canvas.addEventListener('click', (event) => {
      const spot = this.#at(event);
      if (spot !== null) location.search = new URLSearchParams({ location: this.#places.locations[spot] }).toString();
    });
  }

  /** Whether the places of this election are loaded. */
  knows(electionId) {
    return this.#electionId === electionId;
  }

  async setPlaces(places, electionId) {
    this.#electionId = electionId;
    this.#places = places;
    const placed = places.latitudes.filter((latitude) => latitude !== null).length;
    setText(byId('map-note'), placed === 0 ? 'No location has coordinates: see the table'
      : placed < places.locations.length ? `${format.number(places.locations.length - placed)} without coordinates are in the table only` : '');
    show(this.#frame, placed > 0);
    if (placed === 0) return;
    this.#atlas = places.map === 'us' ? await atlas('us-states-10m', 'states') : null;
    if (!this.#atlas || !this.#inUnitedStates()) this.#atlas = await atlas('countries-110m', 'countries');
    this.#layout();
    if (this.#atlas.name === 'countries-110m' && this.#spread() < 60) {
      // A region needs finer outlines than the world. They are loaded last.
      this.#atlas = await atlas('countries-50m', 'countries');
      this.#layout();
    }
  }

  update(counts) {
    this.#counts = counts;
    this.#draw();
    const led = counts.candidates.map((candidate) => ({ candidate, count: 0 }));
    for (const leader of counts.leaders) if (leader >= 0) led[leader].count += 1;
    const entries = led.filter((entry) => entry.count > 0).sort((a, b) => b.count - a.count).slice(0, LEGEND);
    const tied = counts.leaders.filter((leader) => leader === TIED).length;
    const waiting = counts.leaders.filter((leader) => leader === NO_VOTES).length;
    if (tied > 0) entries.push({ candidate: null, name: 'Tied', count: tied });
    if (waiting > 0) entries.push({ candidate: null, name: 'No votes yet', count: waiting });
    fill(byId('legend'), entries, () => h('li', {}, mark(null), h('bdi', { dir: 'auto' }), h('span', { class: 'count' })), (item, entry) => {
      setMark(item.children[0], entry.candidate);
      item.children[0].classList.toggle('hollow', !entry.candidate);
      setText(item.children[1], entry.candidate ? entry.candidate.candidate_name : entry.name);
      setText(item.children[2], format.number(entry.count));
    });
  }

  #points() {
    return this.#places.longitudes.map((longitude, i) => (longitude === null ? null : [longitude, this.#places.latitudes[i]]));
  }

  // A bounding box is not enough: Toronto is in the same box as Buffalo, but not in the same country. A sample of locations is.
  #inUnitedStates() {
    const points = this.#points().filter(Boolean);
    const sample = points.filter((_, i) => i % Math.ceil(points.length / 60) === 0);
    return sample.filter((point) => d3.geoContains(this.#atlas.outline, point)).length >= 0.6 * sample.length;
  }

  #spread() {
    const points = this.#points().filter(Boolean);
    const range = (values) => greatest(values) + greatest(values.map((value) => -value));
    return Math.max(range(points.map((p) => p[0])), range(points.map((p) => p[1])));
  }

  #layout() {
    if (!this.#atlas || this.#frame.clientWidth === 0) return;
    const ratio = devicePixelRatio;
    const width = this.#frame.clientWidth;
    const height = this.#frame.clientHeight;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const points = this.#points();
    const margin = Math.min(28, width * 0.05);
    const extent = [[margin, margin], [width - margin, height - margin]];
    if (this.#atlas.name === 'us-states-10m') {
      this.#projection = d3.geoAlbersUsa().fitExtent([[6, 6], [width - 6, height - 6]], this.#atlas.outline);
    } else {
      const wide = this.#spread() > 120;
      const coordinates = points.filter(Boolean);
      const around = coordinates.length === 1 ? coordinates.flatMap(([x, y]) => [[x - 2, y - 1.5], [x + 2, y + 1.5]]) : coordinates;
      this.#projection = (wide ? d3.geoEqualEarth() : d3.geoMercator())
        .fitExtent(extent, wide ? { type: 'Sphere' } : { type: 'MultiPoint', coordinates: around });
    }
    this.#spots = points.map((point) => point && this.#projection(point));
    this.#background = document.createElement('canvas');
    this.#background.width = this.#canvas.width;
    this.#background.height = this.#canvas.height;
    const ctx = this.#background.getContext('2d');
    ctx.scale(ratio, ratio);
    const style = getComputedStyle(document.body);
    const path = d3.geoPath(this.#projection.clipExtent && this.#atlas.name !== 'us-states-10m'
      ? this.#projection.clipExtent([[-5, -5], [width + 5, height + 5]]) : this.#projection, ctx);
    ctx.beginPath();
    path(this.#atlas.outline);
    ctx.fillStyle = style.getPropertyValue('--land');
    ctx.fill();
    ctx.beginPath();
    path(this.#atlas.borders);
    ctx.strokeStyle = style.getPropertyValue('--card');
    ctx.lineWidth = 1;
    ctx.stroke();
    watermark(ctx, { left: 0, top: 0, width, height });
    this.#draw();
  }

  // Areas are proportional to votes. The largest marker leaves space for the others.
  #scale() {
    const most = greatest(this.#counts.votes) || 1;
    const room = 0.42 * Math.sqrt((this.#canvas.clientWidth * this.#canvas.clientHeight) / Math.max(1, this.#spots.length));
    const largest = Math.max(5, Math.min(34, room));
    return (votes) => Math.max(1.8, largest * Math.sqrt(votes / most));
  }

  #draw() {
    if (!this.#counts || !this.#background || this.#counts.votes.length !== this.#spots.length) return;
    const ctx = this.#canvas.getContext('2d');
    const ratio = devicePixelRatio;
    const style = getComputedStyle(document.body);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    ctx.drawImage(this.#background, 0, 0);
    ctx.scale(ratio, ratio);
    const { leaders, votes, candidates } = this.#counts;
    const muted = style.getPropertyValue('--muted');
    const card = style.getPropertyValue('--card');
    const radius = this.#scale();
    // Large markers first, so that they hide no others.
    const order = this.#spots.map((_, i) => i).filter((i) => this.#spots[i]).sort((a, b) => votes[b] - votes[a]);
    for (const i of order) {
      const [x, y] = this.#spots[i];
      const leader = leaders[i] >= 0 ? candidates[leaders[i]] : null;
      const shape = new Path2D(SHAPES[leader ? shapeOf(leader.candidate_id) : 0](votes[i] ? Math.max(leader ? 0 : 2.5, radius(votes[i])) : 2.5));
      ctx.save();
      ctx.translate(x, y);
      ctx.globalAlpha = this.#highlight && this.#places.locations[i] !== this.#highlight ? 0.35 : 0.88;
      if (leader) {
        ctx.fillStyle = leader.color;
        ctx.strokeStyle = card;
        ctx.fill(shape);
        ctx.lineWidth = 0.8;
        ctx.globalAlpha = 1;
        ctx.stroke(shape);
      } else {
        ctx.strokeStyle = muted;
        ctx.lineWidth = 1.2;
        ctx.stroke(shape);
      }
      if (this.#places.locations[i] === this.#highlight) {
        ctx.globalAlpha = 1;
        ctx.strokeStyle = style.getPropertyValue('--ink');
        ctx.lineWidth = 2;
        ctx.stroke(new Path2D(SHAPES[0](radius(votes[i]) + 6)));
      }
      ctx.restore();
    }
  }

  #at(event) {
    if (!this.#counts) return null;
    let best = null;
    let least = 14 ** 2;
    this.#spots.forEach((spot, i) => {
      if (!spot) return;
      const distance = (spot[0] - event.offsetX) ** 2 + (spot[1] - event.offsetY) ** 2;
      if (distance < least) {
        least = distance;
        best = i;
      }
    });
    return best;
  }

  #point(event) {
    const i = this.#at(event);
    show(this.#tip, i !== null);
    this.#canvas.classList.toggle('over', i !== null);
    if (i === null) return;
    const { leaders, votes, candidates, margins } = this.#counts;
    const leader = leaders[i] >= 0 ? candidates[leaders[i]] : null;
    this.#tip.replaceChildren(h('strong', {}, h('bdi', { dir: 'auto' }, this.#places.locations[i])),
      h('span', {}, leader ? mark(leader) : null, leader ? h('bdi', { dir: 'auto' }, leader.candidate_name) : votes[i] ? 'Tied' : 'No votes yet',
        leader ? ` +${format.points(margins[i])}` : ''),
      h('span', {}, format.votes(votes[i])));
    const right = event.offsetX > this.#canvas.clientWidth / 2;
    this.#tip.style.left = right ? '' : `${event.offsetX + 14}px`;
    this.#tip.style.right = right ? `${this.#canvas.clientWidth - event.offsetX + 14}px` : '';
    this.#tip.style.top = `${Math.min(event.offsetY + 8, this.#canvas.clientHeight - 80)}px`;
  }
}

const greatest = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);

const atlases = new Map();

async function atlas(name, object) {
  if (!atlases.has(name)) {
    const topology = await (await fetch(`/lib/${name}.json`)).json();
    const geometry = topology.objects[object];
    atlases.set(name, {
      name,
      outline: topojson.feature(topology, topology.objects.nation ?? topology.objects.land),
      borders: topojson.mesh(topology, geometry, (a, b) => a !== b),
    });
  }
  return atlases.get(name);
}
