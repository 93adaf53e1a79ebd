"""What pages say of themselves, in the shapes that publishing systems give it."""

import json

import pytest

from reader.article import Metadata, Origin, Value
from reader.formats.parsing import parse_document
from tests.bench.page_facts import Facts, digest, read_facts, verdicts
from tests.formats.makers import LAST, MORE, PARAGRAPH, page

BODY = f"<p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p>"
HEADLINE = "Storm closes the harbour of a northern town"
URL = "https://www.harbourtimes.example/2024/03/02/storm-closes-harbour"


def read(body: str, head: str = "", url: str | None = URL) -> Metadata:
    return parse_document(page(body, head), "a.html", url=url)[0].metadata


def script(*objects: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(part)}</script>' for part in objects)


def meta(**fields: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{content}">' for name, content in fields.items())


def article(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **fields}


def stated(metadata: Metadata) -> tuple[str | None, ...]:
    return metadata.title.text, metadata.author.text, metadata.date.text, metadata.source.text


BY_ADDRESS = Value("harbourtimes.example", Origin.GUESSED, where="address")
PERSON = {"@type": "Person", "name": "Ann Example"}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "@id": "https://h.example/#website", "name": "Harbour Times"},
        {"@type": "WebPage", "@id": "https://h.example/a/", "datePublished": "2024-03-02T05:00:00+00:00", "name": "x"},
        {"@type": "Article", "headline": HEADLINE, "author": {"@id": "#p"}, "datePublished": "2024-03-02T05:00:00+00:00"},
        {"@type": ["Person"], "@id": "#p", "name": "Ann Example"},
    ],
}
LIVE = article(
    author=[PERSON],
    datePublished="2024-03-02T09:00:00+01:00",
    liveBlogUpdate=[{"@type": "BlogPosting", "headline": "Roof gone", "datePublished": "2024-03-05", "author": "Bob Other"}],
) | {"@type": "LiveBlogPosting"}
OTHERS = {"@type": "ItemList", "itemListElement": [article(headline="Another", datePublished="2020-01-01", author="Bob Other")]}


@pytest.mark.parametrize(
    "head",
    [
        script(article(author=PERSON, datePublished="2024-03-02T08:00:00Z")),
        script([article(author=[PERSON], datePublished="2024-03-02"), {"@type": "WebPage", "name": "Home"}]),
        script(article(author="Ann Example", datePublished="2024-03-02 08:00:00")),
        script(article(author={"@type": "Person", "name": ["Ann Example"]}, datePublished=["2024-03-02"])),
        script(article(author=PERSON, datePublished=1709366400)),
        script(article(author=PERSON | {"name": "By Ann Example, Harbour Times"}, datePublished="02 Mar 2024 07:09 GMT")),
        script(GRAPH),
        script(LIVE),
        script(OTHERS, article(author=PERSON, datePublished="2024-03-02")),
        script(article(author=PERSON, datePublished="2024-03-02") | {"@type": ["WebPage", "ReportageNewsArticle"]}),
        script(article(author=PERSON, datePublished="2024-03-02")).replace('"}', '",}'),
        script(article(author=PERSON, datePublished="2024-03-02")).replace('json">', 'json"><!--').replace("</s", "--></s"),
        meta(article__published_time="2024-03-02T23:50:00-05:00", author="Ann Example"),
        meta(article__published_time="2024-03-02T08:00:00Z", article__author="https://www.facebook.com/x", byl="By Ann Example"),
        meta(parsely_pub_date="", **{"parsely-pub-date": "2024-03-02T08:00:00Z", "parsely-author": "Ann Example"}),
        meta(**{"dc.date.issued": "2024-03-02", "dc.creator": "Ann Example, Staff Writer"}),
        meta(**{"custom-publish-stamp": "2024/03/02", "author": "Ann Example | Harbour Times"}),
    ],
)
def test_data_of_many_shapes_say_the_same(head: str) -> None:
    metadata = read(f"<h1>{HEADLINE}</h1>{BODY}", head + meta(og__site_name="Harbour Times"))
    assert stated(metadata) == (HEADLINE, "Ann Example", "2024-03-02", "Harbour Times")
    assert {metadata.title.origin, metadata.author.origin, metadata.date.origin} == {Origin.FOUND}


