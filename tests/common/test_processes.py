"""Processes are told to end, whatever they are just doing."""

import subprocess
import sys

SET_WHILE_WAITED_FOR = """
import os, signal, threading, time
from tamarack.common.processes import Flag

def signals():
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.0003)

flag = Flag()
signal.signal(signal.SIGTERM, lambda number, frame: flag.set())
threading.Thread(target=signals, daemon=True).start()
for _ in range(100_000):
    flag.wait(0)
    flag = Flag()
"""


def test_a_signal_can_set_a_flag_at_each_moment_of_a_wait_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", SET_WHILE_WAITED_FOR], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-500:]
