"""Goes on with many questions side by side, without threads: each is a generator that yields what it waits for."""
import select

from clock import now
from unmeasured import NOT_RUN, reason_of


class Task:
    """A generator. It yields ({fd: events}, until) and gets the set of descriptors that are ready, None if none is."""

    def __init__(self, steps, done):
        self.steps, self.done, self.fds, self.until = steps, done, {}, None


class Loop:
    def __init__(self):
        self.epoll = select.epoll()
        self.owner = {}  # fd: Task
        self.tasks = set()
        self.woken = []
        self.current = None

    def start(self, steps, done=lambda outcome: None):
        """Takes up a generator, from the next turn on. `done` is told what came out of it, unless it is cancelled."""
        task = Task(steps, done)
        self.tasks.add(task)
        self.wake(task)
        return task

    def wake(self, task):
        """Has a task go on in the next turn, whatever it waits for."""
        self.woken.append(task)

    def cancel(self, task):
        if task in self.tasks:
            self.unwatch(task)
            self.tasks.discard(task)
            task.steps.close()

    def turn(self):
        """Waits for something to happen and goes on with whoever waited for it."""
        asked = now()
        untils = [task.until for task in self.tasks if task.until is not None]
        wait = 0 if self.woken else max(0, min(untils) - asked) if untils else -1
        due = {}
        for fd, _ in self.epoll.poll(wait, 4096):
            due.setdefault(self.owner[fd], set()).add(fd)
        # Only what was overdue before the poll: a host that is short of CPU must not turn answers into silence.
        overdue = [task for task in self.tasks if task.until is not None and task.until <= asked]
        for task in self.woken + overdue:
            due.setdefault(task, None)
        self.woken.clear()
        for task, ready in due.items():
            if task in self.tasks:
                self.step(task, ready)

    def step(self, task, ready):
        self.unwatch(task)
        self.current = task
        try:
            task.fds, task.until = task.steps.send(ready)
        except StopIteration as end:
            self.tasks.discard(task)
            task.done({"answer": end.value})
        except NOT_RUN as error:
            self.tasks.discard(task)
            task.done({"unmeasured": reason_of(error)})
        else:
            for fd, events in task.fds.items():
                self.epoll.register(fd, events)
                self.owner[fd] = task

    def unwatch(self, task):
        # Always before close(): a child between fork and exec holds the same file, so close() would not unregister.
        for fd in task.fds:
            self.epoll.unregister(fd)
            del self.owner[fd]
        task.fds, task.until = {}, None


loop = Loop()
