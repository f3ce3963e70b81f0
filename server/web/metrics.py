"""Counts and times for Prometheus, summed over the worker processes."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """Request, store and Gmail times by outcome; each label's child is made once and kept.

    `folder` is where the workers of one service add up, the same as PROMETHEUS_MULTIPROC_DIR, which
    prometheus-client reads itself; None means this process alone.
    """

    def __init__(self, *, folder: Path | None = None) -> None:
        self._folder = folder
        self._registry = CollectorRegistry()
        self._requests = self._histogram("request", "Answers", ("endpoint", "status"))
        self._gmail = self._histogram("gmail_call", "Calls to the Gmail API", ("outcome",))
        self._store = self._histogram("store_call", "Calls to the store", ("outcome",))
        self._request_children: dict[tuple[str, int], Histogram] = {}
        self._gmail_children: dict[str, Histogram] = {}
        self._store_children: dict[str, Histogram] = {}

    def request(self, endpoint: str, status: int, seconds: float) -> None:
        """Count one answer of an endpoint under its status class ("2xx")."""
        key = (endpoint, status // 100)
        child = self._request_children.get(key)
        if child is None:
            child = self._request_children[key] = self._requests.labels(endpoint, f"{status // 100}xx")
        child.observe(seconds)

    def gmail_call(self, outcome: str, seconds: float) -> None:
        """Count one call to Gmail: "ok", or why it gave nothing."""
        _observe(self._gmail, self._gmail_children, outcome, seconds)

    def store_call(self, outcome: str, seconds: float) -> None:
        """Count one call to the store: "ok", or why it gave nothing."""
        _observe(self._store, self._store_children, outcome, seconds)

    def exposition(self) -> tuple[bytes, str]:
        """Give everything counted, and its content type."""
        registry = self._registry
        if self._folder is not None:
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(registry), CONTENT_TYPE_LATEST

    def _histogram(self, name: str, documentation: str, labels: tuple[str, ...]) -> Histogram:
        return Histogram(
            f"randnotiz_{name}_seconds", documentation, labels, registry=self._registry, buckets=SECONDS
        )


def _observe(histogram: Histogram, children: dict[str, Histogram], outcome: str, seconds: float) -> None:
    child = children.get(outcome)
    if child is None:
        child = children[outcome] = histogram.labels(outcome)
    child.observe(seconds)
