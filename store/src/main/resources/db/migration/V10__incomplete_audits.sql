-- An audit that could not check a rule to the end is no proof, and no failure either.

ALTER TABLE audit_results ALTER COLUMN holds DROP NOT NULL;
COMMENT ON COLUMN audit_results.holds IS 'NULL where a part of the rule could not be checked: the audit is incomplete.';
