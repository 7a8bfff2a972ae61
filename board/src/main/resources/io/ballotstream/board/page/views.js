// The parts of the page that consist of texts and boxes.
import { byId, fill, h, mark, setMark, setText, show } from './dom.js';
import * as format from './format.js';

const PHASES = {
  not_prepared: 'Not prepared yet',
  before_first_vote: 'Before the first vote',
  counting: 'Counting',
  complete: 'All votes counted',
};

const REASONS = {
  EMPTY: 'Empty', NOT_UTF8: 'Not UTF-8', NOT_JSON: 'Not JSON', MISSING_FIELD: 'Missing field', BAD_FIELD: 'Invalid field',
  UNDERAGE: 'Too young', UNKNOWN_LOCATION: 'Unknown location', UNKNOWN_CANDIDATE: 'Unknown candidate',
  DUPLICATE_VOTER: 'Duplicate voter', FUTURE_TIME: 'In the future',
};

const RULES = {
  R1: 'Every published record was accepted or rejected',
  R2: 'Rejected and late records are the injected ones, for each reason',
  R3: 'Table and topic contain the same votes, each once',
  R4: 'Every vote was counted, late or rejected',
  R5: 'Totals and windows agree for every candidate, location and party',
  R6: 'Votes of each location and party equal the ballot plan',
  drained: 'All records had arrived when the audit began',
};

export const phaseText = (phase) => PHASES[phase];

/** The title of the window: that it is a test, and who leads. */
export function title(status, place) {
  const parts = ['TEST'];
  if (place) parts.push(place);
  if (status?.leader && !place && status.election.contest === 'nation') parts.push(`${status.leader.candidate_name} ${status.leader.verb}`);
  parts.push(status?.election?.name ?? 'Ballotstream');
  document.title = parts.join(' · ');
}

export function portrait(box, candidate, fallback) {
  const key = candidate ? `${candidate.candidate_id} ${candidate.color}` : fallback;
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.style.backgroundColor = candidate?.color ?? '';
  box.style.color = candidate?.text_color ?? '';
  box.replaceChildren(h('span', {}, candidate ? format.initials(candidate.candidate_name) : fallback));
  // Loads no portrait from another server, so that no request leaves the machine.
  if (candidate?.photo_url && /^(data:image\/|\/(?!\/))/.test(candidate.photo_url)) {
    const image = h('img', { src: candidate.photo_url, alt: '' });
    image.addEventListener('load', () => box.replaceChildren(image));
  }
}

/** The leader, or why there is none. `leader` may be that of one location. */
export function lead({ leader, tied, counted, verb, leadVotes, leadShare, share }) {
  portrait(byId('portrait'), leader, tied ? '=' : '·');
  if (leader) {
    setText(byId('lead-heading'), verb === 'ahead' ? 'Ahead, all votes counted' : 'Leading');
    setText(byId('leader-name'), leader.candidate_name);
    byId('leader-name').dir = 'auto';
    const chip = h('bdi', { class: 'chip', dir: 'auto' }, leader.party_affiliation || 'No party');
    chip.style.backgroundColor = leader.color;
    chip.style.color = leader.text_color;
    if (byId('leader-party').textContent !== chip.textContent || byId('leader-party').dataset.color !== leader.color) {
      byId('leader-party').replaceChildren(chip);
      byId('leader-party').dataset.color = leader.color;
    }
    setText(byId('margin'), `by ${format.votes(leadVotes)}, ${format.points(leadShare)} · ${format.share(share)} of the votes`);
  } else {
    setText(byId('lead-heading'), tied ? 'Tied' : 'Before the first vote');
    setText(byId('leader-name'), tied ? 'Nobody leads' : 'No votes yet');
    byId('leader-party').replaceChildren();
    setText(byId('margin'), tied ? `${format.votes(counted)} counted` : 'The count begins with the first vote.');
  }
}

/** The party that leads in the most seats, or why there is none. */
export function seatLead({ party, heading, seats, majority }, counted) {
  portrait(byId('portrait'), party && { ...party, candidate_id: party.mark, candidate_name: party.label }, counted ? '=' : '·');
  byId('leader-party').replaceChildren();
  delete byId('leader-party').dataset.color;
  setText(byId('lead-heading'), party ? heading : counted ? 'Tied' : 'Before the first vote');
  setText(byId('leader-name'), party ? party.label : counted ? 'No party leads' : 'No votes yet');
  setText(byId('margin'), party ? `${seats}, ${majority} · ${format.share(party.share)} of the votes` : counted ? `${format.votes(counted)} counted` : 'The count begins with the first vote.');
}

