"""The phrases by which page furniture, captions and interface texts give themselves away (English).

Each list is one feature of the line model (`reader.formats.features`): a changed
list needs newly trained weights.
"""

import re
from collections.abc import Sequence


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


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
_BUTTONS = (
    "menu|search|close|dismiss|open|home|news|sport|sports|video|videos|watch|listen|play|back|next|previous|top|go|ok|cancel|save"
    "|edition|section|sections|more|politics|business|world|opinion|tech|culture|style|travel|health|science|entertainment|weather"
    "|print|email|link|image|photo|photos|gallery|topic|topics|tag|tags|advertisement|ad|loading"
)
INTERFACE = _any_of(rf"^(?:{_BUTTONS}|loading.*|\d+)\W*$")
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
    "social": (
        SOCIAL,
        _words(
            "facebook twitter whatsapp linkedin pinterest instagram youtube reddit tiktok telegram tumblr flipboard us share tweet"
            " copy email print article page"
        ),
    ),
    "subscribe": (
        SUBSCRIBE,
        _words(
            "subscribe subscription subscriber newsletter newsletters sign signup signin signout log login logout register account"
            " trial donate donation preferred alert alerts latest app"
        ),
    ),
    "more": (
        MORE,
        _words(
            "more next also full reading related recommended trending read popular viewed shared latest see all view comments show"
            " load up may might stories editor editors editor's picks pick article story post promoted sponsored around don't miss"
        ),
    ),
    "comment": (COMMENT, _words("comment comments reply replies conversation discussion abuse")),
    "legal": (
        LEGAL,
        _words(
            "cookie cookies privacy terms rights copyright disclaimer contact about advertise advertising advertisement"
            " advertisements advertises sitemap skip accessibility faq faqs careers sell cta"
        ),
    ),
    "interface": (INTERFACE, _words(_BUTTONS.replace("|", " "))),
    "photo": (
        PHOTO,
        _words(
            "photo image picture credit getty reuters ap afp shutterstock caption courtesy photograph photographer photography via"
            " pool"
        ),
    ),
    "byline": (BYLINE, _words("by staff correspondent editor updated published posted read last modified")),
}
"""The furniture lists by name, each with words of which a line must hold one: a quick look saves the long one."""
CLOSER_TRIGGERS = _words(
    "keep reading read more next also full continue show load related latest recommended most trending no comments comment leave"
    " share tags tag filed newsletter subscribe sign advertisement dismiss you up editor editors editor's topics topic about"
    " copyright"
)

_CAPTION = _any_of(
    r"^\W*(?:top |file |cover |main )?(?:photo|image|picture|illustration)s?(?: credit| courtesy| by|:|\s*/)",
    r"^\W*(?:caption|credit|photograph)s?\b\s*[:/|]",
    r"^\(?(?:source|photo|image|credit|picture)s?:[^.]{2,80}\)?$",
    r"\((?:file )?(?:photo|image|shutterstock|getty|ap|afp|reuters|epa|xinhua)\b[^)]{0,60}\)\s*$",
    r"\s/\s(?:[\w-]+\.[a-z]{2,4}|getty images|shutterstock|reuters|afp|ap|epa)\s*$",
    r"\b(?:getty images|shutterstock|ap photo)(?:/[^.]{1,60})?\)?\s*$",
)
_CAPTION_TRIGGERS = _words(
    "photo photos image images picture pictures illustration illustrations caption captions credit credits photograph photographs"
    " source sources getty shutterstock ap afp reuters epa xinhua"
)
_INTERFACE_HEAD = _any_of(
    r"^(?:follow us|share\b|subscribe|sign (?:in|up)|log ?in|menu|search|home|news|advertisement|skip to|google cta|print|email"
    r"|save|listen|watch|updated\b|published\b|posted\b|\d+ (?:min|comments?)|.*\bmin(?:ute)? read\b|loading)",
)


_ANY_TRIGGER = frozenset().union(*(triggers for _, triggers in FURNITURE.values()))
NO_PHRASES = (False,) * len(FURNITURE)


def furniture_phrases(line: str, words: Sequence[str]) -> tuple[bool, ...]:
    """Tell for each furniture list, in their order, whether a line, given with its words in lower case, has a phrase of it."""
    is_other = "©" in line or line.isdigit()
    if not is_other and _ANY_TRIGGER.isdisjoint(words):
        return NO_PHRASES
    return tuple(
        (is_other or not triggers.isdisjoint(words)) and pattern.search(line) is not None
        for pattern, triggers in FURNITURE.values()
    )


def is_closer(line: str, words: Sequence[str]) -> bool:
    """Tell whether a line is one that often stands below an article."""
    return (not CLOSER_TRIGGERS.isdisjoint(words) or "©" in line) and bool(CLOSER.search(line))


def is_caption(line: str, words: Sequence[str] | None = None) -> bool:
    """Tell whether a line, given with its words in lower case if they are at hand, is the caption or credit of a picture."""
    known = re.findall(r"[a-z]+", line.lower()) if words is None else words
    return (" / " in line or not _CAPTION_TRIGGERS.isdisjoint(known)) and bool(_CAPTION.search(line))


def is_interface(line: str) -> bool:
    """Tell whether a line is a button, a menu or a sharing bar."""
    return bool(_INTERFACE_HEAD.match(line)) and (len(line.split()) <= 6 or "min" in line)
