-- What every feature stands on: audit, outbox, idempotency, settings, counters, people's small preferences.

CREATE TABLE audit (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- who did it; 0: the system
    action      TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    detail      TEXT NOT NULL               -- short; never confided text
);
CREATE INDEX audit_by_object ON audit (object_id, id);

-- @sqlite
CREATE TRIGGER audit_keep_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_keep_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
-- @end
-- @pgsql
CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit rows are never changed'; END $$;
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keep();
-- @end

-- The chain over the audit (core/audit_chain.h): rows wait in audit_open until they are sealed in blocks. A block lists id and hash of
-- each of its rows; its own hash covers the list and the hash before, so nothing within can be changed, dropped or moved unseen.

CREATE TABLE audit_open (
    audit_id    BIGINT PRIMARY KEY
);

-- @sqlite
CREATE TABLE audit_block (
    seq         BIGINT PRIMARY KEY,         -- 1, 2, … without a gap
    at          BIGINT NOT NULL,
    n           INTEGER NOT NULL,
    listed      BLOB NOT NULL,              -- n times: id (8 bytes, little endian), hash of the row (32 bytes); by id
    hash        BLOB NOT NULL               -- BLAKE2b of the hash before, seq, at and the list
);
CREATE TRIGGER audit_wait AFTER INSERT ON audit BEGIN INSERT INTO audit_open (audit_id) VALUES (NEW.id); END;
CREATE TRIGGER audit_block_keep_update BEFORE UPDATE ON audit_block BEGIN SELECT RAISE(ABORT, 'audit blocks are never changed'); END;
CREATE TRIGGER audit_block_keep_delete BEFORE DELETE ON audit_block BEGIN SELECT RAISE(ABORT, 'audit blocks are never deleted'); END;
-- @end
-- @pgsql
CREATE TABLE audit_block (
    seq         BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    n           INTEGER NOT NULL,
    listed      BYTEA NOT NULL,
    hash        BYTEA NOT NULL
);
CREATE FUNCTION audit_wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit_open (audit_id) VALUES (NEW.id); RETURN NULL; END $$;
CREATE TRIGGER audit_wait AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_wait();
CREATE TRIGGER audit_block_keep BEFORE UPDATE OR DELETE ON audit_block FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_block_keep_all BEFORE TRUNCATE ON audit_block FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
-- @end

CREATE TABLE event (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL
);

-- An API write with the same key and body gives the first answer again; with another body it is refused.
CREATE TABLE idempotency (
    person_id   BIGINT NOT NULL,
    key         TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status      INTEGER NOT NULL,           -- 0: still running
    content_type TEXT NOT NULL,
    answer      TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE setting (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL,
    changed_at  BIGINT NOT NULL
);

-- Work that happens later (core/jobs.h).
CREATE TABLE job (
    id          BIGINT PRIMARY KEY,
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    detail      TEXT NOT NULL,
    run_at      BIGINT NOT NULL,            -- due
    held_until  BIGINT NOT NULL,            -- 0: free; a worker that died lets go by itself
    attempts    INTEGER NOT NULL,
    broken_at   BIGINT,                     -- set aside: will not be tried again by itself
    last_error  TEXT,
    urgent      BOOLEAN NOT NULL DEFAULT FALSE, -- goes before all others that are due
    UNIQUE (kind, object_id, detail)
);
CREATE INDEX job_due ON job (run_at) WHERE broken_at IS NULL;
CREATE INDEX job_urgent ON job (run_at) WHERE urgent AND broken_at IS NULL;
