"""A server that cannot start says why, by name, and leaves."""

import subprocess
from pathlib import Path

import pytest
from hearing import Court
from server import BINARY, ROOT


def serve(folder: Path, **keys: str) -> subprocess.CompletedProcess:
    """Runs a server that is expected to give up; `keys` are configuration keys with `__` for the dot."""
    values = {"data__directory": f'"{folder}/data"', "keys__directory": f'"{folder}/keys"', "http__port": "9444",
              "http__client": f'"{ROOT / "Sources/WebClient"}"', "media__port": "43000"} | keys
    sections: dict[str, str] = {}
    for key, value in values.items():
        section, name = key.split("__")
        sections[section] = sections.get(section, "") + f"  {name}: {value}\n"
    file = folder / "yunting.yaml"
    file.write_text("".join(f"{section}:\n{lines}" for section, lines in sections.items()))
    return subprocess.run(
        [BINARY, "serve", "--config", file], capture_output=True, text=True, timeout=20, cwd=folder)


@pytest.mark.parametrize(("keys", "named"), [
    ({"http__prot": "1"}, ["http.prot", "http.port"]),
    ({"hearing__linkHours": "0"}, ["hearing.linkHours", "1…8760"]),
    ({"http__port": "many"}, ["http.port", "many"]),
    ({"media__advertise": "[\"court\"]"}, ["media.advertise", "court"]),
    ({"http__client": "\"/nowhere\""}, ["/nowhere"]),
    ({"data__directory": "\"/proc/yunting\""}, ["/proc/yunting"]),
    ({"data__directory": "\"/dev/null/data\""}, ["/dev/null"]),
    ({"keys__directory": "\"/proc/yunting\""}, ["/proc/yunting"]),
], ids=lambda each: "" if isinstance(each, list) else " ".join(each))
def test_a_wrong_key_or_directory_is_named(tmp_path: Path, keys: dict[str, str], named: list[str]) -> None:
    done = serve(tmp_path, **keys)
    assert done.returncode not in (0, -6, -11), done
    told = done.stdout + done.stderr
    assert all(name in told for name in named), told
    assert "Fatal error" not in told and len(told.splitlines()) <= 3, told


def test_a_taken_port_is_named_and_its_owner_goes_on(court: Court, tmp_path: Path) -> None:
    for key in ("http__port", "media__port"):
        done = serve(tmp_path, **{key: {"http__port": "9443", "media__port": "42000"}[key]})
        told = done.stdout + done.stderr
        assert done.returncode not in (0, -6, -11), told
        assert {"http__port": "9443", "media__port": "42000"}[key] in told, told
    assert court.counters()["yunting_gateway_requests_total"] >= 0


def test_two_servers_do_not_share_their_data(court: Court, tmp_path: Path) -> None:
    done = serve(tmp_path, data__directory=f'"{court.data}"')
    told = done.stdout + done.stderr
    assert done.returncode not in (0, -6, -11), told
    assert str(court.data) in told, told
