"""The browsers themselves: what every other end-to-end test builds on works here first."""

from pathlib import Path

import pytest
from browsers import Chromium, Firefox, Page, wait_for
from capture import make_picture
from playwright.sync_api import Playwright


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Chromium | Firefox:
    return request.getfixturevalue(request.param)


@pytest.fixture
def page(browser: Chromium | Firefox, site: str):
    page = browser.new_page()
    page.open(f"{site}/loopback.html")
    yield page
    page.close()


def test_a_page_calls_itself_and_sees_a_moving_picture(page: Page, address: str, tmp_path: Path) -> None:
    page.click("#start")
    assert page.evaluate("window.trusted") is True
    received = wait_for(
        page, "loopback.received().then(r => r.video?.frames > 20 && r.audio?.packets > 50 && r)")
    assert received["connected"]
    assert received["video"]["width"] >= 320
    assert received["cipher"].startswith("SRTP_")
    # Chromium calls itself over 127.0.0.1 when it has not seen the other address yet; Firefox has no other.
    assert {address, "127.0.0.1"} & set(received["addresses"])

    first = wait_for(page, "(p => p.brightness > 5 && p)(loopback.picture())")
    wait_for(page, f"loopback.picture().digest !== {first['digest']}")

    page.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "page.png").stat().st_size > 5000


def test_keys_reach_the_page_and_its_console_reaches_us(page: Page) -> None:
    page.type("#name", "法庭 1")
    assert page.evaluate("document.getElementById('name').value") == "法庭 1"
    page.evaluate("console.warn('a warning')")
    wait_for(page, "true")
    assert any("a warning" in line for line in page.console)


def test_a_javascript_error_is_an_error_here(page: Page) -> None:
    with pytest.raises(Exception, match="no such thing"):
        page.evaluate("Promise.reject(new Error('no such thing'))")


def test_pages_are_devices_of_their_own_unless_opened_beside(browser: Chromium | Firefox, page: Page, site: str) -> None:
    page.evaluate("localStorage.setItem('seat', 'judge')")
    other, beside = browser.new_page(), browser.new_page(beside=page)
    for opened, expected in [(other, None), (beside, "judge")]:
        opened.open(f"{site}/loopback.html")
        assert opened.evaluate("localStorage.getItem('seat')") == expected
        opened.close()


def test_a_camera_of_our_own_gives_its_own_size_whatever_is_asked_for(
    playwright: Playwright, site: str, tmp_path: Path
) -> None:
    chromium = Chromium(playwright, picture=make_picture(tmp_path / "camera.mjpeg"))
    page = chromium.new_page()
    page.open(f"{site}/loopback.html")
    size = page.evaluate(
        "navigator.mediaDevices.getUserMedia({video: {width: {ideal: 1280}, height: {ideal: 720}}})"
        ".then(s => s.getVideoTracks()[0].getSettings()).then(t => [t.width, t.height])")
    chromium.close()
    assert size == [640, 360]
