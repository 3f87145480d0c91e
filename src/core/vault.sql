-- Which keys exist and which were destroyed.

-- name: vault_key_newest :one
-- in: person_id int64
-- out: struct vault_key_row { person_id int64, generation int64, forgotten_at int64? }
SELECT person_id, generation, forgotten_at FROM vault_key WHERE person_id = $1 ORDER BY generation DESC LIMIT 1;

-- name: vault_key :one
-- in: person_id int64, generation int64
-- out: struct vault_key_row
SELECT person_id, generation, forgotten_at FROM vault_key WHERE person_id = $1 AND generation = $2;

-- name: vault_key_insert :exec
-- in: person_id int64, generation int64, now int64
INSERT INTO vault_key (person_id, generation, made_at) VALUES ($1, $2, $3) ON CONFLICT (person_id, generation) DO NOTHING;

-- name: vault_key_forget :changed
-- in: person_id int64, now int64
UPDATE vault_key SET forgotten_at = $2 WHERE person_id = $1 AND forgotten_at IS NULL;

-- name: vault_keys :each
-- out: struct vault_key_row
SELECT person_id, generation, forgotten_at FROM vault_key ORDER BY person_id, generation;
