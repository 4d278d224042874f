"""Every page in every language: switching to 繁體中文 leaves nothing in simplified characters."""

import json
from typing import Callable

from hearing import Court, Seat
from server import ROOT

LOCALES = ROOT / "Sources/WebClient/locales"
SCRIPT = ROOT / "Config/scripts/civil-trial.yaml"


def characters(language: str) -> set[str]:
    """All characters of a language's sentences."""
    files = [LOCALES / f"{language}{part}.json" for part in ("", ".bench")]
    return set("".join("".join(json.loads(file.read_text()).values()) for file in files))


def switch(seat: Seat, language: str) -> None:
    """Chooses a language in the header."""
    seat.page.page.select_option("#language", language)
    seat.wait(f"document.documentElement.lang === {language!r}")


def shown(seat: Seat) -> str:
    """The text of the page as it is seen, without the names of people and of the case."""
    text, said = seat.evaluate("[document.body.innerText, [...document.querySelectorAll('#news, .message')]"
                               ".map((each) => each.innerText).join('\\n')]")
    state = seat.state
    # What was said before the switch was said in the language of then.
    for line in said.split("\n"):
        text = text.replace(line, "") if line else text
    given = [each["name"] for each in [state["me"], *state.get("seats", {}).values()]]
    for name in [*given, state["hearing"]["title"], state["hearing"].get("court") or "", "简体中文"]:
        text = text.replace(name, "")
    return text


def test_traditional_chinese_is_whole_on_waiting_and_courtroom_pages(court: Court, sit: Callable[..., Seat]) -> None:
    # The script has its own words in each language; what both write alike is not simplified.
    script = SCRIPT.read_text().split("zh-Hant:")[1:]
    simplified = characters("zh-Hans")
    traditional = characters("zh-Hant") | set("".join(part.split("en:")[0] for part in script))
    only_simplified, only_traditional = simplified - traditional, traditional - simplified
    court.hold("(2026)云01民初9号 买卖合同纠纷", "judge:陈明", "clerk:李静", "party/plaintiff:王芳", script="civil-trial")
    judge, clerk, party = (sit(role, locale="zh-CN") for role in court.seats)
    judge.order("open")
    party.wait_room("waiting")
    for seat in (judge, clerk, party):
        assert seat.told()["language"] == "zh-Hans"
        assert only_simplified & set(shown(seat))
        switch(seat, "zh-Hant")
    seen = [shown(party)]
    clerk.admit(party)
    party.wait_page("courtroom")
    clerk.order("complete", party, act="identity")
    seen += [shown(seat) for seat in (judge, clerk, party)]
    for text in seen:
        assert only_traditional & set(text), text
        assert not only_simplified & set(text), (only_simplified & set(text), text)
    switch(party, "en")
    assert "Leave" in shown(party)
    party.page.open("about:blank")
    party.page.open(court.seats["party/plaintiff"].link)
    party.wait("document.documentElement.lang === 'en'", 60)
