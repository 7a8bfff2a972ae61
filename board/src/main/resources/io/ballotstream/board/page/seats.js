// Results of an election with a winner in each location: seats by party, the closest locations, and changed leads.
import { byId, fill, h, mark, setMark, setText, show } from './dom.js';
import { watermark } from './race.js';
import * as format from './format.js';

const ROWS = 10;
const SHOWN_GAINS = 8;

/** A party in the form of a candidate, for functions that display candidates. */
export const asCandidate = (party) => ({
  candidate_id: party.mark, candidate_name: party.label, party_affiliation: '', color: party.color, text_color: party.text_color,
  photo_url: null, votes: party.votes, share: party.share,
});

const seatsText = (count) => `${format.number(count)} ${count === 1 ? 'seat' : 'seats'}`;

/** The leader of each location by party: all candidates of a party share one mark, as everywhere on the page. */
export function byParty(counts, parties) {
  const indexes = new Map(parties.map((party, i) => [party.party, i]));
  const ofLeader = counts.candidates.map((candidate) => indexes.get(candidate.party_affiliation));
  return { ...counts, candidates: parties.map(asCandidate), leaders: counts.leaders.map((leader) => (leader >= 0 ? ofLeader[leader] : leader)) };
}

/** The texts about the leading party. */
export function headline(seats, complete) {
  const party = seats.parties.find((one) => one.party === seats.leading_party) ?? null;
  const has = party && party.leading >= seats.majority;
  return {
    party,
    heading: complete ? 'Ahead, all votes counted' : 'Leading',
    seats: party ? `in ${format.number(party.leading)} of ${seatsText(seats.total)}` : '',
    majority: party ? (has ? `${format.number(party.leading - seats.majority + 1)} more than half` : `${format.number(seats.majority - party.leading)} short of a majority`) : '',
  };
}

/** All seats in one bar, with a line at the majority, and a row per party. */
export function seatBars(seats) {
  const led = seats.parties.filter((party) => party.leading > 0);
  const bar = byId('seat-bar');
  fill(bar, [...led.flatMap((party) => [{ party, count: party.ahead_for_good, sure: true }, { party, count: party.leading - party.ahead_for_good, sure: false }])
    .filter((part) => part.count > 0), { party: null, count: seats.open }].filter((part) => part.count > 0),
  () => h('span', {}), (part, piece) => {
    part.style.flexGrow = piece.count;
    part.style.backgroundColor = piece.party?.color ?? 'transparent';
    part.className = piece.party === null ? 'open' : piece.sure ? 'sure' : 'leads';
    part.title = piece.party ? `${piece.party.label}: ${piece.count}${piece.sure ? ' decided' : ''}` : `No leader: ${piece.count}`;
  });
  bar.setAttribute('aria-label', `${seatsText(seats.total)}: ${led.map((party) => `${party.label} ${party.leading}`).join(', ')}; `
    + `${format.number(seats.majority)} are a majority`);
  byId('seat-frame').style.setProperty('--majority', seats.total === 0 ? 0.5 : seats.majority / seats.total);
  setText(byId('majority'), `${format.number(seats.majority)} for a majority`);
  const sure = led.reduce((sum, party) => sum + party.ahead_for_good, 0);
  setText(byId('seats-note'), `${format.number(sure)} of ${seatsText(seats.total)} decided`);
  const most = led[0]?.leading ?? 0;
  fill(byId('seat-rows'), led.slice(0, ROWS), () => h('li', {}, mark(null), h('span', { class: 'label' }, h('bdi', { class: 'candidate', dir: 'auto' })),
    h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', {})), h('span', { class: 'share' }), h('span', { class: 'votes' })), (row, party) => {
    const [shape, label, line, count, good] = row.children;
    setMark(shape, asCandidate(party));
    setText(label.firstElementChild, party.label);
    line.firstElementChild.style.backgroundColor = party.color;
    line.firstElementChild.style.setProperty('--size', most === 0 ? 0 : party.leading / most);
    setText(count, format.number(party.leading));
    setText(good, `${format.number(party.ahead_for_good)} decided`);
  });
  const more = led.slice(ROWS);
  setText(byId('seat-others'), more.length === 0 ? '' : `and ${more.map((party) => `${party.label} ${format.number(party.leading)}`).join(', ')}`);
  show(byId('seat-others'), more.length > 0);
}

