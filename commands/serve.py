"""`bihuan serve`: the small web, on which units answer and the bureau looks things up."""

from typing import Annotated

import typer

from commands._options import ConfigFile
from core.errors import BadInput

app = typer.Typer()


@app.command(name="serve", help="启动网页服务：各单位的答复页面和管理后台，按 Ctrl-C 结束。")
def serve_command(
    listen: Annotated[str, typer.Option("--listen", help="监听的地址和端口，如 127.0.0.1:8000")] = "",
    config: ConfigFile = None,
) -> None:
    import ledger
    from core import config as configs

    settings = configs.load(config)
    host, port = _address(listen) if listen else settings.console.listen
    ledger.connect(settings, config)
    from console.server import serve

    told = f"网页服务已启动：http://{f'[{host}]' if ':' in host else host}:{port}/，对外地址 {settings.console.url}"
    serve(host, port, settings.console.url, lambda: print(told, flush=True))


def _address(text: str) -> tuple[str, int]:
    from pydantic import ValidationError

    from core.config import Console

    try:
        return Console.model_validate({"listen": text}).listen
    except ValidationError:
        raise BadInput(f"--listen：应为 地址:端口，如 127.0.0.1:8000，实际是“{text}”") from None
