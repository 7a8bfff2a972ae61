-- The tally in Flink SQL. It reads votes_topic up to its current end, and writes the result tables and the aggregated
-- topics that the audit compares. VoteTallyJob does the same with the DataStream API.
--
-- The program that executes it replaces ${…} by the addresses and the login of the jobs, for example envsubst.
--
-- What it does not have: a dead-letter table for invalid votes, early results of windows, and fencing.

SET 'table.local-time-zone' = 'UTC';
SET 'pipeline.object-reuse' = 'true';
SET 'state.backend.type' = 'hashmap';

-- Pre-aggregates before the shuffle, and emits the totals four times per second.
SET 'table.exec.mini-batch.enabled' = 'true';
SET 'table.exec.mini-batch.allow-latency' = '250 ms';
SET 'table.exec.mini-batch.size' = '100000';

-- A row that changes its place may be inserted at the new place before it is deleted at the old one. Without this
-- setting, a sink could write the deletion last.
SET 'table.exec.sink.upsert-materialize' = 'FORCE';

------------------------------------------------------------------------------------------------------------------------
-- The votes. The watermark stays behind by the allowed lateness, so no window closes before its last vote on time.

CREATE TABLE votes (
    vote_id      STRING,
    candidate_id STRING,
    location     STRING,
    voting_time  BIGINT,
    arrived_at   TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
    voted_at     AS TO_TIMESTAMP_LTZ(voting_time, 3),
    WATERMARK FOR voted_at AS voted_at - INTERVAL '10' MINUTE
) WITH (
    'connector' = 'kafka',
    'topic' = 'votes_topic',
    'properties.bootstrap.servers' = '${BALLOTSTREAM_KAFKA}',
    'properties.group.id' = 'vote-tally',
    'properties.isolation.level' = 'read_committed',
    'properties.max.poll.records' = '5000',
    'properties.max.partition.fetch.bytes' = '4194304',
    'scan.startup.mode' = 'earliest-offset',
    'scan.bounded.mode' = 'latest-offset',
    'scan.watermark.idle-timeout' = '5 s',
    'format' = 'json',
    'json.ignore-parse-errors' = 'true'
);

CREATE VIEW counted AS
SELECT candidate_id, location, voting_time, voted_at
FROM votes
WHERE voted_at >= arrived_at - INTERVAL '10' MINUTE;

------------------------------------------------------------------------------------------------------------------------
-- The tables in PostgreSQL.

CREATE TABLE postgres WITH (
    'connector' = 'jdbc',
    'url' = 'jdbc:${BALLOTSTREAM_POSTGRES_URL}?reWriteBatchedInserts=true',
    'username' = '${BALLOTSTREAM_POSTGRES_USER}',
    'password' = '${BALLOTSTREAM_POSTGRES_PASSWORD}',
    'sink.buffer-flush.max-rows' = '5000',
    'sink.buffer-flush.interval' = '200 ms'
);

CREATE TABLE candidates (
    candidate_id      STRING,
    ballot_no         INT,
    candidate_name    STRING,
    party_affiliation STRING,
    PRIMARY KEY (candidate_id) NOT ENFORCED
) WITH ('table-name' = 'candidates')
LIKE postgres;

CREATE TABLE locations (
    location        STRING,
    eligible_voters BIGINT,
    PRIMARY KEY (location) NOT ENFORCED
) WITH ('table-name' = 'locations')
LIKE postgres;

CREATE TABLE candidate_totals (
    candidate_id STRING,
    votes        BIGINT,
    as_of        TIMESTAMP(3),
    PRIMARY KEY (candidate_id) NOT ENFORCED
) WITH ('table-name' = 'candidate_totals')
LIKE postgres;

CREATE TABLE location_totals (
    location     STRING,
    candidate_id STRING,
    votes        BIGINT,
    as_of        TIMESTAMP(3),
    PRIMARY KEY (location, candidate_id) NOT ENFORCED
) WITH ('table-name' = 'location_totals')
LIKE postgres;

CREATE TABLE party_totals (
    party STRING,
    votes BIGINT,
    as_of TIMESTAMP(3),
    PRIMARY KEY (party) NOT ENFORCED
) WITH ('table-name' = 'party_totals')
LIKE postgres;

