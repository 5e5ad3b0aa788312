#!/bin/sh
# netdojo's own Docker Engine, in mount, pid, ipc and network namespaces of its own. Needs root.
#
#   private-engine.sh start RUN DATA UID GID IDLE   starts it unless it runs; prints the pid of its supervisor
#   private-engine.sh stop  RUN                     ends it and removes what a kill -9 left; silent when there is nothing
#   private-engine.sh purge RUN DATA                the same, and its images too
#
# RUN (folder of socket, pid and lock) belongs to UID:GID, and so does the socket. DATA keeps the images.
# IDLE is how many seconds it lives without a holder and without a running container labelled netdojo.lab.
#
# Whoever holds the lock is the engine: the kernel drops it with the last process, however that ended. So a pid or a
# socket left behind by kill -9 never counts, and two starters never make two engines.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

command=$1
run=$2
socket=$run/docker.sock
closing=$run/closing.sock
# The engine's own branch of the cgroup tree. Cgroups know no namespace that ends with its processes.
branch=${run##*/}

# Removes the empty cgroups and the dead sockets. The engine's processes are gone, but the kernel lets a cgroup go
# only some milliseconds after its last process.
sweep() {
  # Except what a learner paused: on cgroup v1 a frozen process cannot be killed, so it outlives a kill -9.
  find /sys/fs/cgroup/*/"$branch" -name freezer.state 2>/dev/null | while read -r state; do
    echo THAWED >"$state" || :
  done
  for tree in "/sys/fs/cgroup/$branch" /sys/fs/cgroup/*/"$branch"; do
    [ -d "$tree" ] || continue
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
      find "$tree" -depth -type d -exec rmdir {} + 2>/dev/null || :
      [ -d "$tree" ] || break
      [ "$attempt" = 10 ] || sleep 0.1
    done
  done
  rm -f "$socket" "$closing" "$run/lease"
}

start() {
  data=$3 uid=$4 gid=$5 idle=$6
  install -d -m 0700 -o "$uid" -g "$gid" "$run"
  exec 9>"$run/lock"
  # Somebody else is the engine, or becomes it, or ends: the caller looks again.
  flock -n 9 || return 0
  install -d -m 0711 "$data" "$run/own"
  log=$data/engine.log
  [ ! -e "$log" ] || mv -f "$log" "$log.1"
  : >"$log"
  chown "$uid:$gid" "$log"
  sweep
  # The lock goes along in descriptor 9: there is no moment without it.
  setsid sh "$0" supervise "$run" "$data" "$gid" "$idle" </dev/null >"$log" 2>&1 &
  echo "$!"
}

# Lives outside the namespaces: parent of all, ends with the engine. If it is killed, unshare and with it the first
# process of the pid namespace get SIGKILL (pdeathsig), which takes every process and mount in there along.
supervise() {
  data=$3 gid=$4 idle=$5
  echo "$$" >"$run/pid"
  mkfifo "$run/lease"
  # --net: no docker0, rule or sysctl on this machine. --mount: overlay and namespace mounts vanish by themselves.
  setpriv --pdeathsig KILL unshare --net --mount --pid --ipc --fork --kill-child=SIGKILL --mount-proc \
    sh "$0" inside "$run" "$data" "$gid" <"$run/lease" &
  engine=$!
  exec 8>"$run/lease"
  rm -f "$run/lease"
  setpriv --pdeathsig TERM sh "$0" keep "$run" "$idle" "$$" 8>&- 9>&- &
  keeper=$!

  trap 'exec 8>&-; trap "" TERM INT HUP' TERM INT HUP
  status=0
  wait "$engine" || status=$?
  if kill -0 "$engine" 2>/dev/null; then
    # A signal, not the end: the lease is closed and the engine stops. Idle, that takes it 1 s; a container that
    # ignores SIGTERM would hold it up for 10 s.
    (setpriv --pdeathsig KILL sleep 4 && kill -KILL "$engine") 9>&- &
    patience=$!
    wait "$engine" || :
    kill -KILL "$patience" 2>/dev/null || :
    status=0
  fi
  kill -KILL "$keeper" 2>/dev/null || :
  sweep
  rmdir "$run/own"
  rm -f "$run/pid"
  exit "$status"
}

# First process of the pid namespace: reaps orphans, and ends dockerd when the lease (standard input) is closed.
inside() {
  data=$3 gid=$4
  # An own /run hides the machine's containerd, systemd and D-Bus from dockerd: it would use the first two, and
  # put rules into a running firewalld through the third. Shims leave sockets here; they go with the namespace.
  mount -n -t tmpfs -o mode=755 netdojo "$run/own"
  mkdir -p "$run/own/${run#/run/}"
  mount -n --bind "$run" "$run/own/${run#/run/}"
  mount -n --move "$run/own" /run
  # containerd writes a file into it for every exec, and one that was killed leaves it there.
  export TMPDIR=/run/tmp
  mkdir -m 1777 "$TMPDIR"
  # dockerd 20.10 writes /etc/docker/key.json, containerd makes /opt/containerd: into a layer that is thrown away.
  for folder in /etc /opt; do
    [ -d "$folder" ] || continue
    layer=/run/layers$folder
    mkdir -p "$layer/upper" "$layer/work"
    mount -n -t overlay -o "lowerdir=$folder,upperdir=$layer/upper,workdir=$layer/work" netdojo "$folder" ||
      echo "no throw-away layer on $folder"
  done
  # Without this file system dockerd finds no AppArmor, and leaves no profile in the machine's kernel.
  [ ! -d /sys/kernel/security ] || mount -n -t tmpfs -o ro netdojo /sys/kernel/security || :
  ! command -v ip >/dev/null || ip link set lo up

  # Not the machine's daemon.json. systemd as cgroup driver cannot place processes of another pid namespace.
  dockerd --config-file= --host="unix://$socket" --group="$gid" --data-root="$data/docker" \
    --exec-root=/run/docker --pidfile=/run/docker.pid --bridge=none --ip-forward=false \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent="/$branch" --shutdown-timeout=3 </dev/null &
  dockerd=$!
  # In the background standard input would be /dev/null.
  exec 3<&0
  { cat <&3 >/dev/null; kill -TERM "$dockerd"; } &
  wait "$dockerd"
}

# True when somebody uses the engine listening at $1. Every netdojo that uses it keeps a stream of events open, and
# dockerd counts these: a holder that died is gone from the count at once. An engine that does not answer is busy.
used() {
  info=$(ask "$1" /info) || return 0
  case $info in *'"NEventsListener":0,'*) ;; *) return 0 ;; esac
  labs=$(ask "$1" '/containers/json?filters=%7B%22label%22%3A%5B%22netdojo.lab%22%5D%7D') || return 0
  [ "$labs" != '[]' ]
}

