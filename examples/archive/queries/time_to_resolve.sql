-- Minutes from an incident's beginning to its end, by its impact: median and the slowest tenth.
WITH life AS (
  SELECT page, incident,
    min(at) FILTER (WHERE kind = 'incident_opened') AS opened,
    max(at) FILTER (WHERE kind = 'incident_resolved') AS resolved,
    first_value(impact ORDER BY at DESC) FILTER (WHERE impact IS NOT NULL) AS impact
  FROM events
  WHERE kind IN ('incident_opened', 'incident_resolved', 'incident_impact_changed')
  GROUP BY page, incident
), length AS (
  SELECT page, impact, (date_part('epoch', resolved) - date_part('epoch', opened)) / 60 AS minutes
  FROM life
  WHERE resolved >= opened
)
SELECT page, impact, count(*) AS incidents, round(median(minutes)) AS median_minutes,
  round(percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes)) AS slowest_tenth
FROM length
GROUP BY page, impact
ORDER BY page, median_minutes;
