"""The file of the secret key: readable by its owner alone, and no part of a backup (DECISIONS B6)."""

from __future__ import annotations

import secrets
import stat
from pathlib import Path


class SecretKeyError(Exception):
    """The key file cannot be used; the text says what to do."""


def read_or_create(path: Path, *, create: bool) -> str:
    """The key in a file; `create` makes one with a fresh key where there is none.

    Two processes that create at once agree: the file appears whole, and the second one reads the first one's.
    """
    if create and not path.exists():
        _create(path)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        content = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        text = f"{path} cannot be read ({type(error).__name__}); create it with: openssl rand -base64 48"
        raise SecretKeyError(text) from error
    if mode & 0o077:
        raise SecretKeyError(f"{path} can be read by others; run: chmod 600 {path}")
    return content


def _create(path: Path) -> None:
    """Write a fresh key beside the path, then give it its name only if nobody was faster."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(secrets.token_urlsafe(48) + "\n", encoding="ascii")
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError as error:
        raise SecretKeyError(f"{path} cannot be created ({error.strerror})") from error
    finally:
        draft.unlink(missing_ok=True)
