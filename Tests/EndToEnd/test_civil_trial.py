"""A civil trial before a panel, from the open doors to the seal, in seven pages, step by step of its script."""

import time
from typing import Callable

import pytest
import record
from browsers import Chromium
from hearing import Court, Seat

SCRIPT = "civil-trial"
PANEL = [
    "presidingJudge:陈明", "judge:周立", "assessor:吴敏", "clerk:李静", "party/plaintiff:王芳", "party/defendant:张伟",
    "witness:刘洋",
]
# As long as a word is limited here, and how long a page is watched to be sure that nothing comes.
SPEECH_SECONDS = 60
SILENCE_SECONDS = 1.5


@pytest.fixture
def panel(court: Court, small_chromium: Chromium, sit: Callable[..., Seat]) -> list[Seat]:
    """Everybody of the trial, each at a page of its own with a small picture."""
    court.hold("(2026)云01民初7号 建设工程合同纠纷", *PANEL, script=SCRIPT)
    return [sit(role, low=True) for role in court.seats]


def test_a_civil_trial_before_a_panel_from_open_to_seal(court: Court, panel: list[Seat]) -> None:
    presiding, _, _, clerk, plaintiff, defendant, witness = panel
    prepare(presiding, clerk, [plaintiff, defendant], witness)
    begin(presiding, [plaintiff, defendant])
    plead(presiding, plaintiff, defendant)
    assert witness.packets_received() == 0, "a witness gets something of the case before it is called"
    hear(presiding, clerk, witness, [plaintiff, defendant])
    argue(presiding, [plaintiff, defendant])
    deliberate(panel)
    judge_and_sign(panel)
    log = court.sealed_log()
    check_log(log, panel)
    verdict = court.verdict()
    assert (verdict.word, verdict.code) == ("verified", 0), verdict.report
    errors = [line for seat in panel for line in seat.page.console if line.startswith("error")]
    assert errors == []


def prepare(presiding: Seat, clerk: Seat, parties: list[Seat], witness: Seat) -> None:
    """The clerk opens the doors, lets the parties in and does what comes before the session."""
    presiding.order("open")
    for seat in [*parties, witness]:
        seat.wait_room("waiting")
    assert presiding.state["hearing"]["step"] == "preparation"
    for party in parties:
        clerk.admit(party)
    assert "begin" not in presiding.state["me"]["orders"], "a session begins before it is prepared"
    assert presiding.wait("document.querySelector('#script-missing').textContent")
    clerk.complete("attendance")
    clerk.complete("identity", *parties)
    clerk.complete("discipline")
    clerk.complete("ready")


def begin(presiding: Seat, parties: list[Seat]) -> None:
    """The session begins; everybody sees and hears; each party says that it heard its rights."""
    presiding.order("begin")
    for seat in parties:
        seat.wait_state("inSession")
        seat.wait_sees(presiding)
        presiding.wait_sees(seat)
    presiding.complete("parties", *parties)
    presiding.complete("court")
    presiding.complete("rights")
    for party in parties:
        party.declare("recusal")
        presiding.wait(f"yunting.state.hearing.acts?.recusal?.seats.includes({party.number})")
    presiding.advance("investigation")


def plead(presiding: Seat, plaintiff: Seat, defendant: Seat) -> None:
    """Timed words with a countdown on the other's screen; an objection and its ruling, a click each."""
    presiding.order("grantFloor", plaintiff, seconds=str(SPEECH_SECONDS))
    defendant.wait(f"document.querySelector('#speech[data-seat=\"{plaintiff.number}\"][data-running]')")
    plaintiff.wait("document.querySelector('#speech[data-mine]')")
    first = seconds_left(defendant)
    assert SPEECH_SECONDS - 30 < first <= SPEECH_SECONDS
    defendant.page.click("#control-object")
    defendant.page.click('[data-order="object"][data-ground="irrelevant"]')
    [objection] = presiding.wait("(o => o.length && o)(yunting.state.hearing.objections ?? [])")
    assert (objection["seat"], objection["ground"]) == (defendant.number, "irrelevant")
    plaintiff.wait(f"document.querySelector('#notes [data-note=\"objection-{objection['number']}\"]')")
    presiding.order("rule", objection=str(objection["number"]), ruling="overruled")
    defendant.wait("yunting.state.hearing.objections?.length === 0")
    defendant.wait(f"document.querySelector('#speech-clock').textContent !== '' && "
                   f"probe.seconds(document.querySelector('#speech-clock').textContent) < {first - 2}")
    presiding.order("endFloor")
    defendant.wait("!yunting.state.hearing.speech")
    for act in ("claims", "defence", "issues", "evidence"):
        presiding.complete(act)


def seconds_left(seat: Seat) -> int:
    """What the countdown of the word shows on a page."""
    return seat.wait("probe.seconds(document.querySelector('#speech-clock').textContent)")


