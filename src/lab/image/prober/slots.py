"""Bounds how many connects to one target are in flight, over all questions."""
from loop import loop

PER_TARGET = 4  # the backlog of BusyBox httpd is 9

busy = {}  # target: count
queues = {}  # target: [Task]


def take(target):
    while busy.get(target, 0) >= PER_TARGET:
        queues.setdefault(target, []).append(loop.current)
        yield {}, None
    busy[target] = busy.get(target, 0) + 1


def give(target):
    busy[target] -= 1
    if not busy[target]:
        del busy[target]
    for task in queues.pop(target, []):
        loop.wake(task)
