// The race over time: running totals of the leading candidates, drawn with uPlot.
import { byId, fill, h, mark, setMark, setText, SHAPES, shapeOf } from './dom.js';
import * as format from './format.js';

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 4], [12, 4], [3, 6]];
const SHOWN_CHANGES = 6;

export class RaceChart {
  #box = byId('race');
  #plot = null;
  #race = null;
  #key = '';

  constructor() {
    new ResizeObserver(() => this.#resize()).observe(this.#box);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#rebuild());
  }

  update(race) {
    this.#race = race;
    const key = race.candidates.map((candidate) => candidate.candidate_id).join();
    if (key !== this.#key || !this.#plot) {
      this.#key = key;
      this.#rebuild();
    } else {
      this.#plot.setData(this.#data());
    }
    const changes = race.lead_changes;
    setText(byId('race-note'), changes.length === 0 ? 'The lead has not changed'
      : `The lead has changed ${changes.length === 1 ? 'once' : `${format.number(changes.length)} times`}`);
    fill(byId('changes'), changes.slice(-SHOWN_CHANGES).reverse(),
      () => h('li', {}, mark(null), h('span', { class: 'when' }), h('bdi', { dir: 'auto' }), ' took the lead'),
      (item, change) => {
        setMark(item.children[0], race.candidates.find((candidate) => candidate.candidate_id === change.to));
        setText(item.children[1], format.time(change.at));
        setText(item.children[2], change.to_name);
      });
    this.#box.setAttribute('aria-label', `Votes over time until ${format.time(race.points.at(-1)?.at ?? null)}: `
      + race.candidates.map((candidate, i) => `${candidate.candidate_name} ${format.number(race.points.at(-1).votes[i])}`).join(', ')
      + `. The lead has changed ${changes.length} times.`);
  }

  #data() {
    const points = this.#race.points;
    return [points.map((point) => Date.parse(point.at) / 1000),
      ...this.#race.candidates.map((_, i) => points.map((point) => point.votes[i]))];
  }

  #resize() {
    if (this.#plot) this.#plot.setSize(this.#size());
    else if (this.#race) this.#rebuild();
  }

  #size() {
    return { width: Math.max(280, this.#box.clientWidth), height: Math.max(200, this.#box.clientHeight) };
  }

  #rebuild() {
    this.#plot?.destroy();
    this.#plot = null;
    if (!this.#race || this.#race.points.length === 0 || this.#box.clientWidth === 0) return;
    const style = getComputedStyle(document.body);
    const muted = style.getPropertyValue('--muted').trim();
    const line = style.getPropertyValue('--line').trim();
    const font = `${style.getPropertyValue('--chart-size').trim() || '12px'} ${style.getPropertyValue('--sans')}`;
    const axis = { stroke: muted, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const labels = Math.min(190, Math.max(88, this.#box.clientWidth * 0.2));
    this.#plot = new uPlot({
      ...this.#size(),
      padding: [12, labels, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { setScale: false } },
      scales: { x: { time: true }, y: { range: (_, min, max) => [0, Math.max(1, max * 1.06)] } },
      axes: [{ ...axis, space: 90, size: 30, values: (_, splits) => splits.map((s) => format.time(s * 1000)) },
        { ...axis, size: 64, values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? format.number(v) : '')) }],
      series: [{}, ...this.#race.candidates.map((candidate) => ({
        stroke: candidate.color, width: 2.5, dash: DASHES[shapeOf(candidate.candidate_id)], points: { show: false },
      }))],
      hooks: {
        drawClear: [(plot) => watermark(plot.ctx, plot.bbox)],
        draw: [(plot) => this.#annotate(plot, style, font)],
      },
    }, this.#data(), this.#box);
  }

  // Draws lead changes as marked lines, and each candidate's mark and name at the end of the line.
  #annotate(plot, style, font) {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    const ink = style.getPropertyValue('--ink').trim();
    const size = Number.parseFloat(font) * ratio;
    ctx.save();
    ctx.font = font.replace(/^[\d.]+px/, `${size}px`);
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    for (const change of this.#race.lead_changes) {
      const x = plot.valToPos(Date.parse(change.at) / 1000, 'x', true);
      ctx.strokeStyle = ink;
      ctx.globalAlpha = 0.45;
      ctx.setLineDash([3 * ratio, 3 * ratio]);
      ctx.lineWidth = ratio;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.globalAlpha = 1;
      const candidate = this.#race.candidates.find((one) => one.candidate_id === change.to);
      shape(ctx, candidate, x, bbox.top + 5 * ratio, 5 * ratio);
    }
    ctx.setLineDash([]);
    const last = this.#race.points.at(-1).votes;
    const right = bbox.left + bbox.width;
    const ends = this.#race.candidates
      .map((candidate, i) => ({ candidate, y: plot.valToPos(last[i], 'y', true) }))
      .sort((a, b) => a.y - b.y);
    let free = bbox.top - size;
    const room = Math.floor(bbox.height / (size * 1.35));
    for (const end of ends.slice(0, room)) {
      end.at = Math.max(end.y, free + size * 1.35);
      free = end.at;
    }
    // Moves labels that are below the axis up again.
    let limit = bbox.top + bbox.height;
    for (const end of ends.slice(0, room).reverse()) {
      end.at = Math.min(end.at, limit);
      limit = end.at - size * 1.35;
    }
    const width = plot.ctx.canvas.width - right - 24 * ratio;
    for (const end of ends.slice(0, room)) {
      shape(ctx, end.candidate, right + 11 * ratio, end.at, 4.5 * ratio);
      ctx.fillStyle = ink;
      ctx.fillText(fit(ctx, end.candidate.candidate_name, width), right + 21 * ratio, end.at);
    }
    ctx.restore();
  }
}

function fit(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let letters = [...text];
  while (letters.length > 1 && ctx.measureText(`${letters.join('')}…`).width > width) letters = letters.slice(0, -1);
  return `${letters.join('').trimEnd()}…`;
}

export function shape(ctx, candidate, x, y, r) {
  ctx.save();
  ctx.translate(x, y);
  ctx.fillStyle = candidate.color;
  ctx.fill(new Path2D(SHAPES[shapeOf(candidate.candidate_id)](r)));
  ctx.restore();
}

/** Draws the watermark into the picture, so that saved pictures contain it. */
export function watermark(ctx, box) {
  ctx.save();
  ctx.translate(box.left + box.width / 2, box.top + box.height / 2);
  ctx.rotate(-0.35);
  ctx.font = `800 ${Math.min(box.height * 0.5, box.width * 0.22)}px Helvetica, Arial, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = 'rgba(125, 129, 136, .1)';
  ctx.fillText('TEST', 0, 0);
  ctx.restore();
}
