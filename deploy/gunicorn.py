"""gunicorn's settings, for `make run` and for production alike."""

import os

from gunicorn.glogging import Logger

from ccsis.lib.logs import PlainFormatter

debug = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")

# A reader waits no longer than this for a statement or for a lock that somebody else holds; then the
# page says that the site is busy. Set it empty behind a pooler that refuses such options.
os.environ.setdefault("DATABASE_LIMITS", "-c statement_timeout=15s -c lock_timeout=5s")

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
# Code and data that workers share are loaded once; while developing, each change is loaded anew.
preload_app = not debug
reload = debug
timeout = 30
graceful_timeout = int(os.environ.get("WEB_GRACE") or 10)
keepalive = 5
# 200 characters of any script, percent-encoded, and the filters: the search says itself what it leaves out.
limit_request_line = 8190
# No proxy of ours mounts the site below another path, and no visitor may.
forwarder_headers = ""
# A door for managing the server from outside that nobody here uses.
control_socket_disable = True


class PlainLogger(Logger):
    """gunicorn's own messages in the site's form: no address, no query, no private link."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PlainFormatter(with_messages=debug))


# Addresses of readers are not written down; a proxy in front has what is needed against abuse.
accesslog = None
logger_class = PlainLogger
loglevel = os.environ.get("WEB_LOG_LEVEL") or "info"
# The workers' heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
