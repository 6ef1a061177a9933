"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

from core.types import Level

ConfigFile = Annotated[Path | None, typer.Option("--config", help="配置文件，默认为当前目录的 bihuan.toml")]
InventoryFile = Annotated[Path | None, typer.Option("--inventory", help="登记表，.toml 或 .xlsx")]
Only = Annotated[list[str], typer.Option("--only", help="只做这项检查（可重复）")]
Skip = Annotated[list[str], typer.Option("--skip", help="不做这项检查（可重复）")]
JsonFile = Annotated[str, typer.Option("--json", help="结果写入该文件；- 为标准输出，且只输出结果")]
FailOn = Annotated[Level | None, typer.Option("--fail-on", help="有此级别及以上的问题时退出码为 1")]
Quiet = Annotated[bool, typer.Option("--quiet", help="不显示进度和摘要")]
Numbers = Annotated[list[str], typer.Argument(metavar="CASE", help="问题编号，如 LW-2026-Q4-0001（可多个）")]
Note = Annotated[str, typer.Option("--note", help="理由或说明")]
Who = Annotated[str, typer.Option("--who", help="办理人，默认为登录用户")]
NameServers = Annotated[list[str], typer.Option("--nameserver", help="只用此域名服务器 IP:端口（可重复）")]
Private = Annotated[list[str], typer.Option("--allow-private", help="允许访问的内网网段（可重复）")]
Delay = Annotated[float | None, typer.Option("--delay", min=0, help="对同一主机两次请求的间隔秒数")]
