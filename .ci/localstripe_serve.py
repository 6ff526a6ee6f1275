"""Serves localstripe on a free port of this machine only, and prints it. Its state is in memory, so that several may run at once. Ends
with its standard input."""

import os
import sys
import threading

import localstripe.resources as resources
import localstripe.server as server
from aiohttp import web

resources.Store.dump_to_disk = lambda self: None  # else every change is written to one file in /tmp
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
web.run_app(server.app, host="127.0.0.1", port=0, print=lambda text: print(text, flush=True), access_log=None)
