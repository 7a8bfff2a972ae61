-- What the dashboard of seats shows.

CREATE VIEW seats_headline AS
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
            WHEN f.label IS NOT NULL THEN 'In front'
            WHEN EXISTS (SELECT FROM ranked) THEN 'Level at the top'
            ELSE 'Before the first lead' END AS heading,
       coalesce(f.label, 'Nobody') AS label, backdrop(coalesce(f.color, '#8e8e8e')) AS backdrop,
       coalesce(f.leading, 0)::bigint AS leading, coalesce(f.ahead_for_good, 0)::bigint AS ahead_for_good,
       c.seats, CASE WHEN c.seats = 0 THEN 0 ELSE c.seats / 2 + 1 END AS majority
FROM chamber c LEFT JOIN ranked f ON f.place = 1 AND f.level = 1;
COMMENT ON VIEW seats_headline IS 'Which party is in front by seats: always one row, before the first vote, in a tie and in an election with one race as well.';

CREATE FUNCTION party_race(range_start timestamptz, range_end timestamptz, step_ms bigint)
    RETURNS TABLE (bucket timestamptz, place bigint, total bigint, newest boolean, label text, color text)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH steps AS MATERIALIZED (
        SELECT step, date_bin(step, range_start, 'epoch') AS first, date_bin(step, least(range_end, now()), 'epoch') AS last
        FROM (SELECT whole_windows(step_ms) AS step)
    ), front AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY t.votes DESC, m.ballot_no) AS rank, t.party, t.votes, m.label, m.color
        FROM party_totals t JOIN party_marks m USING (party)
        ORDER BY rank
        LIMIT 8
    ), gained AS MATERIALIZED (
        SELECT f.rank, date_bin(s.step, v.window_start, 'epoch') AS bucket, sum(v.votes)::bigint AS votes
        FROM front f CROSS JOIN steps s
        JOIN votes_per_party v ON v.party = f.party AND v.window_start >= s.first
        GROUP BY 1, 2
    ), gapless AS (
        SELECT rank, bucket, votes FROM gained
        UNION ALL
        SELECT f.rank, b.bucket, 0
        FROM front f CROSS JOIN steps s CROSS JOIN LATERAL generate_series(s.first, s.last, s.step) AS b(bucket)
    ), summed AS (
        SELECT rank, bucket, sum(sum(votes)) OVER (PARTITION BY rank ORDER BY bucket)::bigint AS since_start
        FROM gapless
        GROUP BY rank, bucket
    ), start AS (
        SELECT f.rank, greatest(f.votes - coalesce(sum(g.votes), 0), 0)::bigint AS votes
        FROM front f LEFT JOIN gained g USING (rank)
        GROUP BY f.rank, f.votes
    )
    SELECT n.bucket, n.rank, t.votes + n.since_start, n.bucket = s.last, f.label, f.color
    FROM summed n CROSS JOIN steps s JOIN start t USING (rank) JOIN front f USING (rank)
    WHERE n.bucket <= s.last
    ORDER BY n.bucket, n.rank;
END;
COMMENT ON FUNCTION party_race IS 'Running totals of the eight parties with most votes, up to now, steps without votes included.';

GRANT SELECT ON seats_headline TO ballotstream_reader;
