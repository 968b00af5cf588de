-- What other applications add: what their keys permit, their attempts with codes, and how often they call.

ALTER TABLE api_keys ADD COLUMN permissions TEXT NOT NULL DEFAULT 'second_factor';

-- An attempt whose factor is a code. Those on phones are in `attempts`.
CREATE TABLE code_attempts (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    factor TEXT NOT NULL,
    event TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    client_address TEXT NOT NULL,
    client_place TEXT NOT NULL,
    client_agent TEXT NOT NULL,
    mailed_to TEXT,
    state TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX code_attempts_by_expiry ON code_attempts (expires);

-- Calls of one minute, by a keyed hash of who makes them.
CREATE TABLE rates (
    subject TEXT PRIMARY KEY,
    minute BIGINT NOT NULL,
    calls BIGINT NOT NULL
);

-- Sessions that the admin area is open to.
CREATE TABLE admin_sessions (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    used BIGINT NOT NULL
);
