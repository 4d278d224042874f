"""Pictures for Chromium's fake camera. Its built-in one gives whatever size is asked for, up to 1080p;
five pages of 720p would fill both cores of a small machine."""

import subprocess
from pathlib import Path


def make_picture(path: Path, hue: int = 0, size: str = "640x360", rate: int = 15) -> Path:
    """Writes four seconds of a moving test picture as .mjpeg, which the fake camera repeats for ever.

    `hue` (degrees) colours it, so that pages can tell one seat's picture from another's.
    """
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}", "-t", "4",
         "-vf", f"hue=h={hue}", "-c:v", "mjpeg", "-q:v", "5", "-pix_fmt", "yuvj420p", str(path)],
        check=True,
    )
    return path
