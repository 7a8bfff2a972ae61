-- An election of ten candidates and eight locations, with names that break careless SQL and links.
INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age, created_at, contest)
VALUES ('e', 'Rehearsal of O''Brien & $__all', decode(repeat('00', 32), 'hex'), 1, 1, 200, 18, date_bin('10 seconds', now(), 'epoch'), 'location');

INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, photo_url, color, ballot_no) VALUES
    ('c1', 'Ada Lovelace', 'Reds', 'https://example.org/ada.jpg', '#dc2626', 1),
    ('c2', 'Bob O''Brien', 'O''Brien''s Party', NULL, '#2563eb', 2),
    ('c3', 'Ada Lovelace', 'Greens', 'data:image/svg+xml;base64,PHN2Zy8+', '#16a34a', 3),
    ('c4', '김대중', '민주당', NULL, '#0891b2', 4),
    ('c5', 'Cash $1,000', 'Party, $__all', NULL, '#ca8a04', 5),
    ('c6', '<b>&"''Tag', '$__timeFilter(x)', NULL, '#9333ea', 6),
    ('c7', 'Minor Seven', 'Minors', NULL, '#475569', 7),
    ('c8', 'Minor Eight', 'Minors', NULL, '#64748b', 8),
    ('c9', 'Minor Nine', 'Minors', NULL, '#78716c', 9),
    ('c10', 'Minor Ten', 'All', NULL, '#57534e', 10);

INSERT INTO locations (location, latitude, longitude, eligible_voters) VALUES
    ('O''Brien', 39, -95, 60),
    ('Côte d''Ivoire', 7.5, -5.5, 40),
    ('Cash $__timeFilter(x)', 41, -74, 50),
    ('서울특별시', 37.5, 127, 20),
    ('All', 34, -118, 30),
    ('A, B {C} %20&var-location=x', 30, -97, 10),
    ('$__all', 25, -80, 10),
    ('Nowhere', NULL, NULL, NULL);

INSERT INTO seeding_manifest (kind, records) VALUES
    ('ON_TIME', 198), ('LATE', 2), ('EMPTY', 1), ('NOT_UTF8', 0), ('NOT_JSON', 0), ('MISSING_FIELD', 0), ('BAD_FIELD', 2),
    ('UNDERAGE', 0), ('DUPLICATE_VOTER', 1);

INSERT INTO job_runs (job, election_id, flink_job_id, started_at, last_checkpoint, checkpoint_at)
VALUES ('vote-casting', 'e', repeat('a', 32), now() - interval '10 minutes', NULL, NULL);
