"""docs/api.md: its sample verifies what is really sent, and its tables name everything there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.bootstrap import milliseconds
from server.domain.access import Scope, Webhook
from server.domain.webhooks import DELAYS, GONE, TEST, TYPES, Job, body, headers, secret_text

PAGE = (Path(__file__).parents[1] / "docs/api.md").read_text(encoding="utf-8")
SECRET, OLD = secret_text(b"a" * 32), secret_text(b"b" * 32)


def sample() -> Callable[[str, dict[str, str], bytes], bool]:
    """The function of the page."""
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(found[1], names)
    verified: Callable[[str, dict[str, str], bytes], bool] = names["verified"]
    return verified


def test_the_sample_takes_what_we_send_and_nothing_else() -> None:
    verified, now = sample(), milliseconds()
    job = Job("firma-1-0-test", TEST, now)
    content = body(Webhook("h", "", "", ""), job, None, workspace="firma")
    sent = dict(headers(job, content, [SECRET, OLD], now=now))
    assert verified(SECRET, sent, content)
    assert verified(OLD, sent, content)
    assert not verified(secret_text(b"c" * 32), sent, content)
    assert not verified(SECRET, sent, content + b" ")
    assert not verified(SECRET, sent | {"webhook-id": "other"}, content)
    old = dict(headers(job, content, [SECRET], now=now - 301_000))
    assert not verified(SECRET, old, content)


def test_every_type_and_scope_is_explained() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE.split("| type |")[1].split("###")[0]))
    assert {*TYPES, GONE, TEST} == named - {"conversation"}
    assert {f"`{scope}`" for scope in Scope} <= set(re.findall(r"`[\w:]+`", PAGE.split("| scope |")[1]))


def test_the_times_are_those_of_the_code() -> None:
    assert [delay // 1000 for delay in DELAYS] == [5, 300, 1800, 7200, 14400, 28800, 36000]
    assert "after 5 seconds, 5 and 30 minutes, then 2, 4, 8 and 10 hours" in PAGE
