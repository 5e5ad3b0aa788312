"""Resolves a name as the programs of a container would, by its own hosts file and its own name servers."""
import os

from clock import ms_since, now
from dns import ask_servers
from files import read_file
from namespaces import proc_of
from unmeasured import Unmeasured

TOTAL = 1.5  # seconds


def resolve(ask):
    start, name = now(), ask["name"]
    root = root_of(ask["root"])
    answer = {"source": None, "server": None, "addresses": in_hosts_file(root, name), "code": None}
    if answer["addresses"]:
        answer["source"] = "hosts"
    else:
        servers, search, ndots = resolver_settings(root)
        for full in candidates(name, search, ndots):
            server, code, addresses = yield from ask_servers(ask["ns"], servers, full, start + TOTAL)
            # "There is such a name, without an address" says more than the NXDOMAIN of a later search domain.
            if answer["code"] != "NOERROR" or addresses:
                answer.update(server=server, code=code)
            if addresses:
                answer.update(source="dns", addresses=addresses)
            if addresses or code == "timeout":
                break
    answer["ms"] = ms_since(start)
    return answer


def root_of(process):
    """Where the files of a container are, to put before a path."""
    if process == "host":
        return ""
    root = proc_of(process) + "/root"
    try:
        os.stat(root)
    except (FileNotFoundError, ProcessLookupError):
        raise Unmeasured("process-gone")
    return root


def lines_of(root, path):
    """The words of each line, without comments; none if the container has no such file."""
    try:
        # Not through a symbolic link: an absolute one would lead from the container's files to the host's.
        text = read_file(root + path, os.O_NOFOLLOW if root else 0)
    except FileNotFoundError:
        return []
    return [words for line in text.splitlines() if (words := line.split("#")[0].split(";")[0].split())]


def in_hosts_file(root, name):
    wanted = name.rstrip(".").lower()
    found = []
    for address, *names in lines_of(root, "/etc/hosts"):
        if ":" not in address and wanted in (n.lower() for n in names) and address not in found:
            found.append(address)
    return found


def resolver_settings(root):
    """(servers, search domains, ndots), with the C library's defaults."""
    servers, search, ndots = [], [], 1
    for keyword, *values in lines_of(root, "/etc/resolv.conf"):
        if keyword == "nameserver" and values:
            servers.append(values[0])
        elif keyword in ("search", "domain"):
            search = values
        elif keyword == "options":
            for option in values:
                if option.startswith("ndots:") and option[6:].isdigit():
                    ndots = min(int(option[6:]), 15)
    return servers[:3] or ["127.0.0.1"], [d for d in search if d != "."], ndots


def candidates(name, search, ndots):
    """The full names that a name may stand for, in the order in which they are tried."""
    if name.endswith("."):
        return [name]
    searched = ["%s.%s" % (name, domain) for domain in search]
    return [name] + searched if name.count(".") >= ndots else searched + [name]
