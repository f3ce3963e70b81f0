"""The service with its Outlook side, a firm of many colleagues, and their real tokens."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import filling, stage
from benchmarks.stage import Site
from server import bootstrap
from server.demo import run
from server.demo.founding import found, take_in_mail
from server.demo.people import DOMAIN, SamplePerson, SampleWorkspace, sample_workspace
from server.demo.run import RunningDemo
from server.settings import read
from server.store.connection import Client, connect
from server.store.embedded import EmbeddedServer

PEOPLE = 200
"""Colleagues beside the sample's own; each has as many windows open as are needed."""
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Office:
    """What is measured: the service on two workers, with its people and their tokens."""

    site: Site
    demo: RunningDemo
    client: Client
    people: tuple[SamplePerson, ...]
    conversations: int

    def token(self, person: SamplePerson) -> str:
        """An access token as Entra would issue it."""
        return self.demo.entra.access_token(person)

    def tokens(self, count: int) -> list[str]:
        """A token for each of so many windows, spread over the colleagues."""
        each = [self.token(person) for person in self.people[: min(count, PEOPLE)]]
        return [each[number % len(each)] for number in range(count)]

    def ask(self, person: str, path: str, body: object, *, method: str = "POST") -> Any:
        """Ask the API once."""
        address = f"{self.site.url}/api/v1{path}"
        request = urllib.request.Request(address, json.dumps(body).encode(), method=method)
        token = self.token(sample_workspace().person(person))
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        for name, value in (headers | {"Idempotency-Key": os.urandom(8).hex()}).items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def reads(self) -> int:
        """How often the store has read from a socket."""
        return int(self.client.execute_command("INFO")["total_reads_processed"])


@contextmanager
def office(folder: Path, conversations: int) -> Iterator[Office]:
    """Start everything, with so many conversations stored, and end it."""
    with ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        server = EmbeddedServer(folder / "store")
        stack.callback(server.stop)
        _, told = stage.settings(folder, NOWHERE, redis_url=server.start())
        demo = run.start(service_url=told["RANDNOTIZ_PUBLIC_URL"])
        stack.callback(demo.stop)
        told = {**told, **demo.service_environment()}
        settings, firm = read(told, web=True), crowd()
        workspaces = bootstrap.connected(settings, server.url)
        found(workspaces, firm)
        take_in_mail(workspaces, demo.workspace, demo.store.mails())
        filling.fill(settings, server.url, conversations)
        site = stage.site(settings, told)
        stack.callback(site.stop)
        people = tuple(one for one in firm.people if one.key.startswith("k"))
        yield Office(site, demo, connect(server.url), people, conversations)


def crowd() -> SampleWorkspace:
    """The sample workspace with many more who work in its first mailbox."""
    sample = sample_workspace()
    more = tuple(
        replace(
            sample.person("eva"),
            key=f"k{number:03d}",
            name=f"Kim Kollege {number}",
            address=f"kim{number}@{DOMAIN}",
            sub=f"1055{number:017d}",
        )
        for number in range(PEOPLE)
    )
    support, *others = sample.mailboxes
    members = {**support.members, **{one.key: "agent" for one in more}}
    return replace(
        sample, people=sample.people + more, mailboxes=(replace(support, members=members), *others)
    )