/** The locations with the smallest lead. */
export function closest(seats, complete) {
  setText(byId('closest-heading'), complete ? 'The closest locations' : 'The closest undecided locations');
  show(byId('closest-empty'), seats.closest.length === 0);
  setText(byId('closest-empty'), 'There is no undecided location with a leader.');
  fill(byId('closest'), seats.closest, () => h('tr', {}, h('th', { scope: 'row' }, h('a', {}, h('bdi', { dir: 'auto' }))),
    h('td', {}, h('span', { class: 'led' }, mark(null), h('bdi', { dir: 'auto' }))), h('td', {}, h('span', { class: 'led' }, mark(null), h('bdi', { dir: 'auto' }))),
    h('td', { class: 'number' }), h('td', { class: 'number' })), (row, race) => {
    const [name, first, second, margin, share] = row.children;
    const link = name.firstElementChild;
    setText(link.firstElementChild, race.location);
    const address = `/?${new URLSearchParams({ location: race.location })}`;
    if (link.getAttribute('href') !== address) link.setAttribute('href', address);
    for (const [cell, candidate] of [[first, race.leader], [second, race.runner_up]]) {
      const [shape, text] = cell.firstElementChild.children;
      const party = candidate && seats.parties.find((one) => one.party === candidate.party_affiliation);
      setMark(shape, party ? asCandidate(party) : null);
      shape.classList.toggle('hollow', !party);
      setText(text, party ? party.label : '–');
      text.title = candidate?.candidate_name ?? '';
    }
    setText(margin, `+${format.number(race.margin_votes)}`);
    setText(share, format.points(race.margin_share).replace(' points', ''));
  });
}

/** Seats over time, and the locations whose leading party changed. */
export class SeatCourse {
  #box = byId('course');
  #plot = null;
  #seats = null;
  #key = '';

  constructor() {
    new ResizeObserver(() => (this.#plot ? this.#plot.setSize(this.#size()) : this.#rebuild())).observe(this.#box);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#rebuild());
  }

  update(seats) {
    this.#seats = seats;
    const key = seats.front.join('\n');
    if (key !== this.#key || !this.#plot) {
      this.#key = key;
      this.#rebuild();
    } else {
      this.#plot.setData(this.#data());
    }
    const label = (name) => seats.parties.find((party) => party.party === name);
    setText(byId('gains-note'), seats.gains.length === 0 ? 'No location has changed its leading party since this board was started'
      : `${format.number(seats.gains.length)}${seats.gains.length === 100 ? ' or more' : ''} ${seats.gains.length === 1 ? 'change' : 'changes'} of the leading party since this board was started`);
    fill(byId('gains'), seats.gains.slice(0, SHOWN_GAINS), () => h('li', {}, h('span', { class: 'when' }), mark(null), h('bdi', { dir: 'auto' }), h('span', {})), (item, gain) => {
      setText(item.children[0], format.time(gain.at));
      setMark(item.children[1], asCandidate(label(gain.to)));
      setText(item.children[2], gain.location);
      setText(item.children[3], `${label(gain.to).label} from ${label(gain.from).label}`);
    });
    this.#box.setAttribute('aria-label', `Seats over time: ${seats.front.map((name) => `${label(name).label} ${label(name).leading}`).join(', ')}`);
  }

  #data() {
    return [this.#seats.course.map((point) => Date.parse(point.at) / 1000),
      ...this.#seats.front.map((_, i) => this.#seats.course.map((point) => point.leading[i]))];
  }

  #size() {
    return { width: Math.max(280, this.#box.clientWidth), height: Math.max(200, this.#box.clientHeight) };
  }

  #rebuild() {
    this.#plot?.destroy();
    this.#plot = null;
    if (!this.#seats || this.#seats.course.length === 0 || this.#box.clientWidth === 0) return;
    const style = getComputedStyle(document.body);
    const card = style.getPropertyValue('--card').trim();
    const font = `${style.getPropertyValue('--chart-size').trim() || '12px'} ${style.getPropertyValue('--sans')}`;
    const axis = { stroke: style.getPropertyValue('--muted').trim(), font, grid: { stroke: style.getPropertyValue('--line').trim(), width: 1 }, ticks: { show: false } };
    const parties = this.#seats.front.map((name) => this.#seats.parties.find((party) => party.party === name));
    const { majority } = this.#seats;
    this.#plot = new uPlot({
      ...this.#size(),
      padding: [12, 24, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { setScale: false } },
      scales: { x: { time: true }, y: { range: (_, min, max) => [0, Math.max(1, max, majority) * 1.06] } },
      axes: [{ ...axis, space: 90, size: 30, values: (_, splits) => splits.map((s) => format.time(s * 1000)) },
        { ...axis, size: 52, values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? format.number(v) : '')) }],
      series: [{}, ...parties.map((party) => ({ stroke: format.visible(party.color, card), width: 2.5, points: { show: false } }))],
      hooks: {
        drawClear: [(plot) => watermark(plot.ctx, plot.bbox)],
        draw: [(plot) => {
          const y = plot.valToPos(majority, 'y', true);
          plot.ctx.save();
          plot.ctx.strokeStyle = style.getPropertyValue('--ink').trim();
          plot.ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
          plot.ctx.lineWidth = devicePixelRatio;
          plot.ctx.beginPath();
          plot.ctx.moveTo(plot.bbox.left, y);
          plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
          plot.ctx.stroke();
          plot.ctx.restore();
        }],
      },
    }, this.#data(), this.#box);
  }
}
