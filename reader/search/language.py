"""The language an article is written in: as its source states it, else as its commonest words tell it.

What is told by words is good enough to filter by, and serves for nothing
else: it is not shown, not cited, and decides about no stem.
"""

import re
from collections import Counter

from reader.article import Article

_SAMPLE = 1_000
"""Characters of the text that are looked at."""
_FEWEST_WORDS = 12
_LOWEST_SHARE = 0.12
"""Of the words that belong to a language's commonest; in prose they are a quarter to a half."""
_CLEAR = 1.3
"""By how much a language must come before the next."""
_WORD = re.compile(r"[^\W\d_]+")

_COMMONEST = {
    "de": "der die und das ist nicht mit den von zu ein eine auf für im dem des sich auch wird als bei nach werden hat",
    "en": "the of and to is that for was with on as by it at from are be this has have not which were their an",
    "es": "el los y que en las un por con una para del se al como más su es lo fue este ha sus son",
    "fr": "le les des et est dans une pour qui sur pas du au avec il par que cette aux sont ont ce plus elle",
    "it": "il di che è per un una del della con non sono gli nel alla dei le delle più anche ha da si come",
    "kk": "және мен бұл үшін бар да де деп туралы бір екі оның болды отыр ол осы бойынша еді керек кейін арасында",
    "nl": "de het een van en dat is op te zijn met voor niet aan er ook als door bij naar uit heeft werd",
    "pl": "w i na z do nie się że jest to od po za przez dla oraz jak ale był który jego są przed",
    "pt": "o que e do da em um para não uma os com as dos no na por mais se ao das é foi pelo",
    "ru": "и в не на что с по как это для от к его из за было он о но также при был после так",
    "sv": "och att det som en på är av för med den till inte om ett har de från var vid kan men sig",
    "tr": "ve bir bu için ile da de olarak daha olan çok gibi sonra kadar en ise ancak her göre olduğu",
    "uk": "і в не на що з до та у як це для від за його про також є але або був після щодо при",
}
_LANGUAGES_OF = {
    word: tuple(code for code, words in _COMMONEST.items() if word in words.split())
    for word in frozenset(" ".join(_COMMONEST.values()).split())
}
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0590-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
"""Kana before Han, for Japanese is written with both."""
_SCRIPT_SHARE = 0.15


def language_of(article: Article) -> str:
    """Return the code of an article's language, lower case; empty when nothing tells it."""
    if article.metadata.language:
        return article.metadata.language.lower()
    return told_by_words(article.text[:_SAMPLE])


def told_by_words(text: str) -> str:
    """Return the language that the words of a text tell, as an ISO 639-1 code; empty when they leave doubt.

    >>> told_by_words("The price of oil fell on Monday, and it was the lowest that the market has seen for a year.")
    'en'
    """
    if not text.isascii() and (code := _told_by_script(text)):
        return code
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return ""
    counts = Counter(code for word in words for code in _LANGUAGES_OF.get(word, ()))
    (code, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return code if most >= _LOWEST_SHARE * len(words) and most >= _CLEAR * second else ""


def _told_by_script(text: str) -> str:
    if not _OTHER_SCRIPT.search(text):
        return ""
    letters = sum(map(str.isalpha, text))
    return next((code for code, script in _SCRIPTS if len(script.findall(text)) > _SCRIPT_SHARE * letters), "")
