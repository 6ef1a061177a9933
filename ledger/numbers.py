"""Numbers that people can say on the telephone, without gaps and without doubles, whoever asks at the same time."""

from datetime import datetime

from core.clock import CHINA
from ledger.models import Serial


def hold(key: str) -> Serial:
    """The one row named `key`, held until the transaction ends: whoever wants it meanwhile waits."""
    Serial.objects.get_or_create(key=key)
    return Serial.objects.select_for_update().get(key=key)


def take(pattern: str, count: int, at: datetime) -> list[str]:
    """`count` new case numbers of the quarter of `at`. Only within a transaction."""
    if not count:
        return []
    day = at.astimezone(CHINA)
    quarter = (day.month + 2) // 3
    serial = hold(f"cases:{day.year}-{quarter}")
    first = serial.last + 1
    serial.last += count
    serial.save(update_fields=["last"])
    return [pattern.format(year=day.year, quarter=quarter, serial=first + index) for index in range(count)]
