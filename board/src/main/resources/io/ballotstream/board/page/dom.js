// Builds the page. Inserts text only as text nodes, so that a name which looks like HTML is not interpreted.

export const byId = (id) => document.getElementById(id);

/** Creates an element with properties, classes and children. Strings become text nodes. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A name, whose script may have another direction. */
export const bdi = (text) => h('bdi', { dir: 'auto' }, text);

/** Sets the text of an element, unless it is already the same. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element, visible) {
  if (element.hidden === visible) element.hidden = !visible;
}

/** Makes a list as long as the items. Keeps its elements, so that the focus remains. */
export function fill(list, items, create, update) {
  while (list.children.length > items.length) list.lastElementChild.remove();
  items.forEach((item, i) => {
    if (i === list.children.length) list.append(create(item));
    update(list.children[i], item, i);
  });
}

const SVG = 'http://www.w3.org/2000/svg';

// One shape per candidate, so that viewers do not have to distinguish colours.
export const SHAPES = [
  (r) => circle(r),
  (r) => polygon([[-r, -r], [r, -r], [r, r], [-r, r]], 0.88),
  (r) => polygon([[0, -1.2 * r], [1.15 * r, 0.85 * r], [-1.15 * r, 0.85 * r]]),
  (r) => polygon([[0, -1.3 * r], [1.3 * r, 0], [0, 1.3 * r], [-1.3 * r, 0]]),
  (r) => polygon([[0, 1.2 * r], [1.15 * r, -0.85 * r], [-1.15 * r, -0.85 * r]]),
  (r) => polygon(star(r)),
  (r) => polygon([[-0.6 * r, -1.05 * r], [0.6 * r, -1.05 * r], [1.2 * r, 0], [0.6 * r, 1.05 * r], [-0.6 * r, 1.05 * r], [-1.2 * r, 0]]),
  (r) => polygon(cross(r)),
];

function circle(r) {
  return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

function polygon(points, scale = 1) {
  return `M${points.map(([x, y]) => `${(x * scale).toFixed(2)} ${(y * scale).toFixed(2)}`).join('L')}Z`;
}

function star(r) {
  return Array.from({ length: 10 }, (_, i) => {
    const radius = i % 2 ? 0.6 * r : 1.35 * r;
    const angle = (Math.PI * i) / 5 - Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function cross(r) {
  const a = 0.42 * r, b = 1.15 * r;
  return [[-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a]];
}

/** The index of a candidate's shape. It depends on the ballot number, so that it never changes. */
export const shapeOf = (candidateId) => (Number(candidateId.replace(/\D/g, '')) + SHAPES.length - 1) % SHAPES.length;

/** The candidate's mark: shape and colour. */
export function mark(candidate) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-8 -8 16 16');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  return setMark(svg, candidate);
}

export function setMark(svg, candidate) {
  const path = svg.firstElementChild;
  path.setAttribute('d', candidate ? SHAPES[shapeOf(candidate.candidate_id)](5) : circle(5));
  path.setAttribute('fill', candidate ? candidate.color : 'none');
  return svg;
}
