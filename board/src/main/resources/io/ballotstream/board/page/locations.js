// The table of locations. The server sorts, searches and pages it, so that it is fast with 50,000 locations, too.
import { byId, fill, h, mark, setMark, setText, show } from './dom.js';
import * as format from './format.js';
import { load } from './connection.js';

const PAGE = 50;

const COLUMNS = [
  { key: 'location', title: 'Location', first: 'asc' },
  { key: 'leader', title: 'Leader', first: 'asc' },
  { key: 'share', title: 'Share', first: 'desc', numeric: true },
  { key: 'margin', title: 'Margin', first: 'asc', numeric: true },
  { key: 'votes', title: 'Votes', first: 'desc', numeric: true },
  { key: 'turnout', title: 'Turnout', first: 'desc', numeric: true },
];

export class LocationTable {
  #sort = 'votes';
  #order = 'desc';
  #offset = 0;
  #search = '';
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
    byId('columns').append(...COLUMNS.map((column) => h('th', { scope: 'col', class: column.numeric ? 'number' : null },
      h('button', { type: 'button', onclick: () => this.#sortBy(column) }, column.title, h('span', { class: 'arrow', 'aria-hidden': 'true' })))));
    byId('search').addEventListener('input', (event) => {
      this.#search = event.target.value;
      this.#offset = 0;
      this.#onChange();
    });
    this.#showOrder();
  }

  #sortBy(column) {
    this.#order = this.#sort === column.key ? (this.#order === 'asc' ? 'desc' : 'asc') : column.first;
    this.#sort = column.key;
    this.#offset = 0;
    this.#showOrder();
    this.#onChange();
  }

  #showOrder() {
    COLUMNS.forEach((column, i) => {
      const header = byId('columns').children[i];
      if (column.key === this.#sort) header.setAttribute('aria-sort', this.#order === 'asc' ? 'ascending' : 'descending');
      else header.removeAttribute('aria-sort');
    });
  }

  load(version) {
    const parameters = { sort: this.#sort, order: this.#order, offset: this.#offset, limit: PAGE };
    if (this.#search) parameters.search = this.#search;
    return load('locations.json', parameters, version);
  }

  update(page) {
    setText(byId('found'), `${format.number(page.found)} ${page.found === 1 ? 'location' : 'locations'}${this.#search ? ' found' : ''}`);
    fill(byId('rows'), page.locations, () => h('tr', {},
      h('th', { scope: 'row' }, h('a', {}, h('bdi', { dir: 'auto' }))),
      h('td', {}, h('span', { class: 'led' }, mark(null), h('bdi', { dir: 'auto' }))),
      ...COLUMNS.slice(2).map(() => h('td', { class: 'number' }))), (row, location) => {
      const [name, leader, share, margin, votes, turnout] = row.children;
      const link = name.firstElementChild;
      setText(link.firstElementChild, location.location);
      const address = `/?${new URLSearchParams({ location: location.location })}`;
      if (link.getAttribute('href') !== address) link.setAttribute('href', address);
      const first = location.leading_candidate_id === null ? null : location.candidates[0];
      setMark(leader.firstElementChild.firstElementChild, first);
      leader.firstElementChild.firstElementChild.classList.toggle('hollow', !first);
      setText(leader.firstElementChild.lastElementChild, first ? first.candidate_name : location.tied ? 'Tied' : 'No votes yet');
      setText(share, location.votes ? format.share(location.leader_share) : '–');
      setText(margin, first ? `+${format.points(location.margin_share).replace(' points', '')}` : '–');
      setText(votes, format.number(location.votes));
      setText(turnout, format.share(location.turnout));
    });
    pager(byId('pager'), page.found, page.offset, PAGE, (offset) => {
      this.#offset = offset;
      this.#onChange();
    });
  }
}

/** The buttons of a paged list. */
export function pager(nav, found, offset, size, go) {
  show(nav, found > size);
  if (found <= size) return;
  if (!nav.firstElementChild) {
    nav.append(h('button', { type: 'button' }, 'Previous'), h('span', {}), h('button', { type: 'button' }, 'Next'));
  }
  const [previous, text, next] = nav.children;
  previous.disabled = offset === 0;
  next.disabled = offset + size >= found;
  previous.onclick = () => go(Math.max(0, offset - size));
  next.onclick = () => go(offset + size);
  setText(text, `${format.number(offset + 1)}–${format.number(Math.min(found, offset + size))} of ${format.number(found)}`);
}
