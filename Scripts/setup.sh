#!/usr/bin/env bash
# What the build and the tests need beyond Swift. Installs it on Debian when run as root; says what is
# missing otherwise. Quiet when nothing is.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v swift >/dev/null 2>&1; then
  echo "setup: swift is not on the PATH. Install Swift 6.2 or later: https://www.swift.org/install/linux/" >&2
  exit 1
fi

# Foundation's networking and XML, SQLite, and C headers for the package's C targets; netfilter's libraries, and the
# tools that set up namespaces and show rules.
packages=()
need() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' || packages+=("$1"); }
if command -v dpkg-query >/dev/null 2>&1; then
  for package in git ca-certificates libc6-dev libstdc++-12-dev libcurl4-openssl-dev libxml2-dev libsqlite3-dev zlib1g-dev python3 \
    libmnl-dev libnftnl-dev nftables iproute2 curl netcat-openbsd conntrack; do
    # A newer Debian has a newer libstdc++; any will do.
    if [ "$package" = libstdc++-12-dev ] && ls /usr/include/c++ >/dev/null 2>&1; then continue; fi
    need "$package"
  done
  if ! python3 -c 'import venv, ensurepip' >/dev/null 2>&1; then need python3-venv; fi
  if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ]; then
      echo "setup: installing ${packages[*]}"
      export DEBIAN_FRONTEND=noninteractive
      apt-get update -qq
      apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
    else
      echo "setup: missing Debian packages: ${packages[*]}" >&2
      echo "setup: install them with: sudo apt-get install ${packages[*]}" >&2
    fi
  fi
fi
