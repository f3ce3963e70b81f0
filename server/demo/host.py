"""The Gmail-like page and the small JSON interface behind it."""

from __future__ import annotations

import email.header
import email.utils
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from server.demo.drafts import Drafts
from server.demo.guard import keep_on_loopback
from server.demo.mailstore import Copy, MailStore
from server.demo.outgoing import Outgoing, answer_to, send
from server.demo.people import SamplePerson
from server.demo.rawmail import RawMail
from server.demo.relay import SCOPES, Call, Relay

ADD_ON_NAME = "Randnotiz"


class Host:
    """The handlers of the page's own interface; nothing of it is part of the product."""

    def __init__(
        self, *, store: MailStore, relay: Relay, now_ms: Callable[[], int], drafts: Drafts | None = None
    ) -> None:
        """Show a store's mail and created drafts, and pass what happens in the panel to the relay."""
        self._drafts = drafts or Drafts()
        self._store = store
        self._relay = relay
        self._now_ms = now_ms

    def app(self) -> Flask:
        """Build the application."""
        app = Flask(__name__, static_folder="static", static_url_path="/static")
        keep_on_loopback(app, service=self._relay.service_url)
        app.add_url_rule("/", view_func=self.page)
        app.add_url_rule("/api/start", view_func=self.start)
        app.add_url_rule("/api/mail", view_func=self.mail)
        app.add_url_rule("/api/threads/<message_id>", view_func=self.thread)
        app.add_url_rule("/api/drafts/<draft>", view_func=self.draft)
        app.add_url_rule("/api/find", view_func=self.find)
        app.add_url_rule("/api/send", view_func=self.send, methods=["POST"])
        app.add_url_rule("/api/relay", view_func=self.relay, methods=["POST"])
        app.add_url_rule("/api/grant", view_func=self.grant, methods=["POST"])
        app.register_error_handler(HTTPException, _problem)
        app.after_request(_whole)
        return app

    def page(self) -> Response:
        """Serve the page itself."""
        return current_app.send_static_file("index.html")

    def start(self) -> Response:
        """Say who can sit here, and where the add-on lives."""
        people = [
            {"key": p.key, "name": p.name, "address": p.address, "locale": p.locale, "isAgent": p.is_agent}
            for p in self._store.workspace.people
        ]
        public = self._relay.public_url
        return jsonify(
            people=people,
            addOn={
                "name": ADD_ON_NAME,
                "publicUrl": public,
                "serviceUrl": self._relay.service_url,
                "home": f"{public}/gmail/home",
                "message": f"{public}/gmail/message",
                "compose": {"label": "Team", "runFunction": f"{public}/gmail/compose"},
                "openLinkUrlPrefixes": [f"{public}/", "https://mail.google.com/"],
                "universalActions": [{"label": "Refresh", "runFunction": f"{public}/gmail/refresh"}],
            },
        )

    def mail(self) -> Response:
        """List a person's threads under a label, newest first."""
        label = request.args.get("label", "INBOX")
        rows: dict[str, list[Copy]] = {}
        for copy in self._store.of(self._person().key):
            rows.setdefault(copy.thread_id, []).append(copy)
        shown = [copies for copies in rows.values() if any(label in copy.labels for copy in copies)]
        return jsonify(threads=[_row(copies) for copies in shown])

    def thread(self, message_id: str) -> Response:
        """Give the whole thread of a message with its text, and mark it read."""
        person = self._person()
        opened = self._store.copy(person.key, message_id)
        if opened is None:
            abort(404, "There is no such mail in this mailbox.")
        copies = self._store.thread(person.key, opened.thread_id)
        for copy in copies:
            self._store.mark_read(person.key, copy.id)
        subject = _shown(copies[0].header("Subject"))
        return jsonify(
            threadId=opened.thread_id, subject=subject, messages=[_message(copy) for copy in copies]
        )

    def draft(self, draft: str) -> Response:
        """Give the recipients, the subject and the text of a draft that an add-on created."""
        found = self._drafts.get(self._person().key, draft)
        if found is None:
            abort(404, "There is no such draft.")
        part = found.mail.get_body(("plain", "html"))
        text = part.get_content().replace("\r\n", "\n").strip() if part else ""
        to = email.utils.getaddresses(found.mail.get_all("To", []))
        return jsonify(
            text=text, subject=_shown(str(found.mail["Subject"])), to=", ".join(address for _, address in to)
        )

    def find(self) -> Response:
        """Find a mail by RFC 5322 Message-ID or Gmail id, or the copy of what somebody else (`from`) sees."""
        person = self._person().key
        wanted = request.args.get("id", "")
        other = self._store.copy(request.args.get("from", ""), wanted)
        wanted = wanted if other is None else other.header("Message-ID")
        copy = self._store.find(person, wanted) or self._store.copy(person, wanted)
        if copy is None:
            abort(404, "There is no such mail in this mailbox.")
        return jsonify(id=copy.id, threadId=copy.thread_id)

    def send(self) -> Response:
        """Send a reply or a forward."""
        person, wanted = self._person(), request.get_json()
        original = self._store.copy(person.key, str(wanted.get("message", "")))
        text = str(wanted.get("text", "")).strip()
        if original is None or not text:
            abort(400, "A letter needs a text and the mail it belongs to.")
        letter = Outgoing(text=text, original=original, forward_to=str(wanted.get("forwardTo", "")))
        return jsonify(_message(send(self._store, person, letter, now=self._now_ms())))

    def relay(self) -> Response:
        """Pass one event to the service, and its answer to the page."""
        wanted = request.get_json()
        try:
            answer = self._relay.send(self._call(self._person(), wanted))
        except (ValueError, TypeError, KeyError) as error:
            abort(400, f"The page sent no proper event: {error}")
        return jsonify(status=answer.status, card=answer.card, fault=answer.fault)

    def grant(self) -> Response:
        """Record the consent given in the panel."""
        wanted = request.get_json()
        scopes = SCOPES if wanted.get("all") else wanted.get("scopes", [])
        self._relay.grant(self._person(), frozenset(str(scope) for scope in scopes))
        return jsonify({})

    def _call(self, person: SamplePerson, wanted: dict[str, Any]) -> Call:
        message = wanted.get("message")
        zone, recipients = wanted.get("timeZone") or {}, wanted.get("recipients")
        return Call(
            person=person,
            url=str(wanted["url"]),
            message=self._store.copy(person.key, str(message)) if message else None,
            parameters=wanted.get("parameters") or {},
            form_inputs=wanted.get("formInputs") or {},
            locale=str(wanted.get("locale") or person.locale),
            zone=str(zone.get("id") or person.zone),
            zone_offset_ms=int(zone.get("offset") or 0),
            recipients=tuple(str(one) for one in recipients) if isinstance(recipients, list) else None,
        )

    def _person(self) -> SamplePerson:
        try:
            return self._store.workspace.person(request.args.get("agent", ""))
        except KeyError:
            abort(404, "Nobody here has that name.")


