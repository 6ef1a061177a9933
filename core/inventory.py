"""The registers: units, sites, columns and accounts, as the bureau keeps them in `inventory.toml` or a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core import _sheets
from core._register import REFERENCES, ROWS, binding, completed, implied, root
from core._toml import Tongue, mistakes, nearest, read, unknown, write
from core.errors import BadInput
from core.types import Account, Leader, RegisteredColumn, Site, Unit
from core.urls import canonical, host_of


@dataclass(frozen=True)
class Inventory:
    """The four registers, each in the order of the file."""

    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()
    columns: tuple[RegisteredColumn, ...] = ()
    accounts: tuple[Account, ...] = ()

    def find(self, target: str) -> tuple[Site, ...]:
        """The sites that `site:KEY`, `unit:KEY`, a bare key or an http(s) address names.

        A key of both a unit and a site is the unit: all its sites. An address that nobody registered is a site of its
        own, named by its host. Raises `BadInput` where nothing, or more than one thing, is meant.
        """
        if "://" in target:
            return (self._at(target),)
        kind, colon, key = target.rpartition(":")
        named = {
            "unit": {unit.key for unit in self.units},
            "site": {site.key for site in self.sites},
            "account": {account.key for account in self.accounts},
        }
        if colon and kind not in named:
            raise BadInput(f"{target}：应为编号、site:编号、unit:编号、account:编号 或 http:// 网址")
        kinds = [name for name in ([kind] if colon else named) if key in named[name]]
        if not kinds:
            known = named[kind] if colon else set().union(*named.values())
            advice = nearest(key, sorted(known)) or ("，网址要以 http:// 或 https:// 开头" if "." in key else "")
            raise BadInput(f"{target}：没有登记这个{_KINDS.get(kind, '编号')}{advice}")
        return self._of(kinds, key)

    def owner(self, url: str) -> Site | None:
        """The one registered site to which `url` belongs: a start address of its own, else the longest prefix."""
        place = _place(url)
        if not place:
            return None
        host, path = place
        if place in self._starts:
            return self._starts[place]
        return next((site for prefix, site in self._prefixes.get(host, ()) if _under(path, prefix)), None)

    def _of(self, kinds: list[str], key: str) -> tuple[Site, ...]:
        if kinds[0] == "unit":
            sites = tuple(site for site in self.sites if site.unit == key)
            if not sites:
                raise BadInput(f"unit:{key}：该单位没有登记网站")
            return sites
        if kinds == ["site", "account"]:
            raise BadInput(f"{key}：既是网站又是新媒体账号，请写 site:{key} 或 account:{key}")
        if kinds == ["account"]:
            raise BadInput(f"account:{key}：本版本尚不检查新媒体账号")
        return tuple(site for site in self.sites if site.key == key)

    def _at(self, url: str) -> Site:
        place = _place(url)
        if not place:
            raise BadInput(f"{url}：应为 http:// 或 https:// 网址")
        return self._starts.get(place) or _stranger(url)

    @cached_property
    def _starts(self) -> Mapping[tuple[str, str], Site]:
        return {place: site for site in self.sites for place in _reach(site)[0]}

    @cached_property
    def _prefixes(self) -> Mapping[str, Sequence[tuple[str, Site]]]:
        """By host: path prefixes, the longest first."""
        found: dict[str, list[tuple[str, Site]]] = {}
        for site in self.sites:
            for host, prefix in _reach(site)[1]:
                found.setdefault(host, []).append((prefix, site))
        return {host: sorted(pairs, key=lambda pair: -len(pair[0])) for host, pairs in found.items()}


def load(path: Path) -> Inventory:
    """The registers in a .toml or .xlsx file. Raises `BadInput`, one line a mistake."""
    if path.suffix.lower() == ".xlsx":
        book = _sheets.read(path)
        return build(book.tables, str(path), book.tongues, book.lines)
    if path.suffix.lower() != ".toml":
        raise BadInput(f"{path}：登记表应为 .toml 或 .xlsx 文件")
    return build(read(path), str(path))


def build(
    tables: Mapping[str, Any], source: str, tongues: Mapping[str, Tongue] | None = None, lines: Sequence[str] = ()
) -> Inventory:
    """The registers from rows: `tables` has lists of dicts under unit, site, column, account.

    Raises `BadInput`, one line a mistake, each beginning with `source`; `lines` are mistakes that are known already,
    `tongues` say by register how its places are called, by default as in TOML.
    """
    tongues = {name: Tongue(name) for name in ROWS} | dict(tongues or {})
    lines = [*lines, *(f"[[{name}]] {unknown(name, ROWS)}" for name in tables if name not in ROWS)]
    sound = {name: _entries(name, tables, tongues[name], lines) for name in ROWS}
    kinds = {unit.key: unit.kind for unit in sound["unit"].values()}
    registers = {name: {n: completed(one, kinds) for n, one in entries.items()} for name, entries in sound.items()}
    lines += [
        *_repeated(tables, tongues),
        *_dangling(tables, tongues),
        *_claimed_twice(registers["site"], tongues["site"]),
    ]
    if lines:
        raise BadInput(*(f"{source}：{line}" for line in lines))
    return Inventory(*(tuple(entries.values()) for entries in registers.values()))


def dump(inventory: Inventory) -> str:
    """The registers as TOML text that `load` reads back to the same; what need not be said is left out."""
    kinds = {unit.key: unit.kind for unit in inventory.units}
    return write((name, _said(entry, kinds)) for name in ROWS for entry in getattr(inventory, f"{name}s"))


def covers(site: Site, url: str) -> bool:
    """True where `url` lies within the site's start addresses and prefixes, whatever its scheme.

    Other sites may have a longer prefix: between registered sites `Inventory.owner` decides.
    """
    place = _place(url)
    if not place:
        return False
    starts, prefixes = _reach(site)
    return place in starts or any(place[0] == host and _under(place[1], prefix) for host, prefix in prefixes)


def _stranger(url: str) -> Site:
    host = host_of(canonical(url))
    return Site(
        key=host,
        name=host,
        unit=host,
        kind="department",
        urls=(canonical(url),),
        prefixes=(root(url),),
        operator=host,
        standards=binding("department", "department"),
        registered=False,
    )


@lru_cache(maxsize=1024)
def _reach(site: Site) -> tuple[frozenset[tuple[str, str]], tuple[tuple[str, str], ...]]:
    """Places of the start addresses, and of the prefixes."""
    starts, prefixes = ([place for one in urls if (place := _place(one))] for urls in (site.urls, site.prefixes))
    return frozenset(starts), tuple(prefixes)


def _place(url: str) -> tuple[str, str] | None:
    """(host[:port], path and query) without scheme and usual port; None for what is not an http(s) address."""
    scheme, _, rest = canonical(url).partition("://")
    host, _, path = rest.partition("/")
    return (host.removesuffix(":80").removesuffix(":443"), f"/{path}") if scheme else None


def _under(path: str, prefix: str) -> bool:
    """`/a/` holds `/a`, `/a/` and `/a/b`; `/a` holds `/a`, `/a/b` and `/a?b`, but not `/ab`."""
    if not path.startswith(prefix):
        return path + "/" == prefix
    return len(path) == len(prefix) or prefix[-1] in "/?=&_-" or path[len(prefix)] in "/?&#;"


def _entries(name: str, tables: Mapping[str, Any], tongue: Tongue, lines: list[str]) -> dict[int, Any]:
    """The sound entries of a register by their number in the file; what is wrong with others goes to `lines`."""
    if not isinstance(tables.get(name, []), list):
        lines.append(f"{name} 应写作 [[{name}]]，一项一段")
    found = {}
    for number, row in enumerate(_rows(name, tables), 1):
        try:
            found[number] = _ENTRIES[name](**dict(ROWS[name].model_validate(row)))
        except ValidationError as error:
            lines += mistakes(tongue.entry(number), error, ROWS[name], tongue)
    return found


def _rows(name: str, tables: Mapping[str, Any]) -> list[Any]:
    rows = tables.get(name)
    return rows if isinstance(rows, list) else []


def _written(row: Any, field: str) -> str:
    """The text of a field as it stands in the file, whatever else is wrong with its entry; "" where there is none."""
    value = row.get(field) if isinstance(row, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _repeated(tables: Mapping[str, Any], tongues: Mapping[str, Tongue]) -> Iterator[str]:
    for name, identity in _IDENTITIES:
        seen: dict[tuple[str, ...], int] = {}
        tongue, field = tongues[name], identity[-1]
        for number, row in enumerate(_rows(name, tables), 1):
            values = tuple(_written(row, one) for one in identity)
            first = seen.setdefault(values, number) if all(values) else number
            if first != number:
                said = f"与{tongue.nth(first)}重复，都是{tongue.shown(values[-1])}"
                yield f"{tongue.entry(number)}{tongue.field(field)}{said}"


def _dangling(tables: Mapping[str, Any], tongues: Mapping[str, Tongue]) -> Iterator[str]:
    """References to entries that are not there; an entry with mistakes of its own counts as there."""
    for name, field, to in REFERENCES:
        known = {_written(row, "key") for row in _rows(to, tables)} - {""}
        tongue = tongues[name]
        for number, row in enumerate(_rows(name, tables), 1):
            key = _written(row, field)
            if key and key not in known:
                said = f"，实际是{tongue.shown(key)}{nearest(key, sorted(known))}"
                yield f"{tongue.entry(number)}{tongue.field(field)}应为已登记的{_KINDS[to]}编号{said}"


def _claimed_twice(sites: Mapping[int, Site], tongue: Tongue) -> Iterator[str]:
    """A page belongs to one site: no two may have the same start address or the same prefix."""
    seen: dict[tuple[str, object], int] = {}
    for number, site in sites.items():
        claims = [(field, one) for field in ("urls", "prefixes") for one in getattr(site, field)]
        for field, url in claims:
            first = seen.setdefault((field, _place(url)), number)
            if first != number:
                said = f"与{tongue.nth(first)}相同（{url}），一个页面只能属于一个网站"
                yield f"{tongue.entry(number)}{tongue.field(field)}{said}"
                break


def _said(entry: Unit | Site | RegisteredColumn | Account, kinds: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an entry that differ from what leaving them out would mean."""
    usual = {field.name: field.default for field in fields(entry) if field.default is not MISSING}
    usual |= implied(entry, kinds)
    said = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "registered"}
    said = {name: value for name, value in said.items() if name not in usual or value != usual[name]}
    if isinstance(entry, Unit) and entry.leaders:
        said["leaders"] = tuple(_leader(leader) for leader in entry.leaders)
    return said


def _leader(leader: Leader) -> dict[str, str]:
    return {name: value for name, value in asdict(leader).items() if value}


_ENTRIES: Mapping[str, type[Any]] = {"unit": Unit, "site": Site, "column": RegisteredColumn, "account": Account}
_KINDS = {"unit": "单位", "site": "网站", "account": "新媒体账号"}
_IDENTITIES = (
    ("unit", ("key",)),
    ("site", ("key",)),
    ("column", ("site", "path")),
    ("account", ("key",)),
    ("account", ("platform", "account")),
)
