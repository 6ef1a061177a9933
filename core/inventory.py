"""The registers: units, sites, columns and accounts, as the bureau keeps them in `inventory.toml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core._register import AccountRow, ColumnRow, SiteRow, UnitRow, binding, completed, implied, root
from core._toml import Table, mistakes, nearest, read, shown, unknown, write
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
    """The registers in a TOML file. Raises `BadInput`, one line a mistake."""
    if path.suffix.lower() == ".xlsx":
        raise BadInput(f"{path}：本版本只读 .toml")
    return build(read(path), str(path))


def build(tables: Mapping[str, Any], source: str) -> Inventory:
    """The registers from rows: `tables` has lists of dicts under unit, site, column, account.

    Raises `BadInput`, one line a mistake, each beginning with `source`.
    """
    lines = [f"[[{name}]] {unknown(name, _ROWS)}" for name in tables if name not in _ROWS]
    sound = {name: _entries(name, tables, lines) for name in _ROWS}
    kinds = {unit.key: unit.kind for unit in sound["unit"].values()}
    registers = {name: {n: completed(one, kinds) for n, one in entries.items()} for name, entries in sound.items()}
    lines += [*_repeated(sound), *_dangling(sound, tables), *_claimed_twice(registers["site"])]
    if lines:
        raise BadInput(*(f"{source}：{line}" for line in lines))
    return Inventory(*(tuple(entries.values()) for entries in registers.values()))


def dump(inventory: Inventory) -> str:
    """The registers as TOML text that `load` reads back to the same; what need not be said is left out."""
    kinds = {unit.key: unit.kind for unit in inventory.units}
    return write((name, _said(entry, kinds)) for name in _ROWS for entry in getattr(inventory, f"{name}s"))


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


def _entries(name: str, tables: Mapping[str, Any], lines: list[str]) -> dict[int, Any]:
    """The sound entries of a register by their number in the file; what is wrong with others goes to `lines`."""
    if not isinstance(tables.get(name, []), list):
        lines.append(f"{name} 应写作 [[{name}]]，一项一段")
    found = {}
    for number, row in enumerate(_rows(name, tables), 1):
        try:
            found[number] = _ENTRIES[name](**dict(_ROWS[name].model_validate(row)))
        except ValidationError as error:
            lines += mistakes(f"[[{name}]] 第{number}项 ", error, _ROWS[name])
    return found


def _rows(name: str, tables: Mapping[str, Any]) -> list[Any]:
    rows = tables.get(name)
    return rows if isinstance(rows, list) else []


def _repeated(registers: Mapping[str, Mapping[int, Any]]) -> Iterator[str]:
    for name, identity in _IDENTITIES:
        seen: dict[tuple[str, ...], int] = {}
        for number, entry in registers[name].items():
            values = tuple(getattr(entry, field) for field in identity)
            first = seen.setdefault(values, number) if all(values) else number
            if first != number:
                yield f"[[{name}]] 第{number}项 {identity[-1]} 与第{first}项重复，都是 {shown(values[-1])}"


def _dangling(registers: Mapping[str, Mapping[int, Any]], tables: Mapping[str, Any]) -> Iterator[str]:
    """References to entries that are not there; an entry with mistakes of its own counts as there."""
    for name, field, to in _REFERENCES:
        known = {str(row.get("key")).strip() for row in _rows(to, tables) if isinstance(row, dict)}
        for number, entry in registers[name].items():
            key = getattr(entry, field)
            if key and key not in known:
                said = f"实际是 {shown(key)}{nearest(key, sorted(known))}"
                yield f"[[{name}]] 第{number}项 {field} 应为已登记的{_KINDS[to]}编号，{said}"


def _claimed_twice(sites: Mapping[int, Site]) -> Iterator[str]:
    """A page belongs to one site: no two may have the same start address or the same prefix."""
    seen: dict[tuple[str, object], int] = {}
    for number, site in sites.items():
        claims = [(field, one) for field in ("urls", "prefixes") for one in getattr(site, field)]
        for field, url in claims:
            first = seen.setdefault((field, _place(url)), number)
            if first != number:
                yield f"[[site]] 第{number}项 {field} 与第{first}项相同（{url}），一个页面只能属于一个网站"
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


_ROWS: Mapping[str, type[Table]] = {"unit": UnitRow, "site": SiteRow, "column": ColumnRow, "account": AccountRow}
_ENTRIES: Mapping[str, type[Any]] = {"unit": Unit, "site": Site, "column": RegisteredColumn, "account": Account}
_KINDS = {"unit": "单位", "site": "网站", "account": "新媒体账号"}
_IDENTITIES = (
    ("unit", ("key",)),
    ("site", ("key",)),
    ("column", ("site", "path")),
    ("account", ("key",)),
    ("account", ("platform", "account")),
)
#: (register, field, the register that it points to)
_REFERENCES = (
    ("unit", "parent", "unit"),
    ("site", "unit", "unit"),
    ("site", "operator", "unit"),
    ("column", "site", "site"),
    ("column", "unit", "unit"),
    ("account", "unit", "unit"),
)
