"""What a workspace adds to the public pages about privacy, terms and help (DECISIONS F3)."""

from __future__ import annotations

from contextlib import suppress

from server.domain.errors import NotFound
from server.usecases.workspaces import Workspaces


def legal_text(workspaces: Workspaces, name: str = "") -> str:
    """The text of the workspace that is named, or of the only one there is; else nothing."""
    directories = workspaces.directories
    known = directories.workspaces()
    wanted = name or (known[0] if len(known) == 1 else "")
    if wanted in known:
        with suppress(NotFound):  # it was deleted meanwhile
            return directories.load(wanted).workspace.legal_text
    return ""
