"""Served by gunicorn as in production: HTTPS works, streams do not hold a stop, nothing is shared."""

from __future__ import annotations

import datetime as dt
import http.server
import json
import os
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.commands.web import gunicorn_command, prepare
from server.settings import read


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The base URL of gunicorn with our configuration around the tiny application, and its process."""
    bind = f"127.0.0.1:{free_port()}"
    environment = {
        **os.environ,
        "RANDNOTIZ_PUBLIC_URL": f"http://{bind}",
        "RANDNOTIZ_BIND": bind,
        "RANDNOTIZ_DATA": str(tmp_path / "data"),
        "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": "addon@example.com",
        "RANDNOTIZ_GOOGLE_CLIENT_ID": "client",
        "RANDNOTIZ_SECRET_KEY": "k" * 32,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "data" / "metrics"),
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    prepare(read(environment))
    command = [*gunicorn_command()[:-1], "tests.support.served:create_app()"]
    with (
        (tmp_path / "stderr").open("wb") as stderr,
        subprocess.Popen(command, env=environment, stderr=stderr, start_new_session=True) as process,
    ):
        try:
            wait_for(f"http://{bind}/worker")
            yield f"http://{bind}", process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(url: str) -> None:
    end = time.monotonic() + 15
    while True:
        try:
            requests.get(url, timeout=5).raise_for_status()
            return
        except requests.ConnectionError:
            assert time.monotonic() < end, "gunicorn did not come up"
            time.sleep(0.05)


def soon(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def certificate(folder: Path) -> Path:
    """A certificate of our own for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "certificate.pem"
    file.write_bytes(private + built.public_bytes(pem))
    return file


class Hello(http.server.BaseHTTPRequestHandler):
    """Answers every GET with one word."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def https(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The URL of an HTTPS server, and the file with its certificate."""
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hello) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}", file
        server.shutdown()
        thread.join()


def test_a_served_worker_can_make_an_https_call(
    served: tuple[str, subprocess.Popen[bytes]], https: tuple[str, Path]
) -> None:
    url, file = https
    answer = requests.get(f"{served[0]}/call", params={"url": url, "ca": str(file)}, timeout=10)
    assert (answer.status_code, answer.text) == (200, "hello")


def test_an_open_stream_does_not_hold_a_stop(served: tuple[str, subprocess.Popen[bytes]]) -> None:
    base, process = served
    with requests.get(f"{base}/stream", stream=True, timeout=5) as stream:
        assert next(stream.iter_lines()) == b": still here"
        began = time.monotonic()
        process.terminate()
        process.wait(10)
    assert process.returncode == 0
    assert time.monotonic() - began < 3


def test_a_killed_worker_is_replaced_and_a_line_says_so(
    served: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    base, process = served
    victim = int(requests.get(f"{base}/worker", timeout=5).text)
    os.kill(victim, signal.SIGKILL)
    wait_for(f"{base}/worker")
    assert process.poll() is None
    assert requests.get(f"{base}/worker", timeout=5).text != str(victim)
    assert soon(lambda: "SIGKILL" in (tmp_path / "stderr").read_text())
    assert all("event" in json.loads(line) for line in (tmp_path / "stderr").read_text().splitlines())


def test_no_control_socket_is_shared(served: tuple[str, subprocess.Popen[bytes]], tmp_path: Path) -> None:
    del served
    assert not list(tmp_path.rglob("*.ctl"))
