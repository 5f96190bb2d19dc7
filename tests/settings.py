"""The product's own settings, on a data folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="tamarack-tests-")
os.mkdir(os.path.join(_data, "static"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["TAMARACK_DATA"] = _data
os.environ["TAMARACK_DEMO"] = "1"
os.environ["TAMARACK_URL"] = "http://localhost:8000"

from tamarack.config.settings import *  # noqa: E402, F403
from tamarack.config.settings import DATABASES, PASSWORD_HASHERS, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: so that WAL, the gate and threads are those of the product.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_data, "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2", *PASSWORD_HASHERS]