@pytest.mark.parametrize(
    ("lines", "author", "day"),
    [
        ("<p>By Ann Example and Bob van Example</p><p>March 2, 2024 at 5:00 pm</p>", "Ann Example, Bob van Example", "2024-03-02"),
        ("<div>By <a>ANN EXAMPLE</a>, Harbour Times</div><p>PUBLISHED: 10:48, Sat, Mar 2, 2024</p>", "ANN EXAMPLE", "2024-03-02"),
        ("<div>Updated March 4, 2024; Published March 2, 2024</div><div>by Ann Example</div>", "Ann Example", "2024-03-02"),
        ("<p>Saturday 2 March 2024 by Ann Example</p>", "Ann Example", "2024-03-02"),
        ("<p>By</p><p>Ann Example</p><p>Updated Mar. 3, 2024 / Original March 2, 2024</p>", "Ann Example", "2024-03-02"),
        ("<p class=byline>Ann Example Reuters</p><time datetime='2024-03-02'>a week ago</time>", "Ann Example", "2024-03-02"),
        ("<p>Written by Ann Example, MS, RD on March 2, 2024</p>", "Ann Example", "2024-03-02"),
        ("<p>Von Ann Example ver\u00f6ffentlicht am 2. M\u00e4rz 2024</p>", "Ann Example", "2024-03-02"),
    ],
)  # fmt: skip
def test_a_byline_and_a_dateline_are_read(lines: str, author: str, day: str) -> None:
    metadata = read(f"<h1>{HEADLINE}</h1>{lines}{BODY}", url="https://harbourtimes.example/a")
    assert (metadata.author.text, metadata.date.text) == (author, day)


def test_a_day_of_change_in_the_data_gives_way_to_the_printed_day() -> None:
    head = script(article(datePublished="2024-03-09T19:31:39Z"))
    date = read(f"<h1>{HEADLINE}</h1><p>By Ann Example | March 2, 2024</p>{BODY}", head).date
    assert (date.text, date.origin) == ("2024-03-02", Origin.GUESSED)


def test_the_day_above_the_headline_may_be_today() -> None:
    date = read(f"<p>Saturday, November 28, 2026</p><h1>{HEADLINE}</h1>{BODY}", url=None).date
    assert (date.text, date.origin) == ("2026-11-28", Origin.GUESSED)


def test_a_day_in_the_address_is_a_guess() -> None:
    date = read(f"<h1>{HEADLINE}</h1>{BODY}").date
    assert (date.text, date.origin) == ("2024-03-02", Origin.GUESSED)


def test_the_days_of_teasers_are_not_the_page_s() -> None:
    teasers = "<aside><h3>More</h3><p>Published January 5, 2020</p></aside>"
    assert read(f"<h1>{HEADLINE}</h1>{BODY}{teasers}").date.text != "2020-01-05"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # Rewritten for search engines and social networks: the printed headline is what is quoted.
        (meta(og__title="You won't believe this harbour storm"), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE} | World | Harbour Times</title>", f"<h1>{HEADLINE}</h1><h1>Newsletter of the day</h1>", HEADLINE),
        (f"<title>{HEADLINE} - Harbour Times</title>", f"<h1><a href='/'>Harbour Times</a></h1><h2>{HEADLINE}</h2>", HEADLINE),
        (f"<title>Harbour Times: {HEADLINE}</title>", f"<h1>Harbour Times</h1><div class=t>{HEADLINE}</div>", HEADLINE),
        ("<title>a-1305306</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (script(article(headline="a town in the north", name="Storm")), "<h1>Storm</h1>", "Storm"),
        (meta(og__title="Storm &amp;amp; flood close it"), "<h1>Storm &amp; flood<br>close it</h1>", "Storm & flood close it"),
        (f"<title>{HEADLINE}</title>", f"<header><h1>{HEADLINE}</h1></header><h1>{HEADLINE}</h1>", HEADLINE),
    ],
)  # fmt: skip
def test_the_headline_is_told_by_the_fields(head: str, body: str, title: str) -> None:
    metadata = read(body + BODY, head)
    assert (metadata.title.text, metadata.title.origin) == (title, Origin.FOUND)
    assert metadata.title.span is not None


