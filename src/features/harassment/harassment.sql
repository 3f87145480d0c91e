-- All statements of harassment. It reads incident (number), person and role_grant (who is responsible); it writes its own alone.

-- name: harassment_case_insert :exec
-- in: id int64, centre_id int64, incident_id int64, person_id int64, team_id int64, reported_by int64, kinds int64, story text,
--     posted_at int64?, opened_at int64, watch_at int64
INSERT INTO harassment_case (id, centre_id, incident_id, person_id, team_id, reported_by, kinds, story, posted_at, opened_at,
        closed_word, name_choice, name_reason, watch_at, chain_n, chain_head)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 0, '', $11, 0, '');

-- name: harassment_case :one
-- in: id int64
-- out: struct harassment_case_row { id int64, centre_id int64, incident_id int64, number int64, person_id int64, person_name text,
--      team_id int64, reported_by int64, reporter_name text?, kinds int64, story text, posted_at int64?, opened_at int64,
--      closed_at int64?, closed_word text, name_choice int64, name_reason text, watch_at int64?, chain_n int64,
--      chain_head text, zone text }
SELECT k.id, k.centre_id, k.incident_id, i.number, k.person_id, p.name, k.team_id, k.reported_by, r.name, k.kinds, k.story,
        k.posted_at, k.opened_at, k.closed_at, k.closed_word, k.name_choice, k.name_reason, k.watch_at, k.chain_n, k.chain_head,
        c.zone
    FROM harassment_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        JOIN centre c ON c.id = k.centre_id LEFT JOIN person r ON r.id = k.reported_by
    WHERE k.id = $1;

-- name: harassment_by_incident :one
-- in: incident_id int64
-- out: struct harassment_known_row { id int64 }
SELECT id FROM harassment_case WHERE incident_id = $1;

-- The open case whose police report this is, once that is filed (state 1) or will not be (2).
-- name: harassment_by_report :one
-- in: report_id int64
-- out: struct harassment_report_row { id int64, filed bool, receipt text, reason text, settled_by int64? }
SELECT k.id, r.state = 1, r.receipt, r.reason, r.settled_by FROM report r JOIN harassment_case k ON k.incident_id = r.incident_id
    WHERE r.id = $1 AND r.kind = 0 AND r.state IN (1, 2) AND k.closed_at IS NULL;

-- Who was logged about, when and by whom: what the case takes over.
-- name: harassment_incident :one
-- in: id int64
-- out: struct harassment_incident_row { centre_id int64, team_id int64, person_id int64, logged_at int64 }
SELECT centre_id, team_id, person_id, logged_at FROM incident WHERE id = $1;

-- The lists: next_due_at and next_kind are of the open step that is due first.
-- name: harassment_list_own :many
-- in: person_id int64, limit int64
-- out: struct harassment_list_row { id int64, number int64, person_id int64, person_name text, team_id int64, reported_by int64,
--      kinds int64, opened_at int64, closed_at int64?, watch_at int64?, step_id int64?, step_kind int64?, due_at int64?,
--      owner_id int64?, owner_name text?, n_files int64 }
SELECT k.id, i.number, k.person_id, p.name, k.team_id, k.reported_by, k.kinds, k.opened_at, k.closed_at, k.watch_at,
        s.id, s.kind, s.due_at, s.owner_id, o.name, (SELECT COUNT(*) FROM harassment_file f WHERE f.case_id = k.id)
    FROM harassment_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        LEFT JOIN harassment_step s ON s.id = (SELECT n.id FROM harassment_step n WHERE n.case_id = k.id AND n.state = 0
            ORDER BY n.due_at, n.id LIMIT 1)
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE k.person_id = $1 OR k.reported_by = $1 ORDER BY k.opened_at DESC, k.id DESC LIMIT $2;

-- name: harassment_list_team :many
-- in: team_id int64, limit int64
-- out: struct harassment_list_row
SELECT k.id, i.number, k.person_id, p.name, k.team_id, k.reported_by, k.kinds, k.opened_at, k.closed_at, k.watch_at,
        s.id, s.kind, s.due_at, s.owner_id, o.name, (SELECT COUNT(*) FROM harassment_file f WHERE f.case_id = k.id)
    FROM harassment_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        LEFT JOIN harassment_step s ON s.id = (SELECT n.id FROM harassment_step n WHERE n.case_id = k.id AND n.state = 0
            ORDER BY n.due_at, n.id LIMIT 1)
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE k.team_id = $1
    ORDER BY CASE WHEN k.closed_at IS NULL THEN 0 ELSE 1 END, COALESCE(s.due_at, k.watch_at, 0), k.id DESC LIMIT $2;

