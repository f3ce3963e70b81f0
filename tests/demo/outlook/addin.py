"""A service whose add-in pages a test writes: one script per page, with Office.js as the demo serves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, abort

from server.demo.serving import LoopbackServer

MSAL = Path(__file__).parents[3] / "addin/node_modules/@azure/msal-browser/lib/msal-browser.min.js"
FORMS = {".html": "text/html", ".js": "text/javascript"}


@dataclass
class AddInService:
    """Serves /outlook/taskpane.html, compose.html, events.html and what they need."""

    office_js: str = ""
    scripts: dict[str, str] = field(default_factory=dict)
    server: LoopbackServer = field(default_factory=LoopbackServer)

    def start(self) -> None:
        app = Flask(__name__, static_folder=None)
        app.add_url_rule("/outlook/<name>", view_func=self._file)
        self.server.start(app)

    def reset(self) -> None:
        self.scripts.clear()

    def _file(self, name: str) -> Response:
        path = Path(name)
        if path.suffix not in FORMS:
            abort(404)
        return Response(self._text(path), mimetype=FORMS[path.suffix])

    def _text(self, path: Path) -> str:
        if path.name == "msal.js":
            assert MSAL.exists(), "msal-browser is missing; run: make addin"
            return MSAL.read_text()
        if path.suffix == ".js":
            return self.scripts.get(path.stem, "")
        return (
            f'<!doctype html><meta charset="utf-8"><title>{path.stem}</title>'
            f'<script src="{self.office_js}"></script><script src="msal.js"></script>'
            f'<script src="{path.stem}.js"></script><body>'
        )