def test_a_title_that_is_nowhere_printed_is_a_guess() -> None:
    title = read(BODY, f"<title>{HEADLINE} | Harbour Times</title>").title
    assert (title.text, title.origin) == (HEADLINE, Origin.GUESSED)


@pytest.mark.parametrize("tab", ["Harbour Times", "harbourtimes.example", ""])
def test_the_site_s_name_is_no_title(tab: str) -> None:
    body = f"<h1><a href='/'>Harbour Times</a></h1>{BODY}"
    assert read(body, f"<title>{tab}</title>{meta(og__site_name='Harbour Times')}").title.origin is Origin.UNKNOWN


@pytest.mark.parametrize("name", ["https://www.facebook.com/harbour", "admin", "@harbour", "desk@harbour.example", "", "12345"])
def test_what_is_no_name_is_no_author(name: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", meta(author=name)).author.origin is Origin.UNKNOWN


def test_a_person_in_print_goes_before_an_outlet_in_data() -> None:
    head = script(article(author={"@type": "Organization", "name": "Harbour Times"}))
    assert read(f"<h1>{HEADLINE}</h1><p>By Ann Example</p>{BODY}", head).author.text == "Ann Example"


def test_print_completes_the_authors_of_the_data() -> None:
    body = f"<h1>{HEADLINE}</h1><p>By Ann Example, Bob Example, Cy Example</p>{BODY}"
    assert read(body, script(article(author=PERSON))).author.text == "Ann Example, Bob Example, Cy Example"


def test_names_in_links_side_by_side_stay_apart() -> None:
    links = "<div class=byline><a rel=author>Ann Example</a><a rel=author>Bob Example</a></div>"
    assert read(f"<h1>{HEADLINE}</h1>{links}{BODY}").author.text == "Ann Example, Bob Example"


def test_the_end_of_the_tab_names_the_site_that_the_address_names() -> None:
    source = read(f"<h1>{HEADLINE}</h1>{BODY}", f"<title>{HEADLINE} | Harbour Times</title>").source
    assert (source.text, source.origin) == ("Harbour Times", Origin.FOUND)
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", f"<title>{HEADLINE} | Weather</title>").source == BY_ADDRESS


@pytest.mark.parametrize(("tab_end", "named"), [("THE OLD PIER. PIER.EXAMPLE", True), ("Seen at a pier.example.org", False)])
def test_the_end_of_the_tab_names_the_site_whose_address_it_holds(tab_end: str, named: bool) -> None:
    address = '<link rel="canonical" href="https://www.pier.example/storm">'
    head = f"<title>{HEADLINE} \u2013 {tab_end}</title>{address}"
    metadata = read(f"<h1>{HEADLINE}</h1>{BODY}", head, url=None)
    assert metadata.source.text == (tab_end if named else "pier.example")
    assert metadata.title.text == HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Example, Northern Harbour Media Group",
        "By Ann Example, Northern Harbour Press and Radio",
        "Harbour Times | 02.03.2024 at 13:36 \u2022 Changed on 03.03.2024 at 20:13 in the night | By Ann Example (with Bob)",
    ],
)
def test_what_stands_behind_a_name_is_no_name(line: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1><p>{line}</p>{BODY}").author.text == "Ann Example"


@pytest.mark.parametrize("named", [{"author": "Ann Example, Harbour Media"}, {"authors": ["Ann Example"]}])
def test_what_a_page_tells_its_counters_is_read_last(named: dict[str, object]) -> None:
    told = json.dumps({"title": "x", "pub_date": "2024-03-02T08:00:00Z", **named}).replace('"', "&quot;")
    head = f'<meta name="parsely-page" content="{told}">'
    metadata = read(f"<h1>{HEADLINE}</h1>{BODY}", head, url=None)
    assert (metadata.author.text, metadata.date.text) == ("Ann Example", "2024-03-02")
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", head + meta(author="Bob Example")).author.text == "Bob Example"


@pytest.mark.parametrize("told", ["{", "[]", "null", "9", '{"authors": 5, "pub_date": {}}'])
def test_what_a_page_tells_its_counters_may_be_anything(told: str) -> None:
    head = f"<meta name=parsely-page content='{told}'>"
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", head).author.origin is Origin.UNKNOWN


def test_an_address_without_its_scheme_is_one() -> None:
    head = f"<link rel=canonical href='//www.harbourtimes.example/a'><title>{HEADLINE} | Harbour Times</title>"
    metadata = read(f"<h1>{HEADLINE}</h1>{BODY}", head, url=None)
    assert (metadata.url, metadata.source.text) == ("https://www.harbourtimes.example/a", "Harbour Times")


def test_a_name_in_the_text_is_no_author() -> None:
    assert (
        read(f"<h1>{HEADLINE}</h1><p>By noon, Ann Example had left the harbour. {MORE}</p>{BODY}").author.origin is Origin.UNKNOWN
    )


def test_facts_of_pages_are_days_and_digests() -> None:
    facts = read_facts()
    assert len(facts) > 100
    assert all(len(day) == 10 for fact in facts.values() for day in fact.dates)
    assert all(fact.title is None or len(fact.title) == 16 for fact in facts.values())


def test_verdicts_tell_right_from_wrong() -> None:
    metadata = read(f"<h1>{HEADLINE}</h1><p>By Ann Example</p>{BODY}", meta(date="2024-03-02"))
    right = Facts(digest(HEADLINE), ("2024-03-02",), frozenset([digest("Ann Example")]), frozenset())
    assert set(verdicts(metadata, right).values()) == {"right"}
    wrong = Facts(digest("x"), ("2024-03-03",), frozenset([digest("y")]), frozenset())
    assert set(verdicts(metadata, wrong).values()) == {"wrong (found)"}


def test_the_marked_part_of_a_heading_is_the_headline() -> None:
    kicker = "<span class=kicker>Know-how</span>"
    marked = f"<h1>{kicker} <span><span itemprop=headline>{HEADLINE}</span><span class=hide>.</span></span></h1>"
    assert read(f"{marked}{BODY}").title.text == HEADLINE
    assert read(f"<h1>Quiet night on the pier</h1><div itemprop=headline>{HEADLINE}</div>{BODY}").title.text != HEADLINE


@pytest.mark.parametrize("role", ["von Autor: Ann Example", "By Author: Ann Example", "By Ann Example"])
def test_a_role_may_stand_before_the_name(role: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1><p>{role}</p>{BODY}").author.text == "Ann Example"


def test_a_name_that_begins_as_a_role_is_one() -> None:
    assert read(f"<h1>{HEADLINE}</h1><p>By Di Example</p>{BODY}").author.text == "Di Example"


def test_an_account_is_a_guess_and_a_name_in_print_goes_before_it() -> None:
    head = script(article(author={"@type": "Person", "name": "ann.example"}))
    author = read(f"<h1>{HEADLINE}</h1>{BODY}", head).author
    assert (author.text, author.origin) == ("ann.example", Origin.GUESSED)
    assert read(f"<h1>{HEADLINE}</h1><p>By Ann Example</p>{BODY}", head).author.text == "Ann Example"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('<a href="/"><img src=l.png alt="Harbour Times"></a>', "Harbour Times"),
        ('<a href="https://www.harbourtimes.example/">Harbour Times</a>', "Harbour Times"),
        ('<a href="/">Home</a><a href="/">HARBOUR TIMES</a>', "HARBOUR TIMES"),
        ('<a href="/?sort=new">Harbour Times</a>', None),
        ('<a href="#">Harbour Times</a>', None),
        ('<a href="https://other.example/">Harbour Times</a>', None),
        ('<a href="http://[x/"><img alt="Harbour Times"></a>', None),
    ],
)
def test_the_link_to_its_first_page_names_a_site(link: str, name: str | None) -> None:
    source = read(f"<header>{link}</header><h1>{HEADLINE}</h1>{BODY}").source
    assert (source.text, source.origin) == ((name, Origin.FOUND) if name else (BY_ADDRESS.text, Origin.GUESSED))


