-- The same from the raw bodies, without the tables of what they say: open incidents by impact, read by `parse_status`.
SELECT page, incident['impact'] AS impact, count(DISTINCT incident['id']) AS incidents
FROM (
  SELECT page, unnest(parse_status(body, url, fetched_at)['incidents']) AS incident
  FROM captures
)
WHERE incident['kind'] = 'incident'
GROUP BY 1, 2
ORDER BY 1, 2;