ask() {
  curl --silent --fail --max-time 10 --noproxy '*' --unix-socket "$1" "http://engine$2"
}

# Ends the engine once it has been idle for long enough.
keep() {
  idle=$3 supervisor=$4
  pause=5
  [ "$idle" -ge "$pause" ] || pause=1
  passed=0
  # The supervisor was killed. Everything else dies of that; what no process owns is ours to remove.
  trap 'kill "$nap"; exec 9>"$run/lock"; ! flock -w 5 9 || sweep; exit' TERM
  while :; do
    setpriv --pdeathsig KILL sleep "$pause" &
    nap=$!
    wait "$nap"
    if [ ! -S "$socket" ] || used "$socket"; then
      passed=0
      continue
    fi
    passed=$((passed + pause))
    [ "$passed" -ge "$idle" ] || continue
    # A new holder opens its stream first and then looks whether the socket still stands here. We do it the other
    # way round: take the socket away, then count again. So either it sees that we close, or we see that it holds.
    mv "$socket" "$closing"
    if used "$closing"; then
      mv "$closing" "$socket"
      passed=0
      continue
    fi
    echo "netdojo: idle for $passed s, ending the engine"
    kill -TERM "$supervisor"
    exit
  done
}

# Sends a signal to the supervisor. It may be dead already, and what it started just dying.
signal() {
  supervisor=$(cat "$run/pid" 2>/dev/null) || return 0
  kill "-$1" "$supervisor" 2>/dev/null || :
}

stop() {
  [ -e "$run/lock" ] || return 0
  exec 9>"$run/lock"
  if ! flock -n 9; then
    signal TERM
    # Not heard if the pid was not written yet.
    flock -w 1 9 || { signal TERM; flock -w 9 9; } || { signal KILL; flock -w 5 9; }
  fi
  sweep
  rm -rf "$run"
}

case $command in
  start) start "$@" ;;
  supervise) supervise "$@" ;;
  inside) inside "$@" ;;
  keep) keep "$@" ;;
  stop) stop ;;
  purge)
    stop
    rm -rf "$3/docker" "$3/engine.log" "$3/engine.log.1"
    # A mount point or a link stays: somebody gave the images another disk by it.
    rmdir "$3" 2>/dev/null || :
    ;;
  *)
    echo "private-engine.sh: unknown command $command" >&2
    exit 2
    ;;
esac
