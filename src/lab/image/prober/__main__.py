"""The probing process of a lab host: questions come in as JSON lines, answers go out as JSON lines, in any order.

In:   {"id": 1, "op": "connect", "ask": {...}}    or    {"cancel": 1}
Out:  {"id": 1, "answer": {...}}                  or    {"id": 1, "unmeasured": "reason"}

What can be asked, and what the answers hold, stands in src/lab/prober-protocol.ts. The process ends when its input
does. Only modules of Debian's python3-minimal are used.
"""
import json
import os
import select

from capture import capture
from connect import connect
from forgetting import forgetting
from loop import loop
from namespaces import HOME, setns
from page import page
from ping import ping
from processes import processes
from read import read
from resolve import resolve
from run import reap, run
from stream import stream
from surroundings import around
from survey import survey
from sysctl import sysctl
from udp import udp

VERSION = 1


def hello(_):
    setns(HOME)
    return {"version": VERSION, "setns": True}


def at_once(answer):
    """A question that waits for nothing, in the form of those that do."""

    def steps(ask):
        return answer(ask)
        yield

    return steps


QUESTIONS = {
    "connect": forgetting(connect),
    "ping": forgetting(ping),
    "udp": udp,
    "around": around,
    "survey": at_once(survey),
    "capture": capture,
    "stream": stream,
    "resolve": resolve,
    "http": page,
    "run": run,
    "sysctl": at_once(sysctl),
    "read": at_once(read),
    "processes": at_once(processes),
    "hello": at_once(hello),
}

asked = {}  # id: Task
lines_out = []


def write_answers():
    """Never waits for the reader: one that is slow for a while holds up no question."""
    os.set_blocking(1, False)
    rest = b""
    while True:
        rest += b"".join(lines_out)
        lines_out.clear()
        if rest:
            try:
                rest = rest[os.write(1, rest) :]
            except BlockingIOError:
                pass
        yield ({1: select.EPOLLOUT} if rest else {}), None


def read_questions():
    rest = b""
    while True:
        yield {0: select.EPOLLIN}, None
        more = os.read(0, 65536)
        if not more:
            return
        *lines, rest = (rest + more).split(b"\n")
        for line in lines:
            begin(line)


def begin(line):
    number = None
    try:
        question = json.loads(line)
        if "cancel" in question:
            if question["cancel"] in asked:
                loop.cancel(asked.pop(question["cancel"]))
            return
        number = question["id"]
        steps = QUESTIONS[question["op"]](question["ask"])
    except (ValueError, KeyError, TypeError):
        return say(number, {"unmeasured": "malformed"})

    def done(outcome):
        asked.pop(number, None)
        say(number, outcome)

    asked[number] = loop.start(steps, done)


def say(number, outcome):
    lines_out.append(json.dumps({"id": number, **outcome}).encode() + b"\n")
    loop.wake(writer)


writer = loop.start(write_answers())
lifelong = {writer, loop.start(reap()), loop.start(read_questions())}
while lifelong <= loop.tasks:
    loop.turn()
for task in list(loop.tasks):
    loop.cancel(task)  # ends the programs that still run
