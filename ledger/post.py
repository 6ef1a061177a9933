"""The post: letters go out as they were written, each claimed first, stamped afterwards.

A process that dies in between leaves its claim; the next one takes it over and sends the same letter, with the same
Message-ID. Without a server, letters go to the outbox folder as files.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.db.models import F, Q

from core import catalogue as catalogues
from core.catalogue import Catalogue
from core.clock import CHINA
from core.config import Config
from core.errors import BadInput, why
from ledger import recipients
from ledger.models import Letter
from ledger.refusals import PutOff, ServerFailed
from ledger.smtp import Server


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went out, were tried in vain, and still wait. `error` where the server took none."""

    sent: int
    failed: int
    waiting: int
    error: str = ""


class Postman(Protocol):
    """Carries a letter to the addresses that it still owes."""

    def deliver(self, letter: Letter, content: bytes, to: list[str]) -> Mapping[str, tuple[int, str]]:
        """The addresses that were refused, with code and reason. Raises `PutOff`, `ServerFailed`."""


def send(at: datetime, settings: Config, catalogue: Catalogue | None = None) -> Sent:
    """Send what waits and may go at this hour."""
    words = (catalogue or catalogues.load()).words["letters"]
    ready = [letter for letter in _waiting(at, settings, words) if _owed(letter) or settings.mail.server is None]
    sent, failed, error = 0, 0, ""
    try:
        if ready:
            with _postman(settings, words) as postman:
                for letter in ready:
                    if not _claim(letter, at):
                        continue
                    gone = _carry(letter, postman, settings, at, words["sending"])
                    sent, failed = sent + gone, failed + (not gone)
    except ServerFailed as failure:
        error = str(failure)
        Letter.objects.filter(sent_at=None, claimed_by=_me()).update(claimed_at=None, claimed_by="", error=error)
    return Sent(sent, failed, Letter.objects.filter(sent_at=None).count(), error)


def write_whole(path: Path, content: bytes) -> None:
    """A file is there whole or not at all. Raises `BadInput` where it cannot be written."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        raise BadInput(f"{path}：写不进去（{why(error)}）") from None


def _waiting(at: datetime, settings: Config, words: Mapping[str, Any]) -> list[Letter]:
    letters = Letter.objects.filter(Q(next_try=None) | Q(next_try__lte=at), sent_at=None)
    letters = letters.order_by("tries", "id")
    hours = settings.mail.quiet_hours
    if hours and hours.contains(at.astimezone(CHINA).time()):
        letters = letters.filter(urgent=True)
    stale = at - timedelta(minutes=words["sending"]["claim_minutes"])
    found = [letter for letter in letters if _is_free(letter, stale)]
    for letter in found:
        if not _owed(letter):
            _readdress(letter, words, settings)
    return found


def _is_free(letter: Letter, stale: datetime) -> bool:
    """Nobody is sending it: not claimed, or by a process that is gone or has been silent for long."""
    if letter.claimed_at is None or letter.claimed_at <= stale:
        return True
    host, _, pid = letter.claimed_by.rpartition(":")
    return host == socket.gethostname() and not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _claim(letter: Letter, at: datetime) -> bool:
    """Whether the letter is ours: of several that want it, one changes the row."""
    mine = Letter.objects.filter(pk=letter.pk, sent_at=None, claimed_at=letter.claimed_at, tries=letter.tries)
    claimed = mine.update(claimed_at=at, claimed_by=_me(), tries=F("tries") + 1)
    letter.tries += 1
    return bool(claimed)


def _carry(letter: Letter, postman: Postman, settings: Config, at: datetime, words: Mapping[str, Any]) -> bool:
    """Whether the letter is gone to everybody whom it can reach."""
    owed, reason = _owed(letter), ""
    try:
        answers = postman.deliver(letter, (settings.storage.dir / letter.file).read_bytes(), owed)
        letter.reached += [address for address in owed if address not in answers]
        letter.refused |= {address: said for address, (code, said) in answers.items() if code >= 500}
        reason = "；".join(f"{address}：{said}" for address, (_, said) in answers.items())
    except PutOff as failure:
        reason = str(failure)
    except OSError as failure:
        reason = f"{letter.file}：读不到（{why(failure)}）"
    done = not reason or (not _owed(letter) and bool(letter.reached))
    letter.sent_at = at if done else None
    letter.next_try = None if done else _next_try(letter, at, words)
    letter.claimed_at, letter.claimed_by, letter.error = None, "", reason
    letter.save(update_fields=["reached", "refused", "sent_at", "next_try", "claimed_at", "claimed_by", "error"])
    return done


def _next_try(letter: Letter, at: datetime, words: Mapping[str, Any]) -> datetime:
    minutes = words["retry_minutes"]
    return at + timedelta(minutes=minutes[min(letter.tries, len(minutes)) - 1])


def _owed(letter: Letter) -> list[str]:
    done = {*letter.reached, *letter.refused}
    return [address for address in dict.fromkeys((*letter.to, *letter.cc)) if address not in done]


def _readdress(letter: Letter, words: Mapping[str, Any], settings: Config) -> None:
    """Everybody refused it: where the register names somebody new by now, it goes there."""
    who = recipients.of(letter.kind, letter.unit, words, settings)
    if fresh := [address for address in who.to if address not in letter.refused]:
        letter.to = [*letter.to, *fresh]
        letter.save(update_fields=["to"])


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _postman(settings: Config, words: Mapping[str, Any]) -> AbstractContextManager[Postman]:
    if settings.mail.server is None:
        return _Folder(settings.storage.dir / "outbox")
    return Server(settings, words["sending"]["timeout_seconds"])


class _Folder(AbstractContextManager["_Folder"]):
    """The outbox folder: letters as files, for whoever passes them on by hand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __exit__(self, *_: object) -> None:
        return None

    def deliver(self, letter: Letter, content: bytes, to: list[str]) -> Mapping[str, tuple[int, str]]:
        write_whole(self._folder / Path(letter.file).name, content)
        return {}
