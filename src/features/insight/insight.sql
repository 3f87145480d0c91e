-- Counts without names. Only teams of at least five people are ever counted (insight.c).

-- name: insight_teams :many
-- in: centre_id int64, today int64, smallest int64
-- out: struct insight_team_row { id int64, name text, n_people int64 }
SELECT t.id, t.name, COUNT(p.id) FROM team t JOIN person p ON p.team_id = t.id
    WHERE t.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2)
    GROUP BY t.id, t.name, t.name_sort HAVING COUNT(p.id) >= $3 ORDER BY t.name_sort;

-- name: insight_classes :many
-- in: team_id int64, from_at int64, to_at int64
-- out: struct insight_class_row { class int64, n int64, n_people int64, n_ended int64 }
SELECT class, COUNT(*), COUNT(DISTINCT person_id), SUM(CASE WHEN (acts & 12) <> 0 THEN 1 ELSE 0 END)
    FROM incident WHERE team_id = $1 AND occurred_at >= $2 AND occurred_at < $3 GROUP BY class;

-- name: insight_calls :one
-- in: centre_id int64, team_id int64, from_day int64, to_day int64
-- out: struct insight_calls_row { n_answered int64? }
SELECT CAST(SUM(d.n_answered) AS BIGINT) FROM call_day d JOIN person p ON p.id = d.person_id
    WHERE d.centre_id = $1 AND p.team_id = $2 AND d.day >= $3 AND d.day < $4;
