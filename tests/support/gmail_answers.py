"""What comes back from the Gmail side: is it of the right form, what does it say, what can be pressed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cards import paths
from tests.support.check_gmail_response import check

TRIGGERS = frozenset({"/gmail/home", "/gmail/message", "/gmail/compose"})


def kind(path: str) -> str:
    """Which envelope Google expects of an entry point."""
    if path in TRIGGERS:
        return "trigger"
    return "autocomplete" if path in paths.SUGGESTIONS else "callback"


def problems(envelope: Any, path: str, public: str) -> list[str]:
    """What Google's definitions object to in the answer of an entry point."""
    options = Namespace(kind=kind(path), allow_http_localhost=True, origin=[public], max_bytes=65_536)
    _, found = check(
        json.dumps(envelope, ensure_ascii=False), options, [f"{public}/", "https://mail.google.com/"]
    )
    return [*found.errors, *found.warnings]


def notice(envelope: Mapping[str, Any]) -> str:
    """The line of text that is shown for a moment."""
    said: str = _action(envelope).get("notification", {}).get("text", "")
    return said


@dataclass(frozen=True, slots=True)
class Card:
    """An answer, and the card in it if there is one."""

    envelope: dict[str, Any]

    @property
    def card(self) -> dict[str, Any]:
        """The card that is shown; fails where the answer has none."""
        for navigation in _action(self.envelope)["navigations"]:
            found: dict[str, Any] | None = navigation.get("pushCard") or navigation.get("updateCard")
            if found:
                return found
        raise AssertionError(self.envelope)

    @property
    def name(self) -> str:
        """Which card it is; "" for a notice alone."""
        return str(self.card["name"]) if _action(self.envelope).get("navigations") else ""

    @property
    def notice(self) -> str:
        """The line of text shown with it."""
        return notice(self.envelope)

    @property
    def words(self) -> str:
        """Everything that can be read."""
        return "\n".join(_readable(self.envelope))

    @property
    def items(self) -> list[str]:
        """The suggestions."""
        return (
            [one["text"] for one in self.envelope["autoComplete"]["items"]]
            if "autoComplete" in self.envelope
            else []
        )

    @property
    def inputs(self) -> list[str]:
        """The names of all fields."""
        kinds = ("textInput", "selectionInput", "dateTimePicker", "switchControl")
        return [node[one]["name"] for node in _nodes(self.card) for one in kinds if one in node]

    @property
    def actions(self) -> list[tuple[str, dict[str, str]]]:
        """Everything that can be pressed or changed: (URL, parameters)."""
        return [
            (node["function"], {pair["key"]: pair["value"] for pair in node.get("parameters", ())})
            for node in _nodes(self.card)
            if "function" in node
        ]

    def parameters(self, url: str, **wanted: str) -> dict[str, str]:
        """The parameters of the first action that calls a URL with these values; fails if there is none."""
        for function, parameters in self.actions:
            if function == url and wanted.items() <= parameters.items():
                return parameters
        raise AssertionError(f"nothing calls {url} with {wanted}: {self.actions}")

    def offers(self, path: str) -> bool:
        """Whether anything on the card calls a path."""
        return any(function.endswith(path) for function, _ in self.actions)


def _action(envelope: Mapping[str, Any]) -> dict[str, Any]:
    outer: Mapping[str, Any] = envelope.get("renderActions", envelope)
    found: dict[str, Any] = outer.get("action", {})
    return found


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(child)


def _readable(envelope: Any) -> Iterator[str]:
    names = ("text", "title", "subtitle", "topLabel", "bottomLabel", "header", "label")
    for node in _nodes(envelope):
        yield from (node[name] for name in names if isinstance(node.get(name), str))
