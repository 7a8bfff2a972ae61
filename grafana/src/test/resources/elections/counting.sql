-- A hundred votes, cast over the five minutes before the election's creation: Bob leads at first, then Ada of the Reds.
CREATE TEMPORARY TABLE clock AS SELECT created_at AS now FROM election;

INSERT INTO votes_per_candidate (window_start, window_end, candidate_id, votes, written_at)
SELECT now + start, now + start + interval '10 seconds', candidate_id, votes, now + start + interval '10.3 seconds'
FROM clock, (VALUES
    (interval '-300 seconds', 'c2', 20), (interval '-300 seconds', 'c1', 10),
    (interval '-200 seconds', 'c1', 25), (interval '-200 seconds', 'c2', 5),
    (interval '-30 seconds', 'c1', 5), (interval '-30 seconds', 'c2', 10), (interval '-30 seconds', 'c3', 10),
    (interval '-30 seconds', 'c4', 6), (interval '-30 seconds', 'c5', 4), (interval '-30 seconds', 'c6', 2),
    (interval '-30 seconds', 'c7', 1), (interval '-30 seconds', 'c8', 1), (interval '-30 seconds', 'c9', 1)
) AS cast_votes (start, candidate_id, votes);

INSERT INTO candidate_totals (candidate_id, votes, as_of, written_at)
SELECT candidate_id, sum(votes), max(window_end) - interval '1 second', max(written_at)
FROM votes_per_candidate GROUP BY candidate_id;

INSERT INTO location_totals (location, candidate_id, votes, as_of)
SELECT location, candidate_id, votes, now - interval '21 seconds'
FROM clock, (VALUES
    ('O''Brien', 'c1', 20), ('O''Brien', 'c2', 10),
    ('Côte d''Ivoire', 'c1', 10), ('Côte d''Ivoire', 'c2', 10),
    ('Cash $__timeFilter(x)', 'c1', 10), ('Cash $__timeFilter(x)', 'c2', 5), ('Cash $__timeFilter(x)', 'c3', 10),
    ('서울특별시', 'c4', 6), ('서울특별시', 'c5', 4),
    ('All', 'c2', 10), ('All', 'c6', 2),
    ('A, B {C} %20&var-location=x', 'c7', 1), ('A, B {C} %20&var-location=x', 'c8', 1), ('A, B {C} %20&var-location=x', 'c9', 1)
) AS counted (location, candidate_id, votes);

INSERT INTO party_totals (party, votes, as_of)
SELECT party_affiliation, sum(votes), max(as_of) FROM candidate_totals JOIN candidates USING (candidate_id) GROUP BY 1;

INSERT INTO votes_per_party (window_start, party, window_end, votes)
SELECT window_start, party_affiliation, window_end, sum(votes)
FROM votes_per_candidate JOIN candidates USING (candidate_id) GROUP BY 1, 2, 3;

INSERT INTO turnout_by_location (window_start, window_end, location, votes)
SELECT now + start, now + start + interval '10 seconds', location, votes
FROM clock, (VALUES
    (interval '-200 seconds', 'O''Brien', 10), (interval '-30 seconds', 'O''Brien', 20),
    (interval '-300 seconds', 'Côte d''Ivoire', 20), (interval '-30 seconds', 'Cash $__timeFilter(x)', 25),
    (interval '-30 seconds', '서울특별시', 10), (interval '-30 seconds', 'All', 12),
    (interval '-30 seconds', 'A, B {C} %20&var-location=x', 3)
) AS counted (start, location, votes);

INSERT INTO late_votes (vote_id, candidate_id, location, voting_time, arrived_at)
SELECT 'late' || i, 'c1', 'All', now - interval '70 minutes', now - i * interval '40 seconds' FROM clock, generate_series(1, 2) AS i;

INSERT INTO rejected_records (topic, kafka_partition, kafka_offset, reason, detail, payload, rejected_at)
SELECT 'voters_topic', 0, i, CASE WHEN i < 3 THEN 'BAD_FIELD' ELSE 'EMPTY' END, 'Something about a field', NULL, now - i * interval '40 seconds'
FROM clock, generate_series(1, 3) AS i;

INSERT INTO audit_results (run_at, rule, left_name, left_value, right_name, right_value, difference, holds)
SELECT now - age, 'R' || i, 'left', 100, 'right', CASE WHEN i = 4 AND age < interval '2 minutes' THEN 99 ELSE 100 END,
       CASE WHEN i = 4 AND age < interval '2 minutes' THEN 1 ELSE 0 END, NOT (i = 4 AND age < interval '2 minutes')
FROM clock, generate_series(1, 7) AS i, (VALUES (interval '1 minute'), (interval '5 minutes')) AS runs (age);

UPDATE job_runs SET last_checkpoint = 42, checkpoint_at = now() - interval '1 second';
DROP TABLE clock;
