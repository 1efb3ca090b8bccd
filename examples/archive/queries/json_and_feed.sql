-- What the JSON and the feed of one page say of the same incidents, where both were captured: incidents that only one of them
-- has, and those of both with another title, or a beginning that differs by more than a minute. The summary lists an incident
-- only while it is open, and misses one that begins and ends between two captures.
WITH seen AS (
  SELECT i.page, i.id, CASE WHEN s.format = 'json' THEN 'json' ELSE 'feed' END AS source,
    i.fetched_at, i.title, i.started_at
  FROM incidents i JOIN snapshots s
    ON s.page = i.page AND s.fetched_at = i.fetched_at AND s.document = i.document
  WHERE i.kind = 'incident'
), period AS (
  SELECT page, max(since) AS since, min(until) AS until FROM (
    SELECT page, source, min(fetched_at) AS since, max(fetched_at) AS until FROM seen GROUP BY page, source
  ) GROUP BY page HAVING count(*) = 2
), latest AS (
  SELECT seen.page, id, source,
    first_value(title ORDER BY fetched_at DESC) AS title,
    date_part('epoch', min(started_at)) AS started
  FROM seen JOIN period ON period.page = seen.page AND started_at BETWEEN since AND until
  GROUP BY seen.page, id, source
), compared AS (
  SELECT coalesce(j.page, f.page) AS page, j.id AS in_json, f.id AS in_feed,
    j.title <> f.title AS title, abs(j.started - f.started) > 60 AS beginning
  FROM (SELECT * FROM latest WHERE source = 'json') j
  FULL JOIN (SELECT * FROM latest WHERE source = 'feed') f ON f.page = j.page AND f.id = j.id
)
SELECT page, count(*) AS incidents,
  count(*) FILTER (WHERE in_json IS NULL) AS only_feed,
  count(*) FILTER (WHERE in_feed IS NULL) AS only_json,
  count(*) FILTER (WHERE title) AS other_title,
  count(*) FILTER (WHERE beginning) AS other_beginning
FROM compared
GROUP BY page
ORDER BY page;
