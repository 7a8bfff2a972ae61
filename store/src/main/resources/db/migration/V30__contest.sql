-- What is elected: one race for all, or a race in each location.

ALTER TABLE election ADD COLUMN contest text NOT NULL DEFAULT 'nation' CHECK (contest IN ('nation', 'location'));
COMMENT ON COLUMN election.contest IS 'nation: one race; location: whoever has most votes in a location wins its seats.';
GRANT SELECT (contest) ON election TO ballotstream_reader;

ALTER TABLE locations ADD COLUMN seats integer NOT NULL DEFAULT 1 CHECK (seats >= 1);
COMMENT ON COLUMN locations.seats IS 'The weight of the location: what whoever wins it wins.';
COMMENT ON COLUMN locations.eligible_voters IS 'Eligible or registered voters, whichever is known; NULL where neither is.';
