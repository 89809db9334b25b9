/** The log's tables. `n` counts per room from 1 without gaps; `at` is milliseconds of simulation time since the room began. */
export const schemaVersion = 1

/** "Asid": tells our files from other SQLite files. */
export const applicationId = 0x41736964

export const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

  CREATE TABLE inputs (
    room INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL,
    viewer TEXT, chat TEXT, operation TEXT NOT NULL, outcome TEXT NOT NULL, key TEXT,
    PRIMARY KEY (room, n)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX inputs_by_key ON inputs (room, viewer, key) WHERE key IS NOT NULL;

  CREATE TABLE events (
    room INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL,
    chat TEXT, input INTEGER, event TEXT NOT NULL, told TEXT NOT NULL,
    PRIMARY KEY (room, n)
  ) WITHOUT ROWID;
  CREATE INDEX events_by_chat ON events (room, chat, n) WHERE chat IS NOT NULL;
`
