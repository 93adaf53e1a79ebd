"""The phrases by which page furniture, captions and interface texts give themselves away (English).

Each list is one feature of the line model (`reader.formats.features`): a changed
list needs newly trained weights.
"""

import re
from collections.abc import Iterable


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


SOCIAL = _any_of(
    r"\b(?:facebook|twitter|whatsapp|linkedin|pinterest|instagram|youtube|reddit|tiktok|telegram|tumblr|flipboard)\b",
    r"\b(?:follow|like|find|join) us\b",
    r"\bshare (?:this|on|via|with|article)\b",
    r"^share\b",
    r"\btweet\b",
    r"\bcopy link\b",
    r"\bemail (?:this|article)\b",
    r"\bprint(?: this| article| page)?$",
)
SUBSCRIBE = _any_of(
    r"\bsubscri(?:be|ption|ber)\b",
    r"\bnewsletters?\b",
    r"\bsign[ -]?(?:up|in|out)\b",
    r"\blog[ -]?(?:in|out)\b",
    r"\bregister\b",
    r"\bmy account\b",
    r"\bfree trial\b",
    r"\bdonat(?:e|ion)\b",
    r"\bpreferred source\b",
    r"\balerts?\b$",
    r"\bget the (?:latest|app)\b",
)
MORE = _any_of(
    r"\bread (?:more|next|also|full)\b",
    r"\b(?:keep|continue) reading",
    r"\brelated\b",
    r"\bmore (?:from|on|in|stories|news|articles|like)\b",
    r"\brecommended\b",
    r"\btrending\b",
    r"\bmost (?:read|popular|viewed|shared)\b",
    r"\blatest\b(?: news| stories| from)?\s*$",
    r"\bsee (?:also|more|all)\b",
    r"\bview (?:all|more|comments)\b",
    r"\bshow (?:more|less)\b",
    r"\bload more\b",
    r"\bup next\b",
    r"\byou (?:may|might) (?:also )?(?:like|be interested)",
    r"\bpopular\b",
    r"\btop stories\b",
    r"\beditor.?s.? picks?\b",
    r"\b(?:next|previous) (?:article|story|post)\b",
    r"\bpromoted\b",
    r"\bsponsored\b",
    r"\baround the web\b",
    r"\bdon.t miss\b",
)
COMMENT = _any_of(
    r"\bcomments?\b",
    r"\bleave a reply\b",
    r"\bjoin the (?:conversation|discussion)\b",
    r"\brepl(?:y|ies)\b$",
    r"\breport abuse\b",
)
LEGAL = _any_of(
    r"\bcookies?\b",
    r"\bprivacy\b",
    r"\bterms (?:of|and|&)",
    r"\ball rights reserved\b",
    "©",
    r"\bcopyright\b",
    r"\bdisclaimer\b",
    r"\bcontact us\b",
    r"\babout us\b",
    r"\badvertis(?:e|ing|ement)s?\b",
    r"\bsitemap\b",
    r"\bskip to\b",
    r"\baccessibility\b",
    r"\bfaqs?\b",
    r"\bcareers\b",
    r"\bdo not sell\b",
    r"\bgoogle cta\b",
)
INTERFACE = _any_of(
    r"^(?:menu|search|close|dismiss|open|home|news|sports?|videos?|watch|listen|play|back|next|previous|top|go|ok|cancel|save"
    r"|edition|sections?|more|politics|business|world|opinion|tech|culture|style|travel|health|science|entertainment|weather"
    r"|print|email|link|image|photos?|gallery|topics?|tags?|advertisement|ad|loading.*|\d+)\W*$",
)
PHOTO = _any_of(
    r"\b(?:photo|image|picture|credit|getty|reuters/|ap photo|afp|shutterstock|caption|courtesy|photograph(?:er|y)?|pool via)\b",
    r"\bvia (?:ap|getty|reuters)\b",
)
BYLINE = _any_of(
    r"^\W*by\s+[a-z]",
    r"\b(?:staff (?:writer|reporter)|correspondent|editor|updated|published|posted|min(?:ute)? read|last modified)\b[^.]{0,60}$",
)
CLOSER = _any_of(
    r"^\W*(?:keep reading|read (?:more|next|also|full)|continue reading|show (?:more|less)|load more|related|latest|recommended"
    r"|more (?:from|on|in|stories)|most (?:read|popular|viewed)|trending|no comments|\d* ?comments?|leave a (?:reply|comment)"
    r"|share this|tags?:|filed under|newsletter|subscribe|sign up|advertisement|dismiss|you (?:may|might) (?:also )?like"
    r"|up next|editor'?s? picks?|topics?|about the author|copyright|©)",
)
FURNITURE = {
    "social": SOCIAL,
    "subscribe": SUBSCRIBE,
    "more": MORE,
    "comment": COMMENT,
    "legal": LEGAL,
    "interface": INTERFACE,
    "photo": PHOTO,
    "byline": BYLINE,
}
"""The furniture lists by name."""

