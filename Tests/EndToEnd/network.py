"""A network of our own for the tests: an address that browsers take for an ordinary one, and nothing else.

Firefox neither offers nor accepts 127.0.0.1 for media, so server and browsers need another address
of this machine. `enter()` moves this process, and all that it starts later, into a fresh network
namespace with a loopback and one pair of interfaces that lead nowhere else. No test can then reach, or be disturbed by,
anything outside, and every port is free.

The process gets a mount namespace of its own as well, so that a test can mount a small disk and nobody
else sees it. Where namespaces are not allowed (some containers), the machine's own address serves.
"""

import ctypes
import os
import re
import subprocess

ADDRESS = "10.77.0.1"

# From sched.h; Python offers unshare() only from 3.12 on.
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x0002_0000, 0x1000_0000, 0x4000_0000

_SETUP = f"""
mount --make-rprivate /
ip link set lo up
ip link add yunting0 type veth peer name yunting1
# No IPv6 addresses by themselves a second later: browsers drop what they are loading when the network changes.
ip link set yunting0 addrgenmode none
ip link set yunting1 addrgenmode none
ip address add {ADDRESS}/24 dev yunting0
ip link set yunting0 up
ip link set yunting1 up
ip route add default dev yunting0
"""


def enter() -> str:
    """Enters the namespace; answers the address that media can use. Call it once, before any thread."""
    if not _unshare():
        return _own_address()
    subprocess.run(["sh", "-ec", _SETUP], check=True)
    return ADDRESS


def _unshare() -> bool:
    """Leaves the machine's network; an ordinary user becomes root of a user namespace to do so."""
    user = os.getuid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS | CLONE_NEWNET | (CLONE_NEWUSER if user else 0)) != 0:
        return False
    if user != 0:
        with open("/proc/self/uid_map", "w") as uid_map:
            uid_map.write(f"0 {user} 1")
    return True


def _own_address() -> str:
    """The first IPv4 address of this machine that is not loopback."""
    listing = subprocess.run(
        ["ip", "-4", "-oneline", "address", "show", "up", "scope", "global"],
        check=True, capture_output=True, text=True,
    ).stdout
    found = re.search(r"inet ([0-9.]+)", listing)
    if found is None:
        raise RuntimeError("neither a network namespace nor an address besides 127.0.0.1: Firefox cannot be tested")
    return found[1]
