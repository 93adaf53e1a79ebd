"""Which day a page is of: by Greenwich or where it was made, and in figures alone."""

import pytest

from reader.article import Origin, Value
from reader.formats.parsing import parse_document
from tests.formats.makers import LAST, MORE, PARAGRAPH, page

HEADLINE = "Storm closes the harbour of a northern town"
BODY = f"<p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p>"
IN_FIGURES = "in figures, by the headline"
PLAIN = "https://www.harbourtimes.example/storm"


def day(lines: str, stamp: str = "", url: str | None = PLAIN, *, head: str = "", lang: str = "") -> Value:
    stated = f'<meta property="article:published_time" content="{stamp}">' if stamp else ""
    content = page(f"<h1>{HEADLINE}</h1>{lines}{BODY}", stated + head)
    content = content.replace(b"<html", f'<html lang="{lang}"'.encode(), 1) if lang else content
    return parse_document(content, "a.html", url=url)[0].metadata.date


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("<p>March 2, 2024, 11:20 pm EST</p>", "2024-03-03T04:20:00Z"),
        ("<p>Published March 2, 2024</p>", "2024-03-03T04:20:00+00:00"),
        ("<p>By Ann Example | March 2, 2024 at 2:26 PM HST - Updated March 2 at 4:26 PM</p>", "2024-03-03T00:26:00.471Z"),
        ("<p>Updated 11:21 pm CST, Saturday, March 2, 2024</p>", "2024-03-03 05:14:35"),
        ("<p>2 March 2024, 6:30 am in Auckland</p>", "2024-03-01T17:30:00Z"),
    ],
)
def test_a_moment_by_greenwich_is_of_the_day_where_it_is_printed(line: str, stamp: str) -> None:
    assert day(line, stamp) == Value("2024-03-02", Origin.FOUND, where="printed by the headline")


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("<p>March 1, 2024</p>", "2024-03-02T04:20:00-05:00"),  # in a zone of its own
        ("<p>Updated March 3, 2024</p>", "2024-03-02T22:20:00Z"),  # changed on the next day
        ("<figcaption>The harbour on March 1, 2024 (Photo: Ann Example)</figcaption>", "2024-03-02T04:20:00Z"),
    ],
)
def test_other_days_by_the_headline_leave_the_stated_one(line: str, stamp: str) -> None:
    assert day(line, stamp).text in ("2024-03-02", "2024-03-01" if "-05:00" in stamp else "2024-03-02")


def test_the_day_in_the_address_is_where_the_page_was_made_unless_it_prints_another() -> None:
    address = "https://www.harbourtimes.example/2024/03/02/storm"
    assert day("", "2024-03-03T04:20:00Z", address).text == "2024-03-02"
    assert day("<p>Updated 0439 GMT March 3, 2024</p>", "2024-03-03T04:20:00Z", address).text == "2024-03-03"
    assert day("", "2024-03-03T14:20:00Z", address).text == "2024-03-03"


@pytest.mark.parametrize(
    ("line", "lang", "text"),
    [
        ("11:57 AM 12/25/2014", "", "2014-12-25"),
        ("Published 25/12/2014", "en-US", "2014-12-25"),
        ("03/04/2021", "en-GB", "2021-04-03"),
        ("03/04/2021", "en-US", "2021-03-04"),
        ("03/04/2021", "fr", "2021-04-03"),
        ("07.11.2023", "", "2023-11-07"),
    ],
)
def test_a_day_in_figures_is_a_guess_where_its_order_is_settled(line: str, lang: str, text: str) -> None:
    found = day(f"<p>{line}</p>", lang=lang)
    assert (found.text, found.origin) == (text, Origin.GUESSED)


@pytest.mark.parametrize("lang", ["", "en", "en-CA", "ja", "zh-CN"])
def test_a_day_in_figures_of_an_open_order_is_none(lang: str) -> None:
    assert day("<p>03/04/2021</p>", lang=lang).origin is Origin.UNKNOWN


def test_another_date_of_the_page_settles_the_order() -> None:
    assert day("<p>03/04/2021</p><p>Last seen 28/03/2021</p>").text == "2021-04-03"
    assert day("<p>03/04/2021</p><footer>28/03/2021</footer><footer>03/28/2021</footer>").where != IN_FIGURES


def test_the_country_of_the_address_settles_the_order() -> None:
    assert day("<p>03/04/2021</p>", url="https://www.harbourtimes.co.uk/storm").text == "2021-04-03"


def test_a_day_of_change_in_figures_is_not_the_page_s() -> None:
    assert day("<p>Updated 12/25/2014</p>").where != IN_FIGURES


def test_a_day_in_figures_in_the_tab_is_a_guess() -> None:
    found = day("", head=f"<title>{HEADLINE} - 07.12.2017 - Harbour Times</title>")
    assert (found.text, found.origin) == ("2017-12-07", Origin.GUESSED)
