-- What the portal keeps. One text for SQLite and PostgreSQL: only TEXT and BIGINT. Times are Unix seconds where nothing
-- else is said, ids and hashes base64url, yes and no 1 and 0. Columns that end in _sealed hold secrets, sealed under the
-- server key.

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    password_changed BIGINT NOT NULL,
    password_initial BIGINT NOT NULL,
    email TEXT,
    language TEXT NOT NULL,
    administrator BIGINT NOT NULL,
    disabled BIGINT NOT NULL,
    created BIGINT NOT NULL,
    revision BIGINT NOT NULL
);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    stage TEXT NOT NULL,
    typed_name_sealed TEXT,
    opened_with TEXT,
    confirmed BIGINT,
    attempt_id TEXT,
    created BIGINT NOT NULL,
    used BIGINT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE browsers (
    id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    used BIGINT NOT NULL,
    PRIMARY KEY (id, user_id)
);

CREATE TABLE failures (
    subject TEXT PRIMARY KEY,
    failed BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    last BIGINT NOT NULL
);

CREATE TABLE authenticators (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    comment TEXT NOT NULL,
    state TEXT NOT NULL,
    seed_sealed TEXT,
    digits BIGINT NOT NULL,
    period BIGINT NOT NULL,
    last_step BIGINT NOT NULL,
    address TEXT,
    created BIGINT NOT NULL,
    used BIGINT
);
CREATE INDEX authenticators_of_user ON authenticators (user_id);

CREATE TABLE enrollments (
    token TEXT PRIMARY KEY,
    authenticator_id TEXT NOT NULL REFERENCES authenticators (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    server_key TEXT NOT NULL,
    policy TEXT NOT NULL,
    expires BIGINT NOT NULL,
    key_hash TEXT,
    account_id TEXT
);
CREATE INDEX enrollments_of_authenticator ON enrollments (authenticator_id);

-- A row outlives its authenticator: the phone is told that its account has ended.
CREATE TABLE phones (
    account_id TEXT PRIMARY KEY,
    authenticator_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    device_key TEXT NOT NULL,
    device_thumbprint TEXT NOT NULL UNIQUE,
    previous_thumbprint TEXT,
    user_key TEXT NOT NULL,
    agreement_key TEXT NOT NULL,
    name TEXT NOT NULL,
    app TEXT NOT NULL,
    channel_sealed TEXT NOT NULL,
    wake TEXT NOT NULL,
    counter BIGINT NOT NULL,
    account_statement TEXT NOT NULL,
    rotation_hash TEXT,
    server_key TEXT NOT NULL,
    added BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    ended BIGINT,
    ended_by TEXT
);
CREATE INDEX phones_of_user ON phones (user_id);
CREATE INDEX phones_by_previous ON phones (previous_thumbprint);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    event TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    client_address TEXT NOT NULL,
    client_place TEXT NOT NULL,
    client_agent TEXT NOT NULL,
    message TEXT NOT NULL,
    mode TEXT NOT NULL,
    digits BIGINT NOT NULL,
    comparison_sealed TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    decided_with TEXT,
    decided_by TEXT,
    decided BIGINT,
    tries BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX attempts_of_user ON attempts (user_id, state);

CREATE TABLE requests (
    attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES phones (account_id) ON DELETE CASCADE,
    statement TEXT NOT NULL,
    hash TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (attempt_id, account_id)
);
CREATE INDEX requests_of_account ON requests (account_id, expires);

CREATE TABLE answers (
    hash TEXT PRIMARY KEY,
    attempt_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    created BIGINT NOT NULL
);

CREATE TABLE seen_proofs (
    id TEXT PRIMARY KEY,
    expires BIGINT NOT NULL
);
CREATE INDEX seen_proofs_by_expiry ON seen_proofs (expires);

CREATE TABLE email_codes (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    address TEXT NOT NULL,
    code TEXT NOT NULL,
    sends BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used BIGINT NOT NULL,
    UNIQUE (user_id, purpose)
);

CREATE TABLE recovery_codes (
    code TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    used BIGINT
);
CREATE INDEX recovery_codes_of_user ON recovery_codes (user_id);

CREATE TABLE resets (
    token TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires BIGINT NOT NULL
);

CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    key_hash TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    used BIGINT
);

CREATE TABLE server_keys (
    thumbprint TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    key_sealed TEXT NOT NULL,
    announcement TEXT,
    created BIGINT NOT NULL,
    retired BIGINT
);

CREATE TABLE mails (
    id TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    content_sealed TEXT NOT NULL,
    created BIGINT NOT NULL,
    due BIGINT NOT NULL,
    tries BIGINT NOT NULL
);
CREATE INDEX mails_by_due ON mails (due);

-- In milliseconds, and never changed.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    user_id TEXT,
    subject TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_of_user ON audit (user_id, at);
