"""No test reaches another machine: pytest-socket warns before it refuses, and warnings are errors here."""

from __future__ import annotations

import socket

import pytest


def test_another_machine_is_out_of_reach() -> None:
    with socket.socket() as line, pytest.raises(UserWarning, match="tried to use socket"):
        line.connect(("192.0.2.1", 443))