def test_a_publisher_is_a_guess_at_the_site() -> None:
    source = read(f"<h1>{HEADLINE}</h1>{BODY}", meta(publisher="Pier Press Ltd")).source
    assert (source.text, source.origin) == ("Pier Press Ltd", Origin.GUESSED)
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", meta(publisher="https://x.example")).source == BY_ADDRESS
    library = '<meta name="DC.publisher" content="Pier Press Ltd">'
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", library).source.text == "Pier Press Ltd"


def source_of(head: str, body: str = "", address: str = "https://www.harbourtimes.example/a") -> tuple[str | None, Origin]:
    source = read(f"{body}<h1>{HEADLINE}</h1>{BODY}", head, url=address).source
    return source.text, source.origin


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.htimes.example/a", "The Harbour Times"),
        ("https://www.harti.example/a", "Harbour Times"),
        ("https://news.nhp.co.example/a", "Northern Harbour Press"),
        ("https://www.harbourecho.example/a", "Harbour-Echo"),
        ("https://www.lecho.example/a", "L'Echo"),
        ("https://www.cafedesidees.example/a", "Le Caf\u00e9 des Id\u00e9es"),
    ],
)
def test_the_end_of_the_tab_names_the_site_that_the_address_is_short_for(address: str, name: str) -> None:
    assert source_of(f"<title>{HEADLINE} - {name}</title>", address=address) == (name, Origin.FOUND)


