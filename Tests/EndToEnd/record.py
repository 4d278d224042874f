"""The record of a hearing, read without Yunting: entries from the database or a package, tracks with ffmpeg.

Written from `Sources/Evidence/FORMAT.md` alone, so that the tests do not believe the server's own reader.
"""

import json
import shutil
import sqlite3
import struct
import subprocess
from hashlib import sha256
from pathlib import Path

def entries_of_database(data: Path, hearing: str) -> list[dict]:
    """All entries of a hearing, in order, read beside the running server."""
    rows = _read(data, "SELECT entry.bytes FROM entry JOIN hearing ON entry.hearing = hearing.id"
                 " WHERE hearing.hid = ? ORDER BY entry.seq", hearing)
    return [json.loads(row[0]) for row in rows]


def signed_size(data: Path, hearing: str) -> int:
    """How many entries the last signed checkpoint covers."""
    [[size]] = _read(data, "SELECT coalesce(max(note.size), 0) FROM note JOIN hearing ON note.hearing = hearing.id"
                     " WHERE hearing.hid = ?", hearing)
    return size


def _read(data: Path, query: str, hearing: str) -> list[tuple]:
    [file] = data.glob("*.sqlite")
    base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return base.execute(query, [hearing]).fetchall()
    finally:
        base.close()


def entries_of_bag(bag: Path) -> list[dict]:
    """All entries of a package: each tile's entries are its lengths (16 bit, big-endian) and bytes."""
    folder = bag / "data/log/tile/entries"
    entries: list[dict] = []
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        content, place = file.read_bytes(), 0
        while place < len(content):
            (length,) = struct.unpack_from(">H", content, place)
            entries.append(json.loads(content[place + 2:place + 2 + length]))
            place += 2 + length
    return sorted(entries, key=lambda each: each["seq"])


def of_kind(entries: list[dict], kind: str, **members: object) -> list[dict]:
    """The entries of a kind whose members have these values."""
    return [each for each in entries
            if each["kind"] == kind and all(each.get(name) == value for name, value in members.items())]


def effects(entries: list[dict]) -> list[dict]:
    """What the relay did, route by route, each with the number `seq` of its entry."""
    return [route | {"seq": entry["seq"]}
            for entry in of_kind(entries, "event", name="relay.effect") for route in entry["detail"]["routes"]]


def delivered(entries: list[dict]) -> dict[tuple[int, int, str], int]:
    """Packets by listener, source and medium, over all `delivery` entries given."""
    sums: dict[tuple[int, int, str], int] = {}
    for entry in of_kind(entries, "delivery"):
        for listener, source, medium, packets in entry["rows"]:
            sums[listener, source, medium] = sums.get((listener, source, medium), 0) + packets
    return sums


def track_seconds(file: Path) -> float:
    """From the first packet's presentation time to the end of the last one; the times must rise."""
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "json", str(file)],
        check=True, capture_output=True, text=True)
    packets = json.loads(told.stdout)["packets"]
    times = [float(each["pts_time"]) for each in packets]
    steps = sorted(later - earlier for earlier, later in zip(times, times[1:]))
    assert not steps or steps[0] > 0, f"{file.name}: the presentation times do not rise"
    usual = steps[len(steps) // 2] if steps else 0
    return times[-1] - times[0] + float(packets[-1].get("duration_time", usual))


def decode_errors(file: Path) -> str:
    """Decodes the whole file; answers what the decoder complained of, nothing if it is good.

    Frames keep their own times: ffmpeg would otherwise guess a constant rate and complain of frames that
    a busy camera sent close together.
    """
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-xerror", "-i", str(file), "-fps_mode", "passthrough", "-enc_time_base", "-1",
         "-f", "null", "-"], capture_output=True, text=True)
    return done.stderr.strip() or (f"exit code {done.returncode}" if done.returncode else "")


def copy_with_flipped_byte(bag: Path, to: Path, name: str, place: int) -> Path:
    """Copies a package with one bit of the named file's byte at `place` (from the end if negative) flipped."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(bag, to)
    content = bytearray((to / name).read_bytes())
    content[place] ^= 0x01
    (to / name).write_bytes(content)
    return to


def repair_manifests(bag: Path) -> None:
    """Makes the package's lists of digests fit its files, as a forger would."""
    for list_name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        file = bag / list_name
        names = [line.split("  ", 1)[1] for line in file.read_text().splitlines()]
        lines = [f"{sha256((bag / name).read_bytes()).hexdigest()}  {name}" for name in names]
        file.write_text("\n".join(lines) + "\n")
