"""The audit as data: the JSON object of one site, and a line a page for `pages.jsonl`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checks._registry import Verdicts
from core.snapshot import Snapshot
from core.types import Finding, Kind, Outcome

SCHEMA = "bihuan.audit/1"


def audit(snapshot: Snapshot, verdicts: Verdicts) -> dict[str, Any]:
    """One site's object of the audit JSON."""
    site = snapshot.site
    return {
        "schema": SCHEMA,
        "site": {"key": site.key, "name": site.name, "url": site.urls[0]},
        "taken_at": snapshot.taken_at,
        "as_of": snapshot.as_of.isoformat(),
        "complete": snapshot.complete,
        "incomplete_because": snapshot.incomplete_because,
        "crawl": _crawl(snapshot),
        "passed": dict(verdicts.passed),
        "findings": [_finding(finding) for finding in verdicts.findings],
    }


def pages(snapshot: Snapshot) -> Iterator[str]:
    """The lines of pages.jsonl."""
    line = json.JSONEncoder(ensure_ascii=False).encode
    for page in snapshot.heads():
        reading = snapshot.ends(page.url)
        yield line(
            {
                "site": snapshot.site.key,
                "url": page.url,
                "kind": page.kind,
                "title": page.title,
                "published": page.published if page.kind in (Kind.ARTICLE, Kind.DOCUMENT) else None,
                "column": list(page.path),
                "charset": reading.charset if reading else "",
                "status": reading.status if reading else 0,
                "bytes": reading.bytes if reading else 0,
            }
        )


def _crawl(snapshot: Snapshot) -> dict[str, Any]:
    endings = {outcome: (times, size) for outcome, times, size in snapshot.endings()}
    carried = {"whole_at": snapshot.meta["whole_at"]} if snapshot.carries else {}
    went_on = {"went_on": snapshot.meta["went_on"]} if snapshot.meta.get("went_on") else {}
    unread = {"unread": snapshot.meta["unread"]} if snapshot.meta.get("unread") else {}
    return {
        "pages": snapshot.number,
        "requests": sum(times for times, _ in endings.values()),
        "seconds": snapshot.meta.get("seconds", 0.0),
        "bytes": sum(size for _, size in endings.values()),
        "outcomes": {outcome: endings[outcome][0] for outcome in Outcome if outcome in endings},
        **carried,
        **went_on,
        **unread,
    }


def _finding(finding: Finding) -> Mapping[str, Any]:
    evidence = finding.evidence
    return {
        "check": finding.check,
        "subject": finding.subject,
        "verdict": finding.verdict,
        "level": finding.level,
        "early": finding.early,
        "confirmed": finding.confirmed,
        "clause": finding.clause,
        "title": finding.title,
        "unit": finding.unit,
        "url": finding.url,
        "evidence": {"text": evidence.text, "place": evidence.place, "at": evidence.at},
    }
