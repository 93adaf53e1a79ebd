"""Letters and newsletters: a mail's subject, sender, day and body; a mailbox gives one article a mail."""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

from reader.article import Metadata, Value
from reader.errors import Refused
from reader.formats.assembly import assemble
from reader.formats.dates import structured_date
from reader.formats.decoding import clean, decode
from reader.formats.extracted import Extracted
from reader.formats.fragment import fragment_pieces, stated, unique_parts
from reader.formats.furniture import label_pieces
from reader.formats.limits import Limits
from reader.formats.plain import extract_plain
from reader.formats.web_address import http_address

EXTRACTOR = "mail/3"
_BORDER = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
_LIST_FIELDS = ("List-Id", "List-Unsubscribe", "List-Post")


def read_mail(content: bytes, limits: Limits) -> Extracted:
    """Read one mail.

    Raises:
        Refused: it holds no text.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise Refused("not a mail")
    body = _body(message, limits)
    notes = _notes(message)
    part = _field(message, "Message-ID").strip("<>") or hashlib.sha256(content).hexdigest()[:16]
    return replace(body, metadata=_metadata(message), part=part, extractor=EXTRACTOR, notes=(*body.notes, *notes))


def read_mailbox(content: bytes, limits: Limits) -> tuple[Extracted, ...]:
    """Read all mails of a mailbox that hold text.

    Raises:
        Refused: none does.
    """
    found = list(_readable(content, limits))
    if not found:
        raise Refused("no text found")
    return unique_parts(found)


def _readable(content: bytes, limits: Limits) -> Iterator[Extracted]:
    borders = [
        match.end()
        for match in _BORDER.finditer(content)
        if match.start() == 0 or content[match.start() - 2 : match.start()] in (b"\n\n", b"\r\n")
    ]
    for number, start in enumerate(borders[: limits.parts]):
        end = content.rfind(b"\nFrom ", start, borders[number + 1]) if number + 1 < len(borders) else len(content)
        try:
            yield read_mail(re.sub(rb"^>(>*From )", rb"\1", content[start:end], flags=re.MULTILINE), limits)
        except Refused:
            continue


def _body(message: EmailMessage, limits: Limits) -> Extracted:
    part = message.get_body(("html", "plain"))
    if part is None or not isinstance(part, EmailMessage):
        raise Refused("no text found")
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise Refused("no text found")
    source = _decoded(content, part.get_content_charset())
    if part.get_content_subtype() != "html":
        text = clean(source)
        return extract_plain(_unflowed(text) if str(part.get_param("format")).lower() == "flowed" else text)
    text, blocks = assemble(label_pieces(fragment_pieces(source, limits)))
    if not blocks:
        raise Refused("no text found")
    return Extracted(text, blocks, Metadata())


def _unflowed(text: str) -> str:
    """Join the lines that a blank at their end says go on (RFC 3676); the mark of a signature ends like them."""
    return re.sub(r"(?m)(?<!^--) \n(?!\s)", " ", text)


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):  # ValueError: a name of a charset with NUL in it
        return decode(content, declared_in=1000).text


def _field(message: EmailMessage, name: str) -> str:
    """A header's text; a damaged header reads as an empty one."""
    try:
        return str(message.get(name) or "").strip()
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def _metadata(message: EmailMessage) -> Metadata:
    sender = re.sub(r"\s*<[^>]*>\s*$", "", _field(message, "From")).strip(' "')
    is_list = any(_field(message, name) for name in _LIST_FIELDS)
    who = stated(sender, "From")
    return Metadata(
        title=stated(_field(message, "Subject"), "Subject"),
        source=who if is_list else Value(),
        author=Value() if is_list else who,
        date=stated(structured_date(_field(message, "Date")), "Date"),
        url=http_address(_field(message, "Archived-At").strip("<>")),
    )


def _notes(message: EmailMessage) -> tuple[str, ...]:
    count = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    return (f"{count} attachment{'s' if count > 1 else ''} not read",) if count else ()
