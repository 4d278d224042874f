"""A short hearing of three from link to verified record."""

from typing import Callable

import record
from hearing import Court, Seat


def test_three_hear_each_other_the_court_mutes_and_the_record_is_verified(
    court: Court, sit: Callable[..., Seat]
) -> None:
    judge, plaintiff, defendant = sit("judge"), sit("party/plaintiff"), sit("party/defendant", locale="en-GB")
    judge.order("open")
    for party in (plaintiff, defendant):
        party.wait_room("waiting")
        judge.admit(party)
    judge.order("begin")
    for seat in (judge, plaintiff, defendant):
        seat.wait_state("inSession")
        for other in (judge, plaintiff, defendant):
            if other is not seat:
                seat.wait_sees(other)
                assert seat.inbound("audio", other)["packets"] > 0
        assert seat.statistics()["transport"]["srtp"] == "SRTP_AEAD_AES_128_GCM"
    assert defendant.told()["language"] == "en"

    judge.order("lock", defendant)
    defendant.wait("yunting.state.me.microphone === 'locked'")
    assert "The court has locked your microphone." in defendant.wait(
        "document.querySelector('#notes [data-note=locked]')?.textContent")
    assert defendant.evaluate("document.querySelector('#control-microphone').disabled")

    log = judge.close_and_seal(court)
    [lock] = record.of_kind(log, "order", name="lock")
    assert (lock["by"], lock["target"]) == (judge.number, defendant.number)
    silenced = {each["listener"] for each in record.effects(log)
                if each["seq"] > lock["seq"] and not each["granted"]
                and (each["source"], each["medium"]) == (defendant.number, "microphone")}
    assert silenced == {0, judge.number, plaintiff.number}
    verdict = court.verdict()
    assert (verdict.word, verdict.code) == ("verified", 0), verdict.report
    consoles = [line for seat in (judge, plaintiff, defendant) for line in seat.page.console]
    assert [line for line in consoles if line.startswith("error")] == []
