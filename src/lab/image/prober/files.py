"""Files, as the programs of a container, of the lab host or of a named namespace find them.

Whose: `{"pid": N}` is a process with a root of its own, `{"name": NAME}` what runs under `ip netns exec NAME`, "host" the
lab host, "outside" the machine beside it.
"""
import errno
import os
import stat

from namespaces import name_in, proc_of
from unmeasured import Unmeasured

KEEP = 1 << 20  # bytes of a file
LINKS = 40  # as many as the kernel follows
NOWHERE = (FileNotFoundError, NotADirectoryError, ProcessLookupError)


def look(whose, path):
    """What stands at a path: the form of the answer to `read`."""
    fd = find(whose, path)
    if fd is None:
        return {"is": "absent"}
    try:
        kind = os.fstat(fd).st_mode
        again = "/proc/self/fd/%d" % fd
        if stat.S_ISDIR(kind):
            return {"is": "directory", "names": sorted(os.listdir(again))}
        if not stat.S_ISREG(kind):
            return {"is": "other"}  # opening a device or a FIFO does something to it
        with open(again, "rb", buffering=0) as file:
            text, whole = read_all(file)
        return {"is": "file", "text": text, "whole": whole}
    finally:
        os.close(fd)


def find(whose, path):
    """A descriptor of what stands at a path, None if nothing does."""
    if isinstance(whose, dict) and "name" in whose:
        # `ip netns exec` mounts these over those of the host.
        own = walk("/etc/netns/" + name_in(whose), path[len("/etc") :]) if path.startswith("/etc/") else None
        return walk("/", path) if own is None else own
    if whose == "host":
        return walk("/", path)
    root = proc_of(whose) + "/root"
    try:
        os.stat(root)
    except NOWHERE:
        raise Unmeasured("process-gone")
    return walk(root, path)


def walk(root, path):
    """Goes from a root to a path as a program would whose root that is: no link, and no `..`, leads out of it.

    The kernel does not do it for us: to it a link to /etc/hosts in a container is the host's. (openat2 can, but Python
    does not have it.) Nothing on the way is opened for reading, so nothing happens to it.
    """
    try:
        way = [os.open(root, os.O_PATH | os.O_DIRECTORY)]
    except NOWHERE:
        return None
    ahead, links = path.split("/")[::-1], 0
    try:
        while ahead:
            part = ahead.pop()
            if part in ("", "."):
                continue
            if part == "..":
                if len(way) > 1:
                    os.close(way.pop())
                continue
            fd = os.open(part, os.O_PATH | os.O_NOFOLLOW, dir_fd=way[-1])
            if not stat.S_ISLNK(os.fstat(fd).st_mode):
                way.append(fd)
                continue
            try:
                target = os.readlink("", dir_fd=fd)
            finally:
                os.close(fd)
            links += 1
            if links > LINKS:
                return None
            if target.startswith("/"):
                while len(way) > 1:
                    os.close(way.pop())
            ahead += target.split("/")[::-1]
        return os.dup(way[-1])
    except OSError as error:
        if isinstance(error, NOWHERE) or error.errno == errno.ENAMETOOLONG:
            return None
        raise
    finally:
        for fd in way:
            os.close(fd)


def read_all(file):
    """(text, whether that is all of it). Files of /proc come in pieces."""
    got = b""
    while len(got) <= KEEP:
        more = file.read(KEEP + 1 - len(got))
        if not more:
            return got.decode("utf-8", "replace"), True
        got += more
    return got[:KEEP].decode("utf-8", "replace"), False
