"""A `yunting serve` of our own: temporary data, ports of its own, its links read from its output."""

import os
import re
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("YUNTING", ROOT / ".build/release/yunting"))

# How long the server may take to start and to stop, in seconds.
START_SECONDS = 30
STOP_SECONDS = 15

READY = re.compile(r"\bready\b", re.IGNORECASE)
LINK = re.compile(r"(?P<seat>.*?)\s*(?P<url>https://\S+/j#[A-Za-z0-9_-]{43})")


class Link(NamedTuple):
    """A personal link, and what the server printed in front of it: whose it is."""

    seat: str
    url: str


class Server:
    """One server process. `data` outlives a restart, so that a kill can be followed by a `start`."""

    def __init__(self, *arguments: str, config: str | None = None, data: Path | None = None) -> None:
        """`arguments` follow `serve`; `config` is the text of a YAML file in which `{data}` stands for
        the data directory. A directory that is not given is made, and removed by `close`."""
        self._folder = tempfile.TemporaryDirectory(prefix="yunting-server-", ignore_cleanup_errors=True)
        self.data = data or Path(self._folder.name, "data")
        self.data.mkdir(parents=True, exist_ok=True)
        self._arguments = list(arguments)
        if config is not None:
            file = Path(self._folder.name, "yunting.yaml")
            file.write_text(config.replace("{data}", str(self.data)))
            self._arguments += ["--config", str(file)]
        self.process: subprocess.Popen | None = None
        self.output: list[str] = []
        # Whether the process is gone and all that it printed has been read.
        self.has_ended = True
        self._changed = threading.Condition()
        self._reader: threading.Thread | None = None

    def start(self) -> "Server":
        """Starts the process and waits until it says that it is ready."""
        if not BINARY.exists():
            raise FileNotFoundError(f"{BINARY} is missing: make build")
        self.output, self.has_ended = [], False
        self.process = subprocess.Popen(
            [BINARY, "serve", *self._arguments], cwd=self._folder.name, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self._reader = threading.Thread(target=self._read, args=[self.process], daemon=True)
        self._reader.start()
        self.wait_for(READY)
        return self

    def wait_for(self, pattern: re.Pattern | str, seconds: float = START_SECONDS) -> re.Match:
        """Waits until a line of the output matches, also one that was printed before; answers the match."""
        pattern = re.compile(pattern)

        def found() -> re.Match | None:
            return next((match for line in self.output if (match := pattern.search(line))), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or self.has_ended, seconds)
            if match := found():
                return match
        why = "ended" if self.has_ended else f"is silent for {seconds} s"
        raise RuntimeError(f"yunting serve {why} without {pattern.pattern!r}:\n" + "\n".join(self.output))

    @property
    def links(self) -> list[Link]:
        """The personal links printed so far, in order."""
        with self._changed:
            found = [LINK.search(line) for line in self.output]
        return [Link(match["seat"].strip(" :-–\t"), match["url"]) for match in found if match]

    def forget_argument(self, argument: str) -> None:
        """Leaves an argument out of later starts."""
        self._arguments.remove(argument)

    def kill(self) -> None:
        """Ends the process as a power cut does: no chance to put anything in order."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Asks the process to end in good order; answers its exit code."""
        return self._end(signal.SIGTERM)

    def close(self) -> None:
        """Ends the process and removes what it left."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self._folder.cleanup()

    def _end(self, how: signal.Signals) -> int:
        assert self.process is not None, "the server was started"
        self.process.send_signal(how)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise RuntimeError(f"yunting serve did not end within {STOP_SECONDS} s of {how.name}")
        if self._reader is not None:
            self._reader.join(STOP_SECONDS)
        return self.process.returncode

    def _read(self, process: subprocess.Popen) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            with self._changed:
                self.output.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self.has_ended = True
            self._changed.notify_all()