@pytest.mark.parametrize("end", ["Northern Harbour", "Northern Harbour Press News", "Weather", "Press Harbour Northern"])
def test_words_that_an_address_is_not_short_for_are_no_name(end: str) -> None:
    assert source_of(f"<title>{HEADLINE} - {end}</title>", address="https://www.nhp.example/a")[0] == "nhp.example"


def test_the_beginning_of_the_tab_names_the_site_too() -> None:
    assert source_of(f"<title>Harbour Times: {HEADLINE}</title>") == ("Harbour Times", Origin.FOUND)
    assert source_of(f"<title>Weather: {HEADLINE}</title>")[1] is Origin.GUESSED


@pytest.mark.parametrize("stated", ["Harbour Times - news from the pier", "News from the pier | Harbour Times", "Harbour Times"])
def test_a_slogan_is_no_part_of_the_site_s_name(stated: str) -> None:
    assert source_of(meta(og__site_name=stated)) == ("Harbour Times", Origin.FOUND)


def test_a_name_with_a_border_that_the_address_has_whole_stays_whole() -> None:
    assert source_of(meta(og__site_name="Harbour | Times"))[0] == "Harbour | Times"
    assert source_of(meta(og__site_name="Pier | Press"))[0] == "Pier | Press"


def test_a_logo_and_the_tab_together_name_a_site() -> None:
    logo = "<a href='/'><img alt='Old Pier Weekly'></a>"
    assert source_of(f"<title>{HEADLINE} | Old Pier Weekly</title>", logo) == ("Old Pier Weekly", Origin.FOUND)
    assert source_of(f"<title>{HEADLINE} | Weather</title>", logo)[1] is Origin.GUESSED


@pytest.mark.parametrize("address", [None, "http://127.0.0.1:8000/a", "http://localhost/a", "http://[::1]/a"])
def test_a_machine_is_no_source(address: str | None) -> None:
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", url=address).source.origin is Origin.UNKNOWN


@pytest.mark.parametrize("name", ["Ann (Maria) Example", "Ann (born Bower) Example"])
def test_what_stands_in_parentheses_inside_a_name_is_left_out(name: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1>{BODY}", meta(author=name)).author.text == "Ann Example"


@pytest.mark.parametrize("line", ["By Ann Example (text) and Bob Example (pictures)", "By Ann Example (Harbour Times)"])
def test_what_stands_in_parentheses_behind_a_name_ends_the_byline(line: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1><p>{line}</p>{BODY}").author.text == "Ann Example"


def test_json_that_lacks_a_comma_is_read() -> None:
    fields = '"author": [{"@type": "Person",\n"name": "Ann Example"}]\n "datePublished": "2024-03-02"\n"wordCount": 9\n"x": 1'
    head = f'<script type="application/ld+json"><![CDATA[\n{{"@type": "NewsArticle",\n{fields}}}\n]]></script>'
    metadata = read(f"<h1>{HEADLINE}</h1>{BODY}", head)
    assert (metadata.author.text, metadata.date.text) == ("Ann Example", "2024-03-02")