-- name: harassment_list_centre :many
-- in: centre_id int64, limit int64
-- out: struct harassment_list_row
SELECT k.id, i.number, k.person_id, p.name, k.team_id, k.reported_by, k.kinds, k.opened_at, k.closed_at, k.watch_at,
        s.id, s.kind, s.due_at, s.owner_id, o.name, (SELECT COUNT(*) FROM harassment_file f WHERE f.case_id = k.id)
    FROM harassment_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        LEFT JOIN harassment_step s ON s.id = (SELECT n.id FROM harassment_step n WHERE n.case_id = k.id AND n.state = 0
            ORDER BY n.due_at, n.id LIMIT 1)
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE k.centre_id = $1
    ORDER BY CASE WHEN k.closed_at IS NULL THEN 0 ELSE 1 END, COALESCE(s.due_at, k.watch_at, 0), k.id DESC LIMIT $2;

-- name: harassment_set_name :exec
-- in: id int64, choice int64, reason text
UPDATE harassment_case SET name_choice = $2, name_reason = $3 WHERE id = $1;

-- name: harassment_set_watch :exec
-- in: id int64, watch_at int64?
UPDATE harassment_case SET watch_at = $2 WHERE id = $1;

-- name: harassment_close :changed
-- in: id int64, closed_at int64, word text
UPDATE harassment_case SET closed_at = $2, closed_word = $3, watch_at = NULL WHERE id = $1 AND closed_at IS NULL;

-- name: harassment_reopen :changed
-- in: id int64
UPDATE harassment_case SET closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL;

