-- Yesterday's election: every vote is counted, and every window is a day old.
UPDATE election SET voters = 102;
UPDATE votes_per_candidate SET window_start = window_start - interval '1 day', window_end = window_end - interval '1 day',
                               written_at = written_at - interval '1 day';
UPDATE turnout_by_location SET window_start = window_start - interval '1 day', window_end = window_end - interval '1 day',
                               written_at = written_at - interval '1 day';
UPDATE candidate_totals SET as_of = as_of - interval '1 day', written_at = written_at - interval '1 day';
UPDATE location_totals SET as_of = as_of - interval '1 day', written_at = written_at - interval '1 day';
UPDATE late_votes SET voting_time = voting_time - interval '1 day', arrived_at = arrived_at - interval '1 day';
UPDATE rejected_records SET rejected_at = rejected_at - interval '1 day';
DELETE FROM audit_results WHERE NOT holds OR run_at = (SELECT max(run_at) FROM audit_results);
UPDATE job_runs SET checkpoint_at = checkpoint_at - interval '1 day';
