"""The disk runs full in the middle of a session: nothing is pretended, nothing breaks, and it goes on afterwards."""

import errno
import os
import subprocess
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest
import record
from hearing import Court, Seat

DISK_MEGABYTES = 48


@pytest.fixture
def court(address: str, tmp_path: Path) -> Iterator[Court]:
    """A running server whose data lie on a small disk of their own."""
    court = Court(tmp_path / "court", address)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "data", court.data], check=True)
    try:
        yield court.start()
    finally:
        court.close()
        print("server:", *court.server.output, sep="\n  ")
        subprocess.run(["umount", "--lazy", court.data], check=True)


def fill(file: Path) -> None:
    """Takes all the room that is left."""
    with open(file, "wb", buffering=0) as sink:
        try:
            while True:
                sink.write(bytes(4096))
        except OSError as error:
            assert error.errno == errno.ENOSPC


def test_a_full_disk_refuses_what_gives_keeps_what_takes_away_and_heals(
    court: Court, sit: Callable[..., Seat]
) -> None:
    judge, plaintiff, defendant = sit("judge", locale="zh-CN"), sit("party/plaintiff"), sit("party/defendant")
    judge.order("open")
    plaintiff.wait_room("waiting")
    defendant.wait_room("waiting")
    judge.admit(plaintiff)
    judge.order("begin")
    judge.wait_state("inSession")
    plaintiff.wait_sees(judge)
    time.sleep(3)

    filler = court.data / "filler"
    fill(filler)
    judge.wait("probe.told().messages.some(m => m.code === 'record.trouble')", 30)
    assert "录制可能有问题" in next(
        each["text"] for each in judge.told()["messages"] if each["code"] == "record.trouble")
    fill(filler)

    judge.order("admit", defendant)
    judge.wait("probe.told().messages.some(m => m.code === 'log.unavailable')", 30)
    assert defendant.state["me"]["room"] == "waiting" and defendant.packets_received() == 0
    plaintiff.wait_sees(judge)
    judge.order("mute", plaintiff)
    time.sleep(1)
    silent = judge.inbound("audio", plaintiff)["packets"]
    time.sleep(1.5)
    assert judge.inbound("audio", plaintiff)["packets"] == silent, "what takes away acts although it cannot be logged"

    os.remove(filler)
    plaintiff.wait("yunting.state.me.microphone === 'muted'", 30)
    judge.admit(defendant)
    defendant.wait_sees(judge)
    time.sleep(3)
    log = judge.close_and_seal(court)
    assert [each["name"] for each in record.of_kind(log, "order")] \
        == ["open", "admit", "begin", "mute", "admit", "closeRecord", "seal"]
    assert record.of_kind(log, "gap", cause="disk"), "what could not be kept is not in the log as a gap"
    verdict = court.verdict()
    assert (verdict.word, verdict.code) == ("verified", 0), verdict.report
