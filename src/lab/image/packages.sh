# Sourced by make-seed: which packages an image needs, and which files they are.

# Packages that the scripts of others depend on, and that no running program of an image needs.
left_out='dpkg|perl-base|debconf|init-system-helpers|install-info|adduser|passwd|login|login.defs|tzdata|media-types|openssl|openssl-provider-legacy|sensible-utils|ucf|lsb-base|sysvinit-utils|libpam.*|libaudit.*|libdb5.3.*|libsystemd-shared'

# closure PACKAGE...: the installed packages these need, themselves included, one a line.
closure() {
  dpkg-query -W -f '${binary:Package}\t${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\n' |
    awk -F '\t' -v wanted="$*" -v left_out="^($left_out)\$" '
      { full[$2] = $1; needs[$2] = $4
        n = split($3, provided, /, */)
        for (i = 1; i <= n; i++) { sub(/ .*/, "", provided[i]); if (!(provided[i] in full)) full[provided[i]] = $1; alias[provided[i]] = $2 } }
      function take(name,   i, j, n, m, groups, choices) {
        if (name in seen || name ~ left_out) return
        seen[name] = 1
        if (!(name in needs)) { if (name in alias) take(alias[name]); return }
        print full[name]
        n = split(needs[name], groups, /, */)
        for (i = 1; i <= n; i++) {
          m = split(groups[i], choices, / *\| */)
          for (j = 1; j <= m; j++) {
            sub(/[ :(].*/, "", choices[j])
            if (choices[j] in full) { take(choices[j]); break }
          }
        }
      }
      END { n = split(wanted, names, " "); for (i = 1; i <= n; i++) take(names[i]) }'
}

# files PACKAGE...: what these packages brought, as far as it is here (documentation is not).
files() {
  for package in "$@"; do dpkg-query -L "$package"; done | sort -u | while read -r path; do
    case $path in
      /. | /usr/share/doc* | /usr/share/man* | /usr/share/locale* | /usr/share/bash-completion* | /usr/share/zsh* | \
        /usr/share/fish* | /usr/share/lintian* | /usr/share/bug* | /usr/share/terminfo* | /etc/init.d* | /lib/systemd* | \
        /usr/lib/systemd* | /etc/cron* | /etc/logrotate* | /usr/share/perl* | /etc/dpkg* | /usr/lib/*/gconv*) ;;
      # Packages older than trixie say /lib for what lies in /usr/lib.
      /bin | /sbin | /lib | /lib64) ;;
      /bin/* | /sbin/* | /lib/* | /lib64/*) here "/usr$path" ;;
      *) here "$path" ;;
    esac
  done | sort -u
}

here() {
  if [ -e "$1" ] || [ -L "$1" ]; then echo ".$1"; fi
}