export function figures(items) {
  fill(byId('figures'), items, () => h('div', {}, h('dt', {}), h('dd', {}, h('span', { class: 'value' }), h('span', { class: 'beside' }))), (box, item) => {
    setText(box.children[0], item.name);
    setText(box.children[1].children[0], item.value);
    setText(box.children[1].children[1], item.beside ?? '');
    box.classList.toggle('progress', item.part !== undefined);
    if (item.part !== undefined) box.style.setProperty('--part', Math.min(1, item.part));
  });
}

export function bars(candidates, most, list = 'bars') {
  fill(byId(list), candidates, () => h('li', {},
    h('span', { class: 'rank' }), mark(null),
    h('span', { class: 'label' }, h('bdi', { class: 'candidate', dir: 'auto' }), h('bdi', { class: 'party', dir: 'auto' })),
    h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', {})),
    h('span', { class: 'share' }), h('span', { class: 'votes' })), (row, candidate) => {
    const [rank, shape, label, bar, share, votes] = row.children;
    setText(rank, candidate.rank ? String(candidate.rank) : '');
    setMark(shape, candidate);
    setText(label.children[0], candidate.candidate_name);
    setText(label.children[1], candidate.party_affiliation);
    bar.firstElementChild.style.backgroundColor = candidate.color;
    bar.firstElementChild.style.setProperty('--size', most === 0 ? 0 : candidate.votes / most);
    setText(share, format.share(candidate.share));
    setText(votes, format.number(candidate.votes));
  });
}

export function trust(status, audit) {
  const { pipeline } = status;
  const complete = status.phase === 'complete';
  fill(byId('flow'), [
    { name: 'To be published', value: format.number(pipeline.published), note: 'records' },
    { name: 'Cast', value: (complete ? '' : '≈ ') + format.number(pipeline.cast), note: 'valid votes' },
    { name: 'Counted', value: format.number(pipeline.counted), note: 'on time' },
    { name: 'Late', value: format.number(pipeline.late), note: 'not counted', aside: true },
    { name: 'Rejected', value: format.number(pipeline.rejected), note: 'with a reason', aside: true },
  ], () => h('li', {}, h('span', { class: 'name' }), h('span', { class: 'value' }), h('span', { class: 'note' })), (item, step) => {
    item.className = step.aside ? 'aside' : '';
    setText(item.children[0], step.name);
    setText(item.children[1], step.value);
    setText(item.children[2], step.note);
  });
  const reasons = pipeline.rejected_by_reason;
  show(byId('reasons'), reasons.length > 0);
  fill(byId('reasons'), reasons, () => h('div', {}, h('dt', {}), h('dd', {})), (row, reason) => {
    setText(row.children[0], REASONS[reason.reason] ?? reason.reason);
    setText(row.children[1], `${format.number(reason.rejected)} of ${format.number(reason.injected)} injected`);
  });
  const run = audit?.audit ?? null;
  show(byId('verdict'), run !== null);
  const box = byId('audit');
  if (!run) {
    if (box.dataset.key !== 'none') box.replaceChildren(h('p', { class: 'note' }, 'The audit runs when all votes are counted.'));
    box.dataset.key = 'none';
    return;
  }
  if (box.dataset.key === run.run_at) return;
  box.dataset.key = run.run_at;
  setText(byId('verdict'), run.verdict === 'pass' ? '✓ Audit passed' : '✗ Audit failed');
  byId('verdict').className = `verdict ${run.verdict}`;
  box.replaceChildren(h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Audit' }, h('table', { class: 'rules' },
    h('caption', {}, `Audit of ${format.time(run.run_at)}`),
    h('thead', {}, h('tr', {}, ...['Rule', 'What must be equal', '', 'Verdict'].map((text, i) => (text
      ? h('th', { scope: 'col', class: i > 2 ? 'number' : null }, text) : h('td', {}))))),
    h('tbody', {}, ...run.rules.map((rule) => h('tr', { class: rule.holds ? null : 'broken' },
      h('th', { scope: 'row' }, rule.rule),
      h('td', {}, RULES[rule.rule] ?? '', h('span', { class: 'sides' }, `${rule.left_name} = ${rule.right_name}`)),
      h('td', { class: 'number' }, h('span', {}, format.number(rule.left_value)), h('span', {}, ` ${rule.holds ? '=' : '≠'} ${format.number(rule.right_value)}`)),
      h('td', { class: 'number' }, rule.holds ? '✓ holds' : `✗ differs by ${format.number(rule.difference)}`)))))));
}
