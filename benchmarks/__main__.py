"""`python -m benchmarks`: every figure of the README, measured on this machine in one run."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from benchmarks import importing, live_run, load, searching, serving, stage
from benchmarks.serving import Pace
from benchmarks.storing import Filled
from benchmarks.table import show

SMALL, LARGE = 1_000, 100_000
QUICK = 2_000
PARTS = ("serving", "search", "importing", *live_run.PARTS)


@click.command()
@click.option("--quick", is_flag=True, help="Measure little, in less than a minute; the figures waver.")
@click.option("--conversations", type=int, help=f"Size of the large store (default: {LARGE:,}).")
@click.option("--rounds", type=int, help="Rounds of each measurement (default: 7).")
@click.option("--seconds", type=float, default=2.0, show_default=True, help="Length of a round.")
@click.option("--only", type=click.Choice(PARTS), help="Measure a part.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Keep the filled stores here for the next run."
)
def main(
    *,
    quick: bool,
    conversations: int | None,
    rounds: int | None,
    seconds: float,
    only: str | None,
    folder: Path | None,
) -> None:
    """Measure, and print figures beside their targets; ratios are of one run, taken in turn."""
    pace = Pace(rounds or (1 if quick else 7), 1.0 if quick else seconds)
    sizes = (SMALL if not quick else QUICK // 4, conversations or (QUICK if quick else LARGE))
    print(f"Load by {load.generator()}; two gevent workers; {pace.rounds} rounds of {pace.seconds:g} s.")
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="randnotiz-bench-")))
        if only in (None, "serving"):
            _serve(place, sizes, pace)
        if only in (None, "search"):
            searching.measure(place, sizes[1])
        if only in (None, "importing"):
            importing.measure(place, (500, 2_000) if quick else (5_000, 20_000))
        outlook = tuple(part for part in live_run.PARTS if only in (None, part))
        if outlook:
            live_run.measure(place, outlook, quick=quick, rounds=pace.rounds, seconds=pace.seconds)


def _serve(place: Path, sizes: tuple[int, int], pace: Pace) -> None:
    with ExitStack() as stack:
        place.mkdir(parents=True, exist_ok=True)
        google = stage.google(place, sizes[1])
        stack.callback(google.stop)
        stores = [Filled(place / f"store-{size}", size) for size in sizes]
        for store in stores:
            stack.callback(store.stop)
            store.start(google.url)
        show("The store", [figure for store in stores for figure in store.figures])
        serving.measure(place, google, stores, pace)


if __name__ == "__main__":
    main()
