"""Headless Chromium and Firefox with fake cameras and microphones, driven alike.

`Chromium` is Debian's, driven by Playwright; `Firefox` is Debian's firefox-esr, driven over WebDriver
BiDi. Both give pages with the same verbs; a Chromium page also has all of Playwright as `.page`.
"""

import base64
import json
import re
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol

from bidi import BidiSession
from playwright.sync_api import Page as PlaywrightPage
from playwright.sync_api import Playwright

# How long a browser may take to start, and a page to come to a state, in seconds.
START_SECONDS = 60
WAIT_SECONDS = 20
POLL_SECONDS = 0.05

CHROMIUM = "/usr/bin/chromium"
# A camera and a microphone, and somebody who always says yes to the question for them.
FAKE_DEVICES = "--use-fake-device-for-media-stream"
FAKE_CONSENT = "--use-fake-ui-for-media-stream"
CHROMIUM_FLAGS = [
    "--allow-loopback-in-peer-connection",
    "--ignore-certificate-errors",
    "--autoplay-policy=no-user-gesture-required",
    # Several pages share two cores and no screen: none may be slowed down for not being looked at.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
]

FIREFOX = "/usr/bin/firefox-esr"
FIREFOX_PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    # No greetings, no updates, nothing that leaves the machine.
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.disabledForTesting": True,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "media.gmp-provider.enabled": False,
    "network.proxy.type": 0,
}


class Page(Protocol):
    """One tab. `evaluate` takes a JavaScript expression, awaits it, and answers its JSON value; `prepare` takes
    a script that runs before those of every page that is opened later."""

    console: list[str]

    def prepare(self, script: str) -> None: ...
    def open(self, url: str) -> None: ...
    def evaluate(self, expression: str) -> Any: ...
    def click(self, selector: str) -> None: ...
    def type(self, selector: str, text: str) -> None: ...
    def screenshot(self, path: Path) -> None: ...
    def close(self) -> None: ...


def wait_for(page: Page, expression: str, seconds: float = WAIT_SECONDS) -> Any:
    """Waits until the expression is truthy in the page; answers its value, or fails with the console."""
    deadline = time.monotonic() + seconds
    while not (value := page.evaluate(expression)):
        if time.monotonic() > deadline:
            told = "\n".join(page.console[-20:])
            raise TimeoutError(f"after {seconds} s still {value!r}: {expression}\nconsole:\n{told}")
        time.sleep(POLL_SECONDS)
    return value


class Chromium:
    """One Chromium process; every page has its own cookies and storage, as if on its own device."""

    def __init__(
        self, playwright: Playwright, picture: Path | None = None, sound: Path | None = None,
        devices: bool = True, consent: bool = True,
    ) -> None:
        """Starts it. `picture` (.y4m or .mjpeg) and `sound` (.wav) replace what the fake devices give; there can
        be no `devices`, or no `consent` to their use."""
        flags = [*CHROMIUM_FLAGS, *[FAKE_DEVICES] * devices, *[FAKE_CONSENT] * consent]
        if picture is not None:
            flags.append(f"--use-file-for-fake-video-capture={picture}")
        if sound is not None:
            flags.append(f"--use-file-for-fake-audio-capture={sound}")
        self._browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=flags)
        self.version = self._browser.version

    def new_page(self, beside: "ChromiumPage | None" = None, **context: Any) -> "ChromiumPage":
        """A page on a device of its own, or another tab `beside` a page. `context` goes to Playwright
        (viewport, locale, permissions …)."""
        if beside is not None:
            return ChromiumPage(beside.page.context.new_page())
        return ChromiumPage(self._browser.new_context(ignore_https_errors=True, **context).new_page())

    def close(self) -> None:
        """Ends the process."""
        self._browser.close()


