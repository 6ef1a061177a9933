"""The audit as one self-contained HTML page, for the desk, the phone and the printer."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.catalogue import Catalogue
from reports import counts, digest

TEMPLATES = Path(__file__).resolve().parent / "templates"

#: Places of one kind beyond these are folded, beyond `LISTED` only counted and left to the workbook; a report with more
#: faults than `OPEN_UP_TO` starts with closed groups.
SHOWN = 50
LISTED = 3000
OPEN_UP_TO = 60


def render(
    audits: Sequence[Mapping[str, Any]],
    catalogue: Catalogue,
    units: Mapping[str, str] | None = None,
    workbook: str = "",
) -> str:
    """The page as text. `audits` are objects as `bihuan audit --json` writes them, `units` names of units by key.

    `workbook` is the name of the findings workbook that lies beside the page, "" where there is none.
    """
    sites = [digest.digest(audit, catalogue, units) for audit in audits]
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    template = _environment(catalogue).get_template("report.html.j2")
    return template.render(
        sites=sites,
        many=len(sites) > 1,
        faults=counts.faults(sites),
        early=[one for site in sites for one in site.early],
        unconfirmed=[one for site in sites for one in site.unconfirmed],
        unsure=[one for site in sites for one in site.unsure],
        passed=sum(sum(site.passed.values()) for site in sites),
        vetoes=counts.vetoes(sites, catalogue),
        veto_rest=counts.veto_rest(sites, catalogue),
        workbook=workbook,
        listed=LISTED if workbook else 0,
        style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _environment(catalogue: Catalogue) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"num": "{:,}".format, "shorten": digest.shorten, "href": digest.href, "due": counts.due}
    environment.globals |= {
        "marks": digest.MARKS,
        "answer": counts.answer,
        "groups": partial(counts.groups, catalogue=catalogue),
        "by_unit": counts.by_unit,
        "levels": counts.levels,
        "kinds": counts.kinds,
        "shown": SHOWN,
        "open_up_to": OPEN_UP_TO,
    }
    return environment
