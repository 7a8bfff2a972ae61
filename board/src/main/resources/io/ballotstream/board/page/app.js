// Renders the page from one snapshot at a time, so that all numbers on it add up.
import { Connection, load } from './connection.js';
import { byId, setText, show } from './dom.js';
import * as format from './format.js';
import { LocationTable, pager } from './locations.js';
import { VoteMap } from './map.js';
import { RaceChart } from './race.js';
import * as seatViews from './seats.js';
import * as views from './views.js';

const parameters = new URLSearchParams(location.search);
const place = parameters.get('location');
const wall = parameters.has('wall');
const FRONT = wall ? 6 : 10;
const MANY = 5000;
const PAUSE_MS = 300;
const LONG_PAUSE_MS = 3000;
const SAY_MS = 15000;

let status = null;
let receivedAt = 0;
let lost = false;
let shown = null;
let busy = false;
let stale = false;
let candidateOffset = 0;
let candidateSearch = '';
let saidAt = 0;
let saidLeader = null;
let saidPhase = null;
let candidatesWanted = false;
let saidParty = '';

document.body.classList.toggle('wall', wall);
document.body.classList.toggle('place', place !== null);
const race = new RaceChart();
const course = new seatViews.SeatCourse();
const map = new VoteMap(place);
const table = new LocationTable(() => refresh(true));
byId('candidate-search').addEventListener('input', (event) => {
  candidateSearch = event.target.value;
  candidateOffset = 0;
  refresh(true);
});
byId('candidates-button').addEventListener('click', () => {
  candidatesWanted = !candidatesWanted;
  byId('candidates-button').setAttribute('aria-expanded', String(candidatesWanted));
  setText(byId('candidates-button'), candidatesWanted ? 'Hide the candidates' : 'Show the candidates');
  refresh(true);
});
if (place !== null) byId('kicker').replaceChildren(Object.assign(document.createElement('a'), { href: '/', textContent: '← All locations' }));

new Connection((newest) => {
  status = newest;
  receivedAt = performance.now();
  head();
  refresh();
}, (isLost) => {
  lost = isLost;
  head();
});
setInterval(head, 500);

const vouched = () => !lost && status !== null && status.live;

/** Updates the parts that depend on the current time: the state, and the age of the data. */
function head() {
  const prepared = status !== null && status.phase !== 'not_prepared';
  document.body.dataset.state = lost || (status && !status.live) ? 'lost' : status?.phase ?? 'loading';
  document.body.classList.toggle('stale', !vouched());
  setText(byId('pill-text'), lost ? 'Connection lost' : status === null ? 'Connecting' : !status.live ? 'Not live' : views.phaseText(status.phase));
  show(byId('lost'), lost || (status !== null && !status.live));
  const last = status?.as_of ? ` The figures below are those of ${format.time(status.as_of)}, and not live.` : '';
  setText(byId('lost'), lost ? `The connection to the board is lost; trying again every second.${last}`
    : status?.problem ? `${status.problem}${last}` : '');
  if (!prepared) {
    show(byId('waiting'), true);
    if (status) {
      setText(byId('waiting-title'), 'Not prepared yet');
      setText(byId('waiting-text'), 'There is no election in the database yet. This page shows it as soon as there is.');
    }
    setText(byId('as-of'), '');
    return;
  }
  const age = ageSeconds();
  setText(byId('as-of'), status.as_of === null ? ''
    : status.phase === 'complete' || !vouched() ? `As of ${format.time(status.as_of)}` : `As of ${format.time(status.as_of)} · ${age < 2 ? 'up to date' : `${format.age(age)} old`}`);
}

/** The age of the newest count: by the server's clock when it was read, plus the time since then on this clock. */
function ageSeconds() {
  if (!status?.written_at) return 0;
  return (Date.parse(status.read_at) - Date.parse(status.written_at) + performance.now() - receivedAt) / 1000;
}

