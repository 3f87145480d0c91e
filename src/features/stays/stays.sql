-- Who began when, and who has left: read for curves, never shown one by one.

-- name: stays_centre :one
-- in: id int64
-- out: struct stays_centre_row { zone text }
SELECT zone FROM centre WHERE id = $1;

-- Only who was put in by the time they began: else those who left before that would be missing. profile_plus: of their first plan.
-- name: stays_people :many
-- in: centre_id int64, since int64, today int64, known_days int64, mentor_days int64
-- out: struct stays_person_row { team_id int64?, started_day int64, left_day int64?, profile_plus int64?, run_id int64?, mentored bool }
SELECT p.team_id, p.started_day, p.left_day, r.profile + 1, r.id, EXISTS (SELECT 1 FROM onboarding_pair q
        WHERE q.run_id = r.id AND q.from_day <= r.start_day + $5 AND (q.to_day IS NULL OR q.to_day >= r.start_day))
    FROM person p LEFT JOIN onboarding_run r ON r.id = (SELECT MIN(x.id) FROM onboarding_run x WHERE x.person_id = p.id)
    WHERE p.centre_id = $1 AND p.started_day >= $2 AND p.started_day <= $3 AND p.created_at / 86400000 <= p.started_day + $4
        AND (p.left_day IS NULL OR p.left_day >= p.started_day)
    ORDER BY p.started_day DESC, p.id;
