"""Commands that do one thing in a workspace and print what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option


def in_workspace(act: Callable[..., Row | Sequence[Row]]) -> Callable[..., None]:
    """Hand a command the inbox of --workspace before what it was told, and print the row or rows that it gives."""

    @workspace_option
    @json_option
    @wraps(act)
    def command(*, workspace: str | None, as_json: bool, **told: Any) -> None:
        with opened_inbox(workspace) as inbox:
            made = act(inbox, **told)
        if isinstance(made, Mapping):
            show_one(made, as_json=as_json)
        else:
            show(made, as_json=as_json)

    return command
