"""The engines that the search benchmark compares, each in its best form for each kind of question."""

import re
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from reader.article import Article
from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.schema import IndexedArticle

TODAY = date(2026, 1, 1)
LIMIT = 20
Question = Any


class Engine(Protocol):
    """What is measured."""

    name: str

    def build(self, articles: Iterable[IndexedArticle]) -> None:
        """Index all articles."""

    def add(self, article: IndexedArticle) -> None:
        """Index one more, so that the next question finds it."""

    def open(self) -> None:
        """Open the index as a new program would."""

    def size(self) -> int:
        """Return the bytes on disk."""

    def ask(self, kind: str, question: Question) -> list[str]:
        """Return the best articles' ids."""


class Ours:
    """Broadsheet's engine."""

    name = "ours"

    def __init__(self, folder: Path, articles: Mapping[str, IndexedArticle]) -> None:
        self._folder = folder
        self._articles = articles
        self.open()

    def _article(self, name: str) -> Article:
        return self._articles[name].article

    def build(self, articles: Iterable[IndexedArticle]) -> None:
        self._engine.rebuild(articles)
        self._engine.merge()

    def add(self, article: IndexedArticle) -> None:
        self._engine.update([article], ())

    def open(self) -> None:
        self._engine = SearchEngine(self._folder, self._article)

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def ask(self, kind: str, question: Question) -> list[str]:
        query, is_typing = self._query(kind, question), kind == "typing"
        if kind == "excerpts":
            result = self._engine.search(query, state=UserState(), today=TODAY)
            return [hit.article for hit in result.hits]
        ranked = self._engine.rank(query, limit=LIMIT, state=UserState(), today=TODAY, is_typing=is_typing)
        return [name for name, _ in ranked]

    def _query(self, kind: str, question: Question) -> str:
        match kind:
            case "or" | "excerpts":
                return " OR ".join(question)
            case "phrase":
                return f'"{" ".join(question)}"'
            case "prefix":
                return f"{question}*"
            case "days":
                return f"{question[0]} date:{question[1]}..{question[2]}"
            case "entity":
                return f'{question[0]} entity:"{question[1]}"'
            case "and" | "typing":
                return " ".join(question)
            case _:
                return str(question)


