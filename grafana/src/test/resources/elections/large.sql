-- 50,000 rows of location totals and a day of ten-second windows: 12,500 locations with four candidates in each, who are
-- the same four everywhere, or of :candidates in all.
CREATE TEMPORARY TABLE clock AS SELECT date_bin('10 seconds', clock_timestamp(), 'epoch') AS now;

INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age, contest)
VALUES ('e', 'Large', decode(repeat('00', 32), 'hex'), 1, 1, 400000000, 18, 'location');

INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)
SELECT 'c' || i, 'Candidate ' || i, 'Party ' || i % 20, '#' || lpad(to_hex((i * 7919) % 16777216), 6, '0'), i
FROM generate_series(1, :candidates) AS i;

INSERT INTO locations (location, latitude, longitude, eligible_voters)
SELECT 'Location ' || i, 25 + i % 25, -120 + i % 50, 20000 FROM generate_series(1, 12500) AS i;

INSERT INTO location_totals (location, candidate_id, votes, as_of)
SELECT 'Location ' || l, 'c' || (l * 4 + c) % :candidates + 1, 1 + (l * 31 + c * 1009) % 4999, now
FROM clock, generate_series(1, 12500) AS l, generate_series(1, 4) AS c;

INSERT INTO candidate_totals (candidate_id, votes, as_of)
SELECT candidate_id, sum(votes), max(as_of) FROM location_totals GROUP BY candidate_id;

INSERT INTO party_totals (party, votes, as_of)
SELECT party_affiliation, sum(votes), max(as_of) FROM candidate_totals JOIN candidates USING (candidate_id) GROUP BY 1;

-- Every party has votes in every window, as it would.
INSERT INTO votes_per_party (window_start, window_end, party, votes)
SELECT now - w * interval '10 seconds', now - (w - 1) * interval '10 seconds', party, 1 + w % 997
FROM clock, generate_series(8640, 1, -1) AS w, party_totals;

CREATE TEMPORARY TABLE largest AS SELECT location FROM location_races ORDER BY votes DESC, location_key LIMIT 8;

-- The eight in front have votes in every window, as they would; the others in some.
INSERT INTO votes_per_candidate (window_start, window_end, candidate_id, votes)
SELECT now - w * interval '10 seconds', now - (w - 1) * interval '10 seconds', s.candidate_id, 1 + (w * 37 + s.rank * 101) % 997
FROM clock, generate_series(8640, 1, -1) AS w, standings AS s
WHERE s.rank <= 8 OR (s.rank + w) % 80 = 0;

-- Twenty-five locations have votes in each window; the eight largest in all of them.
INSERT INTO turnout_by_location (window_start, window_end, location, votes)
SELECT now - w * interval '10 seconds', now - (w - 1) * interval '10 seconds', location, 1 + w % 7
FROM clock, generate_series(8640, 1, -1) AS w,
     LATERAL (SELECT 'Location ' || (w * 7 + 500 * k) % 12500 + 1 AS location FROM generate_series(0, 24) AS k
              UNION
              SELECT location FROM largest) AS voting;

INSERT INTO seeding_manifest (kind, records) VALUES ('ON_TIME', 399900000), ('LATE', 50000), ('BAD_FIELD', 50000);

INSERT INTO late_votes (vote_id, candidate_id, location, voting_time, arrived_at)
SELECT md5(i::text), 'c1', 'Location 1', now - interval '1 day', now - i * interval '1.7 seconds' FROM clock, generate_series(1, 50000) AS i;

INSERT INTO rejected_records (topic, kafka_partition, kafka_offset, reason, detail, payload, rejected_at)
SELECT 'voters_topic', 0, i, (ARRAY['EMPTY', 'BAD_FIELD', 'UNDERAGE'])[1 + i % 3], 'Something about a field',
       decode(repeat('00', 800), 'hex'), now - i * interval '1.7 seconds'
FROM clock, generate_series(1, 50000) AS i;

DROP TABLE clock, largest;
