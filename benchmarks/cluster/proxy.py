"""nginx with the configuration of deploy/, in front of some processes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from tests.machine import ROOT, free_port, until

SHIPPED: Final = ROOT / "deploy" / "nginx"
MISSING: Final = "nginx is needed, and none was found on PATH. Get one with: apt install nginx-light"
_SERVER: Final = re.compile(r"^    server \S+( .*;)\n", re.MULTILINE)


class Missing(Exception):
    """Something that the command needs is not on this machine."""


class Nginx:
    """A running nginx; `address` is where it serves."""

    def __init__(self, folder: Path) -> None:
        self._program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if self._program is None:
            raise Missing(MISSING)
        self._folder, self._port = folder, free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def version(self) -> str:
        assert self._program
        told = subprocess.run([self._program, "-v"], capture_output=True, text=True, check=True).stderr
        return told.strip().rpartition("/")[2]

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self, ports: Sequence[int]) -> None:
        """Serve these processes, and return when it does."""
        assert self._program
        configuration = self._folder / "nginx.conf"
        configuration.write_text(self._configured(ports), encoding="utf-8")
        self._process = subprocess.Popen(
            [self._program, "-p", str(self._folder), "-c", str(configuration)], stdin=subprocess.DEVNULL
        )
        until(self._serves, 20, "nginx serves")

    def end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def _serves(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def _configured(self, ports: Sequence[int]) -> str:
        """The upstream of deploy/ with our ports in it, and the locations of deploy/ as they are."""
        upstream = (SHIPPED / "heads-up.conf").read_text(encoding="utf-8").partition("\nserver {")[0]
        found = _SERVER.search(upstream)
        assert found, "heads-up.conf names the processes in its upstream"
        servers = "".join(f"    server 127.0.0.1:{port}{found[1]}\n" for port in ports)
        upstream = _SERVER.sub("", upstream).replace("keepalive ", f"{servers.strip()}\n    keepalive ", 1)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "".join(f"{kind}_temp_path {self._folder}/{kind};\n" for kind in kinds)
        user = "user root;" if os.geteuid() == 0 else ""
        return (
            f"{user}\ndaemon off;\nworker_processes 2;\npid {self._folder}/nginx.pid;\n"
            f"error_log {self._folder}/nginx.log;\nevents {{ worker_connections 1024; }}\n"
            f"http {{\n{folders}access_log off;\n{upstream}\n"
            f"server {{ listen 127.0.0.1:{self._port}; include {SHIPPED}/locations.conf; }}\n}}\n"
        )


@contextmanager
def nginx(folder: Path) -> Iterator[Nginx]:
    """An nginx that is ended at the end. Raises Missing."""
    made = Nginx(folder)
    try:
        yield made
    finally:
        made.end()
