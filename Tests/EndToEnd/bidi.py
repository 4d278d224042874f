"""A WebDriver BiDi session over its WebSocket: commands, their answers, and the events between them.

https://www.w3.org/TR/webdriver-bidi/
"""

import contextlib
import json
from typing import Any, Callable

from websockets.sync.client import connect

# How long the browser may take over one command, in seconds: a page that loads on a busy machine.
ANSWER_SECONDS = 60


class BidiError(Exception):
    """The browser refused a command; the text names the command, the error code and its message."""


class BidiSession:
    """One session with one browser. Not for use from several threads."""

    def __init__(self, url: str, on_event: Callable[[str, dict], None]) -> None:
        """Connects and opens a session; `on_event` gets the name and content of each event."""
        self._open = contextlib.ExitStack()
        self._socket = self._open.enter_context(
            connect(f"{url}/session", max_size=None, proxy=None, compression=None))
        self._on_event = on_event
        self._last_id = 0
        self.call("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def call(self, method: str, **parameters: Any) -> dict:
        """Sends a command and answers its result."""
        self._last_id += 1
        self._socket.send(json.dumps({"id": self._last_id, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
            if message["type"] == "event":
                self._on_event(message["method"], message["params"])
            elif message.get("id") == self._last_id:
                if message["type"] == "error":
                    raise BidiError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]

    def close(self) -> None:
        """Closes the connection; the browser goes on."""
        self._open.close()
