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
CREATE TABLE IF NOT EXISTS citizens (
    subject_id TEXT PRIMARY KEY, id_no TEXT NOT NULL UNIQUE, name TEXT NOT NULL, valid_to TEXT NOT NULL,
    disabled INTEGER NOT NULL, no_shows INTEGER NOT NULL, suspended_until TEXT, updates INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    session_id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, device_id TEXT NOT NULL, subject_id TEXT NOT NULL,
    level TEXT NOT NULL, proofs TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
    ended_at TEXT, deferred_until TEXT NOT NULL);
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
CREATE TABLE IF NOT EXISTS interactions (
    interaction_no TEXT PRIMARY KEY, kind TEXT NOT NULL, device_id TEXT NOT NULL, subject_id TEXT,
    received_at TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS journal (
    kind TEXT NOT NULL, id TEXT NOT NULL, device_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
