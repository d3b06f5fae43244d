"""Limits that a process which reads untrusted files sets for itself.

Windows has none of them; there the parent's clock alone ends a child.
"""

from __future__ import annotations

import contextlib
import math
import mmap
import sys
import time
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

MIB: Final = 1024 * 1024
ADDRESS_SPACE: Final = Path("/proc/self/statm")


def limit(*, memory_mib: int) -> None:
    """Hold this process to so much memory, and let it write no file."""
    if sys.platform != "win32":
        _set_limit(resource.RLIMIT_AS, memory_mib * MIB)
        # No dump of the memory, which holds text, and no file written at all.
        _set_limit(resource.RLIMIT_CORE, 0)
        _set_limit(resource.RLIMIT_FSIZE, 0)


def limit_processor_time(seconds: int) -> None:
    """Allow one more file its time, so that the child ends even where the parent is gone."""
    if sys.platform != "win32":
        _set_limit(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds + 1)


def holds_much_memory(memory_mib: int) -> bool:
    """Tell whether so much memory was not given back that the next file would lack it."""
    try:
        pages = int(ADDRESS_SPACE.read_bytes().split()[0])
    except OSError:
        return False  # Only Linux tells, and only Linux holds a process to it.
    return pages * mmap.PAGESIZE > memory_mib * MIB // 2


def _set_limit(limit: int, value: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(limit)[1]
        # Some systems know a limit by name but refuse to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, hard))
