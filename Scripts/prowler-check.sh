#!/usr/bin/env bash
# Prowler's checks of security groups, network ACLs, flow logs and VPCs against the server: a small network with known
# findings, and exactly these found. Installs Prowler (large) into .venv-prowler the first time.
set -euo pipefail
cd "$(dirname "$0")/.."
ringfence=${RINGFENCE:-.build/debug/ringfence}
venv=${PROWLER_VENV:-.venv-prowler}
if [ ! -x "$venv/bin/prowler" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check 'prowler>=5,<6'
fi
"$venv/bin/python" Tests/RealClientTests/Python/prowler_findings.py "$ringfence" "$venv/bin/prowler"
