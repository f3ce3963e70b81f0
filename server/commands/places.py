"""The mailboxes that a tag, field, template, macro or view is for, on the command line."""

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


def changed_mailbox_options(command: F) -> F:
    """The options --mailbox and --all-mailboxes of a change."""
    every = click.option("--all-mailboxes", is_flag=True, help="Let it be for every mailbox.")
    return mailbox_option(every(command))


def changed_boxes(
    directory: Directory, before: tuple[str, ...], *, boxes: Iterable[str], all_mailboxes: bool
) -> tuple[str, ...]:
    """The ids of the mailboxes that a change names; without a word of them, those of before."""
    named = boxes_of(directory, boxes)
    return named if named or all_mailboxes else before


def boxes_of(directory: Directory, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of mailboxes named by id, name or address."""
    from server.usecases.settings.finding import find_mailbox

    return tuple(find_mailbox(directory, name).id for name in names)


def names_of(directory: Directory, mailboxes: Iterable[str]) -> list[str]:
    """What people call these mailboxes."""
    return [directory.mailboxes[box].name for box in mailboxes if box in directory.mailboxes]
