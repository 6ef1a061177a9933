"""How a site is clothed: markup of lists, names of classes, forms of dates. It varies from seed to seed and means nothing."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_CHOICES = Path(__file__).with_name("dress.toml")


@dataclass(frozen=True, slots=True)
class Dress:
    """One set of clothes. `rows` is the kind of list markup (templates/rows.html), `names` what classes are called."""

    rows: str
    day: str
    listed: str
    around: str
    crumb: str
    arrow: str
    published: str
    source: str
    cut: int
    #: What stands at the end of a breadcrumb; "=" is the title.
    leaf: str
    code: str
    icp: str
    police: str
    jiucuo: str
    conac: str
    ellipsis: str
    wrap: str
    answer: str
    names: Mapping[str, str] = field(default_factory=dict)

    def on(self, day: date) -> str:
        """A day as this site's lists print it."""
        return self.around.format(self.listed.format(day))

    def plainly(self, day: date) -> str:
        """A day as this site's articles print it."""
        return self.day.format(day)

    def end(self, title: str) -> list[tuple[str, None]]:
        """The end of a breadcrumb, that leads nowhere."""
        leaf = title if self.leaf == "=" else self.leaf
        return [(leaf, None)] if leaf else []

    def c(self, name: str) -> str:
        """What the class is called here."""
        return self.names.get(name, name)

    def style(self, sheet: str) -> str:
        """A style sheet for these names of classes."""
        return re.sub(r"\.([a-z]+)\b(?=[^;{}]*\{)", lambda found: f".{self.c(found.group(1))}", sheet)


def dress(look: str, seed: int) -> Dress:
    """The clothes of a look for one seed."""
    known = _choices()
    random = Random(f"dress/{look}/{seed}")

    def one(options: list[Any]) -> Any:
        return random.choice(options) if seed else options[0]

    names = {name: one(options) for name, options in known["classes"].items()}
    return Dress(**{name: one(options) for name, options in (known["any"] | known[look]).items()}, names=names)


@cache
def _choices() -> dict[str, Any]:
    return tomllib.loads(_CHOICES.read_text("utf-8"))
