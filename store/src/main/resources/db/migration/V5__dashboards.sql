-- What the dashboards share: how a candidate looks everywhere, who is in front, each location's race, and the race over
-- time. Top lists only, so that two candidates read as well as four thousand.

CREATE FUNCTION portrait(photo_url text, name text, color text) RETURNS text
    LANGUAGE sql IMMUTABLE
    -- Grafana's canvas takes an address without :/ for a path on its own server; a fragment changes no image.
    RETURN coalesce(photo_url || CASE WHEN strpos(photo_url, ':/') = 0 THEN '#:/' ELSE '' END,
        'data:image/svg+xml;charset=utf-8,%3Csvg xmlns=''http://www.w3.org/2000/svg'' viewBox=''0 0 96 96''%3E'
        || '%3Crect width=''96'' height=''96'' rx=''12'' fill=''%23' || substr(color, 2) || '''/%3E'
        || '%3Ctext x=''48'' y=''62'' font-size=''40'' font-family=''sans-serif'' text-anchor=''middle'' fill=''white''%3E'
        || translate(upper(left(name, 1) || CASE WHEN name LIKE '% %' THEN left(regexp_replace(name, '^.* ', ''), 1) ELSE '' END),
                     '<>&%#"''\$', '·········')
        || '%3C/text%3E%3C/svg%3E');
COMMENT ON FUNCTION portrait IS 'The photo, or the initials on the candidate''s colour: an image that needs no network.';

CREATE VIEW candidate_marks AS
SELECT candidate_id, ballot_no, party_affiliation, color,
       CASE WHEN count(*) OVER (PARTITION BY candidate_name) = 1 THEN candidate_name
            ELSE candidate_name || ' (' || party_affiliation || ')' END AS label,
       portrait(photo_url, candidate_name, color) AS portrait
FROM candidates;
COMMENT ON COLUMN candidate_marks.label IS 'The name, with the party where two candidates share the name.';

CREATE VIEW legend AS
SELECT candidate_id, label, color FROM candidate_marks
UNION ALL VALUES ('none', 'No votes yet', '#8e8e8e'), ('tied', 'Tied', '#8e8e8e');
COMMENT ON VIEW legend IS 'Text and colour of whatever can stand in a column that says who leads.';

CREATE VIEW leaderboard AS
SELECT s.rank, s.candidate_id, m.label, s.party_affiliation, m.portrait, m.color, s.votes, s.share,
       coalesce(g.votes, 0)::bigint AS last_minute
FROM standings s
JOIN candidate_marks m USING (candidate_id)
LEFT JOIN (SELECT candidate_id, sum(votes) AS votes
           FROM votes_per_candidate
           WHERE window_start > now() - interval '1 minute'
           GROUP BY candidate_id) g USING (candidate_id);

CREATE VIEW headline AS
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
       state.lead_votes, state.lead_share, state.in_front
FROM state
JOIN legend l ON l.candidate_id = state.in_front
LEFT JOIN candidate_marks m ON m.candidate_id = state.in_front;
COMMENT ON VIEW headline IS 'Who is in front: always one row, before the first vote and in a tie as well.';

CREATE VIEW location_races AS
WITH counted AS (
    -- Bytewise, since it only groups: sorting by a language's rules costs several times as much.
    SELECT t.location COLLATE "C" AS location, sum(t.votes)::bigint AS votes,
           array_agg(t.candidate_id ORDER BY t.votes DESC, c.ballot_no) AS ranking,
           array_agg(t.votes ORDER BY t.votes DESC, c.ballot_no) AS counts
    FROM location_totals t JOIN candidates c USING (candidate_id)
    WHERE t.votes > 0
    GROUP BY t.location COLLATE "C"
), placed AS (
    SELECT l.location, l.latitude, l.longitude, l.eligible_voters, coalesce(r.votes, 0) AS votes, r.ranking, r.counts,
           CASE WHEN r.votes IS NULL THEN 'none' WHEN r.counts[1] = r.counts[2] THEN 'tied' ELSE r.ranking[1] END AS in_front
    FROM locations l LEFT JOIN counted r ON r.location = l.location COLLATE "C"
)
SELECT p.location, md5(p.location) AS location_key, p.latitude, p.longitude, p.eligible_voters, p.votes,
       (p.votes / nullif(p.eligible_voters, 0)::numeric)::double precision AS turnout,
       p.in_front, md5(c.party_affiliation) AS party_key,
       coalesce(p.counts[1] / p.votes::double precision, 0) AS leader_share,
       CASE WHEN p.in_front = 'tied' THEN 'tied' ELSE coalesce(p.ranking[2], 'none') END AS runner_up,
       coalesce(p.counts[1] - coalesce(p.counts[2], 0), 0) AS margin_votes,
       coalesce((p.counts[1] - coalesce(p.counts[2], 0)) / p.votes::double precision, 0) AS margin_share
FROM placed p LEFT JOIN candidates c ON c.candidate_id = p.in_front;
COMMENT ON COLUMN location_races.location_key IS 'Stands for the location in variables and links: nothing in it can be mistaken for syntax.';
COMMENT ON COLUMN location_races.party_key IS 'Stands for the party of whoever leads; NULL when nobody does.';

-- Over time, only the windows of the asked range are read: what was counted before it is today's total less those. So a
-- dashboard that looks at a quarter of an hour costs the same at the end of the day as in the morning, and its last point
-- is the board's own total.

CREATE FUNCTION race(range_start timestamptz, range_end timestamptz, step_ms bigint)
    RETURNS TABLE (bucket timestamptz, place bigint, votes bigint, total bigint, newest boolean, label text, color text)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH steps AS MATERIALIZED (
        SELECT step, date_bin(step, range_start, 'epoch') AS first, date_bin(step, least(range_end, now()), 'epoch') AS last
        FROM (SELECT make_interval(secs => greatest(step_ms, 10000) / 1000.0) AS step)
    ), front AS MATERIALIZED (
        SELECT rank, candidate_id, votes FROM standings ORDER BY rank LIMIT 8
    ), gained AS MATERIALIZED (
        SELECT f.rank, date_bin(s.step, v.window_start, 'epoch') AS bucket, sum(v.votes)::bigint AS votes
        FROM front f CROSS JOIN steps s
        JOIN votes_per_candidate v ON v.candidate_id = f.candidate_id AND v.window_start >= s.first
        GROUP BY 1, 2
    ), gapless AS (
        SELECT rank, bucket, votes FROM gained
        UNION ALL
        SELECT f.rank, b.bucket, 0
        FROM front f CROSS JOIN steps s CROSS JOIN LATERAL generate_series(s.first, s.last, s.step) AS b(bucket)
    ), summed AS (
        SELECT rank, bucket, sum(votes)::bigint AS votes,
               sum(sum(votes)) OVER (PARTITION BY rank ORDER BY bucket)::bigint AS since_start
        FROM gapless
        GROUP BY rank, bucket
    ), start AS (
        SELECT f.rank, greatest(f.votes - coalesce(sum(g.votes), 0), 0)::bigint AS votes
        FROM front f LEFT JOIN gained g USING (rank)
        GROUP BY f.rank, f.votes
    )
    SELECT n.bucket, n.rank, n.votes, t.votes + n.since_start, n.bucket = s.last, m.label, m.color
    FROM summed n CROSS JOIN steps s JOIN start t USING (rank) JOIN front f USING (rank)
    JOIN candidate_marks m ON m.candidate_id = f.candidate_id
    WHERE n.bucket <= s.last
    ORDER BY n.bucket, n.rank;
END;
COMMENT ON FUNCTION race IS 'Votes per step and running totals of the eight candidates in front, up to now, steps without votes included.';

CREATE FUNCTION lead_changes(range_start timestamptz, range_end timestamptz)
    RETURNS TABLE (at timestamptz, label text)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH front AS MATERIALIZED (
        SELECT rank, candidate_id, votes FROM standings ORDER BY rank LIMIT 8
    ), gained AS MATERIALIZED (
        SELECT f.rank, v.window_start, v.votes
        FROM front f JOIN votes_per_candidate v ON v.candidate_id = f.candidate_id AND v.window_start >= range_start
    ), steps AS (
        SELECT rank, window_start, votes FROM gained
        UNION ALL
        SELECT f.rank, '-infinity', f.votes - coalesce(sum(g.votes), 0)
        FROM front f LEFT JOIN gained g USING (rank)
        GROUP BY f.rank, f.votes
    ), running AS (
        SELECT rank, window_start, sum(votes) OVER (PARTITION BY rank ORDER BY window_start) AS total FROM steps
    ), best AS (
        SELECT DISTINCT ON (window_start) window_start, rank, total FROM running ORDER BY window_start, total DESC, rank
    ), records AS (
        -- Totals only grow, so whoever passes the highest total so far is in front from then on.
        SELECT *, max(total) OVER (ORDER BY window_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS highest FROM best
    ), leaders AS (
        SELECT window_start, rank, lag(rank) OVER (ORDER BY window_start) AS before
        FROM records
        WHERE total > coalesce(highest, 0)
    )
    SELECT l.window_start, m.label
    FROM leaders l JOIN front f USING (rank) JOIN candidate_marks m ON m.candidate_id = f.candidate_id
    WHERE l.before <> l.rank AND l.window_start <= range_end
    ORDER BY l.window_start DESC
    LIMIT 100;
END;
COMMENT ON FUNCTION lead_changes IS 'When one of the eight candidates in front took the lead from another, the newest hundred.';

CREATE FUNCTION turnout_over_time(range_start timestamptz, range_end timestamptz, step_ms bigint, wanted text[])
    RETURNS TABLE (bucket timestamptz, location text, total bigint, turnout double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH steps AS MATERIALIZED (
        SELECT step, date_bin(step, range_start, 'epoch') AS first, date_bin(step, least(range_end, now()), 'epoch') AS last
        FROM (SELECT make_interval(secs => greatest(step_ms, 10000) / 1000.0) AS step)
    ), chosen AS MATERIALIZED (
        SELECT l.location, l.eligible_voters, coalesce(sum(t.votes), 0)::bigint AS votes
        FROM unnest(wanted) AS w(location) JOIN locations l USING (location) LEFT JOIN location_totals t USING (location)
        GROUP BY l.location
    ), gained AS MATERIALIZED (
        SELECT c.location, date_bin(s.step, v.window_start, 'epoch') AS bucket, sum(v.votes)::bigint AS votes
        FROM chosen c CROSS JOIN steps s
        JOIN turnout_by_location v ON v.location = c.location AND v.window_start >= s.first
        GROUP BY 1, 2
    ), gapless AS (
        SELECT location, bucket, votes FROM gained
        UNION ALL
        SELECT c.location, b.bucket, 0
        FROM chosen c CROSS JOIN steps s CROSS JOIN LATERAL generate_series(s.first, s.last, s.step) AS b(bucket)
    ), summed AS (
        SELECT location, bucket, sum(sum(votes)) OVER (PARTITION BY location ORDER BY bucket)::bigint AS since_start
        FROM gapless
        GROUP BY location, bucket
    ), start AS (
        SELECT c.location, c.eligible_voters, greatest(c.votes - coalesce(sum(g.votes), 0), 0)::bigint AS votes
        FROM chosen c LEFT JOIN gained g USING (location)
        GROUP BY c.location, c.eligible_voters, c.votes
    )
    SELECT n.bucket, n.location, t.votes + n.since_start,
           ((t.votes + n.since_start) / nullif(t.eligible_voters, 0)::numeric)::double precision
    FROM summed n CROSS JOIN steps s JOIN start t USING (location)
    WHERE n.bucket <= s.last
    ORDER BY n.bucket, n.location;
END;
COMMENT ON FUNCTION turnout_over_time IS 'Running totals of the wanted locations and their share of the eligible voters, NULL where those are not known.';

-- Lets the sorts of fifty thousand rows stay in memory.
ALTER ROLE ballotstream_reader SET work_mem = '16MB';
GRANT SELECT ON candidate_marks, legend, leaderboard, headline, location_races TO ballotstream_reader;
