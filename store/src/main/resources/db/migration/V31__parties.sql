-- Votes by party, and who is in front in each location: what an election with a winner in each location comes to.

CREATE TABLE party_totals (
    party      text PRIMARY KEY,
    votes      bigint      NOT NULL,
    as_of      timestamptz NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);
COMMENT ON COLUMN party_totals.party IS 'As candidates.party_affiliation; empty for candidates without one.';

CREATE TABLE votes_per_party (
    window_start timestamptz NOT NULL,
    party        text        NOT NULL,
    window_end   timestamptz NOT NULL,
    votes        bigint      NOT NULL,
    written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (window_start, party)
) WITH (fillfactor = 70);
CREATE INDEX votes_per_party_by_party ON votes_per_party (party, window_start);

GRANT SELECT, INSERT, UPDATE ON party_totals, votes_per_party TO ballotstream_writer;

CREATE FUNCTION is_party(party text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN lower(party) NOT IN ('', 'independent', 'independents', 'other', 'others');
COMMENT ON FUNCTION is_party IS 'Whether candidates of this affiliation stand for one party; independents do not, although their votes are added up.';

CREATE VIEW location_leads AS
WITH counted AS (
    -- Bytewise, since it only groups: sorting by a language's rules costs several times as much.
    SELECT location COLLATE "C" AS location, sum(votes)::bigint AS votes,
           (array_agg(candidate_id ORDER BY votes DESC, candidate_id))[1:2] AS ids,
           (array_agg(votes ORDER BY votes DESC, candidate_id))[1:2] AS counts
    FROM location_totals
    WHERE votes > 0
    GROUP BY location COLLATE "C"
), election_end AS (
    -- As election_status.complete, but by the rows that the leads are taken from.
    SELECT coalesce((SELECT sum(votes) FROM counted), 0) + (SELECT count(*) FROM late_votes) >= voters AND voters > 0 AS reached
    FROM election
), leads AS (
    SELECT l.location, l.seats, coalesce(c.votes, 0) AS votes,
           CASE WHEN c.counts[1] > coalesce(c.counts[2], 0) THEN c.ids[1] END AS leading_candidate_id,
           CASE WHEN c.counts[1] > coalesce(c.counts[2], 0) THEN c.ids[2] END AS runner_up_candidate_id,
           coalesce(c.counts[1] - coalesce(c.counts[2], 0), 0) AS lead_votes,
           CASE WHEN (SELECT reached FROM election_end) THEN 0
                -- greatest() ignores NULL, which must stay one.
                WHEN l.eligible_voters IS NOT NULL THEN greatest(l.eligible_voters - coalesce(c.votes, 0), 0) END AS not_counted
    FROM locations l LEFT JOIN counted c ON c.location = l.location COLLATE "C"
)
SELECT location, seats, votes, leading_candidate_id, lead_votes, not_counted,
       coalesce(leading_candidate_id IS NOT NULL AND lead_votes > not_counted, false) AS decided, runner_up_candidate_id
FROM leads;
COMMENT ON VIEW location_leads IS 'Who is in front in each location; NULL before the first vote and where two are level.';
COMMENT ON COLUMN location_leads.not_counted IS
    'The votes that may still come: eligible or registered voters less counted votes, 0 once every voter''s vote has come, NULL where it is not known.';
COMMENT ON COLUMN location_leads.decided IS 'Whether the votes that may still come cannot change who is in front.';

CREATE VIEW seats AS
SELECT p.party, coalesce(l.leading, 0)::bigint AS leading, coalesce(l.ahead_for_good, 0)::bigint AS ahead_for_good,
       coalesce(t.votes, 0)::bigint AS votes,
       coalesce(t.votes / nullif(sum(t.votes) OVER (), 0), 0)::double precision AS share
FROM (SELECT DISTINCT party_affiliation AS party FROM candidates) p
LEFT JOIN party_totals t USING (party)
LEFT JOIN (SELECT c.party_affiliation AS party, sum(l.seats) AS leading, sum(l.seats) FILTER (WHERE l.decided) AS ahead_for_good
           FROM location_leads l JOIN candidates c ON c.candidate_id = l.leading_candidate_id
           GROUP BY c.party_affiliation) l USING (party)
WHERE EXISTS (SELECT FROM election WHERE contest = 'location');
COMMENT ON VIEW seats IS 'Each party''s seats and votes; no rows for an election with one race.';
COMMENT ON COLUMN seats.leading IS 'Seats of the locations where a candidate of the party is in front, decided or not.';
COMMENT ON COLUMN seats.ahead_for_good IS 'Those of them that are decided.';

CREATE VIEW party_marks AS
SELECT party_affiliation AS party, is_party(party_affiliation) AS is_party,
       CASE WHEN party_affiliation = '' THEN 'No party' ELSE party_affiliation END AS label,
       mode() WITHIN GROUP (ORDER BY color) AS color, min(ballot_no) AS ballot_no
FROM candidates
GROUP BY party_affiliation;
COMMENT ON COLUMN party_marks.color IS 'The one that most of the party''s candidates have.';
COMMENT ON COLUMN party_marks.ballot_no IS 'That of the party''s first candidate.';

GRANT SELECT ON party_totals, votes_per_party, location_leads, seats, party_marks TO ballotstream_reader;
