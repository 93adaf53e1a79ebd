"""Web addresses: which are taken, and the form in which two of them are the same page."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader.article import UNKNOWN, Origin, Value

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|cmpid|ncid|ocid|smid|spm|_ga|yclid|mkt_tok|at_\w+|ito|taid"
)
_BLANK = re.compile(r"[\s\x00-\x1f]")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000
_DOMAIN = re.compile(r"(?:(?:[^\W_]|-)+\.)+[^\W\d_](?:[^\W_]|-)+")
"""A host that has a name and is no machine in the house."""


def http_address(address: str) -> str | None:
    """Return an http or https address without user, password and fragment; None for anything else.

    >>> http_address("javascript:alert(1)") is None
    True
    """
    address = address.strip()
    if len(address) > _LONGEST or _BLANK.search(address):
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not host or parts.username is not None:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme.lower()]:
        netloc += f":{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))


def canonical_address(address: str) -> str | None:
    """Return the form under which addresses of one page are equal: no tracking, no `www.`, https, sorted query.

    >>> canonical_address("http://www.Example.org/a/?utm_source=x&b=2#c")
    'https://example.org/a?b=2'
    """
    plain = http_address(address)
    if plain is None:
        return None
    parts = urlsplit(plain)
    query = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name.lower()))
    path = re.sub(r"/(?:index\.html?|amp/?)?$", "", parts.path)
    return urlunsplit(("https", parts.netloc.removeprefix("www.").removeprefix("m."), path or "/", urlencode(query), ""))


def source_by_address(address: str | None) -> Value:
    """Guess where something is from by the domain of its address; unknown for a machine's number or a name without a dot.

    >>> source_by_address("https://www.example.org/a").text, source_by_address("http://127.0.0.1/a").text
    ('example.org', None)
    """
    plain = http_address(address or "")
    host = (urlsplit(plain).hostname or "").removeprefix("www.") if plain else ""
    return Value(host, Origin.GUESSED, where="address") if is_domain(host) else UNKNOWN


def is_domain(text: str) -> bool:
    """Tell whether a text is a domain and nothing else."""
    return _DOMAIN.fullmatch(text.strip().lower()) is not None
