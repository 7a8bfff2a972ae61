-- What dashboards read.

CREATE VIEW standings AS
WITH counted AS (
    SELECT c.candidate_id, c.candidate_name, c.party_affiliation, c.photo_url, c.color, c.ballot_no,
           coalesce(t.votes, 0) AS votes, t.as_of
    FROM candidates c LEFT JOIN candidate_totals t USING (candidate_id)
), ranked AS (
    SELECT *,
           row_number() OVER by_votes AS rank,
           sum(votes) OVER () AS all_votes,
           first_value(votes) OVER by_votes AS first_votes,
           nth_value(votes, 2) OVER (by_votes ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS second_votes
    FROM counted
    WINDOW by_votes AS (ORDER BY votes DESC, ballot_no)
)
SELECT rank, candidate_id, candidate_name, party_affiliation, photo_url, color, votes,
       coalesce(votes / nullif(all_votes, 0), 0)::double precision AS share,
       votes - CASE WHEN rank = 1 THEN coalesce(second_votes, 0) ELSE first_votes END AS lead,
       as_of
FROM ranked;
COMMENT ON COLUMN standings.lead IS 'Votes ahead of the best rival: positive for the leader, negative for the others.';

CREATE VIEW turnout AS
WITH ranked AS (
    SELECT t.location, t.candidate_id, t.votes,
           sum(t.votes) OVER (PARTITION BY t.location) AS all_votes,
           max(t.as_of) OVER (PARTITION BY t.location) AS as_of,
           row_number() OVER (PARTITION BY t.location ORDER BY t.votes DESC, c.ballot_no) AS rank
    FROM location_totals t JOIN candidates c USING (candidate_id)
    WHERE t.votes > 0
)
SELECT l.location, l.latitude, l.longitude, l.eligible_voters,
       coalesce(r.all_votes, 0)::bigint AS votes,
       (coalesce(r.all_votes, 0) / nullif(l.eligible_voters, 0)::numeric)::double precision AS turnout,
       r.candidate_id AS leading_candidate_id,
       c.candidate_name AS leader_name,
       c.color AS leader_color,
       (r.votes / r.all_votes)::double precision AS leader_share,
       r.as_of
FROM locations l
LEFT JOIN ranked r ON r.location = l.location AND r.rank = 1
LEFT JOIN candidates c ON c.candidate_id = r.candidate_id;
COMMENT ON COLUMN turnout.turnout IS 'Votes by eligible voters, 0 to 1; NULL where the eligible voters are not known.';

CREATE VIEW reconciliation AS
SELECT run_at, rule, left_name, left_value, right_name, right_value, difference, holds
FROM audit_results
WHERE run_at = (SELECT max(run_at) FROM audit_results);

CREATE VIEW election_status AS
SELECT e.name, e.voters,
       (SELECT count(*) FROM candidates) AS candidates,
       t.counted,
       l.late,
       (SELECT count(*) FROM rejected_records) AS rejected,
       t.counted + l.late >= e.voters AS complete,
       t.as_of, t.written_at
FROM election e
CROSS JOIN (SELECT coalesce(sum(votes), 0)::bigint AS counted, max(as_of) AS as_of, max(written_at) AS written_at
            FROM candidate_totals) t
CROSS JOIN (SELECT count(*) AS late FROM late_votes) l;