-- name: harassment_place_insert :exec
-- in: id int64, case_id int64, platform int64, address text, account text, first_seen_at int64, last_seen_at int64, added_by int64,
--     added_at int64
INSERT INTO harassment_place (id, case_id, platform, address, account, first_seen_at, last_seen_at, added_by, added_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: harassment_places :many
-- in: case_id int64
-- out: struct harassment_place_row { id int64, case_id int64, platform int64, address text, account text, first_seen_at int64,
--      last_seen_at int64, gone_at int64?, added_by int64, added_at int64 }
SELECT id, case_id, platform, address, account, first_seen_at, last_seen_at, gone_at, added_by, added_at FROM harassment_place
    WHERE case_id = $1 ORDER BY id;

-- name: harassment_place :one
-- in: id int64
-- out: struct harassment_place_row
SELECT id, case_id, platform, address, account, first_seen_at, last_seen_at, gone_at, added_by, added_at FROM harassment_place
    WHERE id = $1;

-- name: harassment_place_seen :exec
-- in: id int64, at int64
UPDATE harassment_place SET last_seen_at = $2, gone_at = NULL WHERE id = $1;

-- name: harassment_place_gone :exec
-- in: id int64, at int64
UPDATE harassment_place SET gone_at = $2 WHERE id = $1;

-- name: harassment_file_insert :exec
-- in: id int64, case_id int64, place_id int64, name text, media int64, n_bytes int64, sha256 text, sealed_sha256 text, seen_at int64,
--     added_by int64, added_at int64
INSERT INTO harassment_file (id, case_id, place_id, name, media, n_bytes, sha256, sealed_sha256, seen_at, added_by, added_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: harassment_files :many
-- in: case_id int64
-- out: struct harassment_file_row { id int64, case_id int64, place_id int64, name text, media int64, n_bytes int64, sha256 text,
--      sealed_sha256 text, seen_at int64, added_by int64, adder_name text?, added_at int64 }
SELECT f.id, f.case_id, f.place_id, f.name, f.media, f.n_bytes, f.sha256, f.sealed_sha256, f.seen_at, f.added_by, p.name, f.added_at
    FROM harassment_file f LEFT JOIN person p ON p.id = f.added_by WHERE f.case_id = $1 ORDER BY f.id;

-- name: harassment_file :one
-- in: id int64
-- out: struct harassment_file_row
SELECT f.id, f.case_id, f.place_id, f.name, f.media, f.n_bytes, f.sha256, f.sealed_sha256, f.seen_at, f.added_by, p.name, f.added_at
    FROM harassment_file f LEFT JOIN person p ON p.id = f.added_by WHERE f.id = $1;

-- name: harassment_files_after :many
-- in: after int64, limit int64
-- out: struct harassment_file_row
SELECT f.id, f.case_id, f.place_id, f.name, f.media, f.n_bytes, f.sha256, f.sealed_sha256, f.seen_at, f.added_by, p.name, f.added_at
    FROM harassment_file f LEFT JOIN person p ON p.id = f.added_by WHERE f.id > $1 ORDER BY f.id LIMIT $2;

-- name: harassment_cases_after :many
-- in: after int64, limit int64
-- out: struct harassment_id_row { id int64, chain_n int64, chain_head text }
SELECT id, chain_n, chain_head FROM harassment_case WHERE id > $1 ORDER BY id LIMIT $2;

-- name: harassment_step_insert :exec
-- in: id int64, case_id int64, place_id int64, kind int64, owner_id int64, start_at int64,
--     due_at int64
INSERT INTO harassment_step (id, case_id, place_id, kind, owner_id, start_at, due_at, told, state, word)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, '');

-- name: harassment_steps :many
-- in: case_id int64
-- out: struct harassment_step_row { id int64, case_id int64, place_id int64, kind int64, owner_id int64, owner_name text?,
--      start_at int64, due_at int64, told int64, state int64, word text, ended_at int64?, ended_by int64?, ender_name text? }
SELECT s.id, s.case_id, s.place_id, s.kind, s.owner_id, o.name, s.start_at, s.due_at, s.told, s.state, s.word, s.ended_at, s.ended_by, e.name
    FROM harassment_step s LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person e ON e.id = s.ended_by
    WHERE s.case_id = $1 ORDER BY s.due_at, s.id;

-- name: harassment_step :one
-- in: id int64
-- out: struct harassment_step_row
SELECT s.id, s.case_id, s.place_id, s.kind, s.owner_id, o.name, s.start_at, s.due_at, s.told, s.state, s.word, s.ended_at, s.ended_by, e.name
    FROM harassment_step s LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person e ON e.id = s.ended_by
    WHERE s.id = $1;

-- name: harassment_step_end :changed
-- in: id int64, state int64, word text, now int64, by int64
UPDATE harassment_step SET state = $2, word = $3, ended_at = $4, ended_by = $5 WHERE id = $1 AND state = 0;

-- name: harassment_step_told :exec
-- in: id int64, told int64
UPDATE harassment_step SET told = $2 WHERE id = $1;

-- name: harassment_step_own :exec
-- in: id int64, owner_id int64
UPDATE harassment_step SET owner_id = $2 WHERE id = $1;

-- Who is responsible: managers of the team before those of the whole centre; never the employee, nor who has left or is away.
-- name: harassment_owners :many
-- in: centre_id int64, team_id int64, not_id int64, role int64, today int64
-- out: struct harassment_owner_row { id int64, name text }
SELECT p.id, p.name FROM role_grant g CROSS JOIN person p
    WHERE p.id = g.person_id AND p.centre_id = $1 AND g.role = $4 AND g.team_id IN (0, $2) AND p.id <> $3
        AND (p.left_day IS NULL OR p.left_day >= $5)
        AND NOT EXISTS (SELECT 1 FROM person_absence x WHERE x.person_id = p.id AND x.from_day <= $5
            AND (x.to_day IS NULL OR x.to_day >= $5))
    ORDER BY CASE WHEN g.team_id = 0 THEN 1 ELSE 0 END, p.id LIMIT 20;

-- ---- the custody chain

-- name: harassment_chain_head :one
-- in: id int64
-- out: struct harassment_head_row { chain_n int64, chain_head text }
SELECT chain_n, chain_head FROM harassment_case WHERE id = $1;

-- name: harassment_chain_head :one @pgsql
SELECT chain_n, chain_head FROM harassment_case WHERE id = $1 FOR UPDATE;

-- name: harassment_chain_insert :exec
-- in: case_id int64, seq int64, at int64, person_id int64, kind int64, object_id int64, detail text, hash text
INSERT INTO harassment_chain (case_id, seq, at, person_id, kind, object_id, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: harassment_chain_move :exec
-- in: id int64, chain_n int64, chain_head text
UPDATE harassment_case SET chain_n = $2, chain_head = $3 WHERE id = $1;

-- name: harassment_chain :many
-- in: case_id int64
-- out: struct harassment_chain_row { seq int64, at int64, person_id int64, person_name text?, kind int64, object_id int64, detail text,
--      hash text }
SELECT h.seq, h.at, h.person_id, p.name, h.kind, h.object_id, h.detail, h.hash
    FROM harassment_chain h LEFT JOIN person p ON p.id = h.person_id WHERE h.case_id = $1 ORDER BY h.seq;

-- name: harassment_look_since :one
-- in: case_id int64, person_id int64, kind int64, since int64
-- out: struct harassment_look_row { seq int64 }
SELECT seq FROM harassment_chain WHERE case_id = $1 AND person_id = $2 AND kind = $3 AND at > $4 LIMIT 1;

-- ---- links

-- name: harassment_links :many
-- in: centre_id int64
-- out: struct harassment_link_row { platform int64, url text, verified_on int64, verified_by int64, verifier_name text? }
SELECT l.platform, l.url, l.verified_on, l.verified_by, p.name FROM harassment_link l LEFT JOIN person p ON p.id = l.verified_by
    WHERE l.centre_id = $1 ORDER BY l.platform;

-- name: harassment_link_put :exec
-- in: centre_id int64, platform int64, url text, verified_on int64, verified_by int64
INSERT INTO harassment_link (centre_id, platform, url, verified_on, verified_by) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (centre_id, platform) DO UPDATE
        SET url = excluded.url, verified_on = excluded.verified_on, verified_by = excluded.verified_by;
