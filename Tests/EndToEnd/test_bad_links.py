"""Links, devices and tabs that must not open a seat, and devices that do not work: as people see it."""

import sqlite3
from typing import Callable, Iterator

import pytest
import record
from browsers import Chromium, ChromiumPage
from hearing import Court, Seat, wait_until
from playwright.sync_api import Playwright

CHINESE = {"locale": "zh-CN"}


@pytest.fixture
def lone(small_chromium: Chromium) -> Iterator[ChromiumPage]:
    """A page on a new device, in Chinese."""
    page = small_chromium.new_page(**CHINESE)
    yield page
    page.close()


def open_link(page: ChromiumPage, court: Court, role: str, link: str | None = None) -> Seat:
    """Opens a link in a page, whatever comes of it."""
    seat = Seat(page, court.seats[role])
    page.open(link or court.seats[role].link)
    return seat


def test_a_forged_link_opens_nothing(court: Court, lone: ChromiumPage) -> None:
    forged = court.seats["judge"].link[:-4] + "AAAA"
    seat = open_link(lone, court, "judge", forged)
    seat.wait_page("error")
    told = seat.told()
    assert (told["code"], told["title"]) == ("link.unknown", "链接不正确")
    assert "请从法院的短信或邮件中重新打开" in told["main"] and "L-01" in told["main"]


def test_an_expired_link_opens_nothing(court: Court, lone: ChromiumPage) -> None:
    # The shortest life of a link is an hour: here its time is set back as if it had passed.
    [file] = court.data.glob("*.sqlite")
    with sqlite3.connect(file) as base:
        base.execute("UPDATE seat SET expires_us = 1 WHERE number = ?", [court.number("witness")])
    base.close()
    seat = open_link(lone, court, "witness")
    seat.wait_page("error")
    assert (seat.told()["code"], seat.told()["title"]) == ("link.expired", "链接已失效")
    assert record.of_kind(court.log(), "event", name="keyBound") == []


def test_a_second_device_waits_for_the_clerk_and_the_first_is_told(
    court: Court, sit: Callable[..., Seat], lone: ChromiumPage
) -> None:
    clerk, first = sit("clerk"), sit("party/plaintiff", **CHINESE)
    second = open_link(lone, court, "party/plaintiff")
    second.wait_page("error")
    assert (second.told()["code"], second.told()["title"]) == ("seat.taken", "正在等待书记员确认")
    first.wait("probe.told().messages.some(m => m.code === 'seat.secondDevice')")
    assert "有另一台设备请求使用您的席位" in first.told()["messages"][-1]["text"]
    assert first.state["me"]["seat"] == first.number

    clerk.order("admitDevice", first)
    first.wait_page("error")
    assert first.told()["code"] == "seat.replaced"
    second.take_steps()
    assert second.state["me"]["seat"] == first.number
    log = court.log()
    assert [each["name"] for each in log if each.get("name") in ("deviceRequested", "admitDevice")] \
        == ["deviceRequested", "admitDevice"]


def test_a_device_that_the_clerk_turns_away_learns_it(
    court: Court, sit: Callable[..., Seat], lone: ChromiumPage
) -> None:
    clerk, first = sit("clerk"), sit("party/plaintiff")
    second = open_link(lone, court, "party/plaintiff")
    second.wait("probe.told().code === 'seat.taken'")
    clerk.wait(f"probe.shows('.task[data-task=device][data-seat=\"{first.number}\"]')")
    clerk.order("refuseDevice", first)
    second.wait("probe.told().code === 'device.refused'")
    assert "书记员没有准许这台设备使用席位" in second.told()["main"]
    assert first.state["me"]["seat"] == first.number


def test_a_second_tab_is_refused_and_the_first_is_told(
    court: Court, sit: Callable[..., Seat], small_chromium: Chromium
) -> None:
    first = sit("party/plaintiff", **CHINESE)
    tab = small_chromium.new_page(beside=first.page)
    second = open_link(tab, court, "party/plaintiff")
    second.wait("probe.told().code === 'seat.inUse'")
    assert second.told()["title"] == "庭审已在另一个窗口打开"
    first.wait("probe.told().messages.some(m => m.code === 'seat.secondTab')")
    assert first.state["me"]["seat"] == first.number
    first.page.close()
    second.wait("globalThis.yunting.state?.me.seat > 0", 30)
    # The fixture closes the page that is left.
    first.page = tab


@pytest.mark.parametrize(("devices", "consent", "report", "sentence"), [
    (True, False, "denied", "看不到您：浏览器没有获得摄像头权限。"),
    (False, True, "none", "看不到您：没有找到摄像头。"),
], ids=["permission refused", "no devices"])
def test_without_camera_and_microphone_one_takes_part_and_is_told_why(
    court: Court, sit: Callable[..., Seat], playwright: Playwright, devices: bool, consent: bool, report: str,
    sentence: str
) -> None:
    browser = Chromium(playwright, devices=devices, consent=consent)
    try:
        judge = sit("judge")
        party = Seat(browser.new_page(**CHINESE), court.seats["party/plaintiff"])
        party.page.open(court.seats["party/plaintiff"].link)
        party.page.click("#identity-confirm")
        party.wait("document.querySelector('[data-equipment=camera]')?.dataset.cause")
        assert sentence in party.told()["main"]
        party.page.click("#equipment-continue")
        party.page.click("#rules-agree")
        party.page.click("#rules-continue")
        party.wait("globalThis.yunting.state !== null")
        judge.order("open")
        party.wait_room("waiting")
        judge.admit(party)
        party.wait_sees(judge)
        seen = wait_until(lambda: judge.state["seats"][str(party.number)].get("devices"), 10, "no report of devices")
        assert seen == {"camera": report, "microphone": report}
        assert judge.picture(party) is None
    finally:
        browser.close()
