-- Incidents by the month in which they began, and how many of them were major or critical: the last two years of the data.
WITH incident AS (
  SELECT page, id, min(started_at) AS started_at,
    first_value(impact ORDER BY fetched_at DESC) FILTER (WHERE impact IS NOT NULL) AS impact
  FROM incidents
  WHERE kind = 'incident'
  GROUP BY page, id
)
SELECT page, to_char(date_trunc('month', started_at), '%Y-%m') AS month, count(*) AS outages,
  count(*) FILTER (WHERE impact IN ('major', 'critical')) AS severe
FROM incident
WHERE started_at >= (SELECT date_trunc('month', max(fetched_at)) - INTERVAL '23 months' FROM snapshots)
GROUP BY page, month
ORDER BY page, month;
