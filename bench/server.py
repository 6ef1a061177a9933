"""Serves the folder of a site on loopback: nginx if it is installed, else a small server of our own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

_NGINX = """
daemon off;
{user}
worker_processes 2;
worker_rlimit_nofile 65536;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; text/css css; image/png png; application/pdf pdf; text/plain txt; }}
  access_log off;
  sendfile on;
  etag on;
  keepalive_requests 100000;
  open_file_cache max=30000 inactive=10m;
  open_file_cache_valid 1s;
  gzip {gzip};
  gzip_types text/css;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{ {listen} root {folder}; index index.html; }}
}}
"""


@contextmanager
def serve(
    folder: Path, work: Path, *, gzip: bool = False, nginx: bool = True, hosts: int = 1
) -> Iterator[tuple[str, str]]:
    """Yield (URL of the site, name of the server). `work` is a scratch folder; the server dies with the block.

    nginx shows the site at so many `hosts`: 127.0.0.1, 127.0.0.2 …
    nginx goes on serving for a while what a file was: not for sites that change.
    """
    port = _free_port()
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") if nginx else None
    if program:
        user = "user root;" if os.geteuid() == 0 else ""
        conf = work / "nginx.conf"
        listen = "".join(f"listen 127.0.0.{number}:{port}; " for number in range(1, hosts + 1))
        packed = "on" if gzip else "off"
        conf.write_text(_NGINX.format(user=user, work=work, folder=folder, listen=listen, gzip=packed), "utf-8")
        command = [program, "-e", f"{work}/error.log", "-c", str(conf)]
    else:
        command = [sys.executable, "-m", "bench.server", str(folder), str(port), "gzip" if gzip else ""]
    child = subprocess.Popen(command, cwd=Path(__file__).resolve().parent.parent)
    try:
        _wait_until_open(port, child)
        yield f"http://127.0.0.1:{port}/", "nginx" if program else "aiohttp"
    finally:
        child.terminate()
        child.wait()


def main(folder: Path, port: int, gzip: bool) -> None:
    """The server of our own: files of `folder`, `index.html` for a folder, 404 for the rest."""

    async def answer(request: web.Request) -> web.StreamResponse:
        file = folder / request.path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.resolve().is_relative_to(folder) or not file.is_file():
            return web.Response(status=404, text="404")
        response = web.FileResponse(file)
        if gzip:
            response.enable_compression(web.ContentCoding.gzip)
        return response

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_open(port: int, child: subprocess.Popen[bytes], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not open port {port}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]), sys.argv[3] == "gzip")
