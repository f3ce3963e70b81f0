"""Calls made up from the description: whatever is sent, the answers are those that it promises."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from server.demo.serving import LoopbackServer
from server.web.api.routes import ROUTES
from tests.support.api_edge import ApiEdge
from tests.support.office import mail

PHASES = {"coverage", "fuzzing"}
SETTINGS = "^/settings/"
KEY = "Idempotency-Key"
VISIBLE = re.compile(r"[\x21-\x7e]{1,200}")


MEANING = [
    {
        "include-path": path,
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 401, 403, 404, 409, 422]}},
    }
    for path in (
        "/me/availability",
        "/settings/tokens",
        "/me/templates",
        "/me/templates/{template}",
        "/me/views",
        "/me/views/{view}",
        "/search",
    )
]
"""Where what fits the description may still make no sense: an absence that is over, an unknown placeholder, a
made-up page."""
REFUSED = {"negative_data_rejection": {"expected-statuses": ["4xx"]}}
"""Too large (413) is a refusal as well."""


def failures(edge: ApiEdge, *, settings: bool) -> tuple[set[str], list[str]]:
    """Run every phase with every check, on the settings or on all else: what was called, and what went wrong."""
    config = SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": 3, "database": "none"},
            "checks": REFUSED,
            "operations": MEANING,
        }
    )
    server, keys = LoopbackServer(), count()
    server.start(edge.app)
    whole = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json", config=config)
    schema: Any = whole.include(path_regex=SETTINGS) if settings else whole.exclude(path_regex=SETTINGS)
    schema.config.update(base_url=f"{server.url}/api/v1")

    @schema.auth()
    class Anna:
        def get(self, case: Any, context: Any) -> str:
            return edge.issuer.token("anna")

        def set(self, case: Any, token: str, context: Any) -> None:
            case.headers["Authorization"] = f"Bearer {token}"
            if VISIBLE.fullmatch(str(case.headers.get(KEY, ""))):  # each is to mean one thing only
                case.headers[KEY] = f"k{next(keys)}"

    called, found = set[str](), list[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            found.append(repr(event.value if isinstance(event, NonFatalError) else event.exception))
        if isinstance(event, ScenarioFinished):
            called |= {event.label or "", event.phase.value}
            for case, checks in event.recorder.checks.items():
                label = event.recorder.cases[case].value.operation.label
                found += [f"{label}: {c.failure_info.failure}" for c in checks if c.failure_info]
    server.stop()
    return called, found


@pytest.mark.parametrize("settings", [True, False], ids=["settings", "all-else"])
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_answer_is_as_described(edge: ApiEdge, settings: bool) -> None:
    edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    called, found = failures(edge, settings=settings)
    assert not found, "\n\n".join(sorted(set(found)))
    named = (f"{route.method} {route.path.replace('<', '{').replace('>', '}')}" for route in ROUTES)
    routes = {name for name in named if (" /settings/" in name) is settings}
    assert routes | PHASES | (set() if settings else {"stateful"}) <= called
