"""The description of the API: OpenAPI 3.1 from the same table and schemas that answer, and a page to read it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin, resolver
from marshmallow import Schema

from server import __version__
from server.web.api import answers
from server.web.api.calls import LONGEST_ID, Route
from server.web.api.fields import Either
from server.web.api.problems import PROBLEM, status_phrase
from server.web.api.routes import ROUTES
from server.web.api.settings.schemas import Change

ALWAYS = (400, 401, 403, 413, 500, 503)
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "The same key with the same content is one request; with another content it is refused.",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$", "minLength": 1, "maxLength": 200},
}
SOURCES = {"/resolve": "conversation/id", "/resolve/add": "conversation/id", "/queues/<queue>": "rows/0/id"}
"""Where an answer names a conversation that the other calls take."""
TOKENS = (
    "An API token (rnt_…) that an admin made under /admin/tokens; each operation names the scope it needs."
)
LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "description": "de or en; else the agent's own language.",
    "schema": {"type": "string"},
}


def document(public_url: str) -> dict[str, Any]:
    """The whole description."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    spec = APISpec(
        title="Randnotiz",
        version=__version__,
        openapi_version="3.1.0",
        plugins=[plugin],
        info={"description": (__doc__ or "").strip()},
        servers=[{"url": f"{public_url}/api/v1"}],
        security=[{"entra": []}],
    )
    spec.components.security_scheme("entra", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer", "description": TOKENS})
    spec.components.schema("Problem", schema=answers.Problem)
    for path in dict.fromkeys(route.path for route in ROUTES):
        operations = {r.method.lower(): _operation(r) for r in ROUTES if r.path == path}
        spec.path(_template(path), operations=operations)
    made: dict[str, Any] = spec.to_dict()
    schemas = made["components"]["schemas"]
    for body in {route.body for route in ROUTES if route.body and issubclass(route.body, Either)}:
        schemas[body.__name__]["oneOf"] = [{"required": [name]} for name in body.alternatives]
    for change in {route.body for route in ROUTES if route.body and issubclass(route.body, Change)}:
        schemas[change.__name__]["minProperties"] = 2
    return made


def page() -> str:
    """A readable list of the routes."""
    rows = "".join(
        f"<tr><td><code>{r.method}</code></td><td><code>/api/v1{escape(_template(r.path))}</code></td>"
        f"<td>{escape(r.summary)}</td></tr>"
        for r in ROUTES
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Randnotiz API</title>'
        f'<h1>Randnotiz API</h1><p><a href="openapi.json">OpenAPI 3.1</a></p><table>{rows}</table></html>'
    )


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "security": [{"entra": []}] if route.for_people else [{"entra": []}, {"token": [route.needs]}],
        "parameters": [*_path_parameters(route), LANGUAGE],
        "responses": _responses(route),
    }
    if route.query is not None:
        operation["parameters"].append({"in": "query", "schema": route.query})
    if route.keyed:
        operation["parameters"].append(KEY)
    if route.body is not None:
        content = {"application/json": {"schema": route.body}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if route.answer is None:
        found["204"] = {"description": "Done"}
    else:
        found["200"] = {"description": "OK", "content": {"application/json": {"schema": route.answer}}}
        if route.path in SOURCES:
            found["200"]["links"] = _links(SOURCES[route.path])
    also = [*ALWAYS, 404, 422]
    also += [415] if route.body else []
    also += [409] if route.conflicts else []
    for status in sorted(also):
        content = {PROBLEM: {"schema": answers.Problem}}
        found[str(status)] = {"description": status_phrase(status), "content": content}
    return found


def _links(pointer: str) -> dict[str, Any]:
    """From an answer to everything that can be done with the conversation it names."""
    parameters = {"conversation": f"$response.body#/{pointer}"}
    wanted = (route.name for route in ROUTES if "<conversation>" in route.path)
    return {name: {"operationId": name, "parameters": parameters} for name in wanted}


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    names = re.findall(r"<(\w+)>", route.path)
    schema = {"type": "string", "pattern": "^[0-9A-Za-z]+$", "maxLength": LONGEST_ID}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _template(path: str) -> str:
    return re.sub(r"<(\w+)>", r"{\1}", path)


def _name(schema: Any) -> str:
    """One name for each schema class, whole or in part (DECISIONS G6)."""
    made = schema if isinstance(schema, Schema) else None
    return type(made).__name__ if made is not None else str(resolver(schema))
