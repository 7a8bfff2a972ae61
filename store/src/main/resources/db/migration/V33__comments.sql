-- Describes every table, view and function. docs/topics-and-tables.md is generated from these comments.

COMMENT ON TABLE election IS 'The election of this database: one row.';
COMMENT ON COLUMN election.salt IS 'Secret from which vote ids are derived. Only the owner and the jobs can read it.';
COMMENT ON COLUMN election.seed IS 'Seed of the random generator that drew the voters and the ballot plan.';
COMMENT ON COLUMN election.scale IS 'Divisor of the votes in the results file; 1 without a file.';
COMMENT ON COLUMN election.voters IS 'Number of voters once the election is prepared.';
COMMENT ON COLUMN election.voting_age IS 'Minimum age in completed years.';
COMMENT ON COLUMN election.results_sha256 IS 'SHA-256 of the results file; NULL for a simulated election.';
COMMENT ON COLUMN election.people_source IS 'Source of the voters'' names: synthetic or randomuser. A resumed seeding uses the same source.';
COMMENT ON COLUMN election.nationalities IS 'Nationalities of the generated people, as lower-case two-letter codes, separated by commas.';
COMMENT ON COLUMN election.registered_voters IS 'Number of rows in the table voters. Equals voters once the election is prepared.';
COMMENT ON COLUMN election.contest IS 'nation: one race. location: one race per location, whose winner gets the location''s seats.';

COMMENT ON TABLE candidates IS 'One row per candidate. A candidate is identified by name and party.';
COMMENT ON COLUMN candidates.candidate_id IS 'The letter c and the ballot number.';
COMMENT ON COLUMN candidates.party_affiliation IS 'Empty for candidates without a party.';
COMMENT ON COLUMN candidates.photo_url IS 'A data: URL of an image, or NULL.';
COMMENT ON COLUMN candidates.color IS 'As #rrggbb.';
COMMENT ON COLUMN candidates.ballot_no IS 'Order of first appearance in the results file, from 1. The smaller number ranks first in a tie.';

COMMENT ON TABLE locations IS 'One row per place where people vote.';
COMMENT ON COLUMN locations.latitude IS 'Degrees; NULL if unknown.';
COMMENT ON COLUMN locations.longitude IS 'Degrees; NULL if unknown.';
COMMENT ON COLUMN locations.eligible_voters IS 'Number of eligible or of registered voters, whichever is known; NULL if neither is.';
COMMENT ON COLUMN locations.seats IS 'Number of seats that the winner of the location gets.';

COMMENT ON TABLE voters IS 'One row per registered voter, with personal data.';
COMMENT ON COLUMN voters.voter_number IS 'Order in which the voters come to vote, from 0.';
COMMENT ON COLUMN voters.registered_age IS 'Years since the registration.';
COMMENT ON COLUMN voters.roll_number IS 'The voter''s number on the roll of the location, from 0, in shuffled order. With the ballot plan it determines the vote.';
COMMENT ON COLUMN voters.voted_before_ms IS 'Milliseconds between the vote and the record''s Kafka timestamp; NULL lets the casting job choose.';

COMMENT ON TABLE ballot_plan IS 'How many voters of a location vote for each candidate.';
COMMENT ON COLUMN ballot_plan.weight IS 'Number of voters. The sum over a location''s candidates is the location''s number of voters.';

COMMENT ON TABLE seeding_manifest IS 'How many records of each kind the seeder publishes to voters_topic.';
COMMENT ON COLUMN seeding_manifest.kind IS 'ON_TIME, LATE, or for an injected invalid record, its expected reject reason.';

COMMENT ON TABLE votes IS 'Cast votes, one row per voter. Append-only.';
COMMENT ON COLUMN votes.vote_id IS 'HMAC of the voter_id under the election''s salt.';
COMMENT ON COLUMN votes.vote IS 'Always 1.';

COMMENT ON TABLE votes_per_candidate IS 'Votes per window and candidate. Upserted; a count never decreases.';
COMMENT ON COLUMN votes_per_candidate.written_at IS 'When the row was last written.';
COMMENT ON TABLE turnout_by_location IS 'Votes per window and location. Upserted; a count never decreases.';
COMMENT ON COLUMN turnout_by_location.written_at IS 'When the row was last written.';
COMMENT ON TABLE votes_per_party IS 'Votes per window and party. Upserted; a count never decreases.';
COMMENT ON COLUMN votes_per_party.party IS 'As in candidates.party_affiliation; empty for candidates without a party.';
COMMENT ON COLUMN votes_per_party.written_at IS 'When the row was last written.';

