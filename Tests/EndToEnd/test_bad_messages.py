"""What no page sends: every malformed, forged or unlawful message gets its code and changes nothing else."""

import json
import secrets
import socket
from typing import Any, Callable

import pytest
import record
from hearing import Court, wait_until
from raw import RawSeat, fetch, thumbprint
from websockets.exceptions import InvalidStatus

# A small offer with everything that the server needs; what a case lacks is taken out of it.
FINGERPRINT = "a=fingerprint:sha-256 " + ":".join(["AB"] * 32)
SESSION_LINES = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1 2 3 4 5"]
TRANSPORT_LINES = ["c=IN IP4 0.0.0.0", "a=rtcp-mux", "a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuvwx",
                   FINGERPRINT, "a=setup:actpass"]
AUDIO = ["m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2"]
VIDEO = ["m=video 9 UDP/TLS/RTP/SAVPF 96 97", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96"]
LINES = [(AUDIO, "sendonly"), (VIDEO, "sendonly"), (VIDEO, "sendonly"), (AUDIO, "recvonly"), (VIDEO, "recvonly"),
         (VIDEO, "recvonly")]


def offer() -> str:
    """Microphone, camera, exhibit, one slot, the exhibit of others (PROTOCOL §4)."""
    lines = list(SESSION_LINES)
    for mid, (kind, direction) in enumerate(LINES):
        lines += [*kind, *TRANSPORT_LINES, f"a=mid:{mid}", f"a={direction}"]
    return "\r\n".join(lines) + "\r\n"


def size(court: Court) -> int:
    """Entries in the log."""
    return len(court.log())


@pytest.mark.parametrize(("body", "status", "code"), [
    (b"{", 400, "request.malformed"),
    (b"[]", 400, "request.malformed"),
    (b'{"token":"short","key":{}}', 400, "request.malformed"),
    (b'{"token":"' + b"A" * 43 + b'"}', 400, "request.malformed"),
    (b'{"token":"' + b"A" * 43 + b'","key":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}}', 400, "request.malformed"),
    (b'{"token":"' + b"A" * 43 + b'","key":{"kty":"RSA"}}', 400, "request.malformed"),
    (b"\xff\xfe", 400, "request.malformed"),
    (b'{"token":"' + b"A" * 100_000 + b'"}', 413, None),
], ids=["no JSON", "no object", "short token", "no key", "no point", "wrong key", "no UTF-8", "too large"])
def test_a_malformed_exchange_is_refused(court: Court, body: bytes, status: int, code: str | None) -> None:
    got, text = fetch(f"{court.base}/api/v1/sessions", body)
    assert got == status, text
    if code:
        error = json.loads(text)["error"]
        assert error["code"] == code and error["detail"]


def test_a_forged_link_is_unknown_and_guessing_is_slowed_down(court: Court) -> None:
    device = RawSeat(court.base)
    answers = [device.exchange(f"#{secrets.token_urlsafe(32)}") for _ in range(25)]
    assert answers[0] == (404, answers[0][1]) and answers[0][1]["error"]["code"] == "link.unknown"
    status, body = answers[-1]
    assert (status, body["error"]["code"]) == (429, "rate.limited")


def test_only_the_key_that_opened_a_seat_joins(court: Court) -> None:
    seat, thief = RawSeat(court.base), RawSeat(court.base)
    assert seat.exchange(court.seats["judge"].link)[0] == 201
    assert seat.exchange(court.seats["judge"].link)[0] == 200
    status, body = thief.exchange(court.seats["judge"].link)
    assert (status, body["error"]["code"]) == (409, "seat.taken")
    [asked] = wait_until(
        lambda: record.of_kind(court.log(), "event", name="deviceRequested"), 5, "the second device is not logged")
    assert asked["detail"]["events"][0]["key"] == thumbprint(thief.jwk)

    thief.session = seat.session
    thief.connect()
    assert thief.join()["code"] == "join.badSignature"
    assert thief.close_code() == 4001
    for session, code in [("A" * 22, "session.unknown"), ("short", "message.malformed")]:
        thief.connect()
        assert thief.join(session=session)["code"] == code
    thief.close()


def test_nothing_but_join_is_understood_before_it(court: Court) -> None:
    seat = RawSeat(court.base)
    seat.connect()
    refused = seat.ask("resync")
    assert refused["code"] == "join.expected"
    assert seat.close_code() == 4001
    with pytest.raises(InvalidStatus) as refused:
        RawSeat(court.base).connect(origin="https://evil.example")
    assert refused.value.response.status_code == 403
    seat.close()


@pytest.mark.parametrize(("message", "code"), [
    ("{", "message.malformed"),
    ("[1]", "message.malformed"),
    ('"join"', "message.malformed"),
    ("{}", "message.malformed"),
    ('{"type":7}', "message.malformed"),
    ('{"type":"order","id":9}', "message.malformed"),
    ('{"type":"devices","microphone":"loud"}', "message.malformed"),
    ('{"type":"dance","id":9}', "message.unknownType"),
    ('{"a":' * 40 + "1" + "}" * 40, "message.malformed"),
    ('{"type":"resync","id":9,"filling":"' + "x" * 20_000 + '"}', "message.tooLarge"),
], ids=lambda each: each[:24] if isinstance(each, str) else None)
def test_a_malformed_message_is_named_and_the_connection_lives(
    court: Court, speak: Callable[[str], RawSeat], message: str, code: str
) -> None:
    seat = speak("judge")
    before = size(court)
    seat.say(message)
    refused = seat.hear("refused")
    assert refused["code"] == code and refused["detail"]
    assert seat.ask("resync")["type"] == "snapshot"
    assert size(court) == before


@pytest.mark.parametrize(("frame", "code"), [
    ("x" * 300_000, 1009), (b"\x00\x01\x02", 1003),
], ids=["oversize", "binary"])
def test_a_frame_that_cannot_be_taken_closes_only_its_connection(
    court: Court, speak: Callable[[str], RawSeat], frame: Any, code: int
) -> None:
    other, seat = speak("clerk"), speak("judge")
    seat.say(frame)
    assert seat.close_code() == code
    assert other.ask("resync")["type"] == "snapshot"


def test_too_many_messages_close_the_connection(court: Court, speak: Callable[[str], RawSeat]) -> None:
    other, seat = speak("clerk"), speak("judge")
    for _ in range(400):
        try:
            seat.say({"type": "devices", "microphone": "on", "camera": "on"})
        except Exception:
            break
    assert seat.close_code() == 4008
    assert other.ask("resync")["type"] == "snapshot"


def test_an_unlawful_order_changes_nothing(court: Court, speak: Callable[[str], RawSeat]) -> None:
    judge, party = speak("judge"), speak("party/plaintiff")
    number = court.number("party/plaintiff")
    before, state = size(court), judge.ask("resync")["state"]
    cases = [
        (judge.order("begin"), "order.wrongState"),
        (judge.order("seal"), "order.wrongState"),
        (judge.order("admit", seat=number), "order.wrongState"),
        (judge.order("dance"), "order.unknown"),
        (judge.give("{open}"), "order.malformed"),
        (judge.give('{"name":"admit"}'), "order.malformed"),
        (judge.give('{"name":"open"}', signature=party.sign("something else")), "order.badSignature"),
        (party.order("open"), "order.wrongRole"),
        (party.order("mute", seat=1), "order.wrongRole"),
    ]
    assert [answer.get("code", answer["type"]) for answer, _ in cases] == [code for _, code in cases]
    assert all(answer["detail"] for answer, _ in cases)
    assert size(court) == before
    assert judge.ask("resync")["state"]["hearing"] == state["hearing"]

    command = secrets.token_hex(16)
    assert judge.give('{"name":"open"}', command=command)["type"] == "done"
    assert judge.give('{"name":"open"}', command=command)["type"] == "done"
    assert judge.order("begin")["type"] == "done"
    assert [each["name"] for each in record.of_kind(court.log(), "order")] == ["open", "begin"]
    before = record.of_kind(court.log(), "order")
    cases = [
        (judge.order("admit", seat=99), "order.unknownSeat"),
        (judge.order("admit", seat=court.number("party/defendant")), "order.notConnected"),
        (judge.order("callWitness", seat=number), "order.notWitness"),
        (judge.order("admit", seat=court.number("witness")), "order.isWitness"),
        (judge.order("sendBack", seat=number), "order.alreadySo"),
        (judge.order("open"), "order.wrongState"),
        (party.order("unmute"), "order.alreadySo"),
    ]
    assert [answer.get("code", answer["type"]) for answer, _ in cases] == [code for _, code in cases]
    assert record.of_kind(court.log(), "order") == before


@pytest.mark.parametrize(("taken", "given", "code"), [
    ("a=group:BUNDLE 0 1 2 3 4 5\r\n", "", "sdp.noBundle"),
    ("a=rtcp-mux\r\n", "", "sdp.noRtcpMux"),
    (FINGERPRINT + "\r\n", "", "sdp.noFingerprint"),
    (FINGERPRINT, "a=fingerprint:sha-1 " + ":".join(["AB"] * 20), "sdp.noFingerprint"),
    ("a=ice-pwd:abcdefghijklmnopqrstuvwx\r\n", "", "sdp.noIce"),
    ("opus/48000/2", "PCMU/8000", "sdp.noOpus"),
    ("VP8/90000", "H264/90000", "sdp.noVp8"),
    ("a=setup:actpass", "a=setup:passive", "sdp.setup"),
    ("m=video 9", "m=application 9", "sdp.lines"),
    ("v=0\r\n", "", "sdp.malformed"),
    ("s=-\r\n", "s=-\r\n" + "a=x:" + "y" * 270_000 + "\r\n", "sdp.tooLarge"),
], ids=lambda each: each if isinstance(each, str) and each.startswith("sdp.") else "")
def test_an_offer_that_lacks_something_is_refused_by_name(
    court: Court, speak: Callable[[str], RawSeat], taken: str, given: str, code: str
) -> None:
    judge = speak("judge")
    assert judge.order("open")["type"] == "done"
    bad = offer().replace(taken, given)
    assert bad != offer()
    if len(bad) > 256 * 1024:
        # Larger than any message may be: the frame is refused before anybody reads it.
        judge.say({"type": "offer", "id": 1, "sdp": bad})
        assert judge.close_code() == 1009
        return
    refused = judge.ask("offer", sdp=bad)
    assert refused.get("code", refused["type"]) == code
    assert refused["detail"]
    assert judge.ask("offer", sdp=offer())["type"] == "answer"


def test_datagrams_from_strangers_are_counted_and_dropped(court: Court, speak: Callable[[str], RawSeat]) -> None:
    judge = speak("judge")
    judge.order("open")
    answer = judge.ask("offer", sdp=offer())
    line = next(each for each in answer["sdp"].split("\r\n") if each.startswith("a=candidate:"))
    ufrag = next(each for each in answer["sdp"].split("\r\n") if each.startswith("a=ice-ufrag:")).split(":")[1]
    host, port = line.split(" ")[4:6]
    before = court.counters()
    username = f"{ufrag}:abcd".encode()
    # A binding request (RFC 8489): USERNAME, and a MESSAGE-INTEGRITY of zeros.
    attributes = b"\x00\x06" + len(username).to_bytes(2, "big") + username + bytes(-len(username) % 4) \
        + b"\x00\x08\x00\x14" + bytes(20)
    request = b"\x00\x01" + len(attributes).to_bytes(2, "big") + b"\x21\x12\xa4\x42" + bytes(12) + attributes
    datagrams = {
        "stun_bad_integrity": request,
        "dtls_before_ice": b"\x16\xfe\xfd" + bytes(8) + b"\x00\x10" + bytes(16),
        "dropped_unknown_address": b"\x80\x6f" + bytes(40),
        "dropped_unknown": b"\xff" * 30,
    }
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for datagram in datagrams.values():
            stranger.sendto(datagram, (host, int(port)))
    for name in datagrams:
        wait_until(lambda: court.counters()[f"yunting_media_{name}_total"] > before[f"yunting_media_{name}_total"], 5,
                   f"{name} is not counted")
    assert judge.ask("resync")["type"] == "snapshot"
