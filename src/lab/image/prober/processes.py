"""The question `processes`: who shares a process namespace."""
import os

from files import look
from namespaces import proc_of
from unmeasured import Unmeasured


def processes(ask):
    try:
        shared = os.readlink(proc_of(ask["of"]) + "/ns/pid")
    except (FileNotFoundError, ProcessLookupError):
        raise Unmeasured("process-gone")
    pids = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    return {"processes": [seen for pid in pids if (seen := process(pid, shared))]}


def process(pid, shared):
    """What is known of a process; None if it is elsewhere or has ended."""
    proc = "/proc/%d" % pid
    try:
        if os.readlink(proc + "/ns/pid") != shared:
            return None
        argv = look("host", proc + "/cmdline").get("text", "")
        name = look("host", proc + "/comm").get("text", "")
    except OSError:
        return None
    # One that has ended has no arguments any more, and no kernel thread has any.
    return {"pid": pid, "name": name.rstrip("\n"), "argv": argv.rstrip("\0").split("\0")} if argv else None
