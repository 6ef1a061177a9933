"""Puts the district together from `network.toml`, `sites/*.toml` and what the writer writes."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from demo.columns import Columns, truths
from demo.district import Column, District, Fate, Host, Manner, Odd, Ports, Site, Truth
from demo.writer import Writer

_HERE = Path(__file__).resolve().parent
_ORDER = ("portal", "finance", "emergency", "topics")
_Table = dict[str, Any]


def build(as_of: date, seed: int, ports: Ports, *, ipv6: bool = True, slow: bool = True) -> District:
    """The whole district. For one day, seed and pair of ports always the same, to the byte.

    `ipv6`: this machine has ::1; without it nothing can be said of what answers there. `slow`: with the one link that
    keeps a reader waiting.
    """
    network = _read(_HERE / "network.toml", ports)
    tables = [_read(_HERE / "sites" / f"{name}.toml", ports) for name in _ORDER]
    sites = [_site(table, Writer(as_of, seed, table["site"]["key"]), slow) for table in tables]
    main = sites[0]
    latest = tuple((title, main.url(path), day) for title, path, day in main.latest)
    sites = [site if site.latest or site.kind == "topic" else replace(site, latest=latest) for site in sites]
    if not ipv6:
        sites = [replace(site, truths=tuple(map(_without_ipv6, site.truths))) for site in sites]
    return District(
        as_of,
        tuple(sites),
        tuple(_host(row) for row in network["host"]),
        tuple(Odd(**{**row, "manner": Manner(row["manner"])}) for row in network["odd"]),
    )


def _read(path: Path, ports: Ports) -> _Table:
    text = path.read_text("utf-8").replace("{port}", str(ports.both)).replace("{four}", str(ports.four))
    return tomllib.loads(text)


def _site(table: _Table, writer: Writer, slow: bool) -> Site:
    head, root = dict(table["site"]), table["site"].get("root", "/")
    friends = [row for row in table.get("friend", ()) if slow or not row.get("slow")]
    annexes = table.get("annex", [])
    columns = Columns(writer, head.pop("addresses"), root, head.pop("source", "")).all(table["column"])
    latest = next((column for column in columns if column.name == head.get("latest")), None)
    tiles = next((column.folder for column in columns if column.name == head.get("tiles")), "")
    urls = (*head.pop("urls"), *(row["url"] for row in annexes))
    return Site(
        **{
            **head,
            "origin": urls[0][: urls[0].index("/", 8)],
            "urls": urls,
            "columns": columns,
            "menu": tuple(head["menu"]),
            "front": tuple((name, count) for name, count in head["front"]),
            "tiles": tiles,
            "latest": _newest(latest) if latest else (),
            "annexes": tuple((row["url"], row["name"]) for row in annexes),
            "friends": tuple((row["name"], row["url"]) for row in (*friends, *annexes)),
            "truths": tuple(
                truth for row in (table["truths"], *friends, *annexes) for truth in truths(row, row.get("url", ""))
            ),
        }
    )


def _newest(column: Column) -> tuple[tuple[str, str, date], ...]:
    return tuple((article.title, article.path, article.day) for article in column.articles[1:7])


def _host(row: _Table) -> Host:
    fails = row.get("fails", ())
    return Host(
        row["name"],
        a=None if "A" in fails else ("127.0.0.1",),
        aaaa=None if "AAAA" in fails else tuple(row.get("aaaa", ("::1",))),
        alias=row.get("alias", ""),
    )


def _without_ipv6(truth: Truth) -> Truth:
    return replace(truth, fate=Fate.UNSURE) if truth.check == "ipv6_reachable" and truth.fate is Fate.SOWN else truth
