"""A party's link in other hands: nobody gets in by it, the court is told, and the party notices no more than that."""

from typing import Callable, Iterator

import pytest
import record
from browsers import Chromium, ChromiumPage
from hearing import Court, Seat

CHINESE = {"locale": "zh-CN"}


@pytest.fixture
def stranger(small_chromium: Chromium) -> Iterator[ChromiumPage]:
    """A browser on somebody else's device."""
    page = small_chromium.new_page(**CHINESE)
    yield page
    page.close()


def forward(court: Court, role: str, to: ChromiumPage) -> Seat:
    """The link of a seat, opened by whoever got it."""
    seat = Seat(to, court.seats[role])
    to.open(court.seats[role].link)
    return seat


def test_a_forwarded_link_gets_nobody_in_and_disturbs_nobody(
    court: Court, sit: Callable[..., Seat], stranger: ChromiumPage
) -> None:
    judge, clerk, party = sit("judge"), sit("clerk"), sit("party/plaintiff", **CHINESE)
    judge.order("open")
    party.wait_room("waiting")
    judge.admit(party)
    judge.order("begin")
    party.wait_sees(judge)
    judge.wait_sees(party)

    thief = forward(court, "party/plaintiff", stranger)
    thief.wait("probe.told().code === 'seat.taken'")
    told = thief.told()
    assert (told["page"], told["title"]) == ("error", "正在等待书记员确认")
    assert court.seats["party/plaintiff"].name not in told["main"], "a stranger learns whose seat it is"
    assert thief.evaluate("yunting.state ?? null") is None
    assert thief.evaluate("yunting.peerConnection ?? null") is None
    task = f'.task[data-task="device"][data-seat="{party.number}"]'
    clerk.wait(f"probe.shows('#tasks {task}')")
    judge.open_tab("people")
    judge.wait(f"probe.shows('#urgent {task}')")
    party.wait("probe.told().messages.some(m => m.code === 'seat.secondDevice')")

    # Whoever speaks in the session keeps its seat: the other device can only be turned away.
    assert clerk.evaluate(f"[...document.querySelectorAll('{task} [data-order]')].map(b => b.dataset.order)") \
        == ["refuseDevice"]
    before = judge.inbound("audio", party)["packets"]
    judge.wait_sees(party)
    judge.wait(f"probe.statistics().then(s => s.inbound.some(i => i.kind === 'audio' && "
               f"i.seat === {party.number} && i.packets > {before + 20}))")
    assert party.state["me"]["room"] == "courtroom"

    clerk.order("refuseDevice", party)
    thief.wait("probe.told().code === 'device.refused'")
    for _ in range(2):
        stranger.open("about:blank")
        stranger.open(court.seats["party/plaintiff"].link)
        thief.wait("probe.told().code === 'device.refused'")
    clerk.wait(f"!document.querySelector('{task}')")
    assert party.state["me"]["room"] == "courtroom"
    judge.wait_sees(party)
    names = [each["name"] for each in court.log() if each.get("name") in
             ("deviceRequested", "refuseDevice", "admitDevice", "seat.left", "connection.lost")]
    assert names == ["deviceRequested", "refuseDevice"]


def test_the_link_of_a_removed_seat_opens_nothing(
    court: Court, sit: Callable[..., Seat], stranger: ChromiumPage
) -> None:
    judge, party = sit("judge"), sit("party/plaintiff", **CHINESE)
    judge.order("open")
    party.wait_room("waiting")
    judge.admit(party)
    judge.order("remove", party)
    party.wait_page("ended", "error")
    assert party.evaluate("document.querySelector('[data-why], main [data-code]') !== null")
    again = forward(court, "party/plaintiff", stranger)
    again.wait("probe.told().code === 'link.expired'")
    assert again.told()["title"] == "链接已失效"
    party.page.open("about:blank")
    party.page.open(court.seats["party/plaintiff"].link)
    party.wait("['link.expired', 'seat.removed'].includes(probe.told().code)")
    judge.wait(f"yunting.state.seats[{party.number}].removed === true")
    [order] = record.of_kind(court.log(), "order", name="remove")
    assert order["target"] == party.number
