"""The Outlook-like page, the Office.js stand-in, and the small JSON interface behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, request

from server.demo.mailstore import Copy, MailStore
from server.demo.outgoing import Outgoing, send
from server.demo.outlook import items
from server.demo.outlook.entra import CLIENT_ID, LIFETIME_S, OUTLOOK_WEB, EntraIssuer
from server.demo.people import SamplePerson

OFFICE_JS = "/lib/1/hosted/office.js"
PARTS = Path(__file__).parents[1] / "static" / "outlook" / "office"
ORDER = (
    "guard",
    "link",
    "results",
    "sets",
    "parts",
    "read",
    "compose",
    "mailbox",
    "ui",
    "runtime",
    "naa",
    "authority",
    "start",
)


class OutlookHost:
    """The handlers of the Outlook side; nothing of it is part of the product."""

    def __init__(
        self, *, store: MailStore, issuer: EntraIssuer, public_url: str, now_ms: Callable[[], int]
    ) -> None:
        """Show a store's mail around the add-in that the service serves under `public_url`."""
        self._store = store
        self._issuer = issuer
        self._public_url = public_url
        self._now_ms = now_ms

    def register(self, app: Flask) -> None:
        """Add the pages and the interface to the demo's application."""
        app.add_url_rule("/outlook", "outlook", page)
        app.add_url_rule("/side-by-side", "side_by_side", side_by_side)
        app.add_url_rule(OFFICE_JS, "office_js", office_js)
        app.add_url_rule("/api/outlook/start", "outlook_start", self.start)
        app.add_url_rule("/api/outlook/mail", "outlook_mail", self.mail)
        for name in ("conversation", "find", "send", "token"):
            view = getattr(self, name)
            app.add_url_rule(f"/api/outlook/{name}", f"outlook_{name}", view, methods=["POST"])

    def start(self) -> Response:
        """Say who can sit here, and where the add-in lives."""
        people = [
            {"key": p.key, "name": p.name, "address": p.address, "tenant": p.tenant, "oid": p.oid}
            for p in self._store.workspace.people
        ]
        base = f"{self._public_url}/outlook"
        return jsonify(
            people=people,
            clientId=CLIENT_ID,
            service=self._public_url,
            pages={name: f"{base}/{name}.html" for name in ("taskpane", "compose", "events")},
        )

    def mail(self) -> Response:
        """List a person's conversations in a folder (inbox or sent), newest first."""
        label = {"sent": "SENT"}.get(request.args.get("folder", ""), "INBOX")
        threads: dict[str, list[Copy]] = {}
        for copy in self._store.of(self._person().key):
            threads.setdefault(copy.thread_id, []).append(copy)
        shown = [copies for copies in threads.values() if any(label in copy.labels for copy in copies)]
        return jsonify(rows=[_row(copies, label) for copies in shown])

    def conversation(self) -> Response:
        """Give every mail of the conversation that an item is in, oldest first, and mark them read."""
        person = self._person()
        opened = self._item(person.key, "id")
        copies = self._store.thread(person.key, opened.thread_id)
        for copy in copies:
            self._store.mark_read(person.key, copy.id)
        return jsonify(items=[items.item(copy, self._store.workspace) for copy in copies])

    def find(self) -> Response:
        """Find a mail by Message-ID, by Gmail's id (`copy`), or as the copy of somebody else's (`from`, `id`)."""
        person, wanted = self._person().key, _body()
        named = str(wanted.get("internetMessageId") or "")
        if wanted.get("from"):
            theirs = items.find(self._store, str(wanted["from"]), str(wanted.get("id", "")))
            named = "" if theirs is None else theirs.header("Message-ID")
        copy = self._store.find(person, named) or self._store.copy(person, str(wanted.get("copy", "")))
        if copy is None:
            abort(404, "There is no such mail in this mailbox.")
        return jsonify(id=items.item_id(copy))

    def send(self) -> Response:
        """Send a reply or a forward; {id, text, forwardTo, from}."""
        person, wanted = self._person(), _body()
        text = str(wanted.get("text", "")).strip()
        if not text:
            abort(400, "A letter needs a text.")
        original, sender = self._item(person.key, "id"), str(wanted.get("from") or person.address)
        if sender not in {person.address, items.owner(original, self._store.workspace)}:
            abort(400, "Nobody may send as somebody else.")
        letter = Outgoing(text, original, str(wanted.get("forwardTo", "")), sender)
        return jsonify(id=items.item_id(send(self._store, person, letter, now=self._now_ms())))

    def token(self) -> Response:
        """Be the broker: {scope, by: nested|office, interactive}; not `agreed` where the person must first be asked."""
        person, wanted = self._person(), _body()
        scope = str(wanted.get("scope", ""))
        nested = wanted.get("by") == "nested"
        if nested and not any(one.startswith("api://") and CLIENT_ID in one for one in scope.split()):
            abort(400, "A token for our interface needs its own scope, not openid alone.")
        if wanted.get("interactive"):
            self._issuer.sign_in(person)
        elif nested and not self._issuer.has_signed_in(person):
            return jsonify(agreed=False)
        return jsonify(
            agreed=True,
            access_token=self._issuer.access_token(person, azp=CLIENT_ID if nested else OUTLOOK_WEB),
            id_token=self._issuer.id_token(person),
            expires_in=LIFETIME_S,
            scope=scope,
        )

    def _item(self, person: str, name: str) -> Copy:
        copy = items.find(self._store, person, str(_body().get(name, "")))
        if copy is None:
            abort(404, "There is no such mail in this mailbox.")
        return copy

    def _person(self) -> SamplePerson:
        try:
            return self._store.workspace.person(request.args.get("agent", ""))
        except KeyError:
            abort(404, "Nobody here has that name.")


def page() -> Response:
    """Serve the Outlook-like page."""
    return current_app.send_static_file("outlook/index.html")


def side_by_side() -> Response:
    """Serve the page that shows Gmail and Outlook beside each other."""
    return current_app.send_static_file("outlook/side-by-side.html")


def office_js() -> Response:
    """Serve the stand-in for Office.js: its parts in order, in one scope."""
    parts = "\n".join((PARTS / f"{name}.js").read_text() for name in ORDER)
    return Response(f'(() => {{\n"use strict";\n{parts}\n}})();\n', mimetype="text/javascript")


def _row(copies: list[Copy], label: str) -> dict[str, object]:
    newest = copies[0]
    # Outlook opens the newest mail of the folder, not somebody's own answer to it.
    opened = next(copy for copy in copies if label in copy.labels)
    return {
        "id": items.item_id(opened),
        "ids": [items.item_id(copy) for copy in copies],
        "from": list(dict.fromkeys(items.sender(copy)["displayName"] for copy in copies)),
        "subject": items.decoded(copies[-1].header("Subject")),
        "snippet": newest.snippet,
        "at": newest.at,
        "count": len(copies),
        "unread": any("UNREAD" in copy.labels for copy in copies),
    }


def _body() -> dict[str, Any]:
    body = request.get_json()
    if not isinstance(body, dict):
        abort(400, "The page sends objects.")
    return body
