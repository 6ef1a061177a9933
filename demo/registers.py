"""What the bureau keeps of the district: `inventory.toml`, `bihuan.toml`, and the list of what was sown."""

import json
from collections.abc import Iterator
from pathlib import Path

from core.inventory import Inventory, dump
from core.types import Leader, RegisteredColumn, Unit
from core.types import Site as RegisteredSite
from demo.district import Column, District, Site

_UNITS = (
    Unit("qzf", "云泽区人民政府", "government", contact="田思源", phone="0000-5566012"),
    Unit(
        "czj",
        "区财政局",
        "department",
        parent="qzf",
        emails=("czj@example.gov.cn",),
        contact="白晓岚",
        phone="0000-5566311",
        leaders=(Leader("分管领导", "罗启明", "luoqm@example.gov.cn"),),
    ),
    Unit(
        "yjj",
        "区应急管理局",
        "department",
        parent="qzf",
        emails=("yjj@example.gov.cn",),
        contact="邱敏",
        phone="0000-5566120",
        leaders=(Leader("分管领导", "贺长川", "hecc@example.gov.cn"),),
    ),
    Unit(
        "dsjj",
        "区大数据局",
        "department",
        parent="qzf",
        emails=("dsjj@example.gov.cn",),
        contact="唐一鸣",
        phone="0000-5566099",
    ),
)


def write(district: District, folder: Path, nameserver: str) -> tuple[Path, Path]:
    """(inventory, configuration) written into `folder`, and `sown.json` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    register, config = folder / "inventory.toml", folder / "bihuan.toml"
    register.write_text(dump(inventory(district)), encoding="utf-8")
    config.write_text(_CONFIG.format(nameserver=nameserver), encoding="utf-8")
    text = json.dumps(list(_told(district)), ensure_ascii=False, indent=1)
    (folder / "sown.json").write_text(text + "\n", encoding="utf-8")
    return register, config


def inventory(district: District) -> Inventory:
    columns = tuple(_duty(site, column) for site in district.sites for column in site.columns if column.duty)
    return Inventory(_UNITS, tuple(map(_site, district.sites)), columns)


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
        url=site.url(column.folder),
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
delay = 0.01
second_look = 0
contact = "mailto:dsjj@example.gov.cn"

[storage]
dir = "."
"""
