"""A service whose answers a test writes down beforehand, and which keeps every event that reaches it."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, request

from server.demo.serving import LoopbackServer

Json = dict[str, Any]


@dataclass
class Seen:
    """One event as it arrived."""

    path: str
    authorization: str
    event: Json


@dataclass
class ScriptedService:
    """Answers each path with what `answers` says; a path without an answer is an error 500."""

    server: LoopbackServer = field(default_factory=LoopbackServer)
    answers: dict[str, Json | str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return self.server.url

    def start(self) -> None:
        app = Flask(__name__, static_folder=None)
        app.add_url_rule("/<path:path>", view_func=self._answer, methods=["POST"])
        self.server.start(app)
        self.reset()

    def reset(self) -> None:
        self.answers.clear()
        self.seen.clear()
        self.hold.set()

    def home(self, *widgets: Json, **card: Any) -> None:
        """Let the homepage show a card with these widgets."""
        self.answers["/gmail/home"] = pushed({"sections": [{"widgets": list(widgets)}], **card})

    def action(self, name: str, **more: Any) -> Json:
        """An onClick that calls back to /gmail/<name>."""
        return {"action": {"function": f"{self.url}/gmail/{name}", **more}}

    def button(self, text: str, name: str = "act", **more: Any) -> Json:
        return {"buttonList": {"buttons": [{"text": text, "onClick": self.action(name, **more)}]}}

    def _answer(self, path: str) -> Response:
        self.seen.append(Seen(f"/{path}", request.headers.get("Authorization", ""), request.get_json()))
        self.hold.wait(10)
        answer = self.answers.get(f"/{path}")
        if answer is None:
            return Response("no such answer", status=500)
        return Response(
            answer if isinstance(answer, str) else json.dumps(answer), mimetype="application/json"
        )


def pushed(card: Json) -> Json:
    return {"action": {"navigations": [{"pushCard": card}]}}


def rendered(*navigations: Json, **action: Any) -> Json:
    return {"renderActions": {"action": {"navigations": list(navigations), **action}}}


def text(words: str) -> Json:
    return {"textParagraph": {"text": words}}
