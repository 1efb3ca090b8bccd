-- Minutes from the beginning of an outage to the first message about it, and from that message to the capture that saw it, by
-- year. Both pages give the time of the first message as `started_at`, so the beginning is the one that the closing message
-- tells: "On March 8, between 09:31 and 10:15 UTC, …", the last such time before the first message. Incidents whose
-- closing message tells none, or one more than 12 hours before, are not counted.
WITH message AS (
  SELECT page, incident, status, at, fetched_at, regexp_match(
    plain(body, body_format),
    '(?:[Bb]etween|[Ff]rom) (?:about |around |approximately )?([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?(?: UTC)?(?: and | to |-)[0-9]'
  ) AS span
  FROM updates
), outage AS (
  SELECT page, incident, min(at) AS announced, min(fetched_at) AS seen,
    max(CAST(span[1] AS INT) * 60 + CAST(span[2] AS INT)) FILTER (WHERE status = 'resolved') AS began
  FROM message
  GROUP BY page, incident
), lag AS (
  SELECT page, date_part('year', announced) AS year,
    (date_part('epoch', seen) - date_part('epoch', announced)) / 60 AS seen_after,
    (CAST(date_part('epoch', announced) AS BIGINT) / 60 - began + 1440) % 1440 AS announced_after
  FROM outage
  WHERE began IS NOT NULL
)
SELECT page, year, count(*) AS incidents, round(median(announced_after)) AS announced_after,
  round(percentile_cont(0.9) WITHIN GROUP (ORDER BY announced_after)) AS slowest_tenth,
  round(median(seen_after)) AS seen_after
FROM lag
WHERE announced_after <= 720
GROUP BY page, year
ORDER BY page, year;
