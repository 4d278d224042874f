"""A witness protected from the defendant: no face, no name and no voice of it reaches that page, nor its copy."""

import math
import struct
import time
import wave
from pathlib import Path
from typing import Callable, Iterator

import pytest
import record
from browsers import Chromium
from capture import make_picture
from hearing import Court, Seat, verify
from playwright.sync_api import Playwright

# A name that stands nowhere in the pages, the server or the tests otherwise.
TRUE_NAME = "欧阳鸿鹄"
ALIAS = "证人甲"
PEOPLE = ["judge:陈明", "party/plaintiff:王芳", "party/defendant:张伟", f"witness:{TRUE_NAME}"]

# The pitch of the witness's voice in Hz, and how near a measured one must be to be the same.
PITCH, PITCH_SHARE = 220.0, 0.03
HEARD_SECONDS = 3.0

# In a page: the loudest frequency of a seat's sound, several times, as the page plays it.
PITCHES = """
(async (seat, milliseconds) => {
    const slot = yunting.slots.find((each) => each.seat === seat);
    if (!slot) return [];
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 16384, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(slot.sound).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const found = [];
    for (const end = probe.now() + milliseconds; probe.now() < end;) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        analyser.getFloatFrequencyData(bins);
        const loudest = bins.indexOf(Math.max(...bins));
        if (bins[loudest] > -60) found.push(loudest * context.sampleRate / analyser.fftSize);
    }
    await context.close();
    return found;
})(%d, %d)
"""


def make_tone(path: Path) -> Path:
    """Four seconds of a voice of one pitch: what of it is heard can be told by its loudest frequency."""
    rate = 48_000
    samples = (sum(math.sin(2 * math.pi * PITCH * overtone * index / rate) / overtone ** 2 for overtone in (1, 2, 3))
               for index in range(4 * rate))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", int(12_000 * each)) for each in samples))
    return path


