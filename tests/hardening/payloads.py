"""Texts that would act on a terminal, hide in it, or be taken for markup; all made here."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

PAYLOADS = {
    "clear screen": f"one {ESC}[2J{ESC}[31mtwo{ESC}[0m three",
    "move cursor": f"one {ESC}[1;1Htwo{ESC}[9A three",
    "ask the terminal": f"one {ESC}[6n{ESC}[c{ESC}[>c{ESC}[21t two",
    "window title": f"one {ESC}]0;two{BEL} three",
    "title, other end": f"one {ESC}]2;two{ST} three",
    "write clipboard": f"one {ESC}]52;c;dHdv{ST} two",
    "hidden link": f"one {ESC}]8;;http://example.invalid/{ST}two{ESC}]8;;{ST} three",
    "inline file": f"one {ESC}]1337;File=inline=1:dHdv{ST} two",
    "never ending title": f"one {ESC}]0;two and the rest of the page",
    "request settings": f"one {ESC}P$q two{ST} three",
    "graphics": f"one {ESC}_Gf=24,s=1,v=1;AAAA{ST} two",
    "private messages": f"one {ESC}^two{ST}{ESC}Xthree{ST}",
    "full reset": f"one {ESC}c two",
    "leave the screen": f"one {ESC}[?1049l{ESC}[?25l{ESC}[?1003h two",
    "end of a paste": f"one {ESC}[201~two{ESC}[200~ three",
    "scroll region": f"one {ESC}[3;9r{ESC}[?6h two",
    "character set": f"one {ESC}(0{ESC}#8 two \x0e three \x0f",
    "eight-bit control": "one \x9b2J two \x9d0;three\x9c four \x90$q\x9c",
    "next line": "one \x85 two",
    "all controls": "one " + "".join(chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), 127)) + " two",
    "bells": "one \x07\x07 two",
    "overprint": "safe words\rother words",
    "backspaces": "rm -rf\b\b\b\b\b\b two",
    "bidi override": "one \u202etwo\u202c three \u2066four\u2069",
    "bidi marks": "one \u200e\u200f\u061c two",
    "invisible": "on\u200be t\u2060w\ufeffo",
    "tag characters": "one" + "".join(chr(0xE0000 + ord(letter)) for letter in "say it"),
    "tower of marks": "one e" + "\u0301" * 3000 + " two",
    "line separators": "one \u2028 two \u2029 three",
    "not characters": "one \ufffe\uffff\ufff9\ufffb two",
    "emoji": "👩‍👩‍👧 🏳️‍🌈 👍🏿 🇰🇿 one",
    "wide": "漢字仮名交じり文 one",
    "right to left": "مرحبا one שלום",
    "tags of style": "[bold]one[/bold] [reverse]two",
    "closing tags": "one [/] [/b] [/two]",
    "action": "[@click=app.quit]one[/] [@click=app.bell()]two[/]",
    "markup link": "[link=http://example.invalid/]one[/link]",
    "footnotes": "[0] one [1] see [12]",
    "open bracket": "[ one [two",
    "bad style": "[no such style!!]one[/]",
    "variables": "$text one $(two) [$three]x[/]",
    "emoji names": ":smile: one :warning:",
    "backslash": "one\\",
    "quotes": "['one \"two]",
    "scripts": "[one](javascript:alert(1)) <script>two</script> ![x](file:///etc/passwd)",
    "format fields": "{one} {0} %s %(two)s {{three}}",
    "ansi as text": "\\x1b[31mone \\033[0m ^[[2J",
    "formula": "=cmd|' /C one'!A1",
    "soft reset": f"one {ESC}[!p two{ESC}[?25l",
    "keyboard protocol": f"one {ESC}[>31u two{ESC}[=5;1u three{ESC}[>4;2m",
    "palette and ground": f"one {ESC}]4;1;rgb:ff/00/00{BEL} two{ESC}]11;?{ST}{ESC}]110{ST}",
    "notice of the desktop": f"one {ESC}]9;two{BEL}{ESC}]777;notify;three;four{ST}{ESC}]99;;five{ST}",
    "prompt marks": f"one {ESC}]133;A{ST}{ESC}]7;file:///etc{ST} two",
    "through tmux": f"one {ESC}Ptmux;{ESC}{ESC}]52;c;dHdv{BEL}{ST} two",
    "name of the window, in screen": f"one {ESC}ktwo{ST} three",
    "printer": f"one {ESC}[5i two {ESC}[4i three",
    "save and restore": f"one {ESC}7{ESC}[s two {ESC}8{ESC}[u three",
    "sixel": f"one {ESC}Pq#0;2;0;0;0#0!99~-{ST} two",
    "macro": f"one {ESC}P0;0;0!z6c73{ST}{ESC}[0*z two",
    "erase and repeat": f"one {ESC}[3J{ESC}[99999b{ESC}[99999L{ESC}[99999P two",
    "cut in the middle": f"one {ESC}[38;2;1;2",
    "nested": f"one {ESC}{ESC}[2J{ESC}[{ESC}[2J{ESC}]{ESC}]0;x{BEL} two",
    "fillers and selectors": "on\u3164e t\ufe0fw\u115fo \u00ad three \u180e four",
}
"""Name to text; every text is about words, so that it can stand in a paragraph."""

GENERATOR = Path(__file__).parents[3] / "shared" / "tools" / "reliability" / "hostile.py"


def generator() -> ModuleType | None:
    """Return the shared generator of hostile texts, files and queries, where it is at hand."""
    if not GENERATOR.is_file():
        return None
    spec = importlib.util.spec_from_file_location("hostile", GENERATOR)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def all_payloads() -> dict[str, str]:
    """Return our own payloads, and those of the generator where it is at hand."""
    shared: Mapping[str, str] = getattr(generator(), "TERM_PAYLOADS", {})
    return {**PAYLOADS, **{f"generator: {name}": text for name, text in shared.items()}}


FILE_NAMES = (
    "-rf --help.txt",
    "two\nlines.txt",
    f"clear {ESC}[2J.txt",
    f"title {ESC}]0;x{BEL}.txt",
    "gpj.\u202etxt.txt",
    "[bold]name[0].txt",
    "[@click=app.quit]x.txt",
    "$(boom) `boom` %s {0}.txt",
    "wide 漢字.txt",
    "long " + "n" * 200 + ".txt",
)
