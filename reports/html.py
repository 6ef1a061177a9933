"""The audit as one self-contained HTML page, for the desk, the phone and the printer."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.catalogue import Catalogue
from reports import digest

TEMPLATES = Path(__file__).resolve().parent / "templates"

#: Places of one check beyond these are folded; a site with more faults than `OPEN_UP_TO` starts with closed groups.
SHOWN = 50
OPEN_UP_TO = 60

_LIVE = re.compile(r"https?://[^\s/\\<>\"'][^\s<>\"']*", re.IGNORECASE)


def render(audits: Sequence[Mapping[str, Any]], catalogue: Catalogue, units: Mapping[str, str] | None = None) -> str:
    """The page as text. `audits` are objects as `bihuan audit --json` writes them, `units` names of units by key."""
    sites = [digest.digest(audit, catalogue, units) for audit in audits]
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    template = _environment(catalogue).get_template("report.html.j2")
    return template.render(
        sites=sites,
        answer=digest.answer(sites),
        style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def href(url: str) -> str:
    """The address where a browser may follow it (http and https only), otherwise ""."""
    return url if _LIVE.fullmatch(url) else ""


def _environment(catalogue: Catalogue) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"num": "{:,}".format, "shorten": digest.shorten, "href": href}
    environment.globals |= {
        "marks": digest.MARKS,
        "groups": partial(digest.groups, catalogue=catalogue),
        "by_unit": digest.by_unit,
        "levels": digest.levels,
        "kinds": digest.kinds,
        "shown": SHOWN,
        "open_up_to": OPEN_UP_TO,
    }
    return environment
