"""The power fails in the middle of a session; everybody and everything comes back."""

import time
from typing import Callable

import record
from hearing import Court, Seat

# Everybody has to be back at the same seat within this time of the server's restart.
BACK_SECONDS_MAX = 20
# What the record may lose: one segment that is being filled, and what is on its way to the disk.
LOST_SECONDS_MAX = 3.0


def test_after_a_kill_all_come_back_and_the_record_says_what_is_missing(
    court: Court, sit: Callable[..., Seat]
) -> None:
    judge, plaintiff, defendant = seats = [sit("judge"), sit("party/plaintiff"), sit("party/defendant")]
    begin(judge, plaintiff, defendant)
    judge.order("lock", defendant)
    defendant.wait("yunting.state.me.microphone === 'locked'")
    time.sleep(6)

    before = court.log()
    killed = time.time()
    court.server.kill()
    plaintiff.wait("!document.querySelector('#banner').hidden")
    assert plaintiff.evaluate("document.querySelector('#banner').dataset.kind") == "reconnecting"
    court.start()
    restarted = time.monotonic()
    for seat in seats:
        seat.wait_state("suspended", BACK_SECONDS_MAX)
        seat.wait_room("courtroom", BACK_SECONDS_MAX)
    back_seconds = time.monotonic() - restarted
    assert back_seconds <= BACK_SECONDS_MAX
    assert judge.state["hearing"]["cause"] == "crash"
    assert defendant.state["me"]["microphone"] == "locked"
    assert [seat.state["me"]["orders"] for seat in (plaintiff, defendant)] == [["raiseHand"], ["raiseHand"]]
    assert "resume" in judge.state["me"]["orders"]
    for seat in seats:
        seat.wait("yunting.peerConnection?.connectionState === 'connected'")
    time.sleep(1)
    assert [seat.packets_received() for seat in seats] == [0, 0, 0], "media flows although nobody has resumed"

    judge.order("resume")
    for seat, other in [(judge, plaintiff), (plaintiff, judge), (plaintiff, defendant), (defendant, judge)]:
        seat.wait_state("inSession")
        seat.wait_sees(other)
    assert plaintiff.inbound("audio", judge)["packets"] > 0
    locked = judge.inbound("audio", defendant)
    assert locked is None or locked["packets"] == 0, "a lock does not outlive a crash"
    time.sleep(4)

    log = judge.close_and_seal(court)
    assert log[:len(before)] == before, "the log was rewritten"
    assert {each["name"] for each in record.of_kind(before, "order")} == {"open", "admit", "begin", "lock"}
    [restart] = record.of_kind(log, "epoch", reason="restart")
    assert restart["epoch"] == before[0]["epoch"] + 1
    [gap] = record.of_kind(log, "gap", cause="crash")
    lost_seconds = lost_before(restart, gap, log, killed)
    print(f"back after {back_seconds:.1f} s, {lost_seconds:.2f} s of media lost")
    assert 0 <= lost_seconds <= LOST_SECONDS_MAX
    verdict = court.verdict()
    assert (verdict.word, verdict.code) == ("verified", 0), verdict.report
    for file in (court.folder / "bag/data/tracks").iterdir():
        assert record.decode_errors(file) == "", file.name


def begin(judge: Seat, *parties: Seat) -> None:
    """Opens, admits everybody, and begins."""
    judge.order("open")
    for party in parties:
        party.wait_room("waiting")
        judge.admit(party)
    judge.order("begin")
    for seat in (judge, *parties):
        seat.wait_state("inSession")
    judge.wait_sees(parties[0])


def lost_before(restart: dict, gap: dict, log: list[dict], killed: float) -> float:
    """Seconds before the kill (wall clock) that are missing in the worst live track."""
    zero = record.of_kind(log, "track.init")[0]["zero_wall_us"]
    earlier = log[:restart["seq"]]
    live = [each["track"] for each in record.of_kind(earlier, "heartbeat")[-1]["tracks"] if not each["silent"]]
    ends = {each["track"]: each["t1_us"] for each in record.of_kind(earlier, "segment") if each["track"] in live}
    assert len(ends) == 5, "three cameras, two microphones that are not locked"
    assert gap["from_us"] == max(ends.values()) < gap["to_us"]
    return killed - (zero + min(ends.values())) / 1e6
