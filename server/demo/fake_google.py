"""The parts of Google that the service calls: Gmail's REST API for one open message, and the certificates."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from server.demo.drafts import Drafts
from server.demo.fieldmask import masked
from server.demo.google_login import GoogleLogin
from server.demo.guard import keep_on_loopback
from server.demo.issuer import Issuer
from server.demo.mailstore import Copy, MailStore

SLOW_SECONDS = 20.0
_HEX_ID = re.compile(r"[0-9a-f]{1,16}")
_STATUS = {
    400: ("INVALID_ARGUMENT", "Invalid id value"),
    401: ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
    403: ("PERMISSION_DENIED", "Missing access token for authorization."),
    404: ("NOT_FOUND", "Requested entity was not found."),
    429: ("RESOURCE_EXHAUSTED", "User-rate limit exceeded."),
    500: ("INTERNAL", "Internal error encountered."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
}


class RefusalError(Exception):
    """An answer in Google's error form, with an HTTP status."""

    def __init__(self, code: int) -> None:
        """Name the HTTP status; the wording follows from it."""
        super().__init__(code)
        self.code = code


class Faults:
    """What shall go wrong, per person and per resource (`messages`, `threads`, `drafts`); tests and the page set it."""

    def __init__(self) -> None:
        """Start without any fault."""
        self._wanted: dict[tuple[str, str], int | str] = {}
        self._hurry = threading.Event()

    def set(self, person: str, wanted: Mapping[str, object]) -> None:
        """Replace a person's faults; a resource is an HTTP status or the word slow."""
        self._wanted = {key: fault for key, fault in self._wanted.items() if key[0] != person}
        for resource in ("messages", "threads", "drafts"):
            fault = wanted.get(resource)
            if isinstance(fault, int | str):
                self._wanted[person, resource] = fault

    def strike(self, person: str, resource: str) -> None:
        """Do what was asked for: wait long, refuse, or nothing."""
        fault = self._wanted.get((person, resource))
        if fault == "slow":
            self._hurry.wait(SLOW_SECONDS)
        elif fault is not None:
            raise RefusalError(int(fault))

    def release(self) -> None:
        """Let slow answers go at once, because the server stops."""
        self._hurry.set()


