"""Firefox takes part like everybody else."""

from typing import Callable

import record
from browsers import Firefox
from hearing import Court, Seat


def test_firefox_as_a_party_sees_and_is_seen(court: Court, sit: Callable[..., Seat], firefox: Firefox) -> None:
    judge, defendant, plaintiff = sit("judge"), sit("party/defendant"), sit("party/plaintiff", firefox)
    judge.order("open")
    for party in (plaintiff, defendant):
        party.wait_room("waiting")
        judge.admit(party)
    judge.order("begin")
    for seat, other in [(judge, plaintiff), (plaintiff, judge), (plaintiff, defendant), (defendant, plaintiff)]:
        seat.wait_sees(other)
        before = seat.inbound("audio", other)["packets"]
        seat.wait(f"probe.statistics().then(s => s.inbound.some(i => i.kind === 'audio' && "
                  f"i.seat === {other.number} && i.packets > {before + 20}))")
    assert plaintiff.statistics()["transport"]["srtp"] == "SRTP_AEAD_AES_128_GCM"

    judge.order("mute", plaintiff)
    plaintiff.wait("yunting.state.me.microphone === 'muted'")
    plaintiff.page.click("#control-microphone")
    plaintiff.wait("yunting.state.me.microphone === 'allowed'")

    log = judge.close_and_seal(court)
    assert record.of_kind(log, "order", name="unmute")[0]["by"] == plaintiff.number
    verdict = court.verdict()
    assert (verdict.word, verdict.code) == ("verified", 0), verdict.report
    tracks = {file.name for file in (court.folder / "bag/data/tracks").glob(f"s{plaintiff.number}-*.webm")}
    assert tracks == {f"s{plaintiff.number}-microphone-1.webm", f"s{plaintiff.number}-camera-1.webm"}
    assert [record.decode_errors(court.folder / "bag/data/tracks" / name) for name in tracks] == ["", ""]
