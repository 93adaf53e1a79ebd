"""Names by article."""

import pytest

from reader.article import Label
from reader.compare.matrix import build_matrix
from tests.compare.makers import article, mentions

NAMES = {"Velmar": (Label.PLACE, "Velmar"), "Tarn": (Label.PERSON, "Ilse Tarn"), "Orsk": (Label.PLACE, "Orsk")}


def test_names_are_counted_for_each_article_and_filtered() -> None:
    articles = [article(["Tarn left Velmar. Tarn is back."], "a"), article(["Velmar and Orsk."], "b")]
    matrix = build_matrix(articles, [mentions(one, NAMES) for one in articles])
    assert [(row.name, row.counts) for row in matrix.rows] == [("Ilse Tarn", (2, 0)), ("Velmar", (1, 1)), ("Orsk", (0, 1))]
    assert [row.name for row in matrix.in_all()] == ["Velmar"]
    assert [row.name for row in matrix.only_in(0)] == ["Ilse Tarn"]
    assert [row.name for row in matrix.missing_in(0)] == ["Orsk"]


def test_a_country_is_a_place_though_its_people_are_named_more_often() -> None:
    names = {"Ardania": (Label.PLACE, "Ardania"), "Ardanians": (Label.NORP, "Ardania"), "Tarnites": (Label.NORP, "Tarnites")}
    one = article(["Ardanians came to Ardania. Ardanians and Tarnites stayed."], "a")
    assert {row.name: row.label for row in build_matrix([one], [mentions(one, names)]).rows} == {
        "Ardania": Label.PLACE,
        "Tarnites": Label.NORP,
    }


def test_more_than_five_articles_are_refused() -> None:
    articles = [article(["Velmar."], str(k)) for k in range(6)]
    with pytest.raises(ValueError, match="up to 5"):
        build_matrix(articles, [()] * 6)