def _row(copies: list[Copy]) -> dict[str, object]:
    newest = copies[0]
    return {
        "threadId": newest.thread_id,
        "id": newest.id,
        "ids": [copy.id for copy in copies],
        "from": [_sender(copy)["name"] for copy in reversed(copies)],
        "subject": _shown(copies[-1].header("Subject")),
        "snippet": newest.snippet,
        "at": newest.at,
        "count": len(copies),
        "unread": any("UNREAD" in copy.labels for copy in copies),
    }


def _message(copy: Copy) -> dict[str, object]:
    to = RawMail(copy.headers, "", "", 0, 0).addresses("to", "cc")
    return {
        "id": copy.id,
        "threadId": copy.thread_id,
        "from": _sender(copy),
        "to": to,
        "answerTo": answer_to(copy),
        "at": copy.at,
        "text": copy.text,
        "snippet": copy.snippet,
        "sent": "SENT" in copy.labels,
    }


def _sender(copy: Copy) -> dict[str, str]:
    name, address = email.utils.parseaddr(copy.header("From"))
    return {"name": _shown(name) or address, "address": address}


def _shown(raw: str) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(raw)))
    except (ValueError, LookupError):
        return raw


def _whole(answer: Response) -> Response:
    """Read a file to its end at once: a page that is left meanwhile would leave it open."""
    if answer.direct_passthrough:
        answer.direct_passthrough = False
        data = answer.get_data()
        answer.close()
        answer.set_data(data)
    return answer


def _problem(error: HTTPException) -> Response:
    response = jsonify(error=error.description)
    response.status_code = error.code or 500
    return response
