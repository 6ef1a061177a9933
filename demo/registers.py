"""What the bureau keeps of the district: `inventory.toml`, `bihuan.toml`, and the list of what was sown."""

import json
from collections.abc import Iterator
from pathlib import Path

from core.inventory import Inventory, dump
from core.types import Leader, RegisteredColumn, Unit
from core.types import Site as RegisteredSite
from demo.district import Column, District, Site
from demo.tables import read, words


def units(seed: int) -> tuple[Unit, ...]:
    """The units of the district, with the people whom a seed gives them."""
    return tuple(
        Unit(
            *(row["key"], row["name"], row["kind"]),
            parent=row.get("parent", ""),
            emails=tuple(row.get("emails", ())),
            contact=row["contact"],
            phone=row["phone"],
            duties=tuple(row.get("duties", ())),
            leaders=tuple(Leader(**leader) for leader in row.get("leaders", ())),
        )
        for row in read("units.toml", seed)["unit"]
    )


def write(
    district: District, known: tuple[Unit, ...], folder: Path, nameserver: str, authority: str
) -> tuple[Path, Path]:
    """(inventory, configuration) written into `folder`, and `sown.json`, `ca.pem` and `regulations/` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    register, config = folder / "inventory.toml", folder / "bihuan.toml"
    register.write_text(dump(inventory(district, known)), encoding="utf-8")
    (folder / "ca.pem").write_text(authority, encoding="utf-8")
    config.write_text(_CONFIG.format(nameserver=nameserver), encoding="utf-8")
    texts = folder / "regulations"
    texts.mkdir(exist_ok=True)
    official = words(0)["texts"]["regulation-official"]
    (texts / f"{official[0]}.txt").write_text("\n".join(official), encoding="utf-8")
    text = json.dumps(list(_told(district)), ensure_ascii=False, indent=1)
    (folder / "sown.json").write_text(text + "\n", encoding="utf-8")
    return register, config


def inventory(district: District, known: tuple[Unit, ...]) -> Inventory:
    columns = tuple(_duty(site, column) for site in district.sites for column in site.columns if column.duty)
    return Inventory(known, tuple(map(_site, district.sites)), columns)


def _site(site: Site) -> RegisteredSite:
    whole = site.root == "/"
    return RegisteredSite(
        key=site.key,
        name=site.name,
        unit=site.unit,
        kind=site.kind,
        urls=site.urls,
        prefixes=tuple(url[: url.index("/", 8) + 1] for url in site.urls) if whole else site.urls,
        operator="dsjj",
        site_code=site.code,
    )


def _duty(site: Site, column: Column) -> RegisteredColumn:
    duty = column.duty
    assert duty is not None
    return RegisteredColumn(
        site=site.key,
        path="/".join(one.name for one in site.trail(column)),
        url=site.url(site.first(column)),
        type=duty.type,
        unit=duty.unit,
        person=duty.person,
        period=duty.period,
        updates=duty.updates,
        exempt=duty.exempt,
        season=duty.season,
        jumps=duty.jumps,
    )


def _told(district: District) -> Iterator[dict[str, str]]:
    for site in district.sites:
        for truth in site.all_truths():
            yield {
                "site": site.key,
                "fate": truth.fate,
                "check": truth.check,
                "subject": truth.subject,
                "note": truth.note,
            }


_CONFIG = """\
[network]
nameservers = ["{nameserver}"]
allow_private = ["127.0.0.0/8", "::1/128"]
ca_file = "ca.pem"
delay = 0.01
second_look = 0
contact = "mailto:dsjj@example.gov.cn"

[standards]
official_texts = "regulations"

[storage]
dir = "."

[database]
url = "sqlite:///ledger.sqlite3"
"""
