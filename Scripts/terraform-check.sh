#!/usr/bin/env bash
# Terraform's whole life of one large configuration against a fresh server: apply, nothing left to do, changes by hand,
# change, import of every resource, destroy. Then many small ones, applied and changed: what is read of the
# configurations, the plans, the states and the endpoint has to agree. Then what Ringfence tells and writes of
# configurations, held against what Terraform does with them. Where Terraform and its provider are looked for:
# terraform_check.py says.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/python-environment.sh
swift build --product NetworkComparison
ringfence="${RINGFENCE:-.build/debug/ringfence}"
python3 Tests/RealClientTests/Python/terraform_check.py "$ringfence"
python3 Tests/RealClientTests/Python/terraform_networks.py "$ringfence" .build/debug/NetworkComparison
RINGFENCE_TERRAFORM_CHECK=1 exec "${SWIFT:-swift}" test --filter 'RealClientTests\.Terraform(Import|Fate|Conversion)Tests'
