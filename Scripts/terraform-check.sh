#!/usr/bin/env bash
# Terraform's whole life of one large configuration against a fresh server: apply, nothing left to do, changes by hand,
# change, import of every resource, destroy. Where Terraform and its provider are looked for: terraform_check.py says.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/python-environment.sh
exec python3 Tests/RealClientTests/Python/terraform_check.py "${RINGFENCE:-.build/debug/ringfence}"
