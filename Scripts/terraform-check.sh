#!/usr/bin/env bash
# Terraform's whole life of one large configuration against a fresh server: apply, nothing left to do, changes by hand,
# change, import of every resource, destroy. Then what Ringfence tells and writes of configurations, held against what
# Terraform does with them. Where Terraform and its provider are looked for: terraform_check.py says.
set -euo pipefail
cd "$(dirname "$0")/.."
source Scripts/python-environment.sh
python3 Tests/RealClientTests/Python/terraform_check.py "${RINGFENCE:-.build/debug/ringfence}"
RINGFENCE_TERRAFORM_CHECK=1 exec "${SWIFT:-swift}" test --filter 'RealClientTests\.Terraform(Import|Fate|Conversion)Tests'
