/** Where the picture is kept on the host itself for `putBackScript`; not where a learner or a lesson looks. */
const kept = '/run/netdojo-picture';

/**
 * Prints what a host's kernel and disk have, section by section. Its arguments: `keep` to keep what
 * `putBackScript` needs, else `look`; then the process ids of the containers. Left out: what changes by itself (counters, leases, neighbours, tracked connections) and netdojo's own processes.
 */
export const pictureScript = `
set -u
keep=$1; shift
section() { printf '\\001%s\\n' "$1"; }
stack() {
  ip -o link | sed 's/ qlen [0-9]*//'
  ip -o address | sed 's/ valid_lft.*//'
  ip -4 route show table all
  ip -6 route show table all | grep -v ' linkdown'
  ip rule
  iptables-save | sed '/^[#:]/{ /^#/d; s/\\[.*//; }'
  ip6tables-save | sed '/^[#:]/{ /^#/d; s/\\[.*//; }'
}
settings() { grep -s . /proc/sys/net/ipv4/* /proc/sys/net/ipv4/conf/*/* /proc/sys/net/ipv6/conf/*/disable_ipv6 /proc/sys/net/ipv6/conf/*/forwarding /proc/sys/net/bridge/*; }
files() { find "$@" -xdev ! -type d -printf '%p %y %m %U:%G %s %T@ %l\\n' 2>/dev/null | sort; }
section host; stack
section tables; nft list tables 2>/dev/null | sort; iptables-legacy-save 2>/dev/null | grep -v '^[#:]'
section sysctls; settings
section forwarding-database; bridge fdb show permanent 2>/dev/null | grep -v ' master ' | sort
section namespaces; ip netns list | sed 's/ .*//' | sort
for name in $(ip netns list | sed 's/ .*//'); do
  section "namespace $name"
  ip netns exec "$name" ip -o address | sed 's/ valid_lft.*//'; ip netns exec "$name" ip -4 route show table all
done
section outside
nsenter -t "$(cat /run/netdojo/outside.pid)" -n -m sh -c 'ip -o address | sed "s/ valid_lft.*//"; ip -4 route show table all; iptables-save | grep -v "^[#:]"; ss -Hlntu | sort; find /root /tmp /run -xdev ! -type d -printf "%p %s %T@ %l\\n" | sort'
section listening; ss -Hlntu | sort
for pid; do
  section "stack of $pid"
  nsenter -t "$pid" -n sh -c 'ip -o address | sed "s/ valid_lft.*//"; ip -4 route show table all; iptables-save | grep -v "^[#:]"; cat /proc/sys/net/ipv4/ip_forward'
  cat "/proc/$pid/root/etc/hosts" "/proc/$pid/root/etc/resolv.conf" 2>/dev/null
done
section files; files /etc /root /tmp /lesson /usr/local/bin /usr/local/sbin /var/lib/docker/volumes /var/lib/docker/overlay2/*/diff
section processes
ps -eo pid=,ppid=,args= | awk -v self=$$ '
  { pid = $1; parent[pid] = $2; $1 = $2 = ""; args[pid] = $0 }
  END {
    for (pid in args) {
      mine = 0
      for (up = pid; up > 1 && up in parent; up = parent[up]) if (up == self) mine = 1
      if (mine || args[pid] ~ /dial-stdio|netdojo.prober|^ *sleep /) continue
      print pid, args[pid]
    }
  }' | sort -n
if [ "$keep" = keep ]; then
  mkdir -p ${kept}
  iptables-save -c >${kept}/iptables
  settings >${kept}/sysctls
  ip netns list | sed 's/ .*//' | sort >${kept}/namespaces
  ls /sys/class/net | sort >${kept}/links
  find /tmp /root -mindepth 1 -xdev | sort >${kept}/files
  rm -f ${kept}/*.hosts
  for pid; do cat "/proc/$pid/root/etc/hosts" >"${kept}/$pid.hosts" 2>/dev/null; done
fi
`;

/** Undoes on the host's kernel and disk what came since the first picture. Docker's own things are gone by then. */
export const putBackScript = `
set -u
cd ${kept} || exit 1
new() { sort | comm -23 - "$1"; }
ip netns list | sed 's/ .*//' | new namespaces | while read -r name; do ip netns delete "$name"; done
ls /sys/class/net | new links | while read -r link; do ip link delete "$link" 2>/dev/null; done
iptables-restore --counters <iptables
grep -s . /proc/sys/net/ipv4/* /proc/sys/net/ipv4/conf/*/* /proc/sys/net/ipv6/conf/*/disable_ipv6 /proc/sys/net/ipv6/conf/*/forwarding /proc/sys/net/bridge/* |
  diff - sysctls | sed -n 's/^> //p' | while IFS=: read -r key value; do echo "$value" >"$key"; done 2>/dev/null
find /tmp /root -mindepth 1 -xdev | new files | while read -r file; do rm -rf "$file"; done
# Docker takes a container's line of the one network out as well when it leaves the other.
for hosts in *.hosts; do
  cmp -s "$hosts" "/proc/\${hosts%.hosts}/root/etc/hosts" || cat "$hosts" >"/proc/\${hosts%.hosts}/root/etc/hosts"
done 2>/dev/null
# What was seen of neighbours that are gone: the next container with their address is somebody else.
ip neighbour flush all
exit 0
`;