class ChromiumPage:
    """A tab of Chromium."""

    def __init__(self, page: PlaywrightPage) -> None:
        self.page = page
        self.console: list[str] = []
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))

    def prepare(self, script: str) -> None:
        self.page.add_init_script(script)

    def open(self, url: str) -> None:
        self.page.goto(url)

    def evaluate(self, expression: str) -> Any:
        return self.page.evaluate(f"async () => ({expression})")

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text)

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def close(self) -> None:
        self.page.close()


class Firefox:
    """One Firefox process with a profile of its own; every page has its own cookies and storage."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="yunting-firefox-", ignore_cleanup_errors=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in FIREFOX_PREFERENCES.items()]
        Path(self._profile.name, "user.js").write_text("\n".join(lines))
        self._log = Path(self._profile.name, "yunting.log")
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                [FIREFOX, "--headless", "--no-remote", "--profile", self._profile.name,
                 "--remote-debugging-port", "0"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )
        self._pages: dict[str, FirefoxPage] = {}
        self._bidi = BidiSession(self._address(), self._take_event)
        self._bidi.call("session.subscribe", events=["log.entryAdded"])
        self.version = self._bidi.call("session.status")["message"] or "Firefox"

    def new_page(self, beside: "FirefoxPage | None" = None) -> "FirefoxPage":
        """A page on a device of its own, or another tab `beside` a page."""
        user = beside.user if beside else self._bidi.call("browser.createUserContext")["userContext"]
        context = self._bidi.call("browsingContext.create", type="tab", userContext=user)["context"]
        page = FirefoxPage(self._bidi, context, user)
        self._pages[context] = page
        return page

    def close(self) -> None:
        """Ends the process and removes its profile."""
        self._bidi.close()
        self._process.terminate()
        try:
            self._process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def _address(self) -> str:
        """The WebSocket address that Firefox prints once it listens."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", self._log.read_text(errors="replace"))
            if found:
                return found[1]
            time.sleep(POLL_SECONDS)
        told = self._log.read_text(errors="replace")
        self._process.kill()
        raise RuntimeError(f"Firefox did not start listening:\n{told}")

    def _take_event(self, method: str, content: dict) -> None:
        page = self._pages.get(content.get("source", {}).get("context", ""))
        if method == "log.entryAdded" and page is not None:
            page.console.append(f"{content['level']}: {content['text']}")


class FirefoxPage:
    """A tab of Firefox."""

    def __init__(self, bidi: BidiSession, context: str, user: str) -> None:
        self._bidi = bidi
        self._context = context
        self.user = user
        self.console: list[str] = []

    def prepare(self, script: str) -> None:
        self._bidi.call(
            "script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}", contexts=[self._context])

    def open(self, url: str) -> None:
        self._bidi.call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        text = self._run(f"(async () => JSON.stringify((await ({expression})) ?? null))()")["value"]
        return json.loads(text)

    def click(self, selector: str) -> None:
        """Clicks the middle of the element as a person does: a trusted event."""
        element = self._element(selector)
        origin = {"type": "element", "element": {"sharedId": element}}
        self._perform("pointer", [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0},
        ])

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        self._perform("key", [
            {"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")
        ])

    def screenshot(self, path: Path) -> None:
        shot = self._bidi.call("browsingContext.captureScreenshot", context=self._context)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        self._bidi.call("browsingContext.close", context=self._context)

    def _element(self, selector: str) -> str:
        """Waits for the element, scrolls to it, and answers its reference."""
        name = json.dumps(selector)
        wait_for(self, f"!!document.querySelector({name})")
        found = self._run(f"(e => (e.scrollIntoView({{block: 'center'}}), e))(document.querySelector({name}))")
        return found["sharedId"]

    def _run(self, expression: str) -> dict:
        """Evaluates in the page; a JavaScript exception is one here."""
        answer = self._bidi.call(
            "script.evaluate", expression=expression, target={"context": self._context},
            awaitPromise=True, userActivation=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def _perform(self, kind: str, actions: list[dict]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._bidi.call("input.performActions", context=self._context, actions=[source])
