"""`make demo`: a whole hearing with real browsers, unattended; every claim is checked and printed.

Judge, plaintiff, defendant and witness are headless Chromium pages with cameras and microphones of
their own. What is checked comes from three sides: the browsers' statistics and pictures, the server's
counters, and the hearing's log, which is read without Yunting. The record stays in `.demo/`.
"""

import shutil
import statistics
import sys
import time
import traceback
from pathlib import Path

import network
import record
from browsers import Chromium
from capture import make_picture
from hearing import Court, Seat, verify, wait_until
from playwright.sync_api import Playwright, sync_playwright
from server import ROOT

DEMO = ROOT / ".demo"
PORT, MEDIA_PORT = 18443, 41000

# Hue of each seat's camera, in degrees.
SEATS = {"judge": 0, "party/plaintiff": 90, "party/defendant": 180, "witness": 270}

# A muted voice has to be gone within this time of the order's effect at the judge's page.
MUTE_MS_MAX = 50
# First picture after admission: what is wanted, and what a busy machine may need.
FIRST_FRAME_MS_WANTED, FIRST_FRAME_MS_MAX = 700, 2000
# The duration of a track against the log.
DURATION_SECONDS_MAX = 0.5
# How long a stream is watched to be sure that nothing comes.
SILENCE_SECONDS = 2.0
# How often the defendant is muted and allowed again.
MUTES = 3
# More admissions than the hearing needs, so that the 95th percentile means something.
EXTRA_ADMISSIONS = 5


def check(is_so: object, sentence: str) -> None:
    """Prints what was seen, or ends the demo with it."""
    if not is_so:
        raise AssertionError(f"not so: {sentence}")
    print(f"ok: {sentence}", flush=True)


