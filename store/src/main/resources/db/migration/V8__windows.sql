-- The time axis of the dashboards takes its step from the windows that the tally counts in, whatever their size is.

CREATE VIEW tally_window AS
SELECT window_end - window_start AS size
FROM votes_per_candidate
ORDER BY window_start DESC
LIMIT 1;
COMMENT ON VIEW tally_window IS 'The size of the newest window; no row before the first vote.';

CREATE FUNCTION whole_windows(step_ms bigint) RETURNS interval
    LANGUAGE sql STABLE
    RETURN (SELECT make_interval(secs => (ceil(greatest(step_ms, 1) / size_ms) * size_ms / 1000)::double precision)
            FROM (SELECT coalesce((SELECT extract(epoch FROM size) * 1000 FROM tally_window), 1000) AS size_ms) AS one);
COMMENT ON FUNCTION whole_windows IS
    'The shortest step of a whole number of windows that is not shorter than the given one: each bar covers as many windows as the next.';

CREATE OR REPLACE FUNCTION race(range_start timestamptz, range_end timestamptz, step_ms bigint)
    RETURNS TABLE (bucket timestamptz, place bigint, votes bigint, total bigint, newest boolean, label text, color text)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH steps AS MATERIALIZED (
        SELECT step, date_bin(step, range_start, 'epoch') AS first, date_bin(step, least(range_end, now()), 'epoch') AS last
        FROM (SELECT whole_windows(step_ms) AS step)
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

CREATE OR REPLACE FUNCTION turnout_over_time(range_start timestamptz, range_end timestamptz, step_ms bigint, wanted text[])
    RETURNS TABLE (bucket timestamptz, location text, total bigint, turnout double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH steps AS MATERIALIZED (
        SELECT step, date_bin(step, range_start, 'epoch') AS first, date_bin(step, least(range_end, now()), 'epoch') AS last
        FROM (SELECT whole_windows(step_ms) AS step)
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

GRANT SELECT ON tally_window TO ballotstream_reader;

-- Nobody reads it: location_races says the same, and who is level.
DROP VIEW turnout;
