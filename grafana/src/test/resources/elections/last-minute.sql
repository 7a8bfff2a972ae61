-- As if the newest votes had just been cast, however long ago this script has run.
UPDATE votes_per_candidate SET window_start = window_start + interval '1 day', window_end = window_end + interval '1 day'
WHERE window_start = (SELECT max(window_start) FROM votes_per_candidate);
UPDATE votes_per_candidate SET window_start = window_start - interval '1 day', window_end = window_end - interval '1 day'
WHERE window_start < now();
