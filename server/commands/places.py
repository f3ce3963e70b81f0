"""The mailboxes that a tag, field or template is for, on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from server.domain.workspace import Directory

F = TypeVar("F", bound=Callable[..., Any])


def mailbox_option(command: F) -> F:
    """The repeatable option --mailbox."""
    return click.option(
        "--mailbox", "boxes", multiple=True, help="Only for this mailbox (default: for all); repeatable."
    )(command)


def boxes_of(directory: Directory, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of mailboxes named by id, name or address."""
    from server.usecases.settings.finding import find_mailbox

    return tuple(find_mailbox(directory, name).id for name in names)


def names_of(directory: Directory, mailboxes: Iterable[str]) -> list[str]:
    """What people call these mailboxes."""
    return [directory.mailboxes[box].name for box in mailboxes if box in directory.mailboxes]
