"""The tables that describe the district, with the names of its people as a seed gives them."""

import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from demo.district import Ports

_HERE = Path(__file__).resolve().parent

Table = dict[str, Any]
_NOWHERE = Ports(0, 0, 0)


def read(name: str, seed: int, ports: Ports = _NOWHERE) -> Table:
    """The table in `name`; {port}, {four} and {tls} are the ports that the district answers on."""
    places = {"{port}": ports.both, "{four}": ports.four, "{tls}": ports.tls}
    text = re.sub(r"\{(?:port|four|tls)\}", lambda found: str(places[found.group()]), _text(name))
    return tomllib.loads(_renamed(text, seed))


@cache
def words(seed: int) -> Table:
    """The vocabulary. Not to be changed: it is one for everybody."""
    return tomllib.loads(_renamed(_text("words.toml"), seed))


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _renamed(text: str, seed: int) -> str:
    """The same district with other people in it; seed 0 leaves them as they are written."""
    if not seed:
        return text
    others = _people(seed)
    return re.sub("|".join(others), lambda found: others[found.group()], text)


@cache
def _people(seed: int) -> dict[str, str]:
    known = tomllib.loads(_text("people.toml"))
    random = Random(f"people/{seed}")
    given = random.sample(known["given"], len(known["people"]))
    return {name: random.choice(known["surnames"]) + other for name, other in zip(known["people"], given, strict=True)}
