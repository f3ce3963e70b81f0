"""Google's partial responses: the `fields` parameter of a REST call."""

from __future__ import annotations

from typing import TypeAlias

Mask: TypeAlias = "dict[str, Mask]"


def masked(data: object, mask: str) -> object:
    """Keep what a mask like `id,payload/headers,messages(id,labelIds)` names; ValueError if malformed."""
    tree, rest = _parse(mask)
    if rest:
        raise ValueError(mask)
    return _keep(data, tree)


def _parse(text: str) -> tuple[Mask, str]:
    branch, text = _branch(text)
    tree: Mask = dict(branch)
    while text.startswith(","):
        branch, text = _branch(text[1:])
        _graft(tree, branch)
    return tree, text


def _branch(text: str) -> tuple[Mask, str]:
    end = next((i for i, letter in enumerate(text) if letter in ",/()"), len(text))
    name, rest = text[:end].strip(), text[end:]
    if not name:
        raise ValueError(text)
    if rest.startswith("/"):
        below, rest = _branch(rest[1:])
    elif rest.startswith("("):
        below, rest = _parse(rest[1:])
        if not rest.startswith(")"):
            raise ValueError(text)
        rest = rest[1:]
    else:
        below = {}
    return {name: below}, rest


def _graft(tree: Mask, branch: Mask) -> None:
    for name, below in branch.items():
        if name in tree and tree[name] and below:
            _graft(tree[name], below)
        else:
            tree[name] = below


def _keep(data: object, tree: Mask) -> object:
    if not tree or "*" in tree:
        return data
    if isinstance(data, list):
        return [_keep(item, tree) for item in data]
    if isinstance(data, dict):
        return {name: _keep(data[name], below) for name, below in tree.items() if name in data}
    return data
