"""The measure of everything: one Flask route that answers a small JSON document, and does nothing else."""

from __future__ import annotations

from flask import Flask, Response, jsonify

PATH = "/bare"


def create_app() -> Flask:
    """Make the application that gunicorn serves beside ours."""
    app = Flask("bare", static_folder=None)

    @app.get(PATH)
    def bare() -> Response:
        return jsonify(status="ok", id=4711, subject="Rechnung vom Oktober stimmt nicht")

    return app