class FTS5:
    """SQLite's full-text search, with prefix indexes and its text."""

    name = "fts5"

    def __init__(self, path: Path) -> None:
        self._path = path

    def build(self, articles: Iterable[IndexedArticle]) -> None:
        self._path.unlink(missing_ok=True)
        self.open()
        self._db.executescript(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
            CREATE TABLE a(rowid INTEGER PRIMARY KEY, id, title, body, day); CREATE INDEX ad ON a(day);
            CREATE TABLE ent(name, id INT, PRIMARY KEY(name, id)) WITHOUT ROWID;
            CREATE VIRTUAL TABLE f USING fts5(title, body, content=a, prefix='2 3 4',
              tokenize='porter unicode61 remove_diacritics 2');
            """
        )
        with self._db:
            for article in articles:
                self._insert(article)
        with self._db:
            self._db.execute("INSERT INTO f(f) VALUES('optimize')")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _insert(self, indexed: IndexedArticle) -> None:
        made = indexed.article
        title, _, body = made.text.partition("\n\n")
        row = self._db.execute(
            "INSERT INTO a(id, title, body, day) VALUES(?, ?, ?, ?)", (made.id, title, body, made.metadata.date.text)
        ).lastrowid
        self._db.execute("INSERT INTO f(rowid, title, body) VALUES(?, ?, ?)", (row, title, body))
        names = {mention.entity.lower() for mention in indexed.mentions}
        self._db.executemany("INSERT OR IGNORE INTO ent VALUES(?, ?)", [(name, row) for name in names])

    def add(self, article: IndexedArticle) -> None:
        with self._db:
            self._insert(article)

    def open(self) -> None:
        self._db = sqlite3.connect(self._path)

    def size(self) -> int:
        return self._path.stat().st_size

    def ask(self, kind: str, question: Question) -> list[str]:
        match kind:
            case "and":
                return self._run("body:(" + " AND ".join(f'"{word}"' for word in question) + ")")
            case "everywhere":
                return self._run(" AND ".join(f'"{word}"' for word in question))
            case "or":
                return self._run("body:(" + " OR ".join(f'"{word}"' for word in question) + ")")
            case "excerpts":
                return self._snippets("body:(" + " OR ".join(f'"{word}"' for word in question) + ")")
            case "phrase":
                return self._run(f'body:"{" ".join(question)}"')
            case "prefix":
                return self._run(f"body:{question}*")
            case "typing":
                return self._run(f'body:("{question[0]}" AND {question[1]}*)')
            case "days":
                return self._run(f'body:"{question[0]}"', "AND a.day BETWEEN ? AND ?", tuple(question[1:]))
            case "entity":
                where = "AND f.rowid IN (SELECT id FROM ent WHERE name=?)"
                return self._run(f'body:"{question[0]}"', where, (question[1].lower(),))
            case _:
                return self._run(f'body:"{question}"')

    def _run(self, match: str, where: str = "", values: tuple[str, ...] = ()) -> list[str]:
        rows = self._db.execute(
            f"SELECT a.id FROM f JOIN a ON a.rowid=f.rowid WHERE f MATCH ? AND rank MATCH 'bm25(2.0,1.0)' {where} "
            "ORDER BY rank LIMIT ?",
            (match, *values, LIMIT),
        )
        return [name for (name,) in rows]

    def _snippets(self, match: str) -> list[str]:
        rows = self._db.execute(
            "SELECT a.id, snippet(f, 1, '[', ']', '…', 32) FROM f JOIN a ON a.rowid=f.rowid "
            "WHERE f MATCH ? AND rank MATCH 'bm25(2.0,1.0)' ORDER BY rank LIMIT ?",
            (match, LIMIT),
        )
        return [name for name, _ in rows]


class Tantivy:
    """Tantivy, where it is installed."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._folder = folder

    def build(self, articles: Iterable[IndexedArticle]) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        schema = self._tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
        schema.add_text_field("body", stored=True, tokenizer_name="en_stem")
        schema.add_integer_field("day", indexed=True, fast=True)
        schema.add_text_field("entity", tokenizer_name="raw")
        index = self._tantivy.Index(schema.build(), path=str(self._folder))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for article in articles:
            writer.add_document(self._document(article))
        writer.commit()
        writer.wait_merging_threads()
        self.open()

    def _document(self, indexed: IndexedArticle) -> Any:
        made = indexed.article
        title, _, body = made.text.partition("\n\n")
        names = sorted({mention.entity.lower() for mention in indexed.mentions})
        day = date.fromisoformat(made.metadata.date.text or "2000-01-01").toordinal()
        return self._tantivy.Document(id=made.id, title=title, body=body, day=day, entity=names)

    def add(self, article: IndexedArticle) -> None:
        writer = self._index.writer(heap_size=20_000_000, num_threads=1)
        writer.add_document(self._document(article))
        writer.commit()
        self.open()

    def open(self) -> None:
        self._index = self._tantivy.Index.open(str(self._folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._folder.iterdir())

    def ask(self, kind: str, question: Question) -> list[str]:
        if kind == "excerpts":
            return self._snippets(" OR ".join(question))
        return self._run(self._query(kind, question))

    def _run(self, query: Any) -> list[str]:
        hits = self._searcher.search(query, LIMIT).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def _parsed(self, text: str) -> Any:
        return self._index.parse_query(text, ["body"])

    def _beginning(self, prefix: str) -> Any:
        return self._tantivy.Query.regex_query(self._index.schema, "body", re.escape(prefix) + ".*")

    def _query(self, kind: str, question: Question) -> Any:
        must, query = self._tantivy.Occur.Must, self._tantivy.Query
        match kind:
            case "and":
                return self._parsed(" AND ".join(question))
            case "or":
                return self._parsed(" OR ".join(question))
            case "phrase":
                return self._parsed(f'"{" ".join(question)}"')
            case "prefix":
                return self._beginning(question)
            case "typing":
                return query.boolean_query([(must, self._parsed(question[0])), (must, self._beginning(question[1]))])
            case "days":
                first, last = (date.fromisoformat(day).toordinal() for day in question[1:])
                return self._parsed(f"{question[0]} AND day:[{first} TO {last}]")
            case "entity":
                named = query.term_query(self._index.schema, "entity", question[1].lower())
                return query.boolean_query([(must, self._parsed(question[0])), (must, named)])
            case _:
                return self._parsed(question)

    def _snippets(self, text: str) -> list[str]:
        query = self._parsed(text)
        generator = self._tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        found = []
        for _, address in self._searcher.search(query, LIMIT).hits:
            document = self._searcher.doc(address)
            generator.snippet_from_doc(document).to_html()
            found.append(document["id"][0])
        return found
