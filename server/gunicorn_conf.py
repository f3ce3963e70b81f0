"""How gunicorn serves us: gevent workers in a fresh interpreter, patched before anything else is imported.

With requests, msal or redis imported before the patch, every HTTPS call ends in RecursionError (G1).
"""

from gevent import monkey

monkey.patch_all()

import gc
from typing import Any

from prometheus_client import multiprocess

from server.settings import from_environment

_settings = from_environment(web=True)

bind = _settings.bind
workers = _settings.workers
worker_class = "gevent"
# Listeners take 2,000 places at most and keep them; requests need some too.
worker_connections = 3000
preload_app = False
# Our own log has one line per request, without addresses; gunicorn's would carry the whole URL.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "server.web.logging.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["stderr"]},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["stderr"], "propagate": False}},
}
# Google's proxies keep connections open and use them again.
keepalive = 15
timeout = 30
# An open stream must not hold a deploy for half a minute (DECISIONS G2); requests take milliseconds.
graceful_timeout = 1
# One socket per user would be shared by every instance on the machine.
control_socket_disable = True
# A code of Entra's that comes back in the address is more than a thousand characters long.
limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 16_380


def post_worker_init(worker: Any) -> None:
    """Say where we are, once, as soon as the first worker has what it needs to answer."""
    # Everything that is there by now stays: looking through it again and again would only cost time.
    gc.collect()
    gc.freeze()
    if worker.age == 1 and _settings.log_level in ("debug", "info"):
        print(f"Randnotiz runs at {_settings.public_url}", flush=True)  # noqa: T201  # for the operator's terminal


def child_exit(_server: Any, worker: Any) -> None:
    """Take a dead worker's gauges out of the sum."""
    multiprocess.mark_process_dead(worker.pid, str(_settings.metrics_folder))  # type: ignore[no-untyped-call]
