"""What Linux has for keeping processes apart and Python has no name for; raises OSError where the kernel refuses.

Standard library only: this source also runs in the learner's process.
"""

import ctypes
import os
import signal
import struct

NEW_MOUNTS, NEW_IPC, NEW_PIDS = 0x0002_0000, 0x0800_0000, 0x2000_0000

_NOSUID, _NODEV, _NOEXEC, _RECURSIVE, _PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x4_0000
_SCRATCH = b"size=64m,nr_inodes=10k,mode=1777"

_C = ctypes.CDLL(None, use_errno=True)


def unshare(spaces: int) -> None:
    """Leave namespaces shared so far; a new PID namespace is for the next child."""
    _done("unshare", _C.unshare(spaces))


def enter(space: int, kind: int) -> None:
    """Enter the namespace behind an open file."""
    _done("setns", _C.setns(space, kind))


def enclose(scratch: str) -> None:
    """Give this process, the first of its PID namespace, its own view: an empty `scratch` and no process but its own.

    The working folder becomes `scratch`.
    """
    unshare(NEW_MOUNTS | NEW_IPC)
    _mount(b"none", b"/", None, _RECURSIVE | _PRIVATE, None)
    _mount(b"tmpfs", os.fsencode(scratch), b"tmpfs", _NOSUID | _NODEV, _SCRATCH)
    _mount(b"proc", b"/proc", b"proc", _NOSUID | _NODEV | _NOEXEC, None)
    os.chdir(scratch)


def close_to_others() -> None:
    """Let no other process of this user trace this one, read its memory or open what it has open."""
    _prctl(4, 0)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    _prctl(36, 1)


def end_with_parent() -> None:
    """Have the kernel end this process when its parent ends."""
    _prctl(1, signal.SIGKILL)


def give_up_rights() -> None:
    """Drop every capability and the means to regain one."""
    _prctl(38, 1)
    _prctl(47, 4)
    _C.capset.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    header = (ctypes.c_uint32 * 2)(0x2008_0522, 0)
    _done("capset", _C.capset(header, (ctypes.c_uint32 * 6)()))


def landlock_version() -> int:
    """The version of Landlock in this kernel, 0 for none."""
    return max(0, _syscall(_CREATE_RULESET, None, 0, 1))


def keep_to(folder: str) -> None:
    """Let this process and its children write below `folder` only, and signal and trace no one but themselves.

    Needs Landlock (Linux 5.13; signals are held back since 6.12) and `give_up_rights` before.
    """
    version = landlock_version()
    writes = sum(1 << bit for bit, since in _WRITES.items() if version >= since)
    rights = (ctypes.c_uint64 * 3)(writes, 0, 0b11 if version >= 6 else 0)
    rules = _done("landlock", _syscall(_CREATE_RULESET, rights, 24 if version >= 6 else 8, 0))
    try:
        _allow(rules, folder, writes)
        _allow(rules, os.devnull, writes & (1 << _WRITE_FILE | 1 << _TRUNCATE))
        _done("landlock", _syscall(_RESTRICT_SELF, rules, 0))
    finally:
        os.close(rules)


# Landlock's calls have these numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WRITE_FILE, _TRUNCATE = 1, 14
# What changes files, by its bit, and the version of Landlock that first knew it.
_WRITES = {_WRITE_FILE: 1, **dict.fromkeys(range(4, 13), 1), 13: 2, _TRUNCATE: 3}


def _allow(rules: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        _done("landlock", _syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", rights, place), 0))
    finally:
        os.close(place)


def _syscall(number: int, *arguments: object) -> int:
    plain = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return _C.syscall(ctypes.c_long(number), *plain)


def _prctl(option: int, value: int) -> None:
    rest = [ctypes.c_ulong(each) for each in (value, 0, 0, 0)]
    _done("prctl", _C.prctl(option, *rest))


def _mount(source: bytes, place: bytes, kind: bytes | None, flags: int, options: bytes | None) -> None:
    _done(f"mount {os.fsdecode(place)}", _C.mount(source, place, kind, ctypes.c_ulong(flags), options))


def _done(what: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
