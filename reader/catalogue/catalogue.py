"""The catalogue: what was read from a collection's files, kept so that it need not be read again.

A *document* is a file; it holds one article, or several in *parts*. An
*origin* ties a part of a document to an article; an article whose text stands
in two files has two origins. Everything here can be computed again.
"""

import contextlib
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.article import Article, Label, Mention, Summary
from reader.catalogue import rows
from reader.catalogue.database import open_database, open_for_reading, open_in_memory
from reader.errors import StoreError, UnknownArticle

NameCounts = Mapping[tuple[Label, str], int]
"""How often an article mentions each entity, by label."""

_LONGEST_PATTERN = 1000
"""Characters of a word that are looked for: SQLite takes no pattern of 50,000 bytes, and more articles are no fault."""


class CatalogueBroken(StoreError):
    """The catalogue cannot be read; it is thrown away and filled again."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was when it was last read."""

    path: str
    size: int
    mtime_ns: int
    seen_ns: int
    """When it was looked at: a file changed in the same moment is read again."""
    digest: str
    """SHA-256 of its bytes; empty when they could not be read."""
    extractor: str
    """The version of what read it."""
    why: str = ""
    """The reason, for a document that was refused."""


_SUMMARY = """
    SELECT a.id, o.path, o.part, a.digest, a.heading, a.metadata, a.words, a.added
    FROM articles a JOIN (SELECT article, part, min(path) AS path FROM origins GROUP BY article) o
    ON o.article = a.id
"""
_ARTICLES_AT_ONCE = 250
_ARTICLES_BEHIND = "SELECT number, id, text LIKE ? FROM articles JOIN texts USING (number) WHERE number > ? ORDER BY number LIMIT ?"
_SKETCHES_BEHIND = "SELECT article, sketch FROM sketches WHERE article > ? ORDER BY article LIMIT ?"
_SKETCHES_AT_ONCE = 500
_DOCUMENT = "SELECT path, size, mtime_ns, seen_ns, digest, extractor, why FROM documents"
_ONE_SUMMARY = """
    SELECT a.id, o.path, o.part, a.digest, a.heading, a.metadata, a.words, a.added
    FROM articles a, (SELECT path, part FROM origins WHERE article = ? ORDER BY path, part LIMIT 1) o
    WHERE a.id = ?
"""