/** Loads all documents of the newest version. Only one load runs at a time. */
async function refresh(again = false) {
  if (status === null || status.phase === 'not_prepared') return;
  if (busy) {
    stale = stale || again || status.version !== shown;
    return;
  }
  if (!again && shown === status.version) return;
  busy = true;
  const wanted = status;
  try {
    const found = await (place === null ? board(wanted) : placePage(wanted));
    shown = wanted.version;
    show(byId('waiting'), !found);
    say(wanted);
  } catch (failure) {
    // The page keeps its contents and shows that they are no longer live.
    console.warn(failure);
    stale = true;
  }
  setTimeout(() => {
    busy = false;
    if (stale || shown !== status.version) {
      const force = stale;
      stale = false;
      refresh(force);
    }
  }, wanted.election.locations > MANY ? LONG_PAUSE_MS : PAUSE_MS);
}

async function board(now) {
  const { version } = now;
  const local = now.election.contest === 'location';
  const [standings, counts, page, running, audit, chamber] = await Promise.all([
    load('standings.json', { limit: FRONT, offset: candidateOffset, ...(candidateSearch && { search: candidateSearch }) }, version),
    load('map.json', {}, version),
    wall ? null : table.load(version),
    load('race.json', {}, version),
    load('audit.json', {}, version),
    local ? load('seats.json', {}, version) : null,
  ]);
  await places(now);
  views.title(now, null);
  setText(byId('name'), now.election.name);
  if (local) {
    parties(now, chamber.seats);
  } else {
    views.lead({
      leader: now.leader, tied: now.tied, counted: now.counted, verb: now.leader?.verb,
      leadVotes: now.leader?.lead_votes, leadShare: now.leader?.lead_share, share: now.leader?.share,
    });
  }
  const done = now.pipeline.counted + now.pipeline.late;
  views.figures([
    { name: 'Votes counted', value: format.number(now.counted), beside: `${format.share(now.election.voters ? Math.floor(1000 * done / now.election.voters) / 1000 : 0)} of ${format.number(now.election.voters)} voters`, part: now.election.voters ? done / now.election.voters : 0 },
    { name: 'Turnout', value: format.share(now.turnout), beside: now.election.eligible_voters === null ? 'eligible voters not known' : `of ${format.number(now.election.eligible_voters)} eligible` },
    { name: 'Votes per second', value: format.number(now.votes_per_second), beside: now.phase === 'complete' ? 'all votes are counted' : 'over five seconds' },
    { name: 'Candidates', value: format.number(now.election.candidates), beside: `in ${format.number(now.election.locations)} ${now.election.locations === 1 ? 'location' : 'locations'}` },
  ]);
  views.bars(standings.candidates, now.leader?.votes ?? standings.candidates[0]?.votes ?? 0);
  const hasVotes = now.counted > 0;
  for (const id of ['seats-section', 'parties-section', 'closest-section', 'course-section']) show(byId(id), local && hasVotes);
  show(byId('candidates-toggle'), local);
  show(byId('candidate-search-label'), !wall && now.election.candidates > FRONT);
  if (!wall) {
    pager(byId('candidate-pager'), standings.found, standings.offset, FRONT, (offset) => {
      candidateOffset = offset;
      refresh(true);
    });
    table.update(page);
  }
  const candidates = !local || (candidatesWanted && !wall);
  for (const [id, visible] of [['lead', true], ['bars-section', candidates], ['race-section', hasVotes && candidates], ['where-section', true], ['trust-section', true]]) show(byId(id), visible);
  if (hasVotes && candidates) race.update(running);
  if (hasVotes && local) course.update(chamber.seats);
  map.update(local ? seatViews.byParty(counts, chamber.seats.parties) : counts);
  views.trust(now, audit);
  return true;
}

