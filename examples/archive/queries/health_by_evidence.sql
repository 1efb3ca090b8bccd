-- Hours in each state of health over the last 30 days of the data, with the evidence for it. A capture holds until the next
-- one of its page and format, for six hours at most: after that nothing is known.
WITH observed AS (
  SELECT page, format, fetched_at, coalesce(health, 'unknown') AS health, coalesce(basis, 'unreadable') AS basis,
    lead(fetched_at) OVER (PARTITION BY page, format ORDER BY fetched_at) AS next,
    max(fetched_at) OVER (PARTITION BY page) AS newest
  FROM snapshots
), span AS (
  SELECT page, format, health, basis,
    (date_part('epoch', least(next, fetched_at + INTERVAL '6 hours')) - date_part('epoch', fetched_at)) / 3600 AS hours
  FROM observed
  WHERE fetched_at >= newest - INTERVAL '30 days' AND next IS NOT NULL
)
SELECT page, format, health, basis, round(sum(hours), 1) AS hours,
  round(100 * sum(hours) / 720, 2) AS percent_of_30_days
FROM span
GROUP BY page, format, health, basis
ORDER BY page, format, hours DESC;
