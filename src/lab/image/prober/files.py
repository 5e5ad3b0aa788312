import os


def read_file(path, flags=0):
    """What a file holds, at most 1 MB of it. Never waits, even if somebody put a FIFO there."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | flags)
    try:
        return os.read(fd, 1 << 20).decode("utf-8", "replace")
    finally:
        os.close(fd)
