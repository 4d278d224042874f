"""Fixtures of the end-to-end tests. Importing this file moves the test run into a network of its own."""

import functools
import http.server
import threading
from pathlib import Path
from typing import Any, Callable, Iterator

import network
import pytest
from browsers import Chromium, Firefox
from capture import make_picture
from hearing import Court, Seat
from playwright.sync_api import Playwright, sync_playwright
from raw import RawSeat

ADDRESS = network.enter()
SITE = Path(__file__).parent / "site"


@pytest.fixture(scope="session")
def address() -> str:
    """The address of this machine that every browser takes for media and that servers bind to."""
    return ADDRESS


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    browser = Chromium(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def small_chromium(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Chromium whose camera gives 640×360, so that several pages fit on a small machine."""
    browser = Chromium(playwright, picture=make_picture(tmp_path_factory.mktemp("camera") / "camera.mjpeg"))
    yield browser
    browser.close()


@pytest.fixture
def court(address: str, tmp_path: Path) -> Iterator[Court]:
    """A running server with a hearing without a script; `court.hold` books another."""
    court = Court(tmp_path / "court", address)
    try:
        yield court.start()
    finally:
        court.close()
        print("server:", *court.server.output, sep="\n  ")


@pytest.fixture
def sit(court: Court, small_chromium: Chromium) -> Iterator[Callable[..., Seat]]:
    """`sit(role, browser=…, low=…, **context)` brings a new page to a seat of the court; closed after the test."""
    seats: list[Seat] = []

    def sit(role: str, browser: Chromium | Firefox = small_chromium, low: bool = False, **context: Any) -> Seat:
        seats.append(Seat(browser.new_page(**context), court.seats[role], low))
        return seats[-1].enter()

    yield sit
    for seat in seats:
        seat.page.close()


@pytest.fixture
def speak(court: Court) -> Iterator[Callable[[str], RawSeat]]:
    """`speak(role)` joins a seat of the court without a browser."""
    seats: list[RawSeat] = []

    def speak(role: str) -> RawSeat:
        seat = RawSeat(court.base)
        seats.append(seat)
        status, body = seat.exchange(court.seats[role].link)
        assert status == 201, body
        seat.connect()
        joined = seat.join()
        assert joined["type"] == "joined", joined
        return seat

    yield speak
    for seat in seats:
        seat.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    browser = Firefox()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The root of our static test pages. 127.0.0.1 is a secure context without a certificate."""
    handler = functools.partial(QuietHandler, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and tells nobody."""

    def log_message(self, *_: object) -> None:
        pass
