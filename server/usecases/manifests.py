"""The descriptions that Google and Microsoft want of the add-ons, filled for one address."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

FOLDER = Path(__file__).parents[2] / "manifests"
TEXTS = {
    "gmail": ("deployment.json",),
    "outlook": ("manifest.xml", "manifest.json", "de-de.json"),
}
PACKAGE_TEXTS = ("manifest.json", "de-de.json")
PACKAGE_IMAGES = ("color.png", "outline.png")
"""What the unified manifest's package holds (OUTLOOK.md 1.4)."""
LONG_AGO = (2020, 1, 1, 0, 0, 0)


def render(url: str, name: str = "gmail/deployment.json", *, client_id: str = "") -> str:
    """One file for one base URL."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return Template(text).substitute(BASE_URL=url, HOST=urlsplit(url).netloc, CLIENT_ID=client_id)


def package(url: str, *, client_id: str) -> bytes:
    """The zip that an administrator uploads instead of the XML file; the same bytes for the same address."""
    texts = {name: render(url, f"outlook/{name}", client_id=client_id).encode() for name in PACKAGE_TEXTS}
    images = {name: (FOLDER / "outlook" / name).read_bytes() for name in PACKAGE_IMAGES}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {**texts, **images}.items():
            made.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
