"""The page on which somebody picks who signs in: the same for both stand-ins."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import escape

from server.demo.people import SampleWorkspace


def account_page(workspace: SampleWorkspace, query: Mapping[str, str], *, title: str) -> str:
    """A link for each of the sample people, which asks the same again with `login` in it."""
    links = "".join(
        f'<li><a href="?{escape(urlencode({**query, "login": one.address}))}">{escape(one.name)}</a> '
        f"<small>{escape(one.address)}</small></li>"
        for one in workspace.people
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>Pick an account.</p><ul>{links}</ul></html>"
    )
