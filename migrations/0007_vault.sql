-- Which keys of people were made and which were destroyed. The keys themselves lie outside the database (core/vault.h).

CREATE TABLE vault_key (
    person_id    BIGINT NOT NULL,            -- no reference: that a key is gone is remembered longer than the person
    generation   INTEGER NOT NULL,           -- 0, 1, …; the highest one seals
    made_at      BIGINT NOT NULL,
    forgotten_at BIGINT,                     -- from then on nothing sealed with it opens
    PRIMARY KEY (person_id, generation)
);
