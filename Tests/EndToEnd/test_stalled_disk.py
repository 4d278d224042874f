"""The disk stands still: what a judge takes away is gone within 200 ms, what he gives waits until the disk goes on."""

import itertools
import json
import math
import os
import struct
import time
import wave
from pathlib import Path
from statistics import median
from typing import Any, Callable, Iterator

import pytest
import record
from browsers import Chromium
from capture import make_picture
from hearing import Booked, Court, Seat
from playwright.sync_api import Playwright
from raw import RawSeat
from slowdisk import SlowDisk

# How soon a voice that was cut must be silent at a listener.
SILENT_MS_MAX = 200
REPETITIONS = 6
# How long the disk stands still after a cut, and how long no packet may come although the grant was given.
WATCH_SECONDS = 1.2
# Requests whose answers are not awaited at once, apart from those of `RawSeat.ask`.
REQUESTS = itertools.count(10_000)
# Louder than this a listener's page plays something; the voice peaks at about 0.3.
HEARD = 0.02

# In the listener's page: the voice of a seat as the page plays it, looked at every 5 ms in windows of 5 ms, and the
# time at which the newest packet of its stream came.
EAR = """
(seat) => {
    const slot = globalThis.yunting.slots.find((each) => each.seat === seat);
    const context = new AudioContext({ latencyHint: 'interactive' });
    const analyser = new AnalyserNode(context, { fftSize: 256 });
    context.createMediaStreamSource(slot.sound).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    globalThis.ear = { loud: 0, peak: 0 };
    setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const peak = Math.max(...samples.map(Math.abs));
        if (peak > %f) globalThis.ear = { loud: performance.timeOrigin + performance.now(), peak };
    }, 5);
    return context.state;
}
""" % HEARD


def make_voice(path: Path) -> Path:
    """Four seconds of a voice without a pause: a tone whose height changes like that of speech."""
    rate, phase = 48_000, 0.0
    frames = bytearray()
    for index in range(4 * rate):
        at = index / rate
        phase += 2 * math.pi * (300 + 120 * math.sin(2 * math.pi * 3 * at)) / rate
        value = sum(math.sin(phase * overtone) / overtone for overtone in (1, 2, 3, 4))
        frames += struct.pack("<h", int(9_000 * value * (0.75 + 0.25 * math.sin(2 * math.pi * 5 * at))))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(frames))
    return path


@pytest.fixture
def disk(tmp_path: Path) -> SlowDisk:
    """The disk on which the court's data lie."""
    data = tmp_path / "court/data"
    data.mkdir(parents=True)
    return SlowDisk(tmp_path, data)


@pytest.fixture
def court(address: str, tmp_path: Path, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Court]:
    """A running server whose data lie on that disk."""
    court = Court(tmp_path / "court", address)
    for name, value in disk.environment.items():
        monkeypatch.setenv(name, value)
    try:
        court.start()
        for name in disk.environment:
            monkeypatch.delenv(name)
        assert disk.is_obeyed
        hold_without_script(court)
        yield court
    finally:
        disk.go_on()
        court.close()
        print("server:", *court.server.output, sep="\n  ")


def hold_without_script(court: Court) -> None:
    """Books a hearing in which nothing but the judge's orders decides what comes next; it becomes the court's."""
    seats = [("judge", "陈明"), ("party/plaintiff", "王芳"), ("party/defendant", "张伟")]
    links = court.book("(2026)云01民初2号", *(f"{role}:{name}" for role, name in seats))
    court.seats = {role: Booked(number, role, name, link)
                   for number, ((role, name), link) in enumerate(zip(seats, links), start=1)}


