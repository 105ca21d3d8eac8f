-- Times are RFC 3339 texts of one offset (+08:00), so they sort; nonces and idempotency use unix seconds.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS devices (
    device_id TEXT PRIMARY KEY, app_id TEXT NOT NULL, name TEXT NOT NULL, profile TEXT NOT NULL,
    secret TEXT, enabled INTEGER NOT NULL DEFAULT 1, heartbeat TEXT);
CREATE TABLE IF NOT EXISTS activation_codes (code TEXT PRIMARY KEY, device_id TEXT NOT NULL, spent_at TEXT);
CREATE TABLE IF NOT EXISTS commands (
    command_id TEXT PRIMARY KEY, device_id TEXT NOT NULL, kind TEXT NOT NULL, args TEXT NOT NULL,
    expires_at TEXT NOT NULL, result TEXT);
CREATE TABLE IF NOT EXISTS nonces (
    device_id TEXT, nonce TEXT, spent_at INTEGER NOT NULL, PRIMARY KEY (device_id, nonce));
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT, expires INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    task_code TEXT PRIMARY KEY, position INTEGER NOT NULL, area_code TEXT NOT NULL, status TEXT NOT NULL,
    version INTEGER NOT NULL, updated_at TEXT NOT NULL, raw TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS subjects (
    subject_id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, subject_type TEXT NOT NULL, id_no TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, valid_to TEXT NOT NULL, address TEXT NOT NULL, phone TEXT, factors TEXT NOT NULL,
    disabled INTEGER NOT NULL, locked_until TEXT, otp_locked_until TEXT, silent TEXT NOT NULL,
    no_shows INTEGER NOT NULL, suspended_until TEXT, updates INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS delegations (
    delegation_id TEXT PRIMARY KEY, principal_id TEXT NOT NULL, agent_id TEXT NOT NULL, relation TEXT NOT NULL,
    status TEXT NOT NULL, depth INTEGER NOT NULL, valid_from TEXT, valid_to TEXT, task_codes TEXT);
CREATE TABLE IF NOT EXISTS sessions (
    session_id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, device_id TEXT NOT NULL, subject_id TEXT NOT NULL,
    level TEXT NOT NULL, proofs TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
    ended_at TEXT, deferred_until TEXT NOT NULL, history TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS verifications (
    verification_id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject_id TEXT NOT NULL, level TEXT NOT NULL,
    device_id TEXT NOT NULL, expires_at TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS otps (
    otp_id TEXT PRIMARY KEY, subject_id TEXT NOT NULL, device_id TEXT NOT NULL, phone TEXT NOT NULL, code TEXT NOT NULL,
    sent_at TEXT NOT NULL, expires_at TEXT NOT NULL, attempts_left INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS codes (
    payload TEXT PRIMARY KEY, kind TEXT NOT NULL, subject_id TEXT NOT NULL, level TEXT NOT NULL, expires_at TEXT);
CREATE TABLE IF NOT EXISTS consents (
    consent_id TEXT PRIMARY KEY, session_id TEXT NOT NULL, subject_id TEXT NOT NULL, kind TEXT NOT NULL,
    task_code TEXT, given_at TEXT NOT NULL, valid_until TEXT NOT NULL, withdrawn_at TEXT, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS bookings (
    booking_id TEXT PRIMARY KEY, booking_code TEXT NOT NULL, subject_id TEXT NOT NULL, task_code TEXT NOT NULL,
    area_code TEXT NOT NULL, slot_start TEXT NOT NULL, slot_end TEXT NOT NULL, status TEXT NOT NULL, ticket_id TEXT);
CREATE TABLE IF NOT EXISTS slot_load (slot_id TEXT PRIMARY KEY, taken INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tickets (
    ticket_id TEXT PRIMARY KEY, ticket_no TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL,
    source TEXT NOT NULL, booking_id TEXT UNIQUE, task_code TEXT, area_code TEXT NOT NULL,
    priority TEXT NOT NULL, rank INTEGER NOT NULL, slot_start TEXT, slot_end TEXT, issued_at TEXT NOT NULL,
    valid_until TEXT NOT NULL, status TEXT NOT NULL, reprints INTEGER NOT NULL DEFAULT 0,
    UNIQUE (day, ticket_no));
CREATE TABLE IF NOT EXISTS uploads (
    upload_id TEXT PRIMARY KEY, device_id TEXT NOT NULL, subject_id TEXT NOT NULL, relay_id TEXT, purpose TEXT NOT NULL,
    task_code TEXT, material_id TEXT, media_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    trust_level TEXT NOT NULL, status TEXT NOT NULL, received INTEGER NOT NULL, expires_at TEXT NOT NULL, used_by TEXT);
CREATE TABLE IF NOT EXISTS upload_bytes (
    upload_id TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (upload_id, start));
CREATE TABLE IF NOT EXISTS relays (
    relay_id TEXT PRIMARY KEY, device_id TEXT NOT NULL, subject_id TEXT NOT NULL, task_code TEXT NOT NULL,
    material_id TEXT NOT NULL, expires_at TEXT NOT NULL);
-- record: the submission as confirmed; notice: the open correction; due_on is known from acceptance on.
CREATE TABLE IF NOT EXISTS cases (
    case_no TEXT PRIMARY KEY, application_no TEXT NOT NULL UNIQUE, task_code TEXT NOT NULL, subject_id TEXT NOT NULL,
    agent_id TEXT, handling_mode TEXT NOT NULL, guide_version TEXT NOT NULL, state TEXT NOT NULL,
    state_since TEXT NOT NULL, submitted_at TEXT NOT NULL, updated_at TEXT NOT NULL, unread INTEGER NOT NULL,
    due_on TEXT, fee_status TEXT NOT NULL, record TEXT NOT NULL, notice TEXT, certificate_id TEXT);
CREATE INDEX IF NOT EXISTS cases_of_subject ON cases (subject_id, task_code);
CREATE TABLE IF NOT EXISTS case_events (case_no TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_of_case ON case_events (case_no);
CREATE TABLE IF NOT EXISTS documents (
    document_id TEXT PRIMARY KEY, case_no TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    issued_at TEXT NOT NULL, sealer TEXT, lines TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS documents_of_case ON documents (case_no);
CREATE TABLE IF NOT EXISTS lookup_misses (device_id TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS certificates (
    certificate_id TEXT PRIMARY KEY, subject_id TEXT NOT NULL, kind TEXT NOT NULL, identifier TEXT, type_code TEXT,
    type_name TEXT NOT NULL, certificate_no TEXT, issuer TEXT NOT NULL, issued_on TEXT, valid_from TEXT,
    valid_to TEXT, status TEXT NOT NULL, face TEXT NOT NULL, task_code TEXT, seal TEXT NOT NULL,
    copies_max INTEGER NOT NULL, copies_a_day INTEGER NOT NULL, numbered INTEGER NOT NULL, paper TEXT NOT NULL,
    serves TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS certificates_of_subject ON certificates (subject_id);
CREATE TABLE IF NOT EXISTS grants (
    grant_id TEXT PRIMARY KEY, certificate_id TEXT NOT NULL, device_id TEXT NOT NULL, subject_id TEXT NOT NULL,
    status TEXT NOT NULL, copies INTEGER NOT NULL, counted INTEGER NOT NULL, copies_left INTEGER NOT NULL,
    purpose TEXT NOT NULL, issued_at TEXT NOT NULL, expires_at TEXT NOT NULL, fetched_at TEXT, print_no TEXT NOT NULL,
    verify_code TEXT NOT NULL, watermark TEXT NOT NULL, content BLOB NOT NULL, outcome TEXT);
CREATE INDEX IF NOT EXISTS grants_of_certificate ON grants (certificate_id);
CREATE TABLE IF NOT EXISTS interactions (
    interaction_no TEXT PRIMARY KEY, kind TEXT NOT NULL, device_id TEXT NOT NULL, subject_id TEXT, target TEXT,
    title TEXT, received_at TEXT NOT NULL, promised_by TEXT, status TEXT NOT NULL, reply TEXT, replied_at TEXT,
    body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS interactions_of_subject ON interactions (subject_id);
CREATE TABLE IF NOT EXISTS journal (
    kind TEXT NOT NULL, id TEXT NOT NULL, device_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