@pytest.fixture
def one_voice(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """A browser whose microphone gives one pitch, and whose camera a small picture."""
    browser = Chromium(
        playwright, picture=make_picture(tmp_path / "camera.mjpeg"), sound=make_tone(tmp_path / "tone.wav"))
    yield browser
    browser.close()


def overhear(seat: Seat) -> list[str]:
    """Everything that the server says to a page over its WebSocket, from now on."""
    frames: list[str] = []

    def keep(frame: str | bytes) -> None:
        frames.append(frame if isinstance(frame, str) else frame.decode(errors="replace"))

    seat.page.page.on("websocket", lambda socket: socket.on("framereceived", keep))
    return frames


@pytest.mark.parametrize("voice", ["masked", "silent"])
def test_the_defendant_gets_no_face_no_name_and_no_voice_of_a_protected_witness(
    court: Court, sit: Callable[..., Seat], small_chromium: Chromium, one_voice: Chromium, voice: str
) -> None:
    court.hold("(2026)云01刑初3号 故意伤害", *PEOPLE)
    judge, plaintiff = sit("judge", locale="zh-CN"), sit("party/plaintiff")
    denied = Seat(small_chromium.new_page(), court.seats["party/defendant"])
    frames = overhear(denied)
    denied.enter()
    witness = sit("witness", one_voice)
    judge.order("open")
    for seat in (plaintiff, denied):
        seat.wait_room("waiting")
        judge.admit(seat)
    judge.order("begin")
    witness.wait_room("waiting")
    protect(judge, witness, denied, voice)
    judge.admit(witness)
    for seat in (judge, plaintiff):
        seat.wait_sees(witness)
        assert seat.state["seats"][str(witness.number)]["name"] == TRUE_NAME
        assert is_true_voice(hear(seat, witness)), f"{seat} does not hear the witness as it is"
    denied.wait_sees(judge)
    gets_nothing_true(denied, witness, voice)
    assert not any(TRUE_NAME in frame or TRUE_NAME in json_escaped(frame) for frame in frames), "the name is told"
    assert any(ALIAS in json_escaped(frame) for frame in frames)

    judge.order("releaseWitness", witness)
    witness.wait_room("waiting")
    judge.close_and_seal(court)
    assert not any(TRUE_NAME in json_escaped(frame) for frame in frames)
    check_copy(court, denied, witness, plaintiff)
    denied.page.close()


def protect(judge: Seat, witness: Seat, denied: Seat, voice: str) -> None:
    """As the judge: who perceives the witness how is chosen and looked at, then ordered at a click."""
    judge.open_tab("people")
    judge.choose(witness)
    judge.page.click(f'[data-sight="{witness.number}"]')
    assert judge.evaluate("document.querySelector('#sight-alias').value") == ALIAS
    judge.page.click('#sight [data-preset="none"]')
    row = f'#sight tr[data-listener="{denied.number}"]'
    judge.page.click(f"#sight-name-{denied.number}")
    judge.page.click(f"#sight-picture-{denied.number}")
    judge.page.page.select_option(f"{row} select", voice)
    assert ALIAS in judge.evaluate(f"document.querySelector({row!r}).textContent")
    assert "true" == judge.evaluate("String(document.querySelector('#sight-changes').textContent !== '')")
    judge.page.click("#sight-apply")
    wanted = {"presence": True, "alias": ALIAS, "picture": False, "voice": voice}
    judge.wait(f"yunting.state.seats[{witness.number}].protections?.[{denied.number}]")
    assert judge.state["seats"][str(witness.number)]["protections"] == {str(denied.number): wanted}


def hear(seat: Seat, source: Seat) -> list[float]:
    """The pitches that a page plays of another seat's voice, in some seconds."""
    return seat.evaluate(PITCHES % (source.number, HEARD_SECONDS * 1000))


def is_true_voice(pitches: list[float]) -> bool:
    """Whether the pitch is mostly that of the witness."""
    near = [each for each in pitches if abs(each / PITCH - 1) < PITCH_SHARE]
    return len(near) > len(pitches) / 2


def gets_nothing_true(denied: Seat, witness: Seat, voice: str) -> None:
    """What the page knows, shows and receives of the witness: an alias, at most a disguised voice."""
    known = denied.state["seats"][str(witness.number)]
    assert known["name"] == ALIAS
    # A seat of which nothing comes has no slot.
    slot = denied.evaluate(f"yunting.slots.filter(s => s.seat === {witness.number}).map(s => [s.audio, s.video])")
    assert slot == ([[True, False]] if voice == "masked" else []), slot
    pictures, voices = denied.inbound("video", witness), denied.inbound("audio", witness)
    assert pictures is None or (pictures["packets"], pictures["decoded"]) == (0, 0), "a picture reaches the page"
    assert denied.picture(witness) is None
    pitches = hear(denied, witness)
    if voice == "masked":
        assert voices and voices["packets"] > 0 and pitches, "nothing is heard of a voice that is only disguised"
        assert not is_true_voice(pitches), f"the voice is not disguised: {pitches}"
    else:
        time.sleep(1)
        assert pitches == [] and (denied.inbound("audio", witness) or {"packets": 0})["packets"] == 0
    assert TRUE_NAME not in denied.evaluate("document.documentElement.outerHTML")
    assert ALIAS in denied.evaluate("document.body.textContent")
    assert TRUE_NAME not in denied.evaluate("JSON.stringify(yunting.state)")


def json_escaped(frame: str) -> str:
    """The text of a frame, whichever way its characters were written."""
    return frame.encode().decode("unicode_escape", errors="replace") if "\\u" in frame else frame


def check_copy(court: Court, denied: Seat, witness: Seat, plaintiff: Seat) -> None:
    """The denied seat's copy of the record has neither a segment nor the name of the witness; the plaintiff's has."""
    policy = court.policy(court.folder / "policy")
    name = TRUE_NAME.encode()
    for seat, may in [(denied, False), (plaintiff, True)]:
        copy = court.folder / f"copy-{seat.number}"
        court.export(copy, seat=seat.number)
        files = [file for file in copy.rglob("*") if file.is_file()]
        tracks = [file for file in files if file.name.startswith(f"s{witness.number}-")]
        held = [file for file in files if name in file.read_bytes()]
        assert bool([file for file in tracks if file.stat().st_size > 0]) is may, [str(file) for file in tracks]
        assert bool(held) is may, [str(file) for file in held]
        verdict = verify(copy, policy)
        assert verdict.word == "sealed", verdict.report
    whole = court.verdict()
    assert (whole.word, whole.code) == ("verified", 0), whole.report
    orders = [each["name"] for each in record.of_kind(court.log(), "order")]
    assert orders.index("protect") < orders.index("callWitness")
