-- Pairs of components that the same incidents name, with the share of the rarer one's incidents that name both.
WITH affected AS (
  SELECT DISTINCT c.page, c.incident, c.name
  FROM incident_components c JOIN incidents i
    ON i.page = c.page AND i.fetched_at = c.fetched_at AND i.document = c.document AND i.id = c.incident
  WHERE i.kind = 'incident' AND c.name IS NOT NULL
), alone AS (
  SELECT page, name, count(*) AS incidents FROM affected GROUP BY page, name
), pair AS (
  SELECT one.page, one.name AS component, other.name AS with_component, count(*) AS together
  FROM affected one JOIN affected other
    ON other.page = one.page AND other.incident = one.incident AND one.name < other.name
  GROUP BY one.page, one.name, other.name
)
SELECT pair.page, component, with_component, together,
  round(100.0 * together / least(a.incidents, b.incidents)) AS percent_of_rarer
FROM pair
JOIN alone a ON a.page = pair.page AND a.name = pair.component
JOIN alone b ON b.page = pair.page AND b.name = pair.with_component
WHERE together >= 10
ORDER BY together DESC, component, with_component
LIMIT 12;
