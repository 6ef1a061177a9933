"""`bihuan.toml`: how this installation runs. Every key is optional; what is wrong is told in Chinese."""

from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, ConfigDict, Field, ValidationError

from core import _fields as fields
from core._fields import Hours
from core._toml import Number, Table, Text, Whole, mistakes, read
from core.errors import BadInput

__all__ = ["DEFAULT", "Config", "Hours", "load"]

#: Where the configuration is looked for when the call names none.
DEFAULT = Path("bihuan.toml")


def load(path: Path | None = None) -> "Config":
    """The configuration in `path`; without one `./bihuan.toml` if it is there, else the defaults.

    Relative paths in it, and the default ones, count from its folder. Raises `BadInput`, one line a mistake.
    """
    data = {} if path is None and not DEFAULT.exists() else read(path or DEFAULT)
    path = path or DEFAULT
    sections: dict[str, Any] = {name: {} for name in Config.model_fields}
    try:
        return Config.model_validate(sections | data, context={"folder": path.parent})
    except ValidationError as error:
        raise BadInput(*mistakes(f"{path}：", error, Config)) from None


def _agent(known: dict[str, Any]) -> str:
    """The default user agent, from the fields that are already read: bihuan/1.0 (+mailto:…)."""
    try:
        name = f"bihuan/{metadata.version('bihuan')}"
    except metadata.PackageNotFoundError:
        name = "bihuan"
    return f"{name} (+{known['contact']})" if known.get("contact") else name


def _slowed(delay: float) -> float:
    return delay or 0.0001


class Network(Table):
    """How we read. Seconds everywhere; no name servers means the system's, no hours means always."""

    nameservers: tuple[fields.NameServer, ...] = ()
    allow_private: tuple[fields.Inner, ...] = ()
    ca_file: fields.Present | None = None
    delay: Annotated[Number, Field(ge=0), AfterValidator(_slowed)] = 1.0
    concurrency_per_host: Annotated[Whole, Field(ge=1)] = 2
    second_look: Annotated[Number, Field(ge=0)] = 120.0
    allowed_hours: fields.Span | None = None
    contact: fields.Header = ""
    user_agent: fields.Header = Field(default_factory=_agent, min_length=1)
    browser: fields.Where | None = None


class Standards(Table):
    files: tuple[fields.Where, ...] = ()
    plan: str = "laiwu-2021"
    allowed_suffixes: tuple[fields.Suffix, ...] = (".gov.cn",)
    official_texts: fields.Where | None = None


class Issuer(Table):
    """Who signs, by kind of paper; "" leaves it to the paper's template."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    ledger: str = ""
    notice: str = ""
    feedback_form: str = ""
    supervision: str = ""
    circular: str = ""
    reply: str = ""
    trend: str = ""
    scorecard: str = ""
    duties: str = ""
    accounts: str = ""


class Cases(Table):
    """`assign` names checks whose cases are assigned without an officer, besides the catalogue's; "*" is all."""

    assign: tuple[Text, ...] = ()
    issuer: Issuer = Field(default_factory=Issuer)


class Storage(Table):
    """`dir` holds snapshots, bodies and the outbox."""

    dir: fields.Where = Path("var")
    keep_days: Annotated[Whole, Field(ge=1)] = 400


class Database(Table):
    url: fields.Database = "sqlite:///var/bihuan.sqlite3"


class Mail(Table):
    """No server: letters go to the outbox folder as files. The password comes from the environment."""

    server: fields.Server | None = None
    sender: fields.Email | None = Field(default=None, alias="from")
    bureau: tuple[fields.Email, ...] = ()
    quiet_hours: fields.Span | None = None


class Console(Table):
    """`url` is the base of signed links, `listen` the address and port that we serve on."""

    url: fields.Url = "http://127.0.0.1:8000/"
    listen: fields.Listen = Field(default=("127.0.0.1", 8000), validate_default=False)


class Accounts(Table):
    """`secrets` is a file with a table an account key."""

    secrets: fields.Where | None = None


class Config(Table):
    """The whole file, a section an attribute."""

    network: Network = Field(default_factory=Network)
    standards: Standards = Field(default_factory=Standards)
    cases: Cases = Field(default_factory=Cases)
    storage: Storage = Field(default_factory=Storage)
    database: Database = Field(default_factory=Database)
    mail: Mail = Field(default_factory=Mail)
    console: Console = Field(default_factory=Console)
    accounts: Accounts = Field(default_factory=Accounts)

    def with_options(
        self,
        *,
        delay: float | None = None,
        nameservers: Sequence[str] = (),
        allow_private: Sequence[str] = (),
    ) -> Self:
        """The same with the command line's options: name servers replace ours, inner networks are added.

        Raises `BadInput` that names the option.
        """
        asked = {"delay": delay, "nameservers": tuple(nameservers), "allow_private": tuple(allow_private)}
        asked = {key: value for key, value in asked.items() if value not in (None, ())}
        try:
            network = Network.model_validate(asked)
        except ValidationError as error:
            raise BadInput(*(_option(line) for line in mistakes("", error, Network))) from None
        update = {key: getattr(network, key) for key in asked}
        if allow_private:
            update["allow_private"] = tuple(dict.fromkeys(self.network.allow_private + network.allow_private))
        return self.model_copy(update={"network": self.network.model_copy(update=update)})


def _option(line: str) -> str:
    """`nameservers 第1项 应为…` as the command line calls it: `--nameserver 第1项 应为…`."""
    key, _, rest = line.partition(" ")
    return f"--{key.removesuffix('s').replace('_', '-')} {rest}"