CREATE TABLE votes_per_candidate (
    window_start TIMESTAMP(3),
    candidate_id STRING,
    window_end   TIMESTAMP(3),
    votes        BIGINT,
    PRIMARY KEY (window_start, candidate_id) NOT ENFORCED
) WITH ('table-name' = 'votes_per_candidate')
LIKE postgres;

CREATE TABLE turnout_by_location (
    window_start TIMESTAMP(3),
    location     STRING,
    window_end   TIMESTAMP(3),
    votes        BIGINT,
    PRIMARY KEY (window_start, location) NOT ENFORCED
) WITH ('table-name' = 'turnout_by_location')
LIKE postgres;

CREATE TABLE votes_per_party (
    window_start TIMESTAMP(3),
    party        STRING,
    window_end   TIMESTAMP(3),
    votes        BIGINT,
    PRIMARY KEY (window_start, party) NOT ENFORCED
) WITH ('table-name' = 'votes_per_party')
LIKE postgres;

CREATE TABLE late_votes (
    vote_id      STRING,
    candidate_id STRING,
    location     STRING,
    voting_time  TIMESTAMP(3),
    arrived_at   TIMESTAMP(3),
    PRIMARY KEY (vote_id) NOT ENFORCED
) WITH ('table-name' = 'late_votes')
LIKE postgres;

------------------------------------------------------------------------------------------------------------------------
-- The topics of aggregated results, exactly-once.

CREATE TABLE aggregated WITH (
    'connector' = 'upsert-kafka',
    'properties.bootstrap.servers' = '${BALLOTSTREAM_KAFKA}',
    'properties.transaction.timeout.ms' = '600000',
    'sink.delivery-guarantee' = 'exactly-once',
    'key.format' = 'raw',
    'value.format' = 'json'
);

CREATE TABLE aggregated_votes_per_candidate (
    candidate_id      STRING,
    candidate_name    STRING,
    party_affiliation STRING,
    total_votes       BIGINT,
    share             DOUBLE,
    `rank`            BIGINT,
    as_of             BIGINT,
    PRIMARY KEY (candidate_id) NOT ENFORCED
) WITH (
    'topic' = 'aggregated_votes_per_candidate',
    'sink.transactional-id-prefix' = 'sql-tally-candidates'
)
LIKE aggregated;

CREATE TABLE aggregated_turnout_by_location (
    location             STRING,
    total_votes          BIGINT,
    eligible_voters      BIGINT,
    leading_candidate_id STRING,
    as_of                BIGINT,
    PRIMARY KEY (location) NOT ENFORCED
) WITH (
    'topic' = 'aggregated_turnout_by_location',
    'sink.transactional-id-prefix' = 'sql-tally-locations'
)
LIKE aggregated;

CREATE TABLE aggregated_votes_per_party (
    party       STRING,
    total_votes BIGINT,
    share       DOUBLE,
    `rank`      BIGINT,
    as_of       BIGINT,
    PRIMARY KEY (party) NOT ENFORCED
) WITH (
    'topic' = 'aggregated_votes_per_party',
    'sink.transactional-id-prefix' = 'sql-tally-parties'
)
LIKE aggregated;

------------------------------------------------------------------------------------------------------------------------
-- Totals of the whole election.

CREATE VIEW all_counts AS
SELECT COUNT(*) AS votes, MAX(voting_time) AS as_of
FROM counted;

CREATE VIEW candidate_counts AS
SELECT candidate_id, COUNT(*) AS votes, MAX(voting_time) AS as_of
FROM counted
GROUP BY candidate_id;

CREATE VIEW location_candidate_counts AS
SELECT location, candidate_id, COUNT(*) AS votes, MAX(voting_time) AS as_of
FROM counted
GROUP BY location, candidate_id;

CREATE VIEW location_counts AS
SELECT location, COUNT(*) AS votes, MAX(voting_time) AS as_of
FROM counted
GROUP BY location;

-- Also contains candidates without votes.
CREATE VIEW ballot AS
SELECT c.candidate_id, c.ballot_no, c.candidate_name, c.party_affiliation, COALESCE(n.votes, 0) AS votes, n.as_of
FROM candidates c
LEFT JOIN candidate_counts n ON n.candidate_id = c.candidate_id;

