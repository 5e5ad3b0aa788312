"""Resolves a name as the programs of a container would, by its own hosts file and its own name servers."""
from clock import ms_since, now
from dns import ask_servers
from files import look

TOTAL = 1.5  # seconds


def resolve(ask):
    start, name = now(), ask["name"]
    whose = ask["root"]
    answer = {"source": None, "server": None, "addresses": in_hosts_file(whose, name), "code": None}
    if answer["addresses"]:
        answer["source"] = "hosts"
    else:
        servers, search, ndots = resolver_settings(whose)
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


def lines_of(whose, path):
    """The words of each line, without comments; none if there is no such file."""
    text = look(whose, path).get("text", "")
    return [words for line in text.splitlines() if (words := line.split("#")[0].split(";")[0].split())]


def in_hosts_file(whose, name):
    wanted = name.rstrip(".").lower()
    found = []
    for address, *names in lines_of(whose, "/etc/hosts"):
        if ":" not in address and wanted in (n.lower() for n in names) and address not in found:
            found.append(address)
    return found


def resolver_settings(whose):
    """(servers, search domains, ndots), with the C library's defaults."""
    servers, search, ndots = [], [], 1
    for keyword, *values in lines_of(whose, "/etc/resolv.conf"):
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
