"""The vocabulary of figures: currencies, scales, units, number words, hedges."""

SMALL_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
TENS = {word: 10 * (k + 2) for k, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "dozen": 12.0,
}
CURRENCY_SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₸": "KZT",
    "₽": "RUB",
    "₹": "INR",
    "₴": "UAH",
    "₺": "TRY",
    "₩": "KRW",
    "₪": "ILS",
}
CURRENCY_CODES = frozenset(
    "USD EUR GBP JPY CNY RUB KZT INR UAH TRY CHF CAD AUD SEK NOK DKK PLN BRL ZAR KRW ILS SAR AED UZS KGS".split()
)
CURRENCY_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "ruble": "RUB",
    "rouble": "RUB",
    "tenge": "KZT",
    "rupee": "INR",
    "hryvnia": "UAH",
    "lira": "TRY",
    "franc": "CHF",
    "krona": "SEK",
    "kronor": "SEK",
    "crown": "crown",
    "peso": "peso",
    "real": "BRL",
    "rand": "ZAR",
}
PERCENT_WORDS = frozenset({"%", "percent", "per cent", "pct", "percentage point", "percentage points"})
UNITS = {
    "km": "km",
    "kilometer": "km",
    "kilometre": "km",
    "mile": "mile",
    "meter": "m",
    "metre": "m",
    "foot": "foot",
    "feet": "foot",
    "centimetre": "cm",
    "centimeter": "cm",
    "cm": "cm",
    "millimetre": "mm",
    "millimeter": "mm",
    "mm": "mm",
    "inch": "inch",
    "acre": "acre",
    "hectare": "ha",
    "ha": "ha",
    "ton": "ton",
    "tonne": "ton",
    "kg": "kg",
    "kilogram": "kg",
    "litre": "litre",
    "liter": "litre",
    "barrel": "barrel",
    "degree": "degree",
    "mph": "mph",
    "kph": "km/h",
    "megawatt": "MW",
    "mw": "MW",
    "gigawatt": "GW",
    "year": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
    "second": "second",
}
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
PEOPLE = frozenset(
    "person man woman civilian resident passenger victim worker soldier student child employee villager fatality casualty "
    "inhabitant survivor pupil miner protester demonstrator".split()
)
IRREGULAR_PLURALS = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "feet": "foot",
    "crew": "crew",
    "troops": "troop",
    "police": "police",
    "countries": "country",
    "lives": "life",
    "homes": "home",
}
NO_NOUN = frozenset(
    """a an the of in on at to for from by with and or but as is are was were be been has have had will would that which who
    whom whose this these those it its their his her they he she we i you not than then when while after before since during
    until over under about into out up down off per between against through more most less least other another each every all
    some any only also just so if said says according including across around because where there here ago earlier later within
    last next past dead killed injured wounded hurt missing hospitalised hospitalized strong high low early late can could may
    might must should do does did""".split()
)
HEDGES = (
    "up to|as (?:many|much|few|high|low) as|at least|at most|no (?:more|less|fewer) than|more than|less than|fewer than|over|"
    "under|above|below|about|around|nearly|almost|approximately|roughly|some|an estimated|estimated|just (?:over|under|short of)|"
    "close to|circa|well over|upwards of|~"
)


def singular(word: str) -> str:
    """Return a noun without its plural ending.

    >>> singular("countries"), singular("boxes"), singular("people")
    ('country', 'box', 'person')
    """
    word = word.lower()
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if word.endswith(ending) and len(word) >= len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + replacement
    return word