COMMENT ON TABLE candidate_totals IS 'Votes per candidate. Upserted; a count never decreases.';
COMMENT ON COLUMN candidate_totals.as_of IS 'Greatest voting time counted.';
COMMENT ON COLUMN candidate_totals.written_at IS 'When the row was last written.';
COMMENT ON TABLE location_totals IS 'Votes per location and candidate. Upserted; a count never decreases.';
COMMENT ON COLUMN location_totals.as_of IS 'Greatest voting time counted.';
COMMENT ON COLUMN location_totals.written_at IS 'When the row was last written.';
COMMENT ON TABLE party_totals IS 'Votes per party. Upserted; a count never decreases.';
COMMENT ON COLUMN party_totals.party IS 'As in candidates.party_affiliation; empty for candidates without a party.';
COMMENT ON COLUMN party_totals.as_of IS 'Greatest voting time counted.';
COMMENT ON COLUMN party_totals.written_at IS 'When the row was last written.';

COMMENT ON TABLE late_votes IS 'Votes whose record arrived later than the allowed lateness. They are not counted. Append-only.';
COMMENT ON COLUMN late_votes.arrived_at IS 'Kafka timestamp of the vote''s record.';

COMMENT ON TABLE rejected_records IS 'Dead-letter table of both jobs: invalid records and duplicate voters. Append-only.';
COMMENT ON COLUMN rejected_records.reason IS 'Name of the reject reason, for example UNDERAGE.';
COMMENT ON COLUMN rejected_records.detail IS 'What is wrong. Names the field, but never contains its value.';
COMMENT ON COLUMN rejected_records.payload IS 'The first 4096 bytes of the value, which may be personal data; NULL for a record without a value.';
COMMENT ON COLUMN rejected_records.rejected_at IS 'Kafka timestamp of the record.';

COMMENT ON TABLE audit_results IS 'Verdicts of all audits: one row per audit and rule.';
COMMENT ON COLUMN audit_results.run_at IS 'When the audit ran. Identifies it.';
COMMENT ON COLUMN audit_results.left_name IS 'What is compared.';
COMMENT ON COLUMN audit_results.right_name IS 'What it is compared with.';
COMMENT ON COLUMN audit_results.difference IS '0 if both are equal. Otherwise the absolute difference, added up over all compared cells.';
COMMENT ON COLUMN audit_results.holds IS 'Whether the rule holds; NULL if a part of it could not be checked.';

COMMENT ON TABLE job_runs IS 'One row per job: the run that owns the job''s outputs, and the heartbeat. Used for fencing.';
COMMENT ON COLUMN job_runs.flink_job_id IS 'The run that owns the outputs.';
COMMENT ON COLUMN job_runs.started_at IS 'When the run acquired the outputs.';
COMMENT ON COLUMN job_runs.last_checkpoint IS 'Number of the newest completed checkpoint.';
COMMENT ON COLUMN job_runs.checkpoint_at IS 'When the newest checkpoint completed: the heartbeat.';
COMMENT ON COLUMN job_runs.checkpoint_run IS 'The run that completed last_checkpoint. Until the owner completes its first checkpoint, an earlier run.';

COMMENT ON TABLE job_locks IS 'One row per job. A run locks the row while it acquires the job''s outputs.';
COMMENT ON TABLE seeder_locks IS 'Activities of running seeders. A row is valid while the database session of its seeder exists.';
COMMENT ON COLUMN seeder_locks.activity IS 'PREPARING or PUBLISHING. No other seeder may do the same meanwhile.';
COMMENT ON COLUMN seeder_locks.backend_pid IS 'Process id of the session, as in pg_stat_activity.';
COMMENT ON COLUMN seeder_locks.backend_start IS 'Start of the session, as in pg_stat_activity.';

COMMENT ON VIEW candidate_marks IS 'How the dashboards display each candidate.';
COMMENT ON COLUMN candidate_marks.label IS 'The name. Includes the party if several candidates have the same name.';
COMMENT ON COLUMN candidate_marks.portrait IS 'An image that needs no network: the photo, or the initials on the candidate''s colour.';
COMMENT ON COLUMN candidate_marks.backdrop IS 'Background colour on which the name is readable.';

COMMENT ON VIEW election_status IS 'Progress of the election: one row, or none before it is seeded.';
COMMENT ON COLUMN election_status.counted IS 'Counted votes.';
COMMENT ON COLUMN election_status.late IS 'Late votes.';
COMMENT ON COLUMN election_status.rejected IS 'Rejected records.';
COMMENT ON COLUMN election_status.complete IS 'Whether counted and late votes add up to the number of voters.';
COMMENT ON COLUMN election_status.as_of IS 'Greatest voting time counted.';
COMMENT ON COLUMN election_status.written_at IS 'When a total was last written.';

