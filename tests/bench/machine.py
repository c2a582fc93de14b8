"""Facts about this machine, and small probes of it: what a figure means nothing without."""
import ctypes
import os
import platform
import re
import socket
import subprocess
import time


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu_model():
    with open("/proc/cpuinfo") as f:
        found = re.search(r"model name\s*:\s*(.+)", f.read())
    return found.group(1) if found else platform.machine()


def file_system(folder):
    """Type and device of the mount that holds the folder."""
    best = ("", "?", "?")
    with open("/proc/mounts") as f:
        for line in f:
            device, point, kind = line.split()[:3]
            inside = os.path.realpath(folder) + "/"
            if inside.startswith(point.rstrip("/") + "/") and len(point) > len(best[0]):
                best = (point, kind, device)
    return f"{best[1]} on {best[2]}"


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "?"


def build_flags(build):
    """Build type and flags from the build's own cache."""
    kept = {}
    with open(os.path.join(build, "CMakeCache.txt")) as f:
        for line in f:
            name, _, value = line.strip().partition("=")
            kept[name.partition(":")[0]] = value
    kind = kept.get("CMAKE_BUILD_TYPE", "")
    # CMakeLists.txt sets the release flags itself; they are not in the cache.
    return f"{kind} (-O2 -g1 -DNDEBUG)" if kind == "Release" else kind or "no build type"


def sqlite_version():
    try:
        lib = ctypes.CDLL("libsqlite3.so.0")
        lib.sqlite3_libversion.restype = ctypes.c_char_p
        return lib.sqlite3_libversion().decode()
    except OSError:
        return "?"


def fdatasync_probe(folder, seconds=1.0):
    """p50 and p99 in microseconds of appending 4 KiB and syncing it."""
    name = os.path.join(folder, "probe")
    took = []
    fd = os.open(name, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            os.write(fd, b"x" * 4096)
            began = time.perf_counter()
            os.fdatasync(fd)
            took.append((time.perf_counter() - began) * 1e6)
    finally:
        os.close(fd)
        os.unlink(name)
    took.sort()
    return {"p50_us": round(took[len(took) // 2]), "p99_us": round(took[int(len(took) * 0.99)])}


def facts(build, folder):
    return {
        "cpu": cpu_model(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "file_system": file_system(folder),
        "compiler": first_line("c++", "--version"),
        "flags": build_flags(build),
        "sqlite": sqlite_version(),
        "boost": first_line("dpkg-query", "-W", "-f", "${Version}\n", "libboost1.81-dev"),
        "load_average": os.getloadavg()[0],
    }


def rss_mb(pid):
    with open(f"/proc/{pid}/status") as f:
        found = re.search(r"VmRSS:\s+(\d+) kB", f.read())
    return round(int(found.group(1)) / 1024, 1)
