-- A run that takes over keeps in sight what its outputs hold: whose checkpoint was the newest to complete.
ALTER TABLE job_runs ADD COLUMN checkpoint_run text;
UPDATE job_runs SET checkpoint_run = flink_job_id WHERE last_checkpoint IS NOT NULL;
COMMENT ON COLUMN job_runs.flink_job_id IS 'The run that owns the outputs.';
COMMENT ON COLUMN job_runs.checkpoint_run IS 'The run that completed last_checkpoint: an earlier one until the owner has completed its first.';
