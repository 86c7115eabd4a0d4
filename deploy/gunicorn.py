"""gunicorn's settings, for `make run` and for production alike."""

import os

debug = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")

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
# A door for managing the server from outside that nobody here uses.
control_socket_disable = True
# Addresses of readers are not written down; a proxy in front has what is needed against abuse.
accesslog = None
loglevel = os.environ.get("WEB_LOG_LEVEL") or "info"
# The workers' heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
