-- A portrait on another server would be asked for by every viewer's browser: it is drawn instead.

CREATE OR REPLACE FUNCTION portrait(photo_url text, name text, color text) RETURNS text
    LANGUAGE sql IMMUTABLE
    -- Grafana's canvas takes an address without :/ for a path on its own server; a fragment changes no image.
    RETURN CASE WHEN photo_url LIKE 'data:image/%' THEN photo_url || '#:/' ELSE
        'data:image/svg+xml;charset=utf-8,%3Csvg xmlns=''http://www.w3.org/2000/svg'' viewBox=''0 0 96 96''%3E'
        || '%3Crect width=''96'' height=''96'' rx=''12'' fill=''%23' || substr(color, 2) || '''/%3E'
        || '%3Ctext x=''48'' y=''62'' font-size=''40'' font-family=''sans-serif'' text-anchor=''middle'' fill='''
        -- White on a colour of this luminance has a contrast of 3 to 1, enough for large letters.
        || CASE WHEN luminance(color) <= 0.3 THEN 'white' ELSE 'black' END || '''%3E'
        || translate(upper(left(name, 1) || CASE WHEN name LIKE '% %' THEN left(regexp_replace(name, '^.* ', ''), 1) ELSE '' END),
                     '<>&%#"''\$', '·········')
        || '%3C/text%3E%3C/svg%3E' END;
COMMENT ON FUNCTION portrait IS 'The image that is in the table, or the initials on the candidate''s colour: it needs no network.';
