"""A superior's list, as a sheet or as lines of text: its lines become cases, each with the unit that answers for its address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from core import charset, names
from core._workbook import read
from core.catalogue import Catalogue
from core.clock import now
from core.errors import BadInput, why
from core.inventory import Inventory
from core.types import Level
from core.urls import canonical, folder_of
from ledger import numbers, registers
from ledger.entry import identity
from ledger.models import Batch, Case, Event
from ledger.states import Happened, State

#: The check of a line that no check of ours sees.
REPORTED = "reported"
_URL = re.compile(r"https?://[^\s\"'<>，。；、）)】]+", re.I)
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many lines became new cases, and how many were in the book already."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: where it stands, the address, everything that it says."""

    place: str
    url: str
    text: str


def take(path: Path, catalogue: Catalogue, source: str, document: str, batch: str, who: str) -> Taken:
    """Put the list at `path` into the book: each new case waits for an officer (待核实).

    Raises `BadInput`, one line a line without an address or whose address belongs to nobody; then nothing is taken.
    """
    inventory = registers.load()
    lines = list(_lines(path))
    wrong = [f"{line.place}：没有网址" for line in lines if not line.url]
    strange = (line for line in lines if line.url and inventory.owner(line.url) is None)
    wrong += [f"{line.place}：{line.url} 不属于任何登记的网站" for line in strange]
    if wrong:
        raise BadInput(*(f"{path}：{line}" for line in wrong))
    if not lines:
        raise BadInput(f"{path}：没有内容")
    with transaction.atomic():
        chosen = (
            Batch.objects.get_or_create(key=batch, defaults={"name": batch, "source": source})[0] if batch else None
        )
        new = sum(_booked(line, inventory, catalogue, source, document, chosen, who) for line in lines)
    return Taken(new, len(lines) - new)


def _booked(
    line: Line, inventory: Inventory, catalogue: Catalogue, source: str, document: str, batch: Batch | None, who: str
) -> bool:
    """Whether the line became a case; one that the book has already only learns where it was reported."""
    site = inventory.owner(line.url)
    assert site is not None
    check = _check(line.text, catalogue.words["cases"]["reported"])
    key = identity(site.key, check, line.url)
    known = Case.objects.filter(identity=key).first()
    if known and known.state != State.NONE:
        known.source, known.document, known.batch = source, document or known.document, batch or known.batch
        known.save(update_fields=["source", "document", "batch"])
        return False
    at = now()
    case = known or Case(identity=key, site=site.key, check_name=check, subject=line.url, found_at=at)
    case.number = case.number or numbers.take(catalogue.words["cases"]["number"], 1, at)[0]
    rule = catalogue.rules.get(check)
    case.level, case.clause = (rule.level, rule.clause) if rule else (Level.DEDUCTION, document)
    case.unit, case.state = _unit(line.url, inventory, site.unit), State.FOUND
    case.title, case.url = names.tidy(line.text)[:300] or line.url, line.url
    case.evidence = {"text": line.text, "place": line.place, "at": at.isoformat(timespec="seconds"), "places": []}
    case.source, case.document, case.batch = source, document, batch
    case.save()
    Event.objects.create(
        case=case,
        kind=Happened.FOUND,
        at=at,
        who=who,
        note=f"{source}{document}",
        before=State.NONE,
        after=State.FOUND,
        facts={"unit": case.unit, "title": case.title},
    )
    return True


def _check(text: str, words: Mapping[str, Sequence[str]]) -> str:
    plain = names.plain(text)
    found = (check for check, said in words.items() if any(names.plain(word) in plain for word in said))
    return next(found, REPORTED)


def _unit(url: str, inventory: Inventory, default: str) -> str:
    """The unit of the registered column in whose folder the address lies, else the site's."""
    folders = [(folder_of(column.url), column.unit) for column in inventory.columns if column.url and column.unit]
    inside = [(len(folder), unit) for folder, unit in folders if url.startswith(folder) and folder.count("/") > 3]
    return max(inside)[1] if inside else default


def _lines(path: Path) -> Iterator[Line]:
    for place, text in _texts(path):
        found = _URL.search(text)
        url = canonical(found.group()) if found else ""
        if url or _says_something(text):
            yield Line(place, url, _URL.sub("", text).strip(" ，,；;：:\t"))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """(place, all the words) of every line; of a sheet, those below the head that names an address."""
    if path.suffix.lower() == ".xlsx":
        for sheet, rows in read(path).items():
            said = [" ".join(str(cell).strip() for cell in row if cell not in ("", None)) for row in rows]
            first = next((number for number, text in enumerate(said) if _URL.search(text)), len(said))
            yield from (
                (f"{sheet} 第{number + 1}行", text) for number, text in enumerate(said) if number >= first and text
            )
        return
    if path.suffix.lower() != ".txt":
        raise BadInput(f"{path}：应为 .xlsx 或 .txt 文件")
    try:
        raw = path.read_bytes()[:_LARGEST]
    except OSError as error:
        raise BadInput(f"{path}：文件读不到（{why(error)}）") from None
    text, _, _ = charset.decode(raw, "")
    yield from ((f"第{number}行", line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _says_something(text: str) -> bool:
    """Not a heading, a signature or a total: a numbered line."""
    return bool(re.match(r"\d{1,4}\s*[.、．)）]?\s*\S", text))
