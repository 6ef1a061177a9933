"""The one clock of the house, in Chinese time. Checks never call it: their day is `snapshot.as_of`."""

from datetime import date, datetime, timedelta, timezone

#: Asia/Shanghai. China has one zone and no summer time, so a fixed offset is exact for every date we meet.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    return datetime.now(CHINA)


def today() -> date:
    return now().date()


def stamp() -> str:
    """The present moment as it stands in evidence and JSON: 2026-11-23T10:00:00+08:00."""
    return now().isoformat(timespec="seconds")
