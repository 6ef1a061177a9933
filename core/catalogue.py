"""The catalogue: rules, standards and word lists as data that officials may change without touching code.

`catalogue/checks/NAME.toml` holds everything about a check that is not logic: its level, its limits, and every Chinese
sentence it can say.  `catalogue/standards/KEY.toml` holds the columns that a regulation or a plan asks for.
"""

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core import names
from core._toml import content, nearest
from core.errors import BadInput, why
from core.standards import Item, Standard
from core.standards import load as load_standard
from core.types import Evidence, Finding, Level, Verdict

__all__ = ["FOLDER", "Catalogue", "Item", "Rule", "Say", "Standard", "load"]

FOLDER = Path(__file__).resolve().parent.parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Say:
    """One thing a check can say: `title` heads the finding, `text` is its evidence. Both are format strings."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The catalogue's row of one check. `limits` are its thresholds by name.

    `good`, `fails`, `unsure`, `fix` are Chinese sentences for people: what a good site does, when it is accused, when
    nothing can be said, how to mend it.
    """

    check: str
    name: str
    level: Level
    clause: str
    basis: str
    good: str
    fails: str
    unsure_when: str
    fix: str
    confirmed: bool = True
    #: False: of thousands of subjects only what is wrong is listed, the rest is counted.
    lists_passes: bool = True
    assign: str = "confirm"
    due: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)
    says: Mapping[str, Say] = field(default_factory=dict)

    def passed(self, subject: str, say: str, **rest: Any) -> Finding:
        return self.finding(Verdict.PASS, subject, say, **rest)

    def fail(self, subject: str, say: str, **rest: Any) -> Finding:
        return self.finding(Verdict.FAIL, subject, say, **rest)

    def unsure(self, subject: str, say: str, **rest: Any) -> Finding:
        return self.finding(Verdict.UNSURE, subject, say, **rest)

    def finding(
        self,
        verdict: Verdict,
        subject: str,
        say: str,
        *,
        unit: str,
        url: str = "",
        place: str = "",
        at: str = "",
        level: Level | None = None,
        clause: str = "",
        early: bool = False,
        confirmed: bool = True,
        seen_on: Iterable[str] = (),
        **facts: Any,
    ) -> Finding:
        """Put the finding into the catalogue's words; `facts` fill the places of the sentence `say`.

        `seen_on` are the pages that show it, where there are several; `confirmed` is that of the standard's row.
        """
        words = self.says[say]
        facts = {"subject": subject, "url": url, "place": place, **facts}
        return Finding(
            check=self.check,
            subject=subject,
            verdict=verdict,
            level=level or self.level,
            title=words.title.format(**facts),
            unit=unit,
            url=url,
            evidence=Evidence(words.text.format(**facts), place or url, at, tuple(seen_on)),
            clause=clause or self.clause,
            early=early,
            confirmed=self.confirmed and confirmed,
        )


@dataclass(frozen=True)
class Catalogue:
    """Everything under `catalogue/`, read once. `digest` changes when any of its files does."""

    rules: Mapping[str, Rule]
    standards: Mapping[str, Standard]
    words: Mapping[str, Any]
    digest: str

    def standard(self, key: str, place: str) -> Standard:
        """The standard of this key. Raises `BadInput` that begins with `place`, where it is asked for."""
        if key not in self.standards:
            raise BadInput(
                f"{place}：没有 {key} 这项标准{nearest(key, self.standards) or f'，目前有 {names.listed(self.standards)}'}"
            )
        return self.standards[key]

    def item(self, clause: str) -> Item | None:
        """The row that a clause names: `article-20/budget`; None for a whole standard and for what is not there."""
        standard, _, key = clause.partition("/")
        return self.standards[standard].item(key) if standard in self.standards else None

    @cached_property
    def column_types(self) -> Mapping[str, Mapping[str, Any]]:
        """Kinds of column by name (动态要闻, 通知公告 …): `names` that sites give them and their period."""
        types: Mapping[str, Mapping[str, Any]] = self.words["column-types"]
        return types

    def column_type(self, name: str) -> str:
        """The key of the kind of column whose names or parts of names fit; exact names go before parts."""
        plain = names.column_name(name)
        exact, parts = self._typed
        return exact.get(plain) or next((key for part, key in parts if part in plain), "")

    @cached_property
    def _typed(self) -> tuple[Mapping[str, str], Sequence[tuple[str, str]]]:
        exact: dict[str, str] = {}
        for key, row in self.column_types.items():
            for name in (row["title"], *row.get("names", ())):
                exact.setdefault(names.plain(name), key)
        parts = [(names.plain(part), key) for key, row in self.column_types.items() for part in row.get("contains", ())]
        return exact, parts

    def outcome(self, outcome: str, status: int = 0) -> str:
        """How a reading ended, in Chinese: 返回错误状态 404."""
        word: str = self.words["walk"]["outcomes"][outcome]
        return f"{word} {status}" if status >= 400 else word


def load(folder: Path = FOLDER, extra_standards: tuple[Path, ...] = ()) -> Catalogue:
    """Read the catalogue; `extra_standards` are the bureau's own files. Raises `BadInput` naming file and place."""
    digest = hashlib.blake2b(digest_size=8)
    rules = {p.stem: _rule(p.stem, _toml(p, digest), p) for p in sorted((folder / "checks").glob("*.toml"))}
    files = [*sorted((folder / "standards").glob("*.toml")), *extra_standards]
    for path in files:
        digest.update(content(path))
    known = {path: load_standard(path) for path in files}
    words = {p.stem: _toml(p, digest) for p in sorted(folder.glob("*.toml"))}
    for path in sorted((folder / "cms").glob("*.toml")):
        _toml(path, digest)
    standards = {standard.key: standard for standard in known.values()}
    _refuse_unwatched(known, standards, (*rules, *words["duties"]["later"]))
    return Catalogue(
        MappingProxyType(rules),
        MappingProxyType(standards),
        MappingProxyType(words),
        digest.hexdigest(),
    )


def _toml(path: Path, digest: Any) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
        digest.update(raw)
        return tomllib.loads(raw.decode())
    except OSError as error:
        raise BadInput(f"{path}：文件读不到（{why(error)}）") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path}：不是有效的 TOML 文件（{error}）") from None


def _rule(check: str, row: dict[str, Any], path: Path) -> Rule:
    with _Named(path):
        says = {key: Say(say["title"], say["text"]) for key, say in row.pop("says").items()}
        return Rule(
            check=check,
            level=Level(row.pop("level")),
            unsure_when=row.pop("unsure"),
            says=MappingProxyType(says),
            **row,
        )


def _refuse_unwatched(files: Mapping[Path, Standard], standards: Collection[str], checks: Collection[str]) -> None:
    """A row watched by a check or a standard that nobody knows would be watched by none."""
    rows = [(path, item, watch) for path, one in files.items() for item in one.items for watch in item.watch]
    for path, item, watch in rows:
        place, standard = f"{path}：[[item]] {item.key} 的 watch", watch.limits.get("standard", "")
        if watch.check not in ("*", *checks):
            raise BadInput(f"{place} 的 {watch.check} 没有这项检查{nearest(watch.check, checks)}")
        if standard and standard not in standards:
            raise BadInput(f"{place} 没有 {standard} 这项标准{nearest(standard, standards)}")


class _Named:
    """Turns a missing or unknown key of a catalogue file into one line that names the file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, KeyError):
            raise BadInput(f"{self.path}：缺少 {error.args[0]}") from None
        if isinstance(error, (TypeError, ValueError, AttributeError)):
            raise BadInput(f"{self.path}：{error}") from None