/** Shows seats, then votes by party, then the closest locations. */
function parties(now, seats) {
  const complete = now.phase === 'complete';
  const front = seatViews.headline(seats, complete);
  saidParty = front.party ? `${front.party.label} ${front.seats}.` : '';
  views.seatLead(front, now.counted);
  if (now.counted === 0) return;
  seatViews.seatBars(seats);
  const byVotes = [...seats.parties].sort((a, b) => b.votes - a.votes);
  views.bars(byVotes.slice(0, FRONT).map((party, i) => ({ ...seatViews.asCandidate(party), rank: i + 1 })), byVotes[0]?.votes ?? 0, 'party-bars');
  const others = byVotes.slice(FRONT).filter((party) => party.votes > 0);
  setText(byId('parties-note'), others.length === 0 ? ''
    : `and ${format.number(others.length)} others with ${format.share(others.reduce((sum, party) => sum + party.share, 0))}`);
  seatViews.closest(seats, complete);
}

async function places(now) {
  if (!map.knows(now.election.id)) await map.setPlaces(await load('places.json'), now.election.id);
}

/** The page of one location. */
async function placePage(now) {
  const { version } = now;
  const [page, counts, chamber] = await Promise.all([load('locations.json', { location: place }, version), load('map.json', {}, version),
    now.election.contest === 'location' ? load('seats.json', {}, version) : null]);
  const here = page.locations[0];
  views.title(now, place);
  setText(byId('name'), place);
  byId('name').dir = 'auto';
  if (!here) {
    setText(byId('waiting-title'), 'No such location');
    setText(byId('waiting-text'), `${now.election.name} has no location of this name.`);
    return false;
  }
  await places(now);
  const leader = here.leading_candidate_id === null ? null : here.candidates[0];
  const allCounted = now.phase === 'complete';
  views.lead({
    leader, tied: here.tied, counted: here.votes, verb: allCounted ? 'ahead' : 'leading',
    leadVotes: here.margin_votes, leadShare: here.margin_share, share: here.leader_share,
  });
  views.figures([
    { name: 'Votes counted', value: format.number(here.votes), beside: `${format.share(now.counted ? here.votes / now.counted : 0)} of all` },
    { name: 'Turnout', value: format.share(here.turnout), beside: here.eligible_voters === null ? 'eligible voters not known' : `of ${format.number(here.eligible_voters)} eligible` },
    { name: 'Margin', value: leader ? format.points(here.margin_share) : '–', beside: leader ? format.votes(here.margin_votes) : '' },
    { name: 'Candidates with votes', value: format.number(here.candidates.length), beside: `of ${format.number(now.election.candidates)}` },
  ]);
  views.bars(here.candidates.slice(0, 100).map((candidate, i) => ({ ...candidate, rank: i + 1, share: here.votes ? candidate.votes / here.votes : 0 })), here.candidates[0]?.votes ?? 0);
  for (const [id, visible] of [['lead', true], ['bars-section', here.candidates.length > 0], ['where-section', true], ['table-tools', false], ['locations-scroll', false]]) show(byId(id), visible);
  map.update(chamber ? seatViews.byParty(counts, chamber.seats.parties) : counts);
  return true;
}

/** Announces important changes to screen readers, but not every vote. */
function say(now) {
  const local = now.election.contest === 'location';
  const leader = local ? saidParty : now.tied ? 'tied' : now.leader?.candidate_id ?? null;
  const changed = leader !== saidLeader || now.phase !== saidPhase;
  if (!changed && (performance.now() - saidAt < SAY_MS || now.phase !== 'counting')) return;
  saidLeader = leader;
  saidPhase = now.phase;
  saidAt = performance.now();
  const who = local ? saidParty : now.tied ? 'Tied.' : now.leader ? `${now.leader.candidate_name} ${now.leader.verb} by ${format.votes(now.leader.lead_votes)}.` : '';
  setText(byId('said'), `${views.phaseText(now.phase)}. ${who} ${format.votes(now.counted)} counted. This is a test.`);
}
