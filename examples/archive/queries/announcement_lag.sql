-- Minutes from the stated beginning of an incident to its first message, and from that message to the capture that saw it,
-- by year. Incidents that were first seen a day or more after their beginning are left out. Both pages state the time of the
-- first message as the beginning: their lag is 0.
WITH first_message AS (
  SELECT page, incident, min(at) AS announced FROM updates GROUP BY page, incident
), first_sight AS (
  SELECT page, id, min(started_at) AS started, min(fetched_at) AS seen FROM incidents WHERE kind = 'incident' GROUP BY page, id
), lag AS (
  SELECT s.page, date_part('year', s.started) AS year,
    (date_part('epoch', m.announced) - date_part('epoch', s.started)) / 60 AS announced_after,
    (date_part('epoch', s.seen) - date_part('epoch', m.announced)) / 60 AS seen_after
  FROM first_sight s JOIN first_message m ON m.page = s.page AND m.incident = s.id
  WHERE s.seen < s.started + INTERVAL '1 day' AND m.announced >= s.started
)
SELECT page, year, count(*) AS incidents, round(median(announced_after), 1) AS announced_after,
  round(max(announced_after)) AS longest, round(median(seen_after)) AS seen_after
FROM lag
GROUP BY page, year
ORDER BY page, year;
