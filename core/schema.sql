-- One file an audit. Addresses and link labels are numbered once; everything else points at the numbers.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS urls (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE);
-- What is still to be read. purpose: page (walk it), target (only see whether it answers) or
-- external (the same on another domain, after everything else). state: 0 waiting, 1 read, 2 given up.
CREATE TABLE IF NOT EXISTS frontier (
    url INTEGER PRIMARY KEY, purpose TEXT NOT NULL, depth INTEGER NOT NULL, first INTEGER, state INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS readings (
    url INTEGER NOT NULL, look INTEGER NOT NULL, outcome TEXT NOT NULL, status INTEGER NOT NULL, final INTEGER NOT NULL,
    charset TEXT NOT NULL, bytes INTEGER NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, address TEXT NOT NULL,
    seconds REAL NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (url, look)
) WITHOUT ROWID;
-- What a page's server said that its next answer may be compared with.
CREATE TABLE IF NOT EXISTS validators (url INTEGER PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL);
-- Which pages of a list its page names as the next ones (crawler/cms/), as JSON: what shows the same again is not understood again.
CREATE TABLE IF NOT EXISTS further (url INTEGER PRIMARY KEY, following TEXT NOT NULL);
-- A page of the first look that the second look read again stays for the view of the first (until = 1).
CREATE TABLE IF NOT EXISTS pages (
    id INTEGER PRIMARY KEY, url INTEGER NOT NULL, look INTEGER NOT NULL, until INTEGER NOT NULL DEFAULT 9, first INTEGER,
    kind TEXT NOT NULL, title TEXT NOT NULL, published TEXT, published_from TEXT NOT NULL, path TEXT NOT NULL,
    tags TEXT NOT NULL, text TEXT NOT NULL, content_hash TEXT NOT NULL, says_empty INTEGER NOT NULL,
    says_none INTEGER NOT NULL, drawn INTEGER NOT NULL, canonical TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS pages_url ON pages (url);
CREATE TABLE IF NOT EXISTS labels (
    id INTEGER PRIMARY KEY, target INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, rel TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS links (page INTEGER NOT NULL, label INTEGER NOT NULL, visible INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rows (
    page INTEGER NOT NULL, block INTEGER NOT NULL, digest TEXT NOT NULL, target INTEGER NOT NULL, title TEXT NOT NULL, published TEXT
);
CREATE TABLE IF NOT EXISTS lookups (
    host TEXT NOT NULL, type TEXT NOT NULL, look INTEGER NOT NULL, outcome TEXT NOT NULL, records TEXT NOT NULL,
    chain TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (host, type, look)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS probes (
    host TEXT NOT NULL, family INTEGER NOT NULL, address TEXT NOT NULL, port INTEGER NOT NULL, look INTEGER NOT NULL,
    outcome TEXT NOT NULL, status INTEGER NOT NULL, milliseconds INTEGER NOT NULL, at TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (host, family, address, port, look)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS certificates (
    host TEXT NOT NULL, port INTEGER NOT NULL, address TEXT NOT NULL, look INTEGER NOT NULL, outcome TEXT NOT NULL,
    not_before TEXT NOT NULL, not_after TEXT NOT NULL, names TEXT NOT NULL, issuer TEXT NOT NULL, trust TEXT NOT NULL,
    sent INTEGER NOT NULL, at TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (host, look)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fronts (
    host TEXT NOT NULL, family INTEGER NOT NULL, address TEXT NOT NULL, look INTEGER NOT NULL, outcome TEXT NOT NULL,
    status INTEGER NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    at TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (host, family, look)
) WITHOUT ROWID;
-- What files say to which pages link. outcome, detail and kind as core/attachments/types.py has them.
CREATE TABLE IF NOT EXISTS attachments (
    url INTEGER NOT NULL, look INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, outcome TEXT NOT NULL,
    text TEXT NOT NULL, pages INTEGER NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (url, look)
) WITHOUT ROWID;
