"""A hearing as the tests hold it: `Court` is a server with a hearing, `Seat` a browser page at one of its
seats, both with the words of the signalling protocol. Works alike with Chromium and Firefox.
"""

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import record
from browsers import Page, wait_for
from raw import fetch
from server import BINARY, ROOT, Server

PROBE = Path(__file__).with_name("probe.js").read_text()

# How long a page may take to come to its seat: loading, devices, equipment check; and an order to its effect.
ENTER_SECONDS = 60
ORDER_SECONDS = 20

# What the person clicks to answer the question whether an order is meant.
IRREVERSIBLE = {"closeRecord", "seal", "cancel", "remove"}

CONFIG = """
http:
  port: {port}
  names: ["localhost"]
  client: "{client}"
media:
  port: {media}
  advertise: ["{address}"]
data:
  directory: "{data}"
keys:
  directory: "{keys}"
"""


@dataclass
class Booked:
    """A seat of the hearing with its personal link."""

    number: int
    role: str
    name: str
    link: str


class Court:
    """A server with the demo hearing. Data and keys outlive a restart."""

    def __init__(self, folder: Path, address: str, port: int = 9443, media: int = 42000, more: str = "") -> None:
        """Everything lies in `folder`; media is advertised at `address`; `more` is further YAML."""
        self.folder, self.port = folder, port
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        self.config = folder / "yunting.yaml"
        self.config.write_text(CONFIG.format(
            port=port, media=media, address=address, data=self.data, keys=folder / "keys",
            client=ROOT / "Sources/WebClient") + more)
        self.server = Server("--demo", "--config", str(self.config), data=self.data)
        self.hearing = ""
        self.seats: dict[str, Booked] = {}

    def start(self) -> "Court":
        """Starts the server; its demo hearing is the court's. A later start goes on with the same hearing."""
        self.server.start()
        if not self.hearing:
            self.hearing = self.server.wait_for(r"^hearing ([0-9a-f]{32})")[1]
            for link in self.server.links:
                found = re.match(r"seat (\d+) (\S+) (.*)", link.seat)
                assert found, f"a link that names no seat: {link.seat}"
                self.seats[found[2]] = Booked(int(found[1]), found[2], found[3], link.url)
            # A restart must not book another hearing.
            self.server.forget_argument("--demo")
        return self

    def number(self, role: str) -> int:
        """The number of the first seat of this role, given as role or role/side."""
        return self.seats[role].number

    def log(self) -> list[dict]:
        """The log's entries so far, from the server's database."""
        return record.entries_of_database(self.data, self.hearing)

    def sealed_log(self) -> list[dict]:
        """Waits until the hearing is sealed and its last entry is signed; answers the log."""
        def sealed() -> list[dict] | None:
            log = self.log()
            is_signed = record.signed_size(self.data, self.hearing) == len(log)
            return log if log[-1]["kind"] == "seal" and is_signed else None

        return wait_until(sealed, ORDER_SECONDS, "the log is not sealed")

    @property
    def base(self) -> str:
        """The server's origin."""
        return f"https://localhost:{self.port}"

    def counters(self) -> dict[str, int]:
        """The server's counters, which it shows to its own machine only."""
        status, text = fetch(f"{self.base}/metrics")
        assert status == 200, text
        lines = [line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]
        return {name: int(float(value)) for name, value in lines}

    def export(self, to: Path) -> str:
        """Exports the record; answers what the command said."""
        return self._run("export", self.hearing, "--to", to, "--config", self.config).stdout

    def policy(self, path: Path) -> Path:
        """Writes this court's policy to a file and answers it."""
        path.write_text(self._run("admin", "policy", "--config", self.config).stdout)
        return path

    def book(self, title: str, *seats: str) -> list[str]:
        """Books another hearing on the running server; answers its links."""
        wanted = [argument for seat in seats for argument in ("--seat", seat)]
        told = self._run("admin", "book", "--config", self.config, "--title", title, *wanted).stdout
        return re.findall(r"https://\S+/j#\S+", told)

    def verdict(self) -> "Verdict":
        """Exports the record into the court's folder and verifies it."""
        self.export(self.folder / "bag")
        return verify(self.folder / "bag", self.policy(self.folder / "policy"))

    def close(self) -> None:
        """Ends the server; the folder is the caller's."""
        self.server.close()

    def _run(self, *arguments: Any) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=self.folder)
        if done.returncode != 0:
            raise RuntimeError(f"yunting {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
        return done


@dataclass
class Verdict:
    """What `yunting verify` said."""

    word: str
    code: int
    report: str


def wait_until(check: Any, seconds: float, what: str) -> Any:
    """Waits until `check()` answers something true; answers it."""
    deadline = time.monotonic() + seconds
    while not (value := check()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {seconds} s: {what}")
        time.sleep(0.05)
    return value


def verify(bag: Path, policy: Path) -> Verdict:
    """Verifies a package offline."""
    done = subprocess.run(
        [BINARY, "verify", str(bag), "--policy", str(policy)], capture_output=True, text=True, timeout=120)
    lines = done.stdout.split()
    return Verdict(lines[-1] if lines else "", done.returncode, done.stdout + done.stderr)


class Seat:
    """A page at a seat. Everything that a person does goes through the page's own buttons."""

    def __init__(self, page: Page, booked: Booked) -> None:
        """The page must have been made by `new_page`, not yet opened."""
        self.page, self.number, self.role, self.name = page, booked.number, booked.role, booked.name
        self._link = booked.link
        page.prepare(PROBE)

    def __repr__(self) -> str:
        return f"seat {self.number} ({self.role})"

    def enter(self) -> "Seat":
        """Opens the link and takes all steps up to the waiting room, or the courtroom for the bench."""
        self.page.open(self._link)
        self.take_steps()
        return self

    def take_steps(self) -> None:
        """Confirms identity, passes the equipment check, agrees to the rules."""
        self.wait_page("identity")
        self.page.click("#identity-confirm")
        self.wait("document.querySelector('#equipment-continue')?.disabled === false", ENTER_SECONDS)
        self.page.click("#equipment-continue")
        self.wait_page("rules", "waiting", "courtroom")
        if self.told()["page"] == "rules":
            self.page.click("#rules-agree")
            self.page.click("#rules-continue")
        self.wait("globalThis.yunting.state !== null", ENTER_SECONDS)

    # What a person orders.

    def order(self, name: str, seat: "Seat | None" = None, **members: str) -> None:
        """Clicks an order's button, confirms if asked, and returns when the server has answered."""
        selector = f'[data-order="{name}"]'
        if seat is not None:
            selector += f'[data-seat="{seat.number}"]'
        selector += "".join(f'[data-{key}="{value}"]' for key, value in members.items())
        self.page.click(selector)
        if name in IRREVERSIBLE:
            self.page.click("#confirm-yes")

    def admit(self, seat: "Seat") -> None:
        """Admits a party, or calls a witness, and waits until it is in the courtroom."""
        self.order("callWitness" if seat.role.startswith("witness") else "admit", seat)
        seat.wait_room("courtroom")

    def close_and_seal(self, court: Court) -> list[dict]:
        """As the judge: ends the record, seals the hearing; answers the whole log."""
        self.order("closeRecord")
        self.wait("document.querySelector('#integrity-value')")
        self.order("seal")
        self.wait_page("ended")

        return court.sealed_log()

    # What a page shows and knows.

    def evaluate(self, expression: str) -> Any:
        """The JSON value of a JavaScript expression in the page."""
        return self.page.evaluate(expression)

    def wait(self, expression: str, seconds: float = ORDER_SECONDS) -> Any:
        """Waits until an expression is true in the page; answers its value."""
        try:
            return wait_for(self.page, expression, seconds)
        except TimeoutError as error:
            raise TimeoutError(f"{self}: {error}") from None

    def wait_page(self, *names: str, seconds: float = ENTER_SECONDS) -> None:
        """Waits until one of these pages shows."""
        self.wait(f"{list(names)!r}.includes(document.body?.dataset.page)", seconds)

    def wait_room(self, room: str, seconds: float = ORDER_SECONDS) -> None:
        """Waits until this seat is in a room."""
        self.wait(f"yunting.state?.me.room === {room!r}", seconds)

    def wait_state(self, state: str, seconds: float = ORDER_SECONDS) -> None:
        """Waits until the hearing is in a state, as this page sees it."""
        self.wait(f"yunting.state?.hearing.state === {state!r}", seconds)

    @property
    def state(self) -> dict:
        """The page's copy of the state."""
        return self.evaluate("yunting.state")

    def told(self) -> dict:
        """What the page tells the person: `language`, `page`, `title`, `main`, `banner`, `code`, `messages`."""
        return self.evaluate("probe.told()")

    def statistics(self) -> dict:
        """`inbound` and `outbound` streams, `transport`, and the page's time in milliseconds since 1970."""
        return self.evaluate("probe.statistics()")

    def inbound(self, kind: str, source: "Seat") -> dict | None:
        """The stream that brings another seat's picture (`video`) or voice (`audio`), or None."""
        return next((each for each in self.statistics()["inbound"]
                     if each["kind"] == kind and each["seat"] == source.number), None)

    def packets_received(self) -> int:
        """Media packets of all incoming streams."""
        return sum(each["packets"] for each in self.statistics()["inbound"])

    def picture(self, of: "Seat") -> dict | None:
        """What this page shows of another seat now: brightness, colour, digest, size; None for nothing."""
        return self.evaluate(f"probe.picture({of.number})")

    def wait_sees(self, other: "Seat", seconds: float = ORDER_SECONDS) -> dict:
        """Waits until the other seat's picture shows here, is not black, and moves; answers it."""
        first = self.wait(f"(p => p && p.brightness > 8 && p)(probe.picture({other.number}))", seconds)
        self.wait(f"(p => p && p.digest !== {first['digest']})(probe.picture({other.number}))", seconds)
        return first

    def changed_at(self, name: str, value: str) -> float:
        """When this page last saw a member of the state take a value, in milliseconds since 1970."""
        times = self.evaluate("probe.changes")
        return next(each["time"] for each in reversed(times) if (each["name"], each["value"]) == (name, value))

    def first_picture_after(self, time_ms: float) -> float | None:
        """When a picture of another seat first showed here after a time, in milliseconds since 1970."""
        return min((each["time"] for each in self.evaluate("probe.pictures") if each["time"] > time_ms), default=None)

    def last_click(self, order: str) -> float:
        """When the button of an order was last clicked here, in milliseconds since 1970."""
        return next(each["time"] for each in reversed(self.evaluate("probe.clicks")) if each["order"] == order)
