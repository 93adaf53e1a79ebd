"""Sums of money and other quantities in running text."""

import re
from collections.abc import Iterator

_NUMBER = r"(?:\d[\d,.]*\d|\d)"
_SCALE = (
    r"(?:hundred|thousand|million|billion|trillion|crores?|lakhs?|bn|mn|mln|mil|bil|tn|m|k|b|Million|Billion|Trillion|M|B|K|T|MM)\b"
)
_SIGN = (
    r"(?:(?:\b(?:US|U\.S\.|A|C|HK|NT|S|N|NZ|R|J|TT|B) ?)?\$|[€£¥₹₽₸₡₦₵₱₫₩₪฿₴₺]"
    r"|\b(?:USD|EUR|GBP|JPY|CNY|RMB|INR|PKR|BDT|LKR|NPR|RUB|KZT|AED|SAR|QAR|KWD|BHD|OMR|EGP|NGN|KES|Ksh|KSh|Sh|UGX|TZS|GHS|GH"
    r"|ZAR|ZMW|BND|MYR|SGD|HKD|TWD|THB|PHP|IDR|VND|AUD|CAD|NZD|CHF|SEK|NOK|MXN|ARS|CLP|COP|PEN|BRL|TRY|ILS|FCFA|CFA"
    r"|Rs|Re|RM|Dhs?|Rp|Tk|QR|P|R)\.?(?= ?\d))"
)
_CURRENCY = (
    r"(?:dollars?|euros?|pounds sterling|pounds|rubles|roubles|tenge|yuan|yen|rupees|taka|dirhams|riyals|rials|dinars|won|pesos"
    r"|francs|shillings|naira|shekels|kyats?|cedis|rand|kwacha|ringgit|baht|rupiah|reais|kronor|kroner|soms?|somoni|manats?|lari|hryvnias?"
    r"|hryvnia|zlotys?|forints?|lei|leva|koruna|lira|liras|bitcoins?|cents|pence)\b"
)
_MONEY = re.compile(
    r"(?=[\d$€£¥₹₽₸₡₦₵₱₫₩₪฿₴₺]|[A-Z][A-Za-z.]{0,4} ?[\d$])(?:"  # what begins no sum is passed over at once
    rf"{_SIGN} ?{_NUMBER}(?:[ -]?{_SCALE})?"
    rf"|\b{_NUMBER} ?(?:{_SCALE} )?(?:(?:U\.?S\.?|Hong Kong|New Zealand|[A-Z][a-z]{{2,12}}) )?{_CURRENCY})"
)
_UNIT = (
    r"(?:%|percent\b|per cent\b|percentage points?\b|km\b|kms\b|kilomet(?:er|re)s?\b"
    r"|met(?:er|re)s?\b|cm\b|mm\b|miles?\b|feet\b|inch(?:es)?\b"
    r"|hectares?\b|acres?\b|square (?:kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet)\b"
    r"|tons?\b|tonnes?\b|kilograms?\b|kg\b|barrels?(?: (?:of oil )?(?:a|per) day)?\b"
    r"|cubic (?:met(?:er|re)s?|feet)\b"
    r"|lit(?:er|re)s?\b|gallons?\b|MW\b|GW\b|kWh\b|GWh\b|megawatts?\b|gigawatts?\b|degrees?\b|mph\b|km/h\b)"
)
_QUANTITY = re.compile(rf"(?<![\w$€£.,]){_NUMBER}(?: ?(?:thousand|million|billion|trillion|bn|mn))?[ -]?{_UNIT}")


def find_money(text: str) -> Iterator[tuple[int, int]]:
    """Iterate over the places of sums of money in a text with plain blanks."""
    return (match.span() for match in _MONEY.finditer(text))


def find_quantities(text: str) -> Iterator[tuple[int, int]]:
    """Iterate over the places of shares, lengths, weights and the like."""
    return (match.span() for match in _QUANTITY.finditer(text))
