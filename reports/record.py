"""The audit as data: the JSON object of one site, and a line a page for `pages.jsonl`."""

import json
from collections import Counter
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
    for page in snapshot.pages():
        reading = snapshot.ends(page.url)
        yield json.dumps(
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
            },
            ensure_ascii=False,
        )


def _crawl(snapshot: Snapshot) -> dict[str, Any]:
    outcomes: Counter[str] = Counter()
    size = requests = 0
    for reading in snapshot.readings():
        outcomes[reading.outcome] += 1
        size += reading.bytes
        requests += 1
    return {
        "pages": sum(1 for _ in snapshot.pages()),
        "requests": requests,
        "seconds": snapshot.meta.get("seconds", 0.0),
        "bytes": size,
        "outcomes": {outcome: outcomes[outcome] for outcome in Outcome if outcomes[outcome]},
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
