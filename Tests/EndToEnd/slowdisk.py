"""A disk that is slow or stands still, for a server that is started with it (`slowdisk.c`)."""

import mmap
import shutil
import struct
import subprocess
import time
from pathlib import Path

SOURCE = Path(__file__).with_name("slowdisk.c")

# Where the words of the control file lie.
DELAY, STANDS_STILL, WAITING, OBEYED = 0, 4, 16, 20

# How long a running program may take to want something of the disk.
WAIT_SECONDS = 10


class SlowDisk:
    """The disk of one folder, as the programs see it that run with `environment`."""

    def __init__(self, work: Path, folder: Path) -> None:
        """Builds the library in `work`; `folder` is what lies on the disk."""
        library, control = work / "slowdisk.so", work / "slowdisk.control"
        compiler = shutil.which("cc") or shutil.which("clang")
        assert compiler, "no C compiler"
        subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE], check=True)
        control.write_bytes(bytes(64))
        with open(control, "r+b") as file:
            self._words = mmap.mmap(file.fileno(), 64)
        self.environment = {
            "LD_PRELOAD": str(library), "SLOWDISK_CONTROL": str(control), "SLOWDISK_PREFIX": str(folder)}

    @property
    def is_obeyed(self) -> bool:
        """Whether a program runs with it."""
        return self._read(OBEYED) == 1

    def slow_down(self, milliseconds: float) -> None:
        """From now on every sync takes so much longer."""
        self._write(DELAY, int(milliseconds * 1000))

    def stop(self) -> None:
        """The disk stands still; returns once something waits for it."""
        self._write(STANDS_STILL, 1)
        deadline = time.monotonic() + WAIT_SECONDS
        while self._read(WAITING) == 0:
            assert time.monotonic() < deadline, "nothing was written to the disk that stands still"
            time.sleep(0.005)

    def go_on(self) -> None:
        """The disk works again."""
        self._write(STANDS_STILL, 0)

    def _read(self, place: int) -> int:
        return struct.unpack_from("<I", self._words, place)[0]

    def _write(self, place: int, value: int) -> None:
        struct.pack_into("<I", self._words, place, value)
