-- A name or initials on a candidate's colour can be read, whatever the colour is.

CREATE FUNCTION luminance(color text) RETURNS double precision
    LANGUAGE sql IMMUTABLE
    RETURN (SELECT sum(weight * CASE WHEN channel <= 0.04045 THEN channel / 12.92 ELSE ((channel + 0.055) / 1.055) ^ 2.4 END)
            FROM (SELECT weight, get_byte(decode(substr(color, 2), 'hex'), index) / 255.0::double precision AS channel
                  FROM (VALUES (0, 0.2126), (1, 0.7152), (2, 0.0722)) AS weights (index, weight)) AS channels);
COMMENT ON FUNCTION luminance IS 'Relative luminance as WCAG defines it, 0 (black) to 1 (white).';

CREATE FUNCTION brightness(color text) RETURNS double precision
    LANGUAGE sql IMMUTABLE
    RETURN (SELECT sum(weight * get_byte(decode(substr(color, 2), 'hex'), index))
            FROM (VALUES (0, 0.299), (1, 0.587), (2, 0.114)) AS weights (index, weight));
COMMENT ON FUNCTION brightness IS 'From 0 to 255. Grafana writes in black on what is brighter than 180, and in white on everything else.';

CREATE FUNCTION backdrop(color text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN (SELECT CASE
                WHEN luminance(color) <= 0.169 OR brightness(color) > 181 THEN color
                ELSE (SELECT '#' || string_agg(lpad(to_hex(round(
                             -- What is nearly bright enough for black text is mixed with white, the rest is darkened for white text.
                             CASE WHEN brightness(color) >= 150
                                  THEN channel + (255 - channel) * (182 - brightness(color)) / (255 - brightness(color))
                                  ELSE channel * sqrt(0.165 / luminance(color)) END)::integer), 2, '0'), '' ORDER BY index)
                      FROM (SELECT index, get_byte(decode(substr(color, 2), 'hex'), index) AS channel
                            FROM generate_series(0, 2) AS index) AS channels)
            END);
COMMENT ON FUNCTION backdrop IS
    'The colour, or the nearest shade of it on which the text that Grafana writes has a contrast of at least 4.5 to 1.';

CREATE OR REPLACE FUNCTION portrait(photo_url text, name text, color text) RETURNS text
    LANGUAGE sql IMMUTABLE
    -- Grafana's canvas takes an address without :/ for a path on its own server; a fragment changes no image.
    RETURN coalesce(photo_url || CASE WHEN strpos(photo_url, ':/') = 0 THEN '#:/' ELSE '' END,
        'data:image/svg+xml;charset=utf-8,%3Csvg xmlns=''http://www.w3.org/2000/svg'' viewBox=''0 0 96 96''%3E'
        || '%3Crect width=''96'' height=''96'' rx=''12'' fill=''%23' || substr(color, 2) || '''/%3E'
        || '%3Ctext x=''48'' y=''62'' font-size=''40'' font-family=''sans-serif'' text-anchor=''middle'' fill='''
        -- White on a colour of this luminance has a contrast of 3 to 1, enough for large letters.
        || CASE WHEN luminance(color) <= 0.3 THEN 'white' ELSE 'black' END || '''%3E'
        || translate(upper(left(name, 1) || CASE WHEN name LIKE '% %' THEN left(regexp_replace(name, '^.* ', ''), 1) ELSE '' END),
                     '<>&%#"''\$', '·········')
        || '%3C/text%3E%3C/svg%3E');

CREATE OR REPLACE VIEW candidate_marks AS
SELECT candidate_id, ballot_no, party_affiliation, color,
       CASE WHEN count(*) OVER (PARTITION BY candidate_name) = 1 THEN candidate_name
            ELSE candidate_name || ' (' || party_affiliation || ')' END AS label,
       portrait(photo_url, candidate_name, color) AS portrait,
       backdrop(color) AS backdrop
FROM candidates;
COMMENT ON COLUMN candidate_marks.backdrop IS 'The colour where the name is written on it.';

CREATE OR REPLACE VIEW legend AS
SELECT candidate_id, label, color, backdrop FROM candidate_marks
UNION ALL VALUES ('none', 'No votes yet', '#8e8e8e', backdrop('#8e8e8e')), ('tied', 'Tied', '#8e8e8e', backdrop('#8e8e8e'));

CREATE OR REPLACE VIEW leaderboard AS
SELECT s.rank, s.candidate_id, m.label, s.party_affiliation, m.portrait, m.color, s.votes, s.share,
       coalesce(g.votes, 0)::bigint AS last_minute, m.backdrop
FROM standings s
JOIN candidate_marks m USING (candidate_id)
LEFT JOIN (SELECT candidate_id, sum(votes) AS votes
           FROM votes_per_candidate
           WHERE window_start > now() - interval '1 minute'
           GROUP BY candidate_id) g USING (candidate_id);

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
                    WHEN 'tied' THEN 'Level at the top'
                    ELSE CASE WHEN complete THEN 'Ahead, all votes counted' ELSE 'Leading' END || ' · ' || m.party_affiliation END AS heading,
       l.label, l.color,
       coalesce(m.portrait, portrait(NULL, '=', l.color)) AS portrait,
       state.lead_votes, state.lead_share, state.in_front,
       backdrop(l.color) AS backdrop
FROM state
JOIN legend l ON l.candidate_id = state.in_front
LEFT JOIN candidate_marks m ON m.candidate_id = state.in_front;

-- When voting began, and for how long it has been going on: where charts begin.
CREATE VIEW voting AS
SELECT (SELECT min(window_start) FROM votes_per_candidate) AS began,
       (SELECT max(as_of) FROM candidate_totals) AS newest_vote;
COMMENT ON VIEW voting IS 'The start of the first window with votes and the newest vote counted: one row, NULL before the first vote.';
GRANT SELECT ON voting TO ballotstream_reader;