COMMENT ON VIEW headline IS 'The leading candidate: always one row, even before the first vote and in a tie.';
COMMENT ON VIEW leaderboard IS 'All candidates by rank, as the dashboards display them.';
COMMENT ON COLUMN leaderboard.last_minute IS 'Votes of the last minute.';
COMMENT ON VIEW legend IS 'Label and colour of each candidate, of a tie, and of a location without votes.';

COMMENT ON VIEW location_leads IS 'The leading candidate of each location; NULL before the first vote and in a tie.';
COMMENT ON COLUMN location_leads.not_counted IS
    'Upper bound of the votes still to come: eligible or registered voters minus counted votes, 0 when the election is complete, NULL if unknown.';
COMMENT ON COLUMN location_leads.decided IS 'Whether the lead is greater than not_counted, so that the leader has won.';
COMMENT ON COLUMN location_leads.runner_up_candidate_id IS 'The candidate with the second most votes.';

COMMENT ON VIEW location_races IS 'State of the race in each location, as the dashboards display it.';
COMMENT ON COLUMN location_races.location_key IS 'Hash of the location. Identifies it in dashboard variables and links, where names could be read as syntax.';
COMMENT ON COLUMN location_races.party_key IS 'Hash of the leader''s party; NULL if nobody leads.';
COMMENT ON COLUMN location_races.in_front IS 'Id of the leading candidate, tied, or none.';
COMMENT ON COLUMN location_races.turnout IS 'Counted votes divided by eligible voters, 0 to 1; NULL if the eligible voters are unknown.';

COMMENT ON VIEW party_marks IS 'How the dashboards display each party.';
COMMENT ON COLUMN party_marks.is_party IS 'False for the groups of independents and other candidates, whose votes are added up but who form no party.';
COMMENT ON COLUMN party_marks.color IS 'The most frequent colour of the party''s candidates.';
COMMENT ON COLUMN party_marks.ballot_no IS 'Smallest ballot number of the party''s candidates.';

COMMENT ON VIEW reconciliation IS 'The rows of the newest audit in audit_results.';

COMMENT ON VIEW seats IS 'Seats and votes of each party. Empty for an election with one race.';
COMMENT ON COLUMN seats.leading IS 'Seats of the locations where a candidate of the party leads, decided or not.';
COMMENT ON COLUMN seats.ahead_for_good IS 'Seats of the locations that a candidate of the party has won.';
COMMENT ON VIEW seats_headline IS
    'The party with the most seats: always one row, even before the first vote, in a tie, and for an election with one race.';
COMMENT ON COLUMN seats_headline.majority IS 'Number of seats that is more than half of all.';

COMMENT ON VIEW standings IS 'Votes and rank of each candidate.';
COMMENT ON COLUMN standings.share IS 'Fraction of all counted votes, 0 to 1.';
COMMENT ON COLUMN standings.lead IS 'Votes ahead of the best rival: positive for the leader, negative for all others.';

COMMENT ON VIEW tally_window IS 'Size of the newest window. Empty before the first vote.';
COMMENT ON VIEW voting IS 'Start and newest vote of the voting: one row, NULL before the first vote.';
COMMENT ON COLUMN voting.began IS 'Start of the first window with votes.';
COMMENT ON COLUMN voting.newest_vote IS 'Greatest voting time counted.';

COMMENT ON FUNCTION portrait IS 'The image in the table, or else the initials on the candidate''s colour. Needs no network.';
COMMENT ON FUNCTION backdrop IS
    'The colour, or its nearest shade on which Grafana''s text has a contrast of at least 4.5 to 1.';
COMMENT ON FUNCTION brightness IS 'From 0 to 255. Grafana writes black text on colours brighter than 180, otherwise white text.';
COMMENT ON FUNCTION is_party IS 'Whether candidates of this affiliation form a party. Independents do not, although their votes are added up.';
COMMENT ON FUNCTION race IS
    'Votes per step and running totals of the eight leading candidates. Includes steps without votes, and ends at the current time.';
COMMENT ON FUNCTION lead_changes IS 'The newest hundred changes of the lead among the eight leading candidates.';
COMMENT ON FUNCTION party_race IS
    'Running totals of the eight parties with the most votes. Includes steps without votes, and ends at the current time.';
COMMENT ON FUNCTION turnout_over_time IS
    'Running totals of the given locations, and their fraction of the eligible voters; NULL if those are unknown.';
COMMENT ON FUNCTION whole_windows IS
    'The shortest step that is a whole number of windows and not shorter than the given one, so that all bars cover equally many windows.';
COMMENT ON FUNCTION restore_reader IS
    'Resets the settings of the reader''s role to the migrated ones, and ends its transactions that are older than the patience.';
