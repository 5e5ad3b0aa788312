"""The question `run`: a program with a network namespace entered."""
import os
import select
import signal

from clock import now
from loop import loop
from namespaces import open_namespace, setns
from unmeasured import Unmeasured, name_of

KEEP = 64 * 1024  # bytes of each stream; also what a pipe holds

children = {}  # pid: Child


class Child:
    def __init__(self, task):
        self.task, self.exit = task, None


def run(ask):
    argv, until = [str(word) for word in ask["argv"]], now() + ask["deadlineMs"] / 1000
    namespace = open_namespace(ask["ns"])
    pipes = [os.pipe() for _ in range(3)]  # output, errors, and the errno of an exec that failed
    pid = os.fork()
    if pid == 0:
        become(argv, namespace, [write for _, write in pipes])
    child = children[pid] = Child(loop.current)
    os.close(namespace)
    for read, write in pipes:
        os.close(write)
        os.set_blocking(read, False)
    kept = {read: b"" for read, _ in pipes}
    still_open = set(kept)
    try:
        while (still_open or child.exit is None) and now() < until:
            yield {fd: select.EPOLLIN for fd in still_open}, until
            ended = {fd for fd in still_open if read_on(fd, kept)}
            # What holds a pipe open after the child has ended is something it left behind: not waited for.
            still_open = still_open - ended if child.exit is None else set()
    finally:
        timed_out = child.exit is None
        if timed_out:
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                os.kill(pid, signal.SIGKILL)  # not yet at its setsid()
        for fd in kept:
            os.close(fd)
    out, err, failed = kept.values()
    if failed:
        raise Unmeasured(name_of(int(failed)))
    texts = {"stdout": out.decode("utf-8", "replace"), "stderr": err.decode("utf-8", "replace")}
    return {"exit": child.exit, **texts, "timedOut": timed_out}


def become(argv, namespace, pipes):
    """The child's part. Does not return."""
    out, err, failed = pipes
    try:
        os.setsid()
        setns(namespace)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and programs inherit that
        os.execvp(argv[0], argv)
    except OSError as error:
        os.write(failed, str(error.errno).encode())
    finally:
        os._exit(127)


def read_on(fd, kept):
    """Takes what is there; True at the end of the stream. Once is enough to empty a pipe, whoever fills it again."""
    try:
        more = os.read(fd, KEEP)
    except BlockingIOError:
        return False
    kept[fd] = (kept[fd] + more)[:KEEP]
    return not more


def reap():
    """Notices children that ended. Only the signal's arrival matters, so its handler does nothing."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(write)
    while True:
        yield {read: select.EPOLLIN}, None
        os.read(read, 4096)
        while children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            child = children.pop(pid, None)
            if child:  # and not something that was inherited
                child.exit = os.waitstatus_to_exitcode(status)
                loop.wake(child.task)
