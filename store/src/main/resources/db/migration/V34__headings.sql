-- Headings of the dashboards in plain words, and comments for the columns of the views that they read.

CREATE OR REPLACE VIEW headline AS
WITH front AS (
    SELECT first.candidate_id, first.votes AS votes, second.votes AS second_votes, first.share,
           first.share - coalesce(second.share, 0) AS lead_share
    FROM standings first LEFT JOIN standings second ON second.rank = 2
    WHERE first.rank = 1
), state AS (
    SELECT CASE WHEN coalesce(f.votes, 0) = 0 THEN 'none' WHEN f.votes = f.second_votes THEN 'tied' ELSE f.candidate_id END AS in_front,
           coalesce(s.complete AND s.voters > 0, false) AS complete,
           coalesce(f.votes, 0) AS votes, coalesce(f.votes - coalesce(f.second_votes, 0), 0) AS lead_votes,
           coalesce(f.lead_share, 0) AS lead_share
    FROM (VALUES (1)) one LEFT JOIN front f ON true LEFT JOIN election_status s ON true
)
SELECT CASE in_front WHEN 'none' THEN 'Before the first vote'
                    WHEN 'tied' THEN 'Tied for the lead'
                    ELSE CASE WHEN complete THEN 'Ahead, all votes counted' ELSE 'Leading' END || ' · ' || m.party_affiliation END AS heading,
       l.label, l.color,
       coalesce(m.portrait, portrait(NULL, '=', l.color)) AS portrait,
       state.lead_votes, state.lead_share, state.in_front,
       backdrop(l.color) AS backdrop
FROM state
JOIN legend l ON l.candidate_id = state.in_front
LEFT JOIN candidate_marks m ON m.candidate_id = state.in_front;

CREATE OR REPLACE VIEW seats_headline AS
WITH chamber AS (
    SELECT coalesce(sum(seats), 0)::bigint AS seats
    FROM locations
    WHERE EXISTS (SELECT FROM election WHERE contest = 'location')
), ranked AS (
    SELECT m.label, m.color, s.leading, s.ahead_for_good,
           rank() OVER (ORDER BY s.leading DESC) AS place, count(*) OVER (PARTITION BY s.leading) AS level
    FROM seats s JOIN party_marks m USING (party)
    WHERE m.is_party AND s.leading > 0
)
SELECT CASE WHEN c.seats = 0 THEN 'One race, no seats'
            WHEN f.label IS NOT NULL THEN 'Leading'
            WHEN EXISTS (SELECT FROM ranked) THEN 'Tied for the lead'
            ELSE 'Before the first lead' END AS heading,
       coalesce(f.label, 'Nobody') AS label, backdrop(coalesce(f.color, '#8e8e8e')) AS backdrop,
       coalesce(f.leading, 0)::bigint AS leading, coalesce(f.ahead_for_good, 0)::bigint AS ahead_for_good,
       c.seats, CASE WHEN c.seats = 0 THEN 0 ELSE c.seats / 2 + 1 END AS majority
FROM chamber c LEFT JOIN ranked f ON f.place = 1 AND f.level = 1;

COMMENT ON COLUMN headline.heading IS 'State of the race, with the leader''s party.';
COMMENT ON COLUMN headline.label IS 'The leading candidate; Tied, or No votes yet.';
COMMENT ON COLUMN headline.lead_votes IS 'Votes of the leader ahead of the second candidate; 0 before the first vote and in a tie.';
COMMENT ON COLUMN headline.lead_share IS 'The lead as a fraction of all counted votes, 0 to 1.';
COMMENT ON COLUMN headline.in_front IS 'Id of the leading candidate, tied, or none.';
COMMENT ON COLUMN headline.backdrop IS 'Background colour on which the label is readable.';
COMMENT ON COLUMN leaderboard.share IS 'Fraction of all counted votes, 0 to 1.';
COMMENT ON COLUMN leaderboard.backdrop IS 'Background colour on which the label is readable.';
COMMENT ON COLUMN legend.candidate_id IS 'Id of the candidate, tied, or none.';
COMMENT ON COLUMN legend.backdrop IS 'Background colour on which the label is readable.';
COMMENT ON COLUMN location_leads.votes IS 'Counted votes of all candidates.';
COMMENT ON COLUMN location_leads.lead_votes IS 'Votes of the leader ahead of the second candidate; 0 before the first vote and in a tie.';
COMMENT ON COLUMN location_races.votes IS 'Counted votes of all candidates.';
COMMENT ON COLUMN location_races.leader_share IS 'The leader''s fraction of the counted votes of the location, 0 to 1.';
COMMENT ON COLUMN location_races.runner_up IS 'Id of the candidate with the second most votes, tied, or none.';
COMMENT ON COLUMN location_races.margin_votes IS 'Votes of the leader ahead of the second candidate; 0 before the first vote and in a tie.';
COMMENT ON COLUMN location_races.margin_share IS 'The margin as a fraction of the counted votes of the location, 0 to 1.';
COMMENT ON COLUMN seats.share IS 'Fraction of all counted votes, 0 to 1.';
COMMENT ON COLUMN seats_headline.heading IS 'State of the race for seats.';
COMMENT ON COLUMN seats_headline.label IS 'The leading party, or Nobody.';
COMMENT ON COLUMN seats_headline.backdrop IS 'Background colour on which the label is readable.';
COMMENT ON COLUMN seats_headline.leading IS 'Seats of the locations where a candidate of the leading party leads, decided or not.';
COMMENT ON COLUMN seats_headline.ahead_for_good IS 'Seats of the locations that a candidate of the leading party has won.';
COMMENT ON COLUMN seats_headline.seats IS 'Number of all seats; 0 for an election with one race.';
COMMENT ON COLUMN tally_window.size IS 'Difference between the end and the start of the window.';
COMMENT ON COLUMN audit_results.rule IS 'Name of the rule, R1 to R7.';
COMMENT ON FUNCTION restore_reader IS
    'Resets the settings of the reader''s role to the migrated ones, and ends its transactions that are older than the given time.';
