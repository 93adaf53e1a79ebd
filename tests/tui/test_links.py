"""Links: listed, shown in full, opened only then."""

from collections.abc import Iterator

import pytest

from reader.errors import SourceError
from reader.tui.outside import host_of
from reader.tui.screens.links import AddressQuestion, LinksQuestion
from tests.tui.stand_in import ReadingApp
from tests.tui.test_reading import app_with, press

LONG = "https://example.org/" + "x" * 2500


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that a browser was started with."""
    addresses: list[str] = []
    monkeypatch.setattr("reader.tui.screens.links.open_address", addresses.append)
    yield addresses


def many(number: int) -> ReadingApp:
    return app_with(" ".join(f"https://site{place}.example/page" for place in range(number)))


def shown(app: ReadingApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12), (120, 36)])
async def test_all_links_are_listed_and_letters_open_none(opened: list[str], size: tuple[int, int]) -> None:
    app = many(50)
    async with app.run_test(size=size) as pilot:
        await press(pilot, ["O", "j", "k", "G"])
        assert isinstance(app.screen, LinksQuestion)
        assert "site49.example" in shown(app)
        await press(pilot, ["q"])
        assert opened == []
        assert app.screen_stack[-1] is app.reading


async def test_a_link_of_the_list_is_shown_before_it_is_opened(opened: list[str]) -> None:
    app = many(3)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, ["O", "j", "enter"])
        assert isinstance(app.screen, AddressQuestion)
        assert "https://site1.example/page" in shown(app)
        assert {label for _, label in app.screen.hints()} == {"open", "copy", "cancel"}
        assert opened == []
        await press(pilot, ["enter"])
        assert opened == ["https://site1.example/page"]


async def test_typing_finds_a_link_among_many() -> None:
    app = many(50)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, ["O", "slash", *"site37", "enter"])
        assert "https://site37.example/page" in shown(app)


async def test_the_end_of_a_long_address_is_seen_before_it_is_opened(opened: list[str]) -> None:
    app = app_with(LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, ["O", "enter"])
        assert opened == []
        presses = 0
        while not opened and presses < 20:
            await press(pilot, ["enter"])
            presses += 1
        assert opened == [LONG]
        assert presses > 2


async def test_an_address_can_be_copied_instead(opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(AddressQuestion, "copy_out", lambda screen, text: copied.append(text))
    app = many(1)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, ["O", "y", "escape"])
        assert (copied, opened, app.screen) == (["https://site0.example/page"], [], app.reading)


async def test_without_a_browser_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(address: str) -> None:
        raise SourceError("No browser can be started from here")

    monkeypatch.setattr("reader.tui.screens.links.open_address", fail)
    app = many(1)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, ["O", "enter"])
        await pilot.pause()
        assert "No browser can be started from here" in app.reading.status.message


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://bank.example:443@elsewhere.example/", "elsewhere.example"),
        ("http://[::1]:8080/x", "::1"),
        ("https://аррӏе.example/", "аррӏе.example (xn--80ak6aa92e.example)"),
        ("https://" + "ü" * 80 + ".example/", "ü" * 80 + ".example (no valid name)"),
    ],
)
def test_the_host_is_told_as_it_is_asked_for(address: str, host: str) -> None:
    assert host_of(address) == host
