/** Where the picture is kept on the host itself for the scripts that put back; not where a learner or a lesson looks. */
const kept = '/run/netdojo-picture';

/** What of the kernel's network settings is compared and put back: everything a lesson may speak of. */
const settings = [
  '/proc/sys/net/ipv4/*',
  '/proc/sys/net/ipv4/conf/*/*',
  '/proc/sys/net/ipv6/conf/*/disable_ipv6',
  '/proc/sys/net/ipv6/conf/*/forwarding',
  '/proc/sys/net/bridge/*',
].join(' ');

/** Docker's own configuration; and the folders that tell whether it was written, even if all of it is gone again. */
const configured = '/etc/docker /etc/default/docker';
const configuredIn = '/etc/docker /etc/default';

/**
 * For all scripts: what is put back of a network stack (the words for `ip` are none, or `-n NAME`; Docker makes and names its
 * veths itself), and what there is to know of a container.
 */
const functions = `
addressesOf() { ip "$@" -o -4 address | awk '{ print $2, $4 }' | sort; }
linksUpOf() { ip "$@" -o link show up | awk -F': ' '{ sub(/@.*/, "", $2); print $2 }' | grep -v '^veth[0-9a-f]\\{7\\}$' | sort; }
routesOf() { ip "$@" -4 route show | sed 's/ linkdown//; s/ *$//' | sort; }
stackOf() { printf 'address\\nlink show up\\nroute\\n' | ip "$@" -o -4 -batch -; }
namespaces() { ls /run/netns 2>/dev/null; }
# execed NAME=PID=ID...: PID NAME ARGUMENTS of each program that \`docker exec\` started in one of these containers.
execed() {
  ps -eo pid=,ppid=,pidns=,args= | awk -v containers="$*" '
    { pid = $1; parent[pid] = $2; space[pid] = $3; $1 = $2 = $3 = ""; args[pid] = $0 }
    END {
      for (count = split(containers, all, " "); count > 0; count--) {
        split(all[count], one, "=")
        if (one[2] != 0) name[space[one[2]]] = one[1]
        first[one[2]] = 1
      }
      for (pid in args)
        if (space[pid] in name && !(pid in first) && space[parent[pid]] != space[pid]) print pid, name[space[pid]] args[pid]
    }'
}
# describe NAME=PID=ID: takes apart what the scripts are told of a container; its pid is 0 when it does not run.
describe() {
  name=\${1%%=*} id=\${1##*=}
  pid=\${1#*=} pid=\${pid%=*}
  log=/var/lib/docker/containers/$id/$id-json.log
}
`;

/** Where lessons leave files. */
const written = '/tmp /root /var/lib/docker/volumes/*/_data';

/**
 * Prints what a host's kernel and disk have, section by section, in the tools' own words. Called `keep` it also keeps what the
 * other two scripts need. Its arguments: NAME=PID=ID of each container. Left out are netdojo's own processes.
 *
 * It runs after everything that is put back: each program it starts costs.
 */
export const pictureScript = `
set -u
${functions}
section() { printf '\\001%s\\n' "$1"; }
files() { find "$@" -xdev ! -type d ! -name metadata.db ! -name backingFsBlockDev -printf '%p %y %m %U:%G %s %T@ %l\\n' 2>/dev/null; }
section links; printf 'link\\naddress\\nroute show table all\\n' | ip -o -batch -; ip -6 route show table all
section policy; ip rule
section rules; iptables-save; ip6tables-save
section tables; nft list tables 2>/dev/null; iptables-legacy-save 2>/dev/null
section sysctls; grep -s . ${settings}
section forwarding-database; bridge fdb show permanent 2>/dev/null
section namespaces; namespaces
for name in $(namespaces); do
  section "namespace $name"; printf 'address\\nroute show table all\\n' | ip -n "$name" -o -batch -
done
section outside
nsenter -t "$(cat /run/netdojo/outside.pid)" -n -m sh -c 'ip -o address; ip -4 route show table all; iptables-save; ss -Hlntu; find /root /tmp /run -xdev ! -type d -printf "%p %s %T@ %l\\n"'
section listening; ss -Hlntu
# With a configuration it has not read yet, dockerd is another one after a restart.
section docker; ls /run/netdojo; find ${configuredIn} -newer /run/netdojo/dockerd.pid
for container; do
  describe "$container"
  [ "$pid" != 0 ] || continue
  section "stack of $name"
  nsenter -t "$pid" -n sh -c 'printf "address\\nroute show table all\\n" | ip -o -batch -; exec iptables-save'
  cat "/proc/$pid/root/etc/hosts" "/proc/$pid/root/etc/resolv.conf" "/proc/$pid/environ" 2>/dev/null
done
section files; files /etc /root /tmp /lesson /usr/local/bin /usr/local/sbin /var/lib/docker/volumes
# Of the containers' own layers what they hold, not when it was written: a program may write the same at every start. Their
# -init layers are written when a container is made, and never again.
find /var/lib/docker/overlay2/*[!t]/diff -xdev ! -type d -printf '%p %y %m %U:%G %s %l\\n' -type f -exec cksum {} + 2>/dev/null
section logs; find /var/lib/docker/containers -name '*-json.log' -printf '%s %p\\n' 2>/dev/null
section processes
ps -eo pid=,ppid=,args= | awk -v self=$$ '
  { pid = $1; parent[pid] = $2; $1 = $2 = ""; args[pid] = $0 }
  END {
    for (pid in args) {
      mine = 0
      for (up = pid; up > 1 && up in parent; up = parent[up]) if (up == self) mine = 1
      # The first program of the host waits by short sleeps.
      if (mine || args[pid] ~ /dial-stdio|netdojo.prober|^ *sleep 0[.]/) continue
      print args[pid]
    }
  }'
if [ "$0" = keep ]; then
  rm -rf ${kept}
  mkdir -p ${kept}/configured
  cp -a --parents ${configured} ${kept}/configured 2>/dev/null
  iptables-save -c >${kept}/iptables
  ip6tables-save -c >${kept}/ip6tables
  grep -s . ${settings} >${kept}/sysctls
  namespaces >${kept}/namespaces
  for name in '' $(namespaces); do
    stackOf \${name:+-n "$name"} >"${kept}/stack-$name"
    addressesOf \${name:+-n "$name"} >"${kept}/stack-$name.addresses"
    linksUpOf \${name:+-n "$name"} >"${kept}/stack-$name.up"
    routesOf \${name:+-n "$name"} >"${kept}/stack-$name.routes"
  done
  ls /sys/class/net | sort >${kept}/links
  find ${written} -mindepth 1 -xdev 2>/dev/null | sort >${kept}/files
  execed "$@" | cut -d' ' -f2- >${kept}/execed
  for container; do
    describe "$container"
    cp "$log" "${kept}/$name.log"
    cp "/proc/$pid/root/etc/hosts" "${kept}/$name.hosts"
  done 2>/dev/null
  : >${kept}/taken
fi
`;

