# Sourced by the scripts that need boto3, botocore or moto's server: tests compare with them. Uses the
# system's where they are, else makes a virtual environment in .venv.
if ! python3 -c 'import boto3, moto.server, flask_cors' >/dev/null 2>&1; then
  if [ ! -x .venv/bin/moto_server ]; then
    echo "setup: installing boto3 and moto into .venv"
    python3 -m venv .venv && .venv/bin/pip install -q --disable-pip-version-check 'moto[server]' boto3 \
      || echo "setup: boto3 and moto could not be installed; tests against them will be skipped and say so" >&2
  fi
  export PATH="$PWD/.venv/bin:$PATH"
fi
