#!/bin/sh
# install-packages.sh PACKAGE...   installs Debian packages without starting a service. Needs root.
#
# Standard output: apt's status lines (`pmstatus:docker.io:40:Unpacking docker.io`). Everything else: standard error.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DEBIAN_FRONTEND=noninteractive
export PATH DEBIAN_FRONTEND
policy=/usr/sbin/policy-rc.d

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

apt() {
  apt-get -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 --yes "$@" 3>&1 >&2
}

# The denying policy-rc.d exists in a mount namespace only. The machine's own, if there is one, is never touched, and a
# kill -9 cannot leave a machine behind on which no package starts its service any more.
deny_starts() {
  folder=$1
  mount -n -t tmpfs -o mode=755 netdojo "$folder"
  printf '#!/bin/sh\nexit 101\n' >"$folder/policy-rc.d"
  chmod 755 "$folder/policy-rc.d"
  mount -n --bind "$folder/policy-rc.d" "$policy"
}

inside() {
  folder=$1
  shift
  deny_starts "$folder"
  # One repository out of order should not be in the way: what is needed may still be there.
  apt update || echo 'netdojo: apt-get update failed, going on with the lists that are here'
  apt install --no-install-recommends --download-only "$@"
  # From here on Ctrl-C would leave packages half installed.
  trap '' INT HUP
  apt install --no-install-recommends "$@"
}

if [ "$1" = --inside ]; then
  shift
  inside "$@"
  exit
fi

fresh=
for package in docker.io containerd; do
  installed "$package" || fresh="$fresh $package"
done

folder=$(mktemp -d)
placeholder=
# A bind mount needs a file to lie on. This one is not executable, so it denies nothing should it stay.
[ -e "$policy" ] || placeholder=$policy
put_back() {
  rmdir "$folder" 2>/dev/null || :
  [ -z "$placeholder" ] || rm -f "$placeholder"
}
trap put_back EXIT
trap 'exit 130' INT HUP TERM
[ -z "$placeholder" ] || echo '# netdojo installs packages; not executable, so without effect' >"$placeholder"

unshare --mount sh "$0" --inside "$folder" "$@"

# A packaged engine would start with the next boot. Whoever had it before keeps it as it was.
for package in $fresh; do
  installed "$package" || continue
  case $package in
    docker.io) units='docker.service docker.socket' service=docker ;;
    *) units='containerd.service' service= ;;
  esac
  # shellcheck disable=SC2086
  ! command -v systemctl >/dev/null || systemctl disable --quiet $units >&2 || :
  [ -z "$service" ] || [ ! -e "/etc/init.d/$service" ] || update-rc.d "$service" disable >&2 || :
done
