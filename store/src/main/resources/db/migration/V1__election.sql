-- What the seeder writes: the election, who stands, who may vote, and how the simulated voters vote.

CREATE TABLE election (
    election_id    text PRIMARY KEY,
    name           text        NOT NULL,
    salt           bytea       NOT NULL CHECK (octet_length(salt) = 32),
    seed           bigint      NOT NULL,
    scale          bigint      NOT NULL CHECK (scale >= 1),
    voters         bigint      NOT NULL CHECK (voters >= 0),
    voting_age     integer     NOT NULL CHECK (voting_age >= 0),
    results_sha256 text,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    people_source  text        NOT NULL DEFAULT 'synthetic',
    nationalities  text        NOT NULL DEFAULT 'us'
);
COMMENT ON COLUMN election.people_source IS 'Where the voters'' names come from; an interrupted seeding goes on with it.';
COMMENT ON TABLE election IS 'The election that this database holds: one row.';
CREATE UNIQUE INDEX election_is_the_only_one ON election ((true));

CREATE TABLE candidates (
    candidate_id      text PRIMARY KEY,
    candidate_name    text    NOT NULL,
    party_affiliation text    NOT NULL,
    biography         text,
    campaign_platform text,
    photo_url         text,
    color             text    NOT NULL CHECK (color ~ '^#[0-9a-f]{6}$'),
    ballot_no         integer NOT NULL UNIQUE CHECK (ballot_no >= 1),
    UNIQUE (candidate_name, party_affiliation)
);
COMMENT ON TABLE candidates IS 'One row per (name, party); ballot_no is the order of first appearance.';

CREATE TABLE locations (
    location        text PRIMARY KEY,
    latitude        double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude       double precision CHECK (longitude BETWEEN -180 AND 180),
    eligible_voters bigint,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
COMMENT ON COLUMN locations.eligible_voters IS 'NULL where it is not known.';

CREATE TABLE voters (
    voter_id            text PRIMARY KEY,
    voter_number        bigint  NOT NULL UNIQUE,
    voter_name          text    NOT NULL,
    date_of_birth       date    NOT NULL,
    gender              text,
    nationality         text,
    registration_number text,
    address_street      text,
    address_city        text,
    address_state       text,
    address_country     text,
    address_postcode    text,
    email               text,
    phone_number        text,
    cell_number         text,
    picture             text,
    registered_age      integer,
    location            text    NOT NULL,
    roll_number         bigint  NOT NULL,
    voted_before_ms     bigint
);
COMMENT ON COLUMN voters.voter_number IS 'The order in which voters come to vote, from 0.';
COMMENT ON COLUMN voters.roll_number IS 'The place on the roll of the location, from 0, shuffled; with the ballot plan it decides the vote.';
COMMENT ON COLUMN voters.voted_before_ms IS 'How long before its record''s Kafka timestamp the vote was cast; NULL leaves it to the casting job.';

CREATE TABLE ballot_plan (
    location     text   NOT NULL REFERENCES locations,
    candidate_id text   NOT NULL REFERENCES candidates,
    weight       bigint NOT NULL CHECK (weight >= 0),
    PRIMARY KEY (location, candidate_id)
);
COMMENT ON TABLE ballot_plan IS 'How a location''s voters vote: the weights of a location sum up to its number of voters.';

CREATE TABLE seeding_manifest (
    kind    text PRIMARY KEY,
    records bigint NOT NULL CHECK (records >= 0)
);
COMMENT ON TABLE seeding_manifest IS 'What is published to voters_topic, by kind: ON_TIME, LATE, or the reason for which an injected record is to be rejected.';
