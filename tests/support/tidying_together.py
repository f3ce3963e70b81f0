"""Several acts at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable


def run_together(*runs: Callable[[], object]) -> None:
    """Several at once; whatever fails in one of them fails the test."""
    failed: list[BaseException] = []
    ready = threading.Barrier(len(runs))

    def run(one: Callable[[], object]) -> None:
        try:
            ready.wait()
            one()
        except BaseException as error:  # noqa: BLE001  # told below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
