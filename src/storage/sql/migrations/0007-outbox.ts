/**
 * `place` is the order of writing. The index holds only what waits, so that the courier's question costs nothing however
 * many mails were sent. `attachment` stands apart from `document`, since it goes first.
 */
export const outboxTable = `
  CREATE TABLE outbox_mail (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    status TEXT NOT NULL,
    orgno TEXT,
    thread TEXT,
    reference TEXT,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    released_at INTEGER,
    sent_at INTEGER,
    last_fault TEXT,
    document TEXT NOT NULL,
    body TEXT,
    attachment TEXT,
    had_attachment INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX outbox_mail_waiting ON outbox_mail (status, next_attempt_at);
  CREATE INDEX outbox_mail_thread ON outbox_mail (thread, place) WHERE status = 'READY' AND thread IS NOT NULL;
  CREATE INDEX outbox_mail_attachment ON outbox_mail (released_at) WHERE attachment IS NOT NULL;
  CREATE INDEX outbox_mail_body ON outbox_mail (created_at) WHERE body IS NOT NULL;
`