class Demo:
    """One hearing from the first link to the verified record."""

    def __init__(self, playwright: Playwright, address: str) -> None:
        shutil.rmtree(DEMO, ignore_errors=True)
        self.court = Court(DEMO, address, PORT, MEDIA_PORT)
        self.playwright = playwright
        self.browsers: list[Chromium] = []
        self.seats: dict[str, Seat] = {}
        self.first_frames_ms: list[float] = []
        self.mute_ms: list[float] = []
        # Of each mute and listener: the listener's number, and the muted stream in its page's statistics.
        self.muted_streams: list[tuple[int, dict]] = []
        self.integrity = ""
        self.counters: dict[str, int] = {}

    def run(self) -> str:
        """Holds the hearing; answers the last line."""
        self.court.start()
        for role in SEATS:
            self.seats[role] = self.open_seat(role)
        judge, plaintiff, defendant, witness = self.seats.values()
        self.open_and_admit(judge, [plaintiff, defendant], witness)
        self.everybody_sees_and_hears([judge, plaintiff, defendant])
        self.mute_and_allow(judge, defendant, [judge, plaintiff])
        self.recess_and_resume(judge, [judge, plaintiff, defendant])
        self.hear_witness(judge, witness, [judge, plaintiff, defendant])
        self.admit_again(judge, plaintiff)
        self.close_and_seal(judge)
        return self.examine_record()

    def open_seat(self, role: str) -> Seat:
        """A browser of its own with a camera of its own colour, brought to its seat."""
        picture = make_picture(DEMO / f"{role.replace('/', '-')}.mjpeg", SEATS[role])
        browser = Chromium(self.playwright, picture=picture)
        self.browsers.append(browser)
        seat = Seat(browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 720}), self.court.seats[role])
        seat.enter()
        check(seat.told()["language"] == "zh-Hans", f"{seat} has passed identity, equipment and rules, in Chinese")
        return seat

    def open_and_admit(self, judge: Seat, parties: list[Seat], witness: Seat) -> None:
        """The waiting rooms open, the parties come in, the session begins."""
        judge.order("open")
        for seat in [*parties, witness]:
            seat.wait_room("waiting")
        for seat in self.seats.values():
            seat.wait("yunting.peerConnection?.connectionState === 'connected'")
        for party in parties:
            self.admit(judge, party)
        judge.order("begin")
        for seat in self.seats.values():
            seat.wait_state("inSession")
        check(True, "opened, both parties admitted, in session; the witness waits")

    def admit(self, judge: Seat, seat: Seat) -> None:
        """Admits and measures the time from the judge's click to the first picture shown."""
        judge.admit(seat)
        click = judge.last_click("callWitness" if seat.role == "witness" else "admit")
        first = wait_until(lambda: seat.first_picture_after(click), 20, f"{seat} sees nobody after its admission")
        self.first_frames_ms.append(first - click)

    def everybody_sees_and_hears(self, inside: list[Seat]) -> None:
        """Every page decodes every other's moving picture and gets every other's voice."""
        pairs = [(listener, source) for listener in inside for source in inside if listener is not source]
        for listener, source in pairs:
            listener.wait_sees(source)
        before = {seat: seat.statistics() for seat in inside}
        time.sleep(2)
        after = {seat: seat.statistics() for seat in inside}
        frames, packets, energies = [], [], []
        for listener, source in pairs:
            seconds = (after[listener]["time"] - before[listener]["time"]) / 1000
            old, new = (streams_of(each[listener], source) for each in (before, after))
            frames.append((new["video"]["decoded"] - old["video"]["decoded"]) / seconds)
            packets.append((new["audio"]["packets"] - old["audio"]["packets"]) / seconds)
            energies.append(new["audio"]["energy"] - old["audio"]["energy"])
        check(min(frames) > 1, f"{len(pairs)} pictures move and are not black: {min(frames):.1f} to "
              f"{max(frames):.1f} frames decoded a second")
        levels = [listener.evaluate(f"probe.level({source.number}, 1500)") for listener, source in pairs]
        check(min(packets) > 20 and (min(levels) > 0.001 or min(energies) > 0),
              f"{len(pairs)} voices are heard: {min(packets):.0f} to {max(packets):.0f} packets a second, "
              f"peak level at least {min(levels):.3f}")
        ciphers = {each["transport"]["srtp"] for each in after.values()}
        check(ciphers == {"SRTP_AEAD_AES_128_GCM"}, f"every transport reports {', '.join(map(str, ciphers))}")

    def mute_and_allow(self, judge: Seat, muted: Seat, listeners: list[Seat]) -> None:
        """After the order not one packet more; after the permission the voice is back. Several times."""
        for _ in range(MUTES):
            at_effect = self.mute(judge, muted, listeners)
            judge.order("allow", muted, medium="microphone")
            for seat, stream in zip(listeners, at_effect):
                seat.wait(f"probe.statistics().then(s => s.inbound.some(i => i.kind === 'audio' && "
                          f"i.seat === {muted.number} && i.packets > {stream['packets'] + 20}))")
        middle = statistics.median(self.mute_ms)
        check(middle <= MUTE_MS_MAX,
              f"muted and allowed {MUTES} times: the last packet came {middle:.0f} ms after the order took effect at "
              f"the judge's page (median; {min(self.mute_ms):.0f} to {max(self.mute_ms):.0f} ms, negative is before)")

    def mute(self, judge: Seat, muted: Seat, listeners: list[Seat]) -> list[dict]:
        """Mutes a seat and watches its stream at the listeners; answers the streams as they stand."""
        judge.order("mute", muted)
        judge.wait(f"yunting.state.seats[{muted.number}].microphone === 'muted'")
        effect = judge.changed_at(f"{muted.number}.microphone", "muted")
        time.sleep(0.2)
        at_effect = [stream_of(seat, "audio", muted) for seat in listeners]
        time.sleep(SILENCE_SECONDS)
        for seat, first in zip(listeners, at_effect):
            later = next(each for each in seat.statistics()["inbound"] if each["ssrc"] == first["ssrc"])
            check(later["packets"] == first["packets"],
                  f"the muted voice stands still at {seat}: {later['packets']} packets")
            self.muted_streams.append((seat.number, later))
            self.mute_ms.append(later["last"] - effect)
        return at_effect

    def recess_and_resume(self, judge: Seat, inside: list[Seat]) -> None:
        """In a recess nobody gets anything; afterwards everything is as before."""
        judge.order("recess", reason="rest")
        for seat in inside:
            seat.wait_state("recess")
        time.sleep(0.3)
        before = [seat.packets_received() for seat in inside]
        time.sleep(SILENCE_SECONDS)
        check(before == [seat.packets_received() for seat in inside], "in the recess no packet reaches any page")
        judge.order("resume")
        for seat in inside:
            seat.wait_state("inSession")
            for other in inside:
                if other is not seat:
                    seat.wait_sees(other)
        check(True, "resumed, everybody sees everybody again")

    def hear_witness(self, judge: Seat, witness: Seat, inside: list[Seat]) -> None:
        """Nothing before the call, everything while called, nothing after the release."""
        check(witness.packets_received() == 0, "the witness's page has got 0 media packets before the call")
        self.admit(judge, witness)
        for seat in inside:
            seat.wait_sees(witness)
            witness.wait_sees(seat)
        check(witness.packets_received() > 0, "called, the witness sees and is seen by everybody")
        time.sleep(1.5)
        judge.order("releaseWitness", witness)
        witness.wait_room("waiting")
        time.sleep(0.3)
        before = witness.packets_received()
        time.sleep(SILENCE_SECONDS)
        check(witness.packets_received() == before, "released, its page gets 0 media packets more")

    def admit_again(self, judge: Seat, party: Seat) -> None:
        """More admissions of the same party, for the figure."""
        for _ in range(EXTRA_ADMISSIONS):
            judge.order("sendBack", party)
            party.wait_room("waiting")
            self.admit(judge, party)
        times = sorted(self.first_frames_ms)
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
        wanted = "as wanted" if p95 <= FIRST_FRAME_MS_WANTED else f"more than {FIRST_FRAME_MS_WANTED} ms"
        self.first_frame_p95 = p95
        check(p95 <= FIRST_FRAME_MS_MAX, f"first picture after admission, {len(times)} times: "
              f"p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms ({wanted})")

    def close_and_seal(self, judge: Seat) -> None:
        """The record ends with its integrity value; the hearing is sealed and everybody leaves."""
        judge.order("closeRecord")
        shown = "document.querySelector('#integrity-value')?.dataset.value"
        value = judge.wait(shown)
        values = {seat.wait(shown) for seat in self.seats.values() if seat.role != "witness"}
        check(values == {value}, f"closed; everybody inside is shown the integrity value {value[:12]}…")
        self.integrity = value
        self.counters = self.court.counters()
        judge.order("seal")
        judge.wait_page("ended")
        check(log := self.court.sealed_log(), f"sealed and signed with {len(log)} entries")

    def examine_record(self) -> str:
        """Everything that can be said of the record from outside."""
        bag = DEMO / "bag"
        self.court.export(bag)
        entries = record.entries_of_bag(bag)
        policy = self.court.policy(DEMO / "policy")
        self.counters_are_clean()
        self.log_tells_the_truth(entries)
        tracks = self.tracks_play(bag, entries)
        verdict = verify(bag, policy)
        check((verdict.word, verdict.code) == ("verified", 0) and entries[-1]["kind"] == "seal",
              f"yunting verify: {verdict.word}")
        check(f"{self.integrity[:4]} {self.integrity[4:8]} {self.integrity[8:12]}" in verdict.report,
              "with the integrity value that the pages showed")
        self.tampering_is_found(bag, policy)
        return (f"demo: verified {len(entries)} entries, {tracks} tracks; first picture p95 "
                f"{self.first_frame_p95:.0f} ms, muted within {max(0, max(self.mute_ms)):.0f} ms")

    def counters_are_clean(self) -> None:
        """The server's own counters: much was forwarded, nothing was forged or lost inside."""
        bad = ["srtp_auth_failures", "dropped_record", "dropped_events", "dropped_bundles", "dropped_commands"]
        found = {name: self.counters[f"yunting_media_{name}_total"] for name in bad}
        forwarded = self.counters["yunting_media_rtp_forwarded_total"]
        check(forwarded > 0 and not any(found.values()),
              f"the server forwarded {forwarded} packets, dropped none inside, refused none as forged")

    def log_tells_the_truth(self, entries: list[dict]) -> None:
        """Cipher, mute position and the witness's isolation, from the log alone."""
        profiles = {each["detail"]["srtp"] for each in record.of_kind(entries, "event", name="media.connected")}
        check(profiles == {"SRTP_AEAD_AES_128_GCM"},
              f"the log names the cipher of every transport: {', '.join(profiles)}")
        self.mute_is_in_the_log(entries)
        self.witness_was_alone(entries)

    def mute_is_in_the_log(self, entries: list[dict]) -> None:
        """The relay's effect of a mute order names the position, and nobody got anything beyond it."""
        muted = self.seats["party/defendant"].number
        orders = [each["seq"] for each in record.of_kind(entries, "order", name="mute")]
        withdrawn = [each for each in record.effects(entries)
                     if each["source"] == muted and each["medium"] == "microphone" and not each["granted"]]
        places = []
        for index, (listener, stream) in enumerate(self.muted_streams):
            order = orders[index * len(orders) // len(self.muted_streams)]
            effect = next(each for each in withdrawn if each["listener"] == listener and each["seq"] > order)
            got, counted = effect["packets"], stream["packets"]
            assert effect["sink_ssrc"] == stream["ssrc"] and effect["last_seq"] >= 0 and effect["sink_last_seq"] >= 0
            assert counted <= got <= counted + max(0, stream["lost"]), f"delivered {got}, received {counted}"
            places.append(f"seat {listener} {got}/{counted} up to {effect['last_seq']}")
        check(places, f"delivered by the log/counted by the page up to RTP number: {'; '.join(places)}")

    def witness_was_alone(self, entries: list[dict]) -> None:
        """No delivery to or from the witness but between call and release."""
        witness = self.seats["witness"].number
        [call] = record.of_kind(entries, "order", name="callWitness")
        [release] = record.of_kind(entries, "order", name="releaseWitness")
        last = max(each["seq"] for each in record.effects(entries)
                   if not each["granted"] and witness in (each["listener"], each["source"]) and each["listener"] != 0
                   and each["seq"] > release["seq"])
        # The delivery entry that follows the release's effect counts up to that effect.
        end = next(each["seq"] for each in record.of_kind(entries, "delivery") if each["seq"] > last)

        def concerns(part: list[dict]) -> int:
            return sum(count for (listener, source, _), count in record.delivered(part).items()
                       if witness in (listener, source))

        before, during, after = (
            concerns([each for each in entries if lowest <= each["seq"] < highest])
            for lowest, highest in [(0, call["seq"]), (call["seq"], end + 1), (end + 1, len(entries))])
        check(before == 0 and after == 0 and during > 0,
              f"the log: {before} packets to or from the witness before the call, {during} while called, "
              f"{after} after")

    def tracks_play(self, bag: Path, entries: list[dict]) -> int:
        """Every track decodes without complaint and is as long as the log says."""
        [close] = record.of_kind(entries, "record.close")
        differences = []
        for track in close["tracks"]:
            file = bag / f"data/tracks/{track['track']}.webm"
            complaint = record.decode_errors(file)
            if complaint:
                raise AssertionError(f"{file.name} does not decode: {complaint}")
            logged = (track["t1_us"] - track["t0_us"]) / 1e6
            differences.append(abs(record.track_seconds(file) - logged))
        files = list((bag / "data/tracks").iterdir())
        check(len(files) == len(close["tracks"]) >= 8 and max(differences) <= DURATION_SECONDS_MAX,
              f"{len(files)} tracks decode without an error; "
              f"durations agree with the log within {max(differences):.2f} s")
        return len(files)

    def tampering_is_found(self, bag: Path, policy: Path) -> None:
        """One bit changed anywhere, and the verifier says so and names what."""
        track = next(each for each in sorted((bag / "data/tracks").iterdir()) if "camera" in each.name)
        bundle = next(each for each in sorted((bag / "data/log/tile/entries").rglob("*")) if each.is_file())
        checkpoint = bag / "data/log/checkpoint"
        cases = [("a segment", track, -2000, "part.sha256"), ("an entry", bundle, 3000, "entry.altered"),
                 # A flipped bit may leave no base64 at all: then the note has no good form, and that is said.
                 ("the checkpoint", checkpoint, -20, "checkpoint.")]
        for what, file, place, code in cases:
            copy = record.copy_with_flipped_byte(bag, DEMO / "tampered", str(file.relative_to(bag)), place)
            for also, expected in [("", "file.altered"), (", the lists of digests made to fit", code)]:
                if also:
                    record.repair_manifests(copy)
                verdict = verify(copy, policy)
                told = next((line for line in verdict.report.splitlines() if line.startswith(f"[{expected}")), "")
                check((verdict.word, verdict.code) == ("tampered", 6) and told,
                      f"one bit of {what} flipped{also}: {verdict.word}, {told.split(';')[0]}")
        shutil.rmtree(DEMO / "tampered")

    def keep_failure(self) -> None:
        """Screenshots and consoles of all pages, for whoever has to find out."""
        folder = DEMO / "failure"
        folder.mkdir(parents=True, exist_ok=True)
        for role, seat in self.seats.items():
            name = role.replace("/", "-")
            try:
                (folder / f"{name}.console").write_text("\n".join(seat.page.console))
                seat.page.screenshot(folder / f"{name}.png")
                (folder / f"{name}.state").write_text(f"{seat.state}\n{seat.told()}\n{seat.statistics()}\n")
            except Exception as error:
                (folder / f"{name}.error").write_text(str(error))

    def close(self) -> None:
        """Ends every process that was started."""
        for browser in self.browsers:
            try:
                browser.close()
            except Exception as error:
                print(f"a browser did not close: {error}")
        self.court.close()
        (DEMO / "server.log").write_text("\n".join(self.court.server.output) + "\n")


def streams_of(report: dict, source: Seat) -> dict[str, dict]:
    """The streams of one seat in a page's statistics, by kind."""
    return {each["kind"]: each for each in report["inbound"] if each["seat"] == source.number}


def stream_of(seat: Seat, kind: str, source: Seat) -> dict:
    """The stream of another seat in a page's statistics."""
    stream = seat.inbound(kind, source)
    if stream is None:
        raise AssertionError(f"{seat} has no {kind} stream of {source}")
    return stream


def main() -> int:
    """Runs the demo; 0 when everything held."""
    began = time.monotonic()
    address = network.enter()
    with sync_playwright() as playwright:
        demo = Demo(playwright, address)
        try:
            last = demo.run()
        except Exception as error:
            demo.keep_failure()
            traceback.print_exc(limit=-3)
            print(f"demo: failed: {error}\n  see {DEMO / 'failure'}")
            return 1
        finally:
            demo.close()
    print(f"{last}; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
