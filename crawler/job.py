"""What one gather is asked to do: plain data that the parent writes into the snapshot and the child reads."""

from dataclasses import asdict, dataclass
from ipaddress import ip_network
from json import dumps, loads
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """`hosts` are probed; `urls` are what a second look or a recheck reads again, where the job is not `whole`."""

    start: tuple[str, ...]
    prefixes: tuple[str, ...]
    foreign: tuple[str, ...] = ()
    site_name: str = ""
    site_code: str = ""
    registered: bool = True
    look: int = 1
    whole: bool = True
    #: The snapshot begins with what an earlier audit read, and the frontier with what is asked again.
    changes: bool = False
    #: The browser that draws lists of scripts, "" where none is to.
    browser: str = ""
    urls: tuple[str, ...] = ()
    #: Pages that open cases wait for: read in a whole walk even where nothing leads to them any more.
    also: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    nameservers: tuple[tuple[str, int], ...] = ()
    allow_private: tuple[str, ...] = ()
    ca_file: str = ""
    user_agent: str = ""
    delay: float = 1.0
    concurrency: int = 2
    #: Seconds that one answer may take.
    timeout: float = 20.0
    max_pages: int = 0
    #: Seconds since the epoch after which nothing more is asked; 0 is no limit.
    deadline: float = 0.0

    @property
    def networks(self) -> tuple[Any, ...]:
        return tuple(ip_network(text) for text in self.allow_private)

    def dumps(self) -> str:
        return dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def loads(text: str) -> "Job":
        row = loads(text)
        nameservers = tuple((address, port) for address, port in row.pop("nameservers"))
        fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        return Job(nameservers=nameservers, **fields)