CREATE VIEW party_counts AS
SELECT party_affiliation AS party, MIN(ballot_no) AS ballot_no, SUM(votes) AS votes, MAX(as_of) AS as_of
FROM ballot
GROUP BY party_affiliation;

------------------------------------------------------------------------------------------------------------------------
-- Votes per window of ten seconds.

CREATE VIEW candidate_windows AS
SELECT window_start, window_end, candidate_id, COUNT(*) AS votes
FROM TABLE(TUMBLE(TABLE counted, DESCRIPTOR(voted_at), INTERVAL '10' SECOND))
GROUP BY window_start, window_end, candidate_id;

CREATE VIEW location_windows AS
SELECT window_start, window_end, location, COUNT(*) AS votes
FROM TABLE(TUMBLE(TABLE counted, DESCRIPTOR(voted_at), INTERVAL '10' SECOND))
GROUP BY window_start, window_end, location;

CREATE VIEW party_windows AS
SELECT w.window_start, w.window_end, c.party_affiliation AS party, SUM(w.votes) AS votes
FROM candidate_windows w
JOIN candidates c ON c.candidate_id = w.candidate_id
GROUP BY w.window_start, w.window_end, c.party_affiliation;

------------------------------------------------------------------------------------------------------------------------
-- Rankings. Ties are broken by the order of the ballot. The shares are joined afterwards, because otherwise each vote would
-- change all rows of the ranking.

CREATE VIEW standings AS
SELECT candidate_id, candidate_name, party_affiliation, votes, place
FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY votes DESC, ballot_no ASC) AS place FROM ballot)
WHERE place <= 100000;

CREATE VIEW party_standings AS
SELECT party, votes, place
FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY votes DESC, ballot_no ASC) AS place FROM party_counts)
WHERE place <= 100000;

CREATE VIEW location_leaders AS
SELECT location, candidate_id
FROM (SELECT n.location, n.candidate_id,
             ROW_NUMBER() OVER (PARTITION BY n.location ORDER BY n.votes DESC, c.ballot_no ASC) AS place
      FROM location_candidate_counts n
      JOIN candidates c ON c.candidate_id = n.candidate_id)
WHERE place = 1;

------------------------------------------------------------------------------------------------------------------------

EXECUTE STATEMENT SET BEGIN

INSERT INTO candidate_totals
SELECT candidate_id, votes, CAST(TO_TIMESTAMP_LTZ(as_of, 3) AS TIMESTAMP(3)) FROM candidate_counts;

INSERT INTO location_totals
SELECT location, candidate_id, votes, CAST(TO_TIMESTAMP_LTZ(as_of, 3) AS TIMESTAMP(3)) FROM location_candidate_counts;

INSERT INTO party_totals
SELECT party, votes, CAST(TO_TIMESTAMP_LTZ(as_of, 3) AS TIMESTAMP(3)) FROM party_counts WHERE votes > 0;

INSERT INTO votes_per_candidate
SELECT window_start, candidate_id, window_end, votes FROM candidate_windows;

INSERT INTO turnout_by_location
SELECT window_start, location, window_end, votes FROM location_windows;

INSERT INTO votes_per_party
SELECT window_start, party, window_end, votes FROM party_windows;

INSERT INTO late_votes
SELECT vote_id, candidate_id, location, CAST(voted_at AS TIMESTAMP(3)), CAST(arrived_at AS TIMESTAMP(3))
FROM votes
WHERE voted_at < arrived_at - INTERVAL '10' MINUTE;

INSERT INTO aggregated_votes_per_candidate
SELECT s.candidate_id, s.candidate_name, s.party_affiliation, s.votes, CAST(s.votes AS DOUBLE) / a.votes, s.place, a.as_of
FROM standings s
CROSS JOIN all_counts a;

INSERT INTO aggregated_turnout_by_location
SELECT n.location, n.votes, l.eligible_voters, w.candidate_id, n.as_of
FROM location_counts n
JOIN locations l ON l.location = n.location
JOIN location_leaders w ON w.location = n.location;

INSERT INTO aggregated_votes_per_party
SELECT s.party, s.votes, CAST(s.votes AS DOUBLE) / a.votes, s.place, a.as_of
FROM party_standings s
CROSS JOIN all_counts a;

END;