class FakeGoogle:
    """The handlers; every answer has the form of the real one, errors included."""

    def __init__(self, *, store: MailStore, issuer: Issuer) -> None:
        """Serve the mail of a store to bearers of an issuer's tokens."""
        self._store = store
        self._issuer = issuer
        self._login = GoogleLogin(workspace=store.workspace, issuer=issuer)
        self.faults = Faults()
        self.drafts = Drafts()

    def app(self) -> Flask:
        """Build the application."""
        app = Flask(__name__, static_folder=None)
        keep_on_loopback(app)
        app.add_url_rule("/oauth2/v1/certs", view_func=self.certificates)
        app.add_url_rule("/gmail/v1/users/me/messages/<gmail_id>", view_func=self.message)
        app.add_url_rule("/gmail/v1/users/me/threads/<gmail_id>", view_func=self.thread)
        app.add_url_rule("/gmail/v1/users/me/drafts", view_func=self.create_draft, methods=["POST"])
        self._login.register(app)
        app.add_url_rule("/control/faults", view_func=self.set_faults, methods=["POST"])
        app.register_error_handler(RefusalError, _refusal)
        app.register_error_handler(HTTPException, lambda error: _refusal(RefusalError(error.code or 500)))
        return app

    def certificates(self) -> Response:
        """Publish the x509 map, cacheable like the real one."""
        response = jsonify(self._issuer.certificates())
        response.headers["Cache-Control"] = "public, max-age=20000, must-revalidate, no-transform"
        return response

    def message(self, gmail_id: str) -> Response:
        """Give one message's metadata."""
        person, opened = self._reader("messages", gmail_id)
        copy = self._store.copy(person, gmail_id)
        if copy is None:
            raise RefusalError(404)
        if opened.thread_id != copy.thread_id:
            raise RefusalError(403)
        return _answer(message_json(copy))

    def thread(self, gmail_id: str) -> Response:
        """Give the metadata of every message in the open message's thread."""
        person, opened = self._reader("threads", gmail_id)
        copies = self._store.thread(person, gmail_id)
        if not copies:
            raise RefusalError(404)
        if opened.thread_id != gmail_id:
            raise RefusalError(403)
        history = str(max(copy.at for copy in copies))
        return _answer({"id": gmail_id, "historyId": history, "messages": [message_json(c) for c in copies]})

    def create_draft(self) -> Response:
        """Create a draft in the open message's thread, as users.drafts.create does for an add-on's own tokens."""
        person, opened = self._opened("drafts")
        wanted = (request.get_json(silent=True) or {}).get("message", {})
        if wanted.get("threadId") != opened.thread_id:
            raise RefusalError(400)
        try:
            made = self.drafts.add(person, opened.thread_id, base64.urlsafe_b64decode(wanted.get("raw", "")))
        except (ValueError, TypeError):
            raise RefusalError(400) from None
        message = {"id": made.message_id, "threadId": made.thread_id, "labelIds": ["DRAFT"]}
        return jsonify({"id": made.id, "message": message})

    def set_faults(self) -> Response:
        """Switch faults, e.g. {"user": "jonas", "messages": 503, "threads": "slow"}."""
        wanted = request.get_json()
        named = self._store.workspace.by_address(str(wanted["user"]))
        self.faults.set(named.key if named else str(wanted["user"]), wanted)
        return jsonify({})

    def _reader(self, resource: str, gmail_id: str) -> tuple[str, Copy]:
        """Check both tokens and the request's form; give the person and the message their token opens."""
        if not _HEX_ID.fullmatch(gmail_id):
            raise RefusalError(400)
        if request.args.get("format") != "metadata":
            raise RefusalError(403)
        return self._opened(resource)

    def _opened(self, resource: str) -> tuple[str, Copy]:
        """Check both tokens; give the person and the message that theirs opens."""
        person = self._issuer.access_of(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if person is None:
            raise RefusalError(401)
        self.faults.strike(person, resource)
        opened = self._issuer.message_of(request.headers.get("X-Goog-Gmail-Access-Token", ""))
        if opened is None or opened[0] != person:
            raise RefusalError(403)
        copy = self._store.copy(*opened)
        if copy is None:
            raise RefusalError(404)
        return person, copy


def message_json(copy: Copy) -> dict[str, object]:
    """Write one message as users.messages.get with format=metadata does."""
    return {
        "id": copy.id,
        "threadId": copy.thread_id,
        "labelIds": list(copy.labels),
        "snippet": copy.snippet,
        "payload": {
            "partId": "",
            "mimeType": copy.mime_type,
            "headers": [{"name": name, "value": value} for name, value in copy.headers],
        },
        "sizeEstimate": copy.size,
        "historyId": str(copy.at),
        "internalDate": str(copy.at),
    }


def _answer(data: dict[str, object]) -> Response:
    wanted = set(request.args.getlist("metadataHeaders"))
    if wanted:
        _keep_headers(data, {name.lower() for name in wanted})
    mask = request.args.get("fields")
    try:
        return jsonify(masked(data, mask) if mask else data)
    except ValueError:
        raise RefusalError(400) from None


def _keep_headers(data: object, wanted: set[str]) -> None:
    if isinstance(data, list):
        for item in data:
            _keep_headers(item, wanted)
    elif isinstance(data, dict):
        if "headers" in data:
            data["headers"] = [pair for pair in data["headers"] if pair["name"].lower() in wanted]
        for value in data.values():
            _keep_headers(value, wanted)


def _refusal(refused: RefusalError) -> Response:
    status, words = _STATUS.get(refused.code, ("UNKNOWN", HTTPStatus(refused.code).phrase))
    response = jsonify({"error": {"code": refused.code, "message": words, "status": status}})
    response.status_code = refused.code
    return response
