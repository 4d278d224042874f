"""The court's staff: one personal link, the list of the day, and a click into each hearing."""

import re
from pathlib import Path
from typing import Iterator

import pytest
from browsers import Chromium, ChromiumPage, wait_for
from hearing import PROBE, SEATS, Court

HEARINGS = {
    "(2026)云01民初11号 买卖合同纠纷": ["judge=1", "clerk:李静", "party/plaintiff:王芳", "party/defendant:张伟"],
    "(2026)云01民初12号 租赁合同纠纷": ["judge=1", "clerk:李静", "party/plaintiff:赵云", "party/defendant:钱进"],
}
OTHERS = "(2026)云01民初13号 继承纠纷"


@pytest.fixture
def office(small_chromium: Chromium) -> Iterator[ChromiumPage]:
    """The browser at a judge's desk."""
    page = small_chromium.new_page(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page.prepare(PROBE)
    yield page
    for each in page.page.context.pages:
        each.close()


def add(court: Court, name: str, role: str) -> tuple[int, str]:
    """Makes an account; its number and personal link."""
    found = re.search(r"^staff (\d+) \S+ .*: (https://\S+/d#[A-Za-z0-9_-]{43})$",
                      court.admin("staff", "add", "--name", name, "--role", role), re.MULTILINE)
    assert found
    return int(found[1]), found[2]


def test_a_judge_sees_the_hearings_of_the_day_and_enters_each_by_one_click(
    court: Court, office: ChromiumPage, small_chromium: Chromium
) -> None:
    number, link = add(court, "陈明", "judge")
    assert number == 1
    for title, seats in HEARINGS.items():
        court.book(title, *seats)
    court.book(OTHERS, "judge:周立", "party/plaintiff:孙丽")
    office.open(link)
    wait_for(office, "document.body.dataset.page === 'day'", 60)
    wait_for(office, f"document.querySelectorAll('.day-row').length === {len(HEARINGS)}")
    rows = office.evaluate("[...document.querySelectorAll('.day-row')].map(row => row.textContent)")
    for title in HEARINGS:
        assert any(title.split(" ")[0] in row for row in rows), rows
    assert not any(OTHERS.split(" ")[0] in row for row in rows), "the list shows a hearing of somebody else"

    hearings = office.evaluate("[...document.querySelectorAll('.day-row')].map(row => row.dataset.hearing)")
    for hid in hearings:
        with office.page.expect_popup() as opened:
            office.click(f'[data-enter="{hid}"]')
        opened.value.wait_for_url("**/j*")
        opened.value.wait_for_load_state()
        tab = ChromiumPage(opened.value)
        wait_for(tab, "globalThis.yunting?.state ?? document.querySelector('#equipment-continue')", 60)
        if not tab.evaluate("yunting.state"):
            # Who one is, is known; the devices of the day are looked at once in each hearing.
            assert tab.evaluate("document.body.dataset.page") == "equipment"
            wait_for(tab, "document.querySelector('#equipment-continue').disabled === false", 60)
            tab.click("#equipment-continue")
        wait_for(tab, "globalThis.yunting.state?.me.role === 'judge'", 60)
        assert tab.evaluate("yunting.state.hearing.hid") == hid
        wait_for(tab, "document.body.dataset.page === 'courtroom'")

    wait_for(office, "[...document.querySelectorAll('.day-row')].every(row => row.dataset.state === 'scheduled')")
    stranger = small_chromium.new_page(locale="zh-CN")
    stranger.prepare(PROBE)
    stranger.open(link)
    wait_for(stranger, "document.body.dataset.page === 'error'", 60)
    assert not stranger.evaluate("document.body.textContent").count("云01民初11号")
    stranger.close()


def test_a_registrar_sees_all_hearings(court: Court, office: ChromiumPage) -> None:
    _, link = add(court, "孙敏", "registrar")
    court.book(OTHERS, "judge:周立", "party/plaintiff:孙丽")
    office.open(link)
    wait_for(office, "document.querySelectorAll('.day-row').length === 2", 60)
    # Whoever has no seat in a hearing does not enter it.
    assert not office.evaluate("[...document.querySelectorAll('[data-enter]')].some(b => b.checkVisibility())")


def test_the_demonstration_hearing_stands_on_the_list_of_its_judge(
    address: str, tmp_path: Path, office: ChromiumPage
) -> None:
    court = Court(tmp_path / "court", address, demo=True)
    try:
        court.start()
        assert len(court.seats) == len(SEATS)
        office.open(court.server.wait_for(r"^staff 1 judge .*: (https://\S+)$")[1])
        wait_for(office, "document.querySelectorAll('.day-row').length === 1", 60)
        assert office.evaluate("document.querySelector('.day-row').dataset.hearing") == court.hearing
        assert office.evaluate("document.querySelector('.day-row [data-enter]').checkVisibility()")
    finally:
        court.close()
