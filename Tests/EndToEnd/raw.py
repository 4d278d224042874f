"""A client without a browser, written from `Sources/Signaling/PROTOCOL.md` alone: for what no page would send."""

import contextlib
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext, TLSVersion
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

# How long an answer may take, in seconds.
ANSWER_SECONDS = 15


def trusting() -> SSLContext:
    """TLS that takes the server's self-signed certificate."""
    context = SSLContext(PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, CERT_NONE
    # websockets reads and writes one SSL object in two threads; TLS 1.3's tickets after the handshake
    # make them meet, and once in some hundred connections the request is never sent.
    context.maximum_version = TLSVersion.TLSv1_2
    return context


def b64(content: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def fetch(url: str, body: bytes | None = None, content_type: str = "application/json") -> tuple[int, str]:
    """One HTTP request, POST with a body; status and text, also of errors."""
    request = urllib.request.Request(url, data=body)
    if body is not None:
        request.add_header("Content-Type", content_type)
    try:
        with urllib.request.urlopen(request, context=trusting(), timeout=ANSWER_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class RawSeat:
    """A device with a key of its own that opens a link and speaks the protocol."""

    def __init__(self, base: str) -> None:
        """`base` is the server's origin."""
        self.base = base
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.session = self.hearing = ""
        self.seat = 0
        self.state: dict = {}
        self.version = 0
        self.heard: list[dict] = []
        self._last_id = 0
        self._open = contextlib.ExitStack()

    @property
    def jwk(self) -> dict:
        """The public key."""
        numbers = self.key.public_key().public_numbers()
        x, y = (b64(each.to_bytes(32, "big")) for each in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def exchange(self, link: str) -> tuple[int, dict]:
        """Exchanges a personal link; status and body."""
        token = link.split("#")[1]
        status, text = fetch(f"{self.base}/api/v1/sessions", json.dumps({"token": token, "key": self.jwk}).encode())
        body = json.loads(text)
        if status in (200, 201):
            self.session, self.hearing, self.seat = body["session"], body["hid"], body["seat"]
        return status, body

    def sign(self, text: str) -> str:
        """ECDSA with SHA-256, r and s."""
        r, s = decode_dss_signature(self.key.sign(text.encode(), ec.ECDSA(SHA256())))
        return b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def connect(self, origin: str | None = None) -> dict:
        """Opens the WebSocket; answers the challenge."""
        self.socket: ClientConnection = self._open.enter_context(connect(
            f"{self.base.replace('https', 'wss')}/signal", ssl=trusting(), origin=origin or self.base,
            subprotocols=["yunting.v1"], proxy=None, compression=None, close_timeout=1))
        self.challenge = self.hear("challenge")
        return self.challenge

    def join(self, **instead: Any) -> dict:
        """Joins; `instead` replaces members of the message. Answers `joined` or `refused`."""
        tab = secrets.token_hex(16)
        members = {"session": self.session, "tab": tab,
                   "signature": self.sign(f"yunting.join.v1\n{self.challenge['nonce']}\n{self.session}\n{tab}\n")}
        answer = self.ask("join", **(members | instead))
        if answer["type"] == "joined":
            self.state, self.version = answer["state"], answer["version"]
        return answer

    def ask(self, type: str, **members: Any) -> dict:
        """Sends a request and answers its answer."""
        self._last_id += 1
        self.say({"type": type, "id": self._last_id, **members})
        while True:
            message = self.hear()
            if message.get("reply") == self._last_id:
                return message

    def order(self, name: str, **members: Any) -> dict:
        """Gives an order with a good signature at the newest version."""
        return self.give(json.dumps({"name": name, **members}))

    def give(self, order: str, signature: str | None = None, command: str | None = None) -> dict:
        """Gives an order as text."""
        snapshot = self.ask("resync")
        self.state, self.version = snapshot["state"], snapshot["version"]
        command = command or secrets.token_hex(16)
        signature = signature or self.sign(
            f"yunting.order.v1\n{self.hearing}\n{self.seat}\n{command}\n{self.version}\n{order}\n")
        return self.ask("order", command=command, version=self.version, order=order, signature=signature)

    def say(self, message: Any) -> None:
        """Sends text or bytes as they are, anything else as JSON."""
        self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    def hear(self, *types: str) -> dict:
        """The next message, or the next of these types."""
        while True:
            message = json.loads(self.socket.recv(timeout=ANSWER_SECONDS))
            self.heard.append(message)
            if not types or message["type"] in types:
                return message

    def close_code(self) -> int:
        """Waits until the server closes; answers its code."""
        try:
            while True:
                self.heard.append(json.loads(self.socket.recv(timeout=ANSWER_SECONDS)))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def close(self) -> None:
        """Ends the connection."""
        self._open.close()


def thumbprint(jwk: dict) -> str:
    """RFC 7638."""
    text = json.dumps({name: jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return b64(hashlib.sha256(text.encode()).digest())