/**
 * Gives Docker the configuration it had, and starts it again where that is not what it runs with: whatever was written
 * since, dockerd may have read.
 */
export const putDockerBackScript = `
set -u
cd ${kept} || exit 1
again=$(find ${configuredIn} -newer taken)
for path in ${configured}; do
  was=configured$path
  if [ -e "$was" ] || [ -e "$path" ]; then
    diff -rq "$was" "$path" >/dev/null 2>&1 || { again=yes; rm -rf "$path"; [ ! -e "$was" ] || cp -a "$was" "$path"; }
  fi
done
systemctl is-active docker >/dev/null 2>&1 || again=yes
[ -z "$again" ] || systemctl restart docker >&2 || exit 1
: >taken
`;

/**
 * Undoes on the host's kernel and disk what came since the picture was kept, and prints what they have then, as
 * `pictureScript` does. Docker's own things are gone by then. Its arguments are the same; in MADE are the names, each between
 * spaces, of containers that were made again: they have a hosts file of their own.
 */
export const putBackScript = `
set -u
cd ${kept} || exit 1
new() { sort | comm -23 - "$1"; }
${functions}
# stackBack NAME: of that namespace, or the host's own.
stackBack() {
  was=stack-$1
  set -- \${1:+-n "$1"}
  if stackOf "$@" | cmp -s - "$was"; then return; fi
  linksUpOf "$@" | comm -13 - "$was.up" | while read -r link; do ip "$@" link set "$link" up; done
  linksUpOf "$@" | comm -23 - "$was.up" | while read -r link; do ip "$@" link set "$link" down; done
  addressesOf "$@" | comm -23 - "$was.addresses" | while read -r link address; do ip "$@" address del "$address" dev "$link"; done
  addressesOf "$@" | comm -13 - "$was.addresses" | while read -r link address; do ip "$@" address add "$address" brd + dev "$link"; done
  routesOf "$@" | comm -23 - "$was.routes" | while read -r route; do ip "$@" route del $route; done
  routesOf "$@" | comm -13 - "$was.routes" | while read -r route; do ip "$@" route add $route; done
} 2>/dev/null
namespaces | new namespaces | while read -r name; do ip netns delete "$name"; done
ls /sys/class/net | new links | grep -v '^veth[0-9a-f]\\{7\\}$' | while read -r link; do ip link delete "$link" 2>/dev/null; done
for name in '' $(namespaces); do stackBack "$name"; done
# A table that was not there stays, empty, in what is restored.
iptables-save | sed -n 's/^[*]//p' | while read -r table; do grep -q "^[*]$table" iptables || nft delete table ip "$table"; done
iptables-restore --counters <iptables
ip6tables-restore --counters <ip6tables
grep -s . ${settings} | diff - sysctls | sed -n 's/^> //p' |
  while IFS=: read -r key value; do [ ! -e "$key" ] || echo "$value" >"$key"; done 2>/dev/null
find ${written} -mindepth 1 -xdev 2>/dev/null | new files | while read -r file; do rm -rf "$file"; done
execed "$@" | while read -r pid program; do grep -qxF -- "$program" execed || kill -9 "$pid"; done
for container; do
  describe "$container"
  # dockerd goes on at the end of it.
  cmp -s "$name.log" "$log" || cat "$name.log" >"$log"
  case "$MADE" in *" $name "*) continue ;; esac
  # Docker takes a container's line of the one network out as well when it leaves the other.
  [ "$pid" = 0 ] || cmp -s "$name.hosts" "/proc/$pid/root/etc/hosts" || cat "$name.hosts" >"/proc/$pid/root/etc/hosts"
done 2>/dev/null
# What was seen of neighbours that are gone: the next container with their address is somebody else.
ip neighbour flush all
${pictureScript}
`;
