"""docs/duties.md: which check sees which duty, with what, and which test shows it. `python -m reports.coverage` writes it."""

from collections.abc import Iterator
from pathlib import Path

from core.catalogue import Catalogue, Item, load
from core.names import listed

_ROOT = Path(__file__).resolve().parent.parent
FILE = _ROOT / "docs" / "duties.md"
_HEAD = """# Duties, and what sees them

Written by `python -m reports.coverage` from `catalogue/standards/`. A check in the third column is there and its tests are named;
"later: NAME" is one that is still to come: a duty that only such checks see is grey in `bihuan report duties`. "by hand" is filled in by
an officer with a link as evidence (`bihuan standard fill`); "ledger" and "scorecard" are seen in the cases themselves.
"""
_COLUMNS = "mandatory_columns"


def text(rules: Catalogue) -> str:
    """The whole page."""
    parts = [_HEAD]
    for key in ("laiwu-2021", "article-20"):
        standard = rules.standards[key]
        parts += [f"\n## {standard.name}\n", "| row | duty | check | column | test |", "|---|---|---|---|---|"]
        parts += [_line(key, item, rules) for item in standard.items]
    return "\n".join(parts) + "\n"


def _line(standard: str, item: Item, rules: Catalogue) -> str:
    checks = list(_checks(item))
    there = [name for name in dict.fromkeys(checks) if name in rules.rules]
    seen = [name if name in rules.rules else f"later: {name}" for name in dict.fromkeys(checks)]
    seen += [watch.limits["by"] for watch in item.watch if watch.check == "*"] + (["by hand"] if item.manual else [])
    names = [*item.names, *(name for own in item.each.values() for name in own)]
    tests = [f"tests/checks/test_{name}.py" for name in there]
    cells = [str(item.row or ""), f"`{standard}/{item.key}` {item.title}", "<br>".join(seen), listed(names[:4])]
    return f"| {' | '.join([*cells, '<br>'.join(tests)])} |"


def _checks(item: Item) -> Iterator[str]:
    """The checks that see it: those that its row names, for a law's row the one for columns."""
    if item.names and not item.watch:
        yield _COLUMNS
    yield from (watch.check for watch in item.watch if watch.check != "*")


if __name__ == "__main__":
    FILE.write_text(text(load()), "utf-8")
