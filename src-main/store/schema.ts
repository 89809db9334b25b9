/**
 * The steps that make the log's tables, one per version of the schema: a log of version n has had the first n of them, and
 * gets the others when it is opened. A step that was ever released is never changed. `n` counts per room from 1 without gaps;
 * `at` is milliseconds of simulation time since the room began.
 */
export const migrations: readonly string[] = [
  `
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
  `,
  // How far each notification session has come. The rowid grows with each write, so it tells which was written last.
  `
  CREATE TABLE cursors (
    room INTEGER NOT NULL, viewer TEXT NOT NULL, session TEXT NOT NULL,
    confirmed TEXT NOT NULL, sent TEXT NOT NULL, batch INTEGER NOT NULL,
    UNIQUE (room, viewer, session)
  );
  `,
  // Checksums, by which a bit that flipped is found when a row is read; rows of before have none. How a room stood after its
  // n-th event, whole once it has its number of parts. And when, by the wall clock, about the n-th event was stored.
  `
  ALTER TABLE events ADD COLUMN crc INTEGER;
  ALTER TABLE inputs ADD COLUMN crc INTEGER;

  CREATE TABLE snapshots (id INTEGER PRIMARY KEY, room INTEGER NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL, code TEXT NOT NULL, parts INTEGER);
  CREATE TABLE snapshot_parts (
    snapshot INTEGER NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, crc INTEGER NOT NULL,
    UNIQUE (snapshot, part)
  );

  CREATE TABLE moments (
    room INTEGER NOT NULL, n INTEGER NOT NULL, wall INTEGER NOT NULL,
    PRIMARY KEY (room, n)
  ) WITHOUT ROWID;
  `,
  // Of a room whose past was given up: how it stood after its n-th event. Of what came before, the log has only the events of
  // chats that were not over then, and its first.
  `
  CREATE TABLE beginnings (
    room INTEGER PRIMARY KEY, n INTEGER NOT NULL, at INTEGER NOT NULL, wall INTEGER NOT NULL,
    memory TEXT NOT NULL, crc INTEGER NOT NULL
  );
  `
]

export const schemaVersion = migrations.length

/** "Asid": tells our files from other SQLite files. */
export const applicationId = 0x41736964