"""A hearing as the tests hold it: `Court` is a server with a hearing, `Seat` a browser page at one of its
seats, both with the words of the signalling protocol. Works alike with Chromium and Firefox.
"""

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable

import record
from browsers import Page, wait_for
from raw import fetch
from server import BINARY, ROOT, Server

PROBE = Path(__file__).with_name("probe.js").read_text()

# How long a page may take to come to its seat: loading, devices, equipment check; and an order to its effect.
ENTER_SECONDS = 90
ORDER_SECONDS = 30

# Orders about which the page asks whether they are meant.
IRREVERSIBLE = {"closeRecord", "seal", "cancel", "remove", "adjourn", "pronounceLater", "moveOffline"}

# Orders that a menu unfolds, and the menu; a recess to rest has a button of its own.
MENUS = {
    "adjourn": "endings", "pronounceLater": "endings", "moveOffline": "endings", "recess": "recess",
    "warn": "warn", "layout": "layout", "closeToPublic": "closeToPublic", "returnTo": "returnTo",
    "skipStep": "skipStep", "recallWitness": "recallWitness", "continueUnrecorded": "continueUnrecorded",
}

# Roles that are called instead of admitted.
SUMMONED = {"witness", "expert", "specialist"}

# The seats of a court that a test does not seat otherwise: ROLE[/SIDE]:NAME, with @SEAT for whom somebody goes with.
SEATS = [
    "judge:陈明", "clerk:李静", "party/plaintiff:王芳", "party/defendant:张伟", "agent/plaintiff:赵律师",
    "witness:刘洋", "observer:旁听人", "interpreter:阿依@4", "expert:孙鉴定人",
]

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
    """A server with a hearing: one without a script, unless another is held. Data and keys outlive a restart."""

    def __init__(
        self, folder: Path, address: str, port: int = 9443, media: int = 42000, more: str = "", demo: bool = False,
    ) -> None:
        """Everything lies in `folder`; media is advertised at `address`; `more` is further YAML; with `demo` the
        hearing is the one that `serve --demo` books."""
        self.folder, self.port = folder, port
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        self.config = folder / "yunting.yaml"
        self.config.write_text(CONFIG.format(
            port=port, media=media, address=address, data=self.data, keys=folder / "keys",
            client=ROOT / "Sources/WebClient") + more)
        self.is_demo = demo
        self.server = Server(*["--demo"] * demo, "--config", str(self.config), data=self.data)
        self.hearing = ""
        self.seats: dict[str, Booked] = {}

    def start(self) -> "Court":
        """Starts the server. A later start goes on with the same hearing."""
        self.server.start()
        if self.hearing:
            return self
        if not self.is_demo:
            return self.hold("(2026)云01民初1号 买卖合同纠纷", *SEATS)
        self._take("\n".join(self.server.output))
        # A restart must not book another hearing.
        self.server.forget_argument("--demo")
        return self

    def hold(self, title: str, *seats: str, script: str | None = None, options: Iterable[str] = ()) -> "Court":
        """Books a hearing on the running server; it becomes the court's. `options` are further ones of `book`."""
        self._take(self._book(title, seats, [*options, *(["--script", script] if script else [])]))
        return self

    def _take(self, told: str) -> None:
        """Reads what was printed of a new hearing."""
        found = re.search(r"^hearing ([0-9a-f]{32})", told, re.MULTILINE)
        assert found, f"no hearing was announced: {told}"
        self.hearing, self.seats = found[1], {}
        for number, role, name, link in re.findall(r"^seat (\d+) (\S+) (.*): (https://\S+)$", told, re.MULTILINE):
            key, count = role, 2
            while key in self.seats:
                key, count = f"{role}{count}", count + 1
            self.seats[key] = Booked(int(number), role, name, link)

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

    def export(self, to: Path, seat: int | None = None) -> str:
        """Exports the record, or the copy for a seat; answers what the command said."""
        copy = [] if seat is None else ["--for-seat", seat]
        return self._run("export", self.hearing, "--to", to, *copy, "--config", self.config).stdout

    def policy(self, path: Path) -> Path:
        """Writes this court's policy to a file and answers it."""
        path.write_text(self._run("admin", "policy", "--config", self.config).stdout)
        return path

    def book(self, title: str, *seats: str) -> list[str]:
        """Books another hearing on the running server; answers its links."""
        return re.findall(r"https://\S+/j#\S+", self._book(title, seats, []))

    def _book(self, title: str, seats: Iterable[str], options: Iterable[str]) -> str:
        wanted = [argument for seat in seats for argument in ("--seat", seat)]
        return self.admin("book", "--title", title, *wanted, *options)

    def admin(self, *arguments: str) -> str:
        """Runs `yunting admin`; answers what it printed."""
        command, *more = arguments
        options = ["--config", self.config]
        # The options follow the last subcommand.
        at = 1 if command == "staff" else 0
        return self._run("admin", command, *more[:at], *options, *more[at:]).stdout

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

    def __init__(self, page: Page, booked: Booked, low: bool = False) -> None:
        """The page must have been made by `new_page`, not yet opened. `low`: its person chose a small picture."""
        self.page, self.number, self.role, self.name = page, booked.number, booked.role, booked.name
        self._link = booked.link
        page.prepare(PROBE)
        if low:
            page.prepare("localStorage.setItem('yunting.picture', 'low')")

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
        """Unfolds what hides an order's button, clicks it, and confirms if asked."""
        selector = f'[data-order="{name}"]'
        if seat is not None:
            selector += f'[data-seat="{seat.number}"]'
        selector += "".join(f'[data-{key}="{value}"]' for key, value in members.items())
        self._reach(selector, name, seat, members)
        self.page.click(selector)
        if name in IRREVERSIBLE or members.get("upheld") == "true":
            self.page.click("#confirm-yes")

    def _reach(self, selector: str, name: str, seat: "Seat | None", members: dict[str, str]) -> None:
        """Makes the first button of an order visible, as a person finds it: tab, name, menu."""
        deadline = time.monotonic() + ORDER_SECONDS
        while not self.evaluate(f"probe.shows({selector!r})"):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self}: no button {selector}; page {self.told()['page']}")
            if self.evaluate("!document.querySelector('[data-tab]')"):
                pass
            elif "key" in members or name in ("admitDevice", "refuseDevice"):
                self.open_tab("tasks")
            elif seat is not None and name != "complete":
                self.open_tab("people")
                self.choose(seat)
            elif self.evaluate("!document.querySelector('#script')"):
                self.open_tab("script")
            if menu := MENUS.get(name):
                self.evaluate(f"probe.unfold({menu!r})")
            time.sleep(0.05)

    def open_tab(self, name: str) -> None:
        """As the bench: shows a part beside the courtroom."""
        if self.evaluate(f"probe.shows('[data-tab={name}][aria-selected=\"false\"]')"):
            self.page.click(f"[data-tab={name}]")

    def choose(self, seat: "Seat") -> None:
        """As the bench: unfolds the orders about a seat."""
        person = f'[data-person="{seat.number}"][aria-expanded="false"]'
        if self.evaluate(f"probe.shows({person!r})"):
            self.page.click(person)

    def complete(self, act: str, *seats: "Seat") -> None:
        """Says that an act of the present step is done, for each of these seats, and waits for it."""
        for seat in seats or (None,):
            self.order("complete", seat, act=act)
            done = f"yunting.state.hearing.acts?.[{act!r}]"
            self.wait(f"{done}?.done === true" if seat is None
                      else f"{done}?.done === true || {done}?.seats.includes({seat.number})")

    def declare(self, act: str, sign: bool = False) -> None:
        """As somebody who is not of the court: says that an act of the present step is done for this seat."""
        button = f'#my-acts .act[data-act="{act}"] [data-order="complete"]'
        self.wait(f"probe.shows({button!r}) && !document.querySelector({button!r}).disabled")
        self.page.click(button)
        if sign:
            self.page.click("#confirm-yes")

    def advance(self, step: str) -> None:
        """Goes on to the next step, which is this one."""
        self.order("advance")
        self.wait(f"yunting.state.hearing.step === {step!r}")

    def admit(self, seat: "Seat") -> None:
        """Admits a party, or calls somebody summoned, and waits until it is in the courtroom."""
        self.order("callWitness" if seat.role in SUMMONED else "admit", seat)
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
