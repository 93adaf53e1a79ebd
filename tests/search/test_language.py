"""The language of an article: stated, or told by its commonest words, or left open."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.language import told_by_words
from reader.search.schema import IndexedArticle
from tests.tui.stand_in import article

WRITTEN = {
    "de": "Die Bank hat den Zins erhöht und erklärt, dass dies nicht das Ende ist, aber auch, was es für die Preise bedeutet.",
    "en": "The bank has raised the rate and said that this is not the end of it, but not what it will do to prices this year.",
    "es": "El banco ha subido el tipo y dice que la medida es para proteger los precios, pero no lo que será de los sueldos.",
    "fr": "La banque a relevé le taux et dit que la mesure est prise pour les prix, mais elle ne sait pas ce que cela change.",
    "it": "La banca ha alzato il tasso e dice che la misura è per i prezzi, ma non sa che cosa sarà del lavoro e della spesa.",
    "kk": "Банк мөлшерлемені көтерді және бұл шешім баға үшін қабылданды деп хабарлады, бірақ ол туралы көп айтқан жоқ.",
    "nl": "De bank heeft de rente verhoogd en zegt dat het niet het einde is, maar niet wat er met de prijzen zal gebeuren.",
    "pl": "Bank podniósł stopy i mówi, że to nie jest koniec, ale nie wie, co się stanie z cenami i z pracą dla ludzi w kraju.",
    "pt": "O banco subiu a taxa e diz que não é o fim da medida, mas não sabe o que será dos preços e do trabalho para todos.",
    "ru": "Банк повысил ставку и объявил, что это решение принято для защиты цен, но не объяснил, как оно скажется на доходах.",
    "sv": "Banken har höjt räntan och säger att det inte är slutet, men inte vad som händer med priserna och till vem det går.",
    "tr": "Banka faizi yükseltti ve bu kararın fiyatlar için olduğunu söyledi, ancak daha sonra ne olacağı ile ilgili söz de yok.",
    "uk": "Банк підвищив ставку і заявив, що це рішення прийнято для захисту цін, але не пояснив, як воно вплине на борги.",
    "ja": "銀行は金利を引き上げたと発表した。",
    "ko": "은행은 금리를 올렸다고 밝혔다.",
    "zh": "银行宣布提高利率，以保护经济。",
    "ar": "رفع البنك سعر الفائدة وقال إن القرار يحمي الأسعار.",
    "he": "הבנק העלה את הריבית ואמר שההחלטה מגינה על המחירים.",
    "el": "Η τράπεζα αύξησε το επιτόκιο και είπε ότι προστατεύει τις τιμές.",
}


@pytest.mark.parametrize("code", WRITTEN)
def test_prose_tells_its_language(code: str) -> None:
    assert told_by_words(WRITTEN[code]) == code


@pytest.mark.parametrize(
    "text", ["", "OK", "12 345", "Aktau Atyrau Oral Astana Almaty Shymkent Taraz Semey Pavlodar Aktobe Oskemen Kostanay Balkhash"]
)
def test_what_leaves_doubt_tells_none(text: str) -> None:
    assert told_by_words(text) == ""


def test_prose_half_in_one_language_and_half_in_another_tells_none() -> None:
    assert told_by_words(f"{WRITTEN['de']} {WRITTEN['fr']}") == ""


@given(st.text(max_size=300))
def test_any_text_has_a_code_or_none(text: str) -> None:
    assert told_by_words(text) in {"", *WRITTEN}


def stated(made: Article, language: str) -> Article:
    return replace(made, metadata=replace(made.metadata, language=language))


def test_a_search_filters_by_the_language_that_is_stated_or_told(tmp_path: Path) -> None:
    made = {each.id: each for each in (article(WRITTEN["ru"], id="a1"), article(WRITTEN["en"], id="a2"))}
    made["a3"] = stated(article(WRITTEN["en"], id="a3"), "de")
    engine = SearchEngine(tmp_path, made.__getitem__)
    engine.update([IndexedArticle(each) for each in made.values()], ())
    found = {code: _found(engine, f"lang:{code}") for code in ("ru", "en", "de", "fr")}
    assert found == {"ru": {"a1"}, "en": {"a2"}, "de": {"a3"}, "fr": set()}


def _found(engine: SearchEngine, query: str) -> set[str]:
    return {name for name, _ in engine.rank(query, limit=10, state=UserState(), today=date(2026, 1, 15))}