class Catalogue:
    """The derived articles and mentions of one collection; safe to use from several threads."""

    def __init__(self, file: Path | None) -> None:
        """Open the catalogue in a file, or make one in memory that goes with the program."""
        self._write_lock = self._read_lock = threading.RLock()
        if file is None:
            self._connection = self._reading = open_in_memory()
            self.was_rebuilt = False
        else:
            self._connection, self.was_rebuilt = open_database(file)
            self._reading = open_for_reading(file)
            self._read_lock = threading.RLock()
        self._file = file or "the catalogue in memory"
        self._writer: int | None = None
        """The thread that holds a transaction; the others read what was there before it, and need not wait for it."""

    def close(self) -> None:
        """Release the file; safe to call twice."""
        with self._write_lock, self._read_lock:
            self._connection.close()
            self._reading.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold all changes made inside together: all are kept, or none."""
        with self._write_lock, self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            self._writer = threading.get_ident()
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled it back already
                    self._connection.execute("ROLLBACK")
                raise
            else:
                self._connection.execute("COMMIT")
            finally:
                self._writer = None

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        is_mine = self._writer == threading.get_ident()
        if statement.lstrip().startswith("SELECT") and not is_mine:
            with self._read_lock, self._explained():
                return self._reading.execute(statement, values).fetchall()
        with self._write_lock, self._explained():
            return self._connection.execute(statement, values).fetchall()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError as error:
            raise StoreError(f"{self._file}: {error}; open the collection again") from error
        except sqlite3.DatabaseError as error:
            if "full" in str(error) or "locked" in str(error):
                raise StoreError(f"{self._file}: {error}; free some room or close the other program") from error
            raise CatalogueBroken(f"{self._file}: {error}; free some room, or delete it: it is made anew") from error

    # --- documents ------------------------------------------------------

    def documents(self) -> Mapping[str, Document]:
        """All documents by path."""
        return {document.path: document for document in map(_document, self._rows(_DOCUMENT))}

    def document(self, path: str) -> Document | None:
        """Return the document at a path."""
        found = self._rows(f"{_DOCUMENT} WHERE path = ?", (rows.path_bytes(path),))
        return _document(found[0]) if found else None

    def put_document(self, document: Document, origins: Mapping[str, str]) -> None:
        """Keep a document with its parts and the article each belongs to."""
        path = rows.path_bytes(document.path)
        values = (path, document.size, document.mtime_ns, document.seen_ns, document.digest, document.extractor, document.why)
        self._rows("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        self._rows("DELETE FROM origins WHERE path = ?", (path,))
        for part, article in origins.items():
            self._rows("INSERT INTO origins VALUES (?, ?, ?)", (path, part, article))

    def touch_document(self, document: Document) -> None:
        """Keep a document's new times; its articles stay."""
        values = (document.size, document.mtime_ns, document.seen_ns, rows.path_bytes(document.path))
        self._rows("UPDATE documents SET size = ?, mtime_ns = ?, seen_ns = ? WHERE path = ?", values)

    def drop_document(self, path: str) -> None:
        """Forget a document and its origins."""
        self._rows("DELETE FROM documents WHERE path = ?", (rows.path_bytes(path),))
        self._rows("DELETE FROM origins WHERE path = ?", (rows.path_bytes(path),))

    def parts_of(self, path: str) -> Mapping[str, str]:
        """Return the articles of a document by part."""
        found = self._rows("SELECT part, article FROM origins WHERE path = ?", (rows.path_bytes(path),))
        return {str(part): str(article) for part, article in found}

    def paths_of(self, article_id: str) -> tuple[tuple[str, str], ...]:
        """Return the origins of an article, path and part, in order."""
        found = self._rows("SELECT path, part FROM origins WHERE article = ? ORDER BY path, part", (article_id,))
        return tuple((rows.path_text(_bytes(path)), str(part)) for path, part in found)

    def places(self) -> Mapping[str, str]:
        """Return article ids by path, parts behind `#`, in order of path."""
        found = self._rows("SELECT path, part, article FROM origins ORDER BY path, part")
        return {rows.path_text(_bytes(path)) + (f"#{part}" if part else ""): str(article) for path, part, article in found}

    # --- articles -------------------------------------------------------

    def put_article(self, article: Article) -> None:
        """Keep an article, in place of its former revision; mentions stay while text and blocks are the same."""
        metadata, blocks = rows.metadata_row(article.metadata), rows.blocks_row(article.blocks)
        fingerprint = rows.fingerprint(article.digest, metadata, blocks)
        values = (article.digest, fingerprint, article.heading, metadata, article.words, article.id)
        if self.has_article(article.id):
            columns = "digest = ?, fingerprint = ?, heading = ?, metadata = ?, words = ?"
            self._rows(f"UPDATE articles SET {columns} WHERE id = ?", values)
        else:
            columns = "digest, fingerprint, heading, metadata, words, id, added"
            self._rows(f"INSERT INTO articles ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, rows.moment_of(article.added)))
        number = self._rows("SELECT number FROM articles WHERE id = ?", (article.id,))[0][0]
        if self._rows("SELECT text, blocks FROM texts WHERE number = ?", (number,)) != [(article.text, blocks)]:
            self._rows("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", (number, article.text, blocks))
            self._rows("DELETE FROM mentions WHERE article = ?", (article.id,))
        self._count("articles")

    def drop_orphans(self) -> tuple[str, ...]:
        """Forget the articles that stand in no document any more, and name them."""
        gone = self._rows("SELECT id FROM articles WHERE id NOT IN (SELECT article FROM origins)")
        for (article,) in gone:
            self._rows("DELETE FROM texts WHERE number = (SELECT number FROM articles WHERE id = ?)", (article,))
            self._rows("DELETE FROM mentions WHERE article = ?", (article,))
            self._rows("DELETE FROM sketches WHERE article = ?", (article,))
            self._rows("DELETE FROM articles WHERE id = ?", (article,))
            self._count("articles")
        return tuple(str(article) for (article,) in gone)

    def summary(self, article_id: str) -> Summary:
        """Return an article without its text.

        Raises:
            UnknownArticle: there is none with this id.
        """
        found = self._rows(_ONE_SUMMARY, (article_id, article_id))
        if not found:
            raise UnknownArticle(f"{article_id}: no such article; `broadsheet list` shows their ids")
        return _summary(found[0])

    def article(self, article_id: str) -> Article:
        """Return an article.

        Raises:
            UnknownArticle: there is none with this id.
        """
        summary = self.summary(article_id)
        statement = "SELECT text, blocks FROM texts WHERE number = (SELECT number FROM articles WHERE id = ?)"
        text, blocks = self._rows(statement, (article_id,))[0]
        return Article(
            summary.id, summary.path, str(text), rows.read_blocks(str(blocks)), summary.metadata, summary.digest, summary.added
        )

    def summaries(self) -> tuple[Summary, ...]:
        """All articles without their texts, in order of path."""
        return tuple(_summary(row) for row in self._rows(_SUMMARY + " ORDER BY o.path, o.part"))

    def digests(self) -> Mapping[str, str]:
        """Return the revision digest of each article by id."""
        return {str(i): str(d) for i, d in self._rows("SELECT id, digest FROM articles ORDER BY id")}

    def digest_of(self, article_id: str) -> str | None:
        """Return the revision digest of an article, or None when there is no such article."""
        found = self._rows("SELECT digest FROM articles WHERE id = ?", (article_id,))
        return str(found[0][0]) if found else None

    def fingerprints(self) -> Mapping[str, str]:
        """Return what tells whether an article is as it was, text, blocks and metadata, by id."""
        return {str(i): str(f) for i, f in self._rows("SELECT id, fingerprint FROM articles ORDER BY id")}

    def fingerprint_of(self, article_id: str) -> str | None:
        """Return the fingerprint of an article, or None when there is no such article."""
        found = self._rows("SELECT fingerprint FROM articles WHERE id = ?", (article_id,))
        return str(found[0][0]) if found else None

    def with_digest(self, digest: str) -> str | None:
        """Return the id of the article whose text has this digest today."""
        found = self._rows("SELECT id FROM articles WHERE digest = ? ORDER BY number LIMIT 1", (digest,))
        return str(found[0][0]) if found else None

    def beginning_with(self, beginning: str) -> tuple[str, ...]:
        """Return the ids that begin so."""
        if not beginning.isascii():  # no id does, and SQLite takes no bytes that are not UTF-8
            return ()
        end = beginning + "\U0010ffff"
        return tuple(
            str(i) for (i,) in self._rows("SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id", (beginning, end))
        )

    def has_article(self, article_id: str) -> bool:
        """Tell whether there is an article with this id."""
        return bool(self._rows("SELECT 1 FROM articles WHERE id = ?", (article_id,)))

    def put_sketch(self, article_id: str, sketch: Sequence[int]) -> None:
        """Keep what an article is compared with others by."""
        self._rows("INSERT OR REPLACE INTO sketches VALUES (?, ?)", (article_id, rows.sketch_row(sketch)))

    def sketches(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Iterate over article ids with their sketches; a few hundred are held at a time."""
        last = ""
        while found := self._rows(_SKETCHES_BEHIND, (last, _SKETCHES_AT_ONCE)):
            for article, row in found:
                yield str(article), rows.read_sketch(_bytes(row))
            last = str(found[-1][0])

    # --- mentions and facts ---------------------------------------------

    def mentions(self, article_id: str, stamp: str) -> tuple[Mention, ...] | None:
        """Return the mentions a recogniser found, or None when it has not looked at this revision."""
        found = self._rows("SELECT mentions FROM mentions WHERE article = ? AND stamp = ?", (article_id, stamp))
        return rows.read_mentions(str(found[0][0])) if found else None

    def has_mentions(self, article_id: str, stamp: str) -> bool:
        """Tell whether a recogniser has looked at this revision."""
        return bool(self._rows("SELECT 1 FROM mentions WHERE article = ? AND stamp = ?", (article_id, stamp)))

    def articles_behind(self, number: int, word: str) -> tuple[tuple[int, str, bool], ...]:
        """Return some hundred articles of higher numbers, in order: number, id, if the text holds a word. Behind the last none.

        The word is ASCII letters and digits, in any case, also inside another; an empty one is in every text.
        """
        found = self._rows(_ARTICLES_BEHIND, (f"%{word[:_LONGEST_PATTERN]}%", number, _ARTICLES_AT_ONCE))
        return tuple((int(str(n)), str(i), bool(has)) for n, i, has in found)

    def articles_naming(self, name: str) -> tuple[str, ...]:
        """Return the ids of the articles where a recogniser found an entity of a name, in any case."""
        escaped = rows.name_in_row(name)[:_LONGEST_PATTERN].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found = self._rows("SELECT article FROM mentions WHERE names LIKE ? ESCAPE '\\'", (f"%{escaped}%",))
        return tuple(str(article) for (article,) in found)

    def all_names(self) -> Iterator[NameCounts]:
        """Iterate over the names that each article mentions, with their counts."""
        for (row,) in self._rows("SELECT names FROM mentions ORDER BY article"):
            yield rows.read_names(str(row))

    def names_by_article(self) -> Iterator[tuple[str, NameCounts]]:
        """Iterate over article ids with the names they mention."""
        for article, row in self._rows("SELECT article, names FROM mentions ORDER BY article"):
            yield str(article), rows.read_names(str(row))

    def mentions_state(self) -> str:
        """Return a value that is another one whenever mentions have changed."""
        count = self._rows("SELECT count(*) FROM mentions")[0][0]
        return f"{count}/{self.fact('mentions')}"

    def without_mentions(self, stamp: str) -> tuple[str, ...]:
        """Return the ids of the articles a recogniser has not looked at."""
        statement = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM mentions WHERE stamp = ?) ORDER BY number"
        return tuple(str(i) for (i,) in self._rows(statement, (stamp,)))

    def put_mentions(self, article_id: str, stamp: str, mentions: Sequence[Mention]) -> None:
        """Keep the mentions of an article."""
        counts = Counter((mention.label, mention.entity) for mention in mentions)
        values = (article_id, stamp, rows.mentions_row(mentions), rows.names_row(counts))
        self._rows("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?, ?)", values)
        self._count("mentions")

    def fact(self, name: str) -> str:
        """Return a remembered fact, or nothing."""
        found = self._rows("SELECT fact FROM facts WHERE name = ?", (name,))
        return str(found[0][0]) if found else ""

    def remember(self, name: str, fact: str) -> None:
        """Keep a fact under a name."""
        self._rows("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, fact))

    def _count(self, name: str) -> None:
        self.remember(name, str(int(self.fact(name) or 0) + 1))


def _document(row: tuple[object, ...]) -> Document:
    return Document(rows.path_text(row[0]), *row[1:])  # type: ignore[arg-type] # as written


def _bytes(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


def _summary(row: tuple[object, ...]) -> Summary:
    article_id, path, part, digest, heading, metadata, words, added = row
    whole = rows.path_text(_bytes(path)) + (f"#{part}" if part else "")
    assert isinstance(words, int)
    assert isinstance(added, int)
    return Summary(str(article_id), whole, str(digest), str(heading), rows.read_metadata(str(metadata)), words, rows.time_of(added))
