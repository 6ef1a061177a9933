"""Puts the district together from `network.toml`, `sites/*.toml` and what the writer writes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import TypeVar

from demo.columns import Columns
from demo.district import Annex, Article, Certificate, Column, District, Fate, Host, Manner, Odd, Ports, Site, Truth
from demo.dress import dress
from demo.entries import added, told
from demo.papers import Draft, Papers
from demo.tables import Table, read
from demo.truths import truths
from demo.writer import Writer

#: The portal first: departments publish there what their own sites need not have.
_ORDER = ("portal", "finance", "emergency", "employment", "farming", "town", "topics")
#: What else the portal has.
_MORE = ("documents", "dialogue", "decisions")
_T = TypeVar("_T")


def build(as_of: date, seed: int, ports: Ports, *, ipv6: bool = True, slow: bool = True) -> District:
    """The whole district. For one day, seed and set of ports always the same, to the byte.

    What a seed changes, names, days, orders and templates, changes nothing of what is true. `ipv6`: this machine has
    ::1; without it nothing can be said of what answers there. `slow`: with the one link that keeps a reader waiting.
    """
    network = read("network.toml", seed, ports)
    tables = [read(f"sites/{name}.toml", seed, ports) for name in _ORDER]
    for more in _MORE:
        for name, rows in read(f"sites/{more}.toml", seed, ports).items():
            tables[0].setdefault(name, []).extend(rows)
    for row in read("sites/yearly.toml", seed, ports)["yearly"]:
        next(table for table in tables if table["site"]["key"] == row["site"]).setdefault("yearly", []).append(row)
    papers = Papers(as_of, seed, tables)
    sites = papers.link([_site(table, as_of, seed, papers, slow) for table in tables])
    main = sites[0]
    latest = tuple((title, main.url(path), day) for title, path, day in main.latest)
    sites = [site if site.latest or site.kind == "topic" else replace(site, latest=latest) for site in sites]
    if not ipv6:
        sites = [_everywhere(site, _without_ipv6) for site in sites]
    return District(
        as_of,
        tuple(sites),
        tuple(_host(row) for row in network["host"]),
        tuple(Odd(**{**row, "manner": Manner(row["manner"])}) for row in network["odd"]),
        tuple(Certificate(**row) for row in network["certificate"]),
    )


def _site(table: Table, as_of: date, seed: int, papers: Papers, slow: bool) -> Site:
    head, root = dict(table["site"]), table["site"].get("root", "/")
    key, writer = head["key"], Writer(as_of, seed, head["key"])
    friends = [row for row in table.get("friend", ()) if slow or not row.get("slow")]
    annexes = table.get("annex", [])

    def drafts(column: str) -> list[Draft]:
        return papers.of(key, column)

    columns = Columns(writer, head.pop("addresses"), root, head.pop("source", "")).all(table["column"], drafts)
    columns = added(columns, table.get("entry", ()), as_of, seed)
    latest = next((column for column in columns if column.name == head.get("latest")), None)
    tiles = next((column.folder for column in columns if column.name == head.get("tiles")), "")
    urls = (*head.pop("urls"), *(row["url"] for row in annexes))
    mixed = _mixer(seed, key)
    return Site(
        **{
            **head,
            "dress": dress(head["look"], seed),
            "origin": urls[0][: urls[0].index("/", 8)],
            "urls": urls,
            "columns": mixed(columns),
            "menu": mixed(head["menu"]),
            "front": mixed([(name, count) for name, count in head["front"]]),
            "tiles": tiles,
            "latest": _newest(latest) if latest else (),
            "annexes": tuple(_annex(row, writer) for row in annexes),
            "friends": mixed([(row["name"], row["url"]) for row in (*friends, *annexes)]),
            "truths": tuple(
                told(truth, as_of)
                for row in (table["truths"], *friends, *annexes)
                for truth in truths(row, row.get("url", ""))
            ),
        }
    )


def _mixer(seed: int, key: str) -> Callable[[list[_T] | tuple[_T, ...]], tuple[_T, ...]]:
    """Puts things into another order for every seed; seed 0 leaves them as they are written."""
    random = Random(f"order/{seed}/{key}")
    return lambda things: tuple(random.sample(things, len(things)) if seed else things)


def _newest(column: Column) -> tuple[tuple[str, str, date], ...]:
    return tuple((article.title, article.path, article.day) for article in column.articles[1:7])


def _annex(row: Table, writer: Writer) -> Annex:
    """What is older stands nowhere but here: its addresses lead to the home page."""
    older: tuple[Article, ...] = ()
    if row.get("six") == "older":
        older = writer.articles("theme-older", 12, 700, 9, lambda day, number: "/")
    return Annex(row["url"], row["name"], row.get("six", ""), older)


def _host(row: Table) -> Host:
    fails = row.get("fails", ())
    return Host(
        row["name"],
        a=None if "A" in fails else tuple(row.get("a", ("127.0.0.1",))),
        aaaa=None if "AAAA" in fails else tuple(row.get("aaaa", ("::1",))),
        alias=row.get("alias", ""),
        servers=tuple(row.get("servers", ())),
    )


def _everywhere(site: Site, change: Callable[[Truth], Truth]) -> Site:
    return replace(site, truths=tuple(map(change, site.truths)))


def _without_ipv6(truth: Truth) -> Truth:
    told = truth.check in ("ipv6_reachable", "ipv6_same_content") and truth.fate is Fate.SOWN
    return replace(truth, fate=Fate.UNSURE) if told else truth
