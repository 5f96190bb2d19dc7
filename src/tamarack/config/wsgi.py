"""The application that servers run."""

import gc
import os
import signal
import threading

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from tamarack.common.logs import catch_all
from tamarack.common.processes import end_with_parent, tell_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tamarack.config.settings")
if threading.current_thread() is threading.main_thread():
    # What the server's keeper does on these is not for its children: until they serve, they end at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
catch_all()
end_with_parent()
application = get_wsgi_application()
# All pages are loaded before the first request comes, and Python's collector need not look through what stays.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
tell_ready()
