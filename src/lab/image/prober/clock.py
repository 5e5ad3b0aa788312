import time

now = time.monotonic


def ms_since(start):
    return round((now() - start) * 1000, 1)
