-- The tally counts in windows of half a minute.
UPDATE votes_per_candidate SET window_start = date_bin('30 seconds', window_start, 'epoch'),
                               window_end = date_bin('30 seconds', window_start, 'epoch') + interval '30 seconds';
UPDATE turnout_by_location SET window_start = date_bin('30 seconds', window_start, 'epoch'),
                               window_end = date_bin('30 seconds', window_start, 'epoch') + interval '30 seconds';