def hear(presiding: Seat, clerk: Seat, witness: Seat, parties: list[Seat]) -> None:
    """The witness is called, promises, is seen by everybody, and is released: then nothing more reaches it."""
    presiding.admit(witness)
    for seat in [presiding, clerk, *parties]:
        seat.wait_sees(witness)
    witness.wait_sees(presiding)
    assert witness.packets_received() > 0
    clerk.complete("witness-identity", witness)
    clerk.complete("witness-oath", witness)
    presiding.order("releaseWitness", witness)
    witness.wait_room("waiting")
    time.sleep(0.3)
    before = witness.packets_received()
    time.sleep(SILENCE_SECONDS)
    assert witness.packets_received() == before, "a released witness goes on hearing the case"
    assert str(witness.number) not in parties[0].state["seats"]
    presiding.complete("questions")


def argue(presiding: Seat, parties: list[Seat]) -> None:
    """Debate, a recess, the last statements; mediation is declined."""
    presiding.advance("debate")
    for act in ("plaintiff", "defendant"):
        presiding.complete(act)
    presiding.order("recess", reason="rest")
    for seat in [presiding, *parties]:
        seat.wait_state("recess")
    time.sleep(0.3)
    before = [seat.packets_received() for seat in parties]
    time.sleep(SILENCE_SECONDS)
    assert [seat.packets_received() for seat in parties] == before, "media flows in the recess"
    presiding.order("resume")
    for seat in parties:
        seat.wait_state("inSession")
        seat.wait_sees(presiding)
    presiding.complete("rounds")
    presiding.advance("last-statements")
    presiding.complete("last-statement", *parties)
    presiding.order("skipStep", reason="declined")
    presiding.wait("yunting.state.hearing.finished.includes('mediation')")
    presiding.advance("deliberation")


def deliberate(panel: list[Seat]) -> None:
    """The three of the panel speak among themselves; clerk and parties get nothing of it."""
    presiding, judge, assessor, clerk, plaintiff, defendant, _ = panel
    presiding.order("deliberate")
    for seat in (presiding, judge, assessor):
        seat.wait_room("deliberation")
    for seat, other in [(presiding, assessor), (assessor, judge), (judge, presiding)]:
        seat.wait_sees(other)
    time.sleep(0.3)
    outside = [clerk, plaintiff, defendant]
    before = [seat.packets_received() for seat in outside]
    time.sleep(SILENCE_SECONDS)
    assert [seat.packets_received() for seat in outside] == before, "a deliberation is heard outside"
    presiding.order("endDeliberation")
    for seat in (presiding, judge, assessor):
        seat.wait_room("courtroom")
    presiding.order("resume")
    plaintiff.wait_state("inSession")
    plaintiff.wait_sees(judge)
    presiding.complete("deliberated")


def judge_and_sign(panel: list[Seat]) -> None:
    """The judgment; the record closes with one integrity value for all, which each confirms by signing; the seal."""
    presiding, judge, assessor, clerk, plaintiff, defendant, _ = panel
    inside = panel[:-1]
    presiding.advance("judgment")
    presiding.complete("pronounced")
    presiding.complete("appeal")
    presiding.order("closeRecord")
    shown = "document.querySelector('#integrity-value')?.dataset.value"
    assert len({seat.wait(shown) for seat in inside}) == 1
    clerk.complete("shown")
    for party in (plaintiff, defendant):
        party.declare("signed", sign=True)
        clerk.wait(f"yunting.state.hearing.acts?.signed?.seats.includes({party.number})")
    clerk.complete("court-signed", presiding, judge, assessor, clerk)
    presiding.order("seal")
    for seat in inside:
        seat.wait_page("ended")


def check_log(log: list[dict], panel: list[Seat]) -> None:
    """The log alone tells the trial: its steps, who did what, and what the deliberation left of itself."""
    presiding, *_, clerk, plaintiff, defendant, witness = panel
    orders = [each["name"] for each in record.of_kind(log, "order") if each["name"] != "complete"]
    assert orders == [
        "open", "admit", "admit", "begin", "advance", "grantFloor", "object", "rule", "endFloor", "callWitness",
        "releaseWitness", "advance", "recess", "resume", "advance", "skipStep", "advance", "deliberate",
        "endDeliberation", "resume", "advance", "closeRecord", "seal"]
    signed = [each for each in record.of_kind(log, "order", name="complete")
              if each["detail"]["events"][0]["act"] == "signed"]
    assert [each["by"] for each in signed] == [plaintiff.number, defendant.number]
    deliberation = next(each["seq"] for each in record.of_kind(log, "order", name="deliberate"))
    back = next(each["seq"] for each in record.of_kind(log, "order", name="endDeliberation"))
    kept = [route for route in record.effects(log[deliberation:back]) if route["listener"] == 0 and route["granted"]]
    assert kept == [], "a deliberation is recorded"
    tracks = {each["track"] for each in record.of_kind(log, "track.init")}
    assert {f"s{seat.number}-microphone-1" for seat in panel} <= tracks
