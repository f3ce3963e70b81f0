"""What is asked of the service: the genuine event of each entry point, with real tokens, once per conversation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bare
from benchmarks.filling import gmail_id, sample
from server.demo.issuer import Issuer
from server.demo.people import sample_workspace
from server.demo.relay import SCOPES

READER, OTHER = "jonas", "mia"
COMMENT = "Bitte heute noch anrufen, danke! " * 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Requests alike: path, headers and `template` with {1} {2} … are filled from `rows`, {nonce} is always new.

    `headers` are lines of their own, `writes` is how many changes each must make; `once` says that no row may be
    used twice.
    """

    name: str
    path: str
    template: str = ""
    rows: Sequence[Sequence[str]] = (("",),)
    writes: int = 0
    once: bool = False
    headers: Sequence[str] = ()

    @property
    def answers_a_card(self) -> bool:
        """Whether it is Google that asks."""
        return bool(self.template) and not self.headers

    def save(self, folder: Path, host: str) -> None:
        """Write the files that the load generator reads."""
        folder.mkdir(parents=True, exist_ok=True)
        method = "POST" if self.template else "GET"
        head = f"{method} {self.path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Google-gsuiteaddons"
        if self.template:
            head += "\r\nContent-Type: application/json\r\nAccept: */*"
        head = "\r\n".join((head, *self.headers))
        (folder / "head.txt").write_text(head, encoding="ascii", newline="")
        (folder / "template.txt").write_text(self.template, encoding="utf-8", newline="")
        rows = "".join("\t".join(row) + "\n" for row in self.rows)
        (folder / "rows.tsv").write_text(rows, encoding="utf-8", newline="")

    def body(self, number: int, nonce: str) -> bytes:
        """One request's body."""
        filled = self.template.replace("{nonce}", nonce)
        for place, value in enumerate(self.rows[number % len(self.rows)], 1):
            filled = filled.replace(f"{{{place}}}", value)
        return filled.encode()


@dataclass(frozen=True, slots=True)
class Plans:
    """Makes the plans for a service that is known as `public_url`."""

    issuer: Issuer
    public_url: str

    def nothing(self) -> Plan:
        """The bare route."""
        return Plan("bare", bare.PATH)

    def opened(self, numbers: Sequence[int]) -> Plan:
        """Open mails that the reader has opened before, with tokens that were seen before."""
        body = self._event("/gmail/message", READER)
        return Plan("open", "/gmail/message", body, [(str(gmail_id(n)),) for n in numbers])

    def first_opened(self, numbers: Iterator[int], requests: int) -> Plan:
        """Open mails for the first time, each with tokens that nobody has seen."""
        body = self._event("/gmail/message", OTHER, system="{2}", user="{3}")
        rows = [(str(gmail_id(next(numbers))), *self._tokens(n)) for n in range(requests)]
        return Plan("first open", "/gmail/message", body, rows, once=True)

    def assigned(self, numbers: Sequence[int]) -> Plan:
        """Give each conversation to a colleague, and in the next pass back."""
        params = {"conversation": "{2}", "to": "agent:{3}", "seen": "agent:{4}", "nonce": "{nonce}"}
        return self._act("assign", params, self._both_ways(numbers, "jonas", "eva"))

    def standing(self, numbers: Sequence[int]) -> Plan:
        """Set each conversation to waiting, and in the next pass to open."""
        params = {"conversation": "{2}", "to": "{3}", "seen": "{4}", "nonce": "{nonce}"}
        return self._act("status", params, self._both_ways(numbers, "pending", "open"))

    def commented(self, numbers: Sequence[int]) -> Plan:
        """Write a comment of 200 characters, with a mention."""
        params = {
            "conversation": "{2}",
            "seen": "open",
            "field": "c",
            "mention_field": "m",
            "nonce": "{nonce}",
        }
        inputs = {"c": {"stringInputs": {"value": [COMMENT]}}}
        rows = [(str(gmail_id(n)), sample(n).id) for n in numbers]
        return self._act("comment", params, rows, inputs)

    def _both_ways(self, numbers: Sequence[int], there: str, back: str) -> Sequence[Sequence[str]]:
        known = [(str(gmail_id(n)), sample(n).id) for n in numbers]
        return [(*one, there, back) for one in known] + [(*one, back, there) for one in known]

    def _act(
        self,
        name: str,
        params: Mapping[str, str],
        rows: Sequence[Sequence[str]],
        inputs: Mapping[str, object] | None = None,
    ) -> Plan:
        path = f"/gmail/{name}"
        common: dict[str, object] = {"parameters": params}
        if inputs:
            common["formInputs"] = inputs
        return Plan(name, path, self._event(path, READER, common=common), rows, writes=1)

    def _event(
        self,
        path: str,
        person: str,
        *,
        system: str = "",
        user: str = "",
        common: Mapping[str, object] | None = None,
    ) -> str:
        """The event that Google's server would send, {1} standing for Gmail's id."""
        who = sample_workspace().person(person)
        host = {
            "hostApp": "GMAIL",
            "platform": "WEB",
            "userLocale": "de",
            "timeZone": {"id": "Europe/Vienna", "offset": 3_600_000},
        }
        event = {
            "commonEventObject": {**host, **(common or {})},
            "authorizationEventObject": {
                "userOAuthToken": self.issuer.access_token(who),
                "systemIdToken": system or self.issuer.system_token(self.public_url + path),
                "userIdToken": user or self.issuer.user_token(who),
                "authorizedScopes": list(SCOPES),
            },
            "gmail": {
                "messageId": "msg-f:{1}",
                "threadId": "thread-f:{1}",
                "accessToken": self.issuer.message_token(who, "1"),
            },
        }
        return json.dumps(event)

    def _tokens(self, number: int) -> tuple[str, str]:
        audience = f"{self.public_url}/gmail/message"
        person = sample_workspace().person(OTHER)
        fresh = f"{number:08d}"
        return self.issuer.system_token(audience, jti=fresh), self.issuer.user_token(person, jti=fresh)
