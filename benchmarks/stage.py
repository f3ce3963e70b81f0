"""What is measured, running: stores, Google's stand-in, and gunicorn with our own configuration."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from server.commands.web import gunicorn_command, prepare, web_environment
from server.demo.issuer import CLIENT_ID, SERVICE_ACCOUNT, Issuer
from server.settings import Settings, read

ROOT = Path(__file__).parents[1]
SECRET = "benchmarks-benchmarks-benchmarks-benchmarks"
LEVEL = "info"
"""The log level of production: one line per request."""


@dataclass(frozen=True, slots=True)
class Site:
    """One gunicorn with two gevent workers."""

    url: str
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Seconds of processor time that its workers have used."""
        workers = psutil.Process(self.process.pid).children()
        return sum(times.user + times.system for times in (worker.cpu_times() for worker in workers))

    def workers(self) -> list[int]:
        """The workers' process ids."""
        return [worker.pid for worker in psutil.Process(self.process.pid).children()]

    def stop(self) -> None:
        """End it."""
        _end(self.process)


@dataclass(frozen=True, slots=True)
class Google:
    """The stand-in that answers at once, and the issuer of its tokens."""

    url: str
    issuer: Issuer
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it."""
        _end(self.process)


def google(folder: Path, conversations: int) -> Google:
    """Start the stand-in for Google."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    issuer = Issuer(url=url, now_ms=lambda: time.time_ns() // 1_000_000)
    keys = folder / "certificates.json"
    keys.write_text(json.dumps(issuer.certificates()), encoding="ascii")
    command = [sys.executable, "-m", "benchmarks.google", str(port), str(conversations), str(keys)]
    process = subprocess.Popen(command, cwd=ROOT)
    _wait(f"{url}/oauth2/v1/certs", process)
    return Google(url, issuer, process)


def settings(folder: Path, google_url: str, *, redis_url: str = "") -> tuple[Settings, Mapping[str, str]]:
    """The settings of one service on a free port, and the same as its environment."""
    port = free_port()
    told = {
        "RANDNOTIZ_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "RANDNOTIZ_BIND": f"127.0.0.1:{port}",
        "RANDNOTIZ_DATA": str(folder),
        "RANDNOTIZ_REDIS_URL": redis_url,
        "RANDNOTIZ_SECRET_KEY": SECRET,
        "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
        "RANDNOTIZ_GOOGLE_CLIENT_ID": CLIENT_ID,
        "RANDNOTIZ_GOOGLE_ISSUER": google_url,
        "RANDNOTIZ_GOOGLE_CERTS_URL": f"{google_url}/oauth2/v1/certs",
        "RANDNOTIZ_GMAIL_API_URL": google_url,
        "RANDNOTIZ_MAIL_RECEIVERS": "mx.kontor.example",
        "RANDNOTIZ_LOG_LEVEL": LEVEL,
        "RANDNOTIZ_WORKERS": "2",
    }
    return read(told, web=True), told


def site(
    settings: Settings, told: Mapping[str, str], *, application: str = "", probe: str = "/readyz"
) -> Site:
    """Start gunicorn for our application, or for another one, and wait until it answers."""
    prepare(settings)
    command = gunicorn_command()
    if application:
        command[-1] = application
    with (settings.data / "web.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=web_environment(settings, **told), stdout=log, stderr=log
        )
    _wait(settings.public_url + probe, process)
    return Site(settings.public_url, process)


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"{url} did not start")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