TRIGGERS = frozenset(
    "about accessibility account ad advertise advertisement advertisements advertising afp alert alerts ap around "
    "back business by cancel caption careers close comment comments contact continue cookie cookies copy copyright "
    "correspondent courtesy credit culture disclaimer dismiss don don't donate donation edition editor editor's "
    "editors email entertainment facebook faq faqs filed find flipboard follow gallery get getty go google health "
    "home image instagram join keep last latest leave like link linkedin listen load loading log login logout menu "
    "min minute more most news newsletter newsletters next no ok open opinion photo photograph photographer "
    "photography photos picture pinterest play politics pool popular posted preferred previous print privacy "
    "promoted published read recommended reddit register related replies reply report reuters rights save science "
    "search section sections see sell share show shutterstock sign signin signout signup sitemap skip sponsored "
    "sport sports staff style subscribe subscriber subscription tag tags tech telegram terms tiktok top topic "
    "topics travel trending trial tumblr tweet twitter up updated via video videos view watch weather whatsapp "
    "world you youtube".split()
)
"""A line without any of these words, `©` and digits has no furniture phrase; a quick look saves the long one."""

_CAPTION = _any_of(
    r"^\W*(?:top |file |cover |main )?(?:photo|image|picture|illustration)s?(?: credit| courtesy| by|:|\s*/)",
    r"^\W*(?:caption|credit|photograph)s?\b\s*[:/|]",
    r"^\(?(?:source|photo|image|credit|picture)s?:[^.]{2,80}\)?$",
    r"\((?:file )?(?:photo|image|shutterstock|getty|ap|afp|reuters|epa|xinhua)\b[^)]{0,60}\)\s*$",
    r"\s/\s(?:[\w-]+\.[a-z]{2,4}|getty images|shutterstock|reuters|afp|ap|epa)\s*$",
    r"\b(?:getty images|shutterstock|ap photo)(?:/[^.]{1,60})?\)?\s*$",
)
_CAPTION_TRIGGERS = frozenset(
    "photo photos image images picture pictures illustration illustrations caption captions credit credits photograph photographs"
    " source sources getty shutterstock ap afp reuters epa xinhua".split()
)
_INTERFACE_HEAD = _any_of(
    r"^(?:follow us|share\b|subscribe|sign (?:in|up)|log ?in|menu|search|home|news|advertisement|skip to|google cta|print|email"
    r"|save|listen|watch|updated\b|published\b|posted\b|\d+ (?:min|comments?)|.*\bmin(?:ute)? read\b|loading)",
)


def has_trigger(words: Iterable[str]) -> bool:
    """Tell whether a line of these words, in lower case, may hold a furniture phrase."""
    return not TRIGGERS.isdisjoint(words)


def is_caption(line: str) -> bool:
    """Tell whether a line is the caption or the credit of a picture."""
    may_be = " / " in line or not _CAPTION_TRIGGERS.isdisjoint(re.findall(r"[a-z]+", line.lower()))
    return may_be and bool(_CAPTION.search(line))


def is_interface(line: str) -> bool:
    """Tell whether a line is a button, a menu or a sharing bar."""
    return bool(_INTERFACE_HEAD.match(line)) and (len(line.split()) <= 6 or "min" in line)
