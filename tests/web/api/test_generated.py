"""Calls made up from the description: whatever is sent, the answers are those that it promises."""

from __future__ import annotations

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

PHASES = {"coverage", "fuzzing", "stateful"}


MEANING = [
    {
        "include-path": path,
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 401, 403, 404, 409, 422]}},
    }
    for path in ("/me/availability", "/settings/tokens")
]
"""Where what fits the description may still make no sense: an absence or a token that ended yesterday."""
REFUSED = {"negative_data_rejection": {"expected-statuses": ["4xx"]}}
"""Too large (413) is a refusal as well."""


def failures(edge: ApiEdge, **generation: int) -> tuple[set[str], list[str]]:
    """Run every phase with every check: what was called, and what went against the description."""
    config = SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": 6, "database": "none", **generation},
            "checks": REFUSED,
            "operations": MEANING,
        }
    )
    server = LoopbackServer()
    server.start(edge.app)
    schema = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json", config=config)
    schema.config.update(base_url=f"{server.url}/api/v1")

    @schema.auth()
    class Anna:
        def get(self, case: Any, context: Any) -> str:
            return edge.issuer.token("anna")

        def set(self, case: Any, token: str, context: Any) -> None:
            case.headers["Authorization"] = f"Bearer {token}"

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


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_answer_is_as_described(edge: ApiEdge) -> None:
    edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    called, found = failures(edge)
    assert not found, "\n\n".join(sorted(set(found)))
    routes = {f"{route.method} {route.path.replace('<', '{').replace('>', '}')}" for route in ROUTES}
    assert routes | PHASES <= called