@pytest.fixture
def speaking_chromium(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """Chromium with a small picture and a voice that never pauses."""
    browser = Chromium(
        playwright, picture=make_picture(tmp_path / "camera.mjpeg"), sound=make_voice(tmp_path / "voice.wav"))
    yield browser
    browser.close()


def say_order(judge: RawSeat, name: str, **members: Any) -> tuple[int, float]:
    """Gives an order without awaiting its answer; its request id, and when it was sent (ms since 1970)."""
    snapshot = judge.ask("resync")
    judge.state, judge.version = snapshot["state"], snapshot["version"]
    order, command = json.dumps({"name": name, **members}), os.urandom(16).hex()
    signature = judge.sign(
        f"yunting.order.v1\n{judge.hearing}\n{judge.seat}\n{command}\n{judge.version}\n{order}\n")
    request, sent = next(REQUESTS), time.time() * 1000
    judge.say({"type": "order", "id": request, "command": command, "version": judge.version, "order": order,
               "signature": signature})
    return request, sent


def await_done(judge: RawSeat, request: int) -> None:
    """Waits for the answer of an order."""
    while (answer := judge.hear("done", "refused")).get("reply") != request:
        pass
    assert answer["type"] == "done", answer


def voice(listener: Seat, speaker: Seat) -> dict:
    """The stream that brings a seat's voice, found by its SSRC once it was there."""
    stream = listener.inbound("audio", speaker)
    assert stream is not None
    return stream


def by_ssrc(listener: Seat, ssrc: int) -> dict:
    return next(each for each in listener.statistics()["inbound"] if each["ssrc"] == ssrc)


def wait_heard(listener: Seat, ssrc: int, since: float) -> None:
    """Waits until packets come and the voice is heard, both after a time in ms since 1970."""
    deadline = time.monotonic() + 10
    while not (by_ssrc(listener, ssrc)["last"] or 0) > since or not listener.evaluate("ear.loud") > since:
        assert time.monotonic() < deadline, "the voice does not come back"
        time.sleep(0.05)


def test_with_a_stalled_disk_a_cut_acts_at_once_a_grant_waits_and_nothing_is_lost(
    court: Court, disk: SlowDisk, sit: Callable[..., Seat], speak: Callable[[str], RawSeat],
    speaking_chromium: Chromium,
) -> None:
    judge = speak("judge")
    court.hearing = judge.hearing
    speaker, listener = sit("party/plaintiff", browser=speaking_chromium), sit("party/defendant")
    await_done(judge, say_order(judge, "open")[0])
    for party in (speaker, listener):
        party.wait_room("waiting")
        await_done(judge, say_order(judge, "admit", seat=party.number)[0])
    await_done(judge, say_order(judge, "begin")[0])
    listener.wait_sees(speaker)
    ssrc = voice(listener, speaker)["ssrc"]
    assert listener.evaluate(f"({EAR})({speaker.number})") == "running"
    wait_heard(listener, ssrc, time.time() * 1000)

    packets_ms: list[float] = []
    sound_ms: list[float] = []
    for _ in range(REPETITIONS):
        disk.stop()
        cut, cut_at = say_order(judge, "mute", seat=speaker.number)
        time.sleep(WATCH_SECONDS / 2)
        stopped = by_ssrc(listener, ssrc)
        grant, _ = say_order(judge, "allow", seat=speaker.number, medium="microphone")
        time.sleep(WATCH_SECONDS)
        later = by_ssrc(listener, ssrc)
        assert later["packets"] == stopped["packets"], "a grant acts although the log cannot have it"
        packets_ms.append(later["last"] - cut_at)
        sound_ms.append(listener.evaluate("ear.loud") - cut_at)
        assert not any(each.get("reply") in (cut, grant) for each in judge.heard), "an order is done that is not durable"
        released = time.time() * 1000
        disk.go_on()
        await_done(judge, cut)
        await_done(judge, grant)
        wait_heard(listener, ssrc, released)
    for name, times in (("last packet", packets_ms), ("last sound", sound_ms)):
        print(f"{name} after the cut: median {median(times):.0f} ms, max {max(times):.0f} ms",
              [round(each) for each in times])
    # What comes after the last packet is the listener's own buffer, which a busy machine makes longer.
    assert max(packets_ms) <= SILENT_MS_MAX and median(sound_ms) <= SILENT_MS_MAX

    time.sleep(2)
    await_done(judge, say_order(judge, "closeRecord")[0])
    await_done(judge, say_order(judge, "seal")[0])
    check_log(court.sealed_log(), speaker.number, listener.number)
    verdict = court.verdict()
    assert (verdict.word, verdict.code) == ("verified", 0), verdict.report


def check_log(log: list[dict], speaker: int, listener: int) -> None:
    """Every cut, every grant and what the relay did stand in the log in the order in which they happened."""
    assert [each["seq"] for each in log] == list(range(len(log)))
    names = [each["name"] for each in record.of_kind(log, "order")]
    assert names == ["open", "admit", "admit", "begin", *["mute", "allow"] * REPETITIONS, "closeRecord", "seal"]
    route = {"source": speaker, "listener": listener, "medium": "microphone"}
    effects = [each for each in record.effects(log) if route.items() <= each.items()]
    orders = [each for each in record.of_kind(log, "order") if each["name"] in ("mute", "allow")]
    # The first effect is that of `begin` or of the admission; from then on they alternate with the orders.
    changes = effects[-2 * REPETITIONS - 1:-1] if effects[-1]["granted"] is False else effects[-2 * REPETITIONS:]
    assert [each["granted"] for each in changes] == [False, True] * REPETITIONS
    assert all(order["seq"] < effect["seq"] for order, effect in zip(orders, changes))
