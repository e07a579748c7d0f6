"""The whole Terraform story against a fresh server.

    terraform_check.py --find               exits 0 if Terraform and a mirror of the AWS provider are here, else says why not
    terraform_check.py RINGFENCE_BINARY     runs it

Terraform is looked for in the PATH. The AWS provider is taken from a filesystem mirror, the first that holds it of:
$RINGFENCE_TERRAFORM_MIRROR, the plug-in folders that Terraform itself searches (~/.terraform.d/plugins,
$XDG_DATA_HOME/terraform/plugins, /usr/local/share/terraform/plugins, /usr/share/terraform/plugins), /opt/tf-plugins.
`terraform providers mirror FOLDER` makes one.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

from running_server import RunningServer

HERE = os.path.dirname(os.path.abspath(__file__))
PROVIDER = os.path.join("registry.terraform.io", "hashicorp", "aws")


def mirrors():
    home = os.path.expanduser("~")
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local/share")
    if "RINGFENCE_TERRAFORM_MIRROR" in os.environ:
        yield os.environ["RINGFENCE_TERRAFORM_MIRROR"]
    yield os.path.join(home, ".terraform.d/plugins")
    yield os.path.join(data, "terraform/plugins")
    yield "/usr/local/share/terraform/plugins"
    yield "/usr/share/terraform/plugins"
    yield "/opt/tf-plugins"


def find():
    """Terraform and the mirror, or the end of the program."""
    terraform = shutil.which("terraform")
    if not terraform:
        sys.exit("terraform is not in the PATH")
    for mirror in mirrors():
        if os.path.isdir(os.path.join(mirror, PROVIDER)):
            return terraform, mirror
    sys.exit("no mirror of the provider hashicorp/aws found; set RINGFENCE_TERRAFORM_MIRROR")


def main():
    terraform, mirror = find()
    if sys.argv[1] == "--find":
        return
    # The end of this program ends the server and Terraform too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="ringfence-server-") as folder:
        with RunningServer(sys.argv[1], database=os.path.join(folder, "state.sqlite")) as server:
            partner = server.make_key("--account", "210987654321")
            story = [sys.executable, os.path.join(HERE, "terraform_story.py"), server.endpoint, *server.key, *partner]
            configuration = os.path.join(HERE, "..", "Terraform", "everything")
            with subprocess.Popen([*story, terraform, mirror, configuration]) as process:
                try:
                    status = process.wait()
                finally:
                    process.terminate()
            sys.exit(status)


if __name__ == "__main__":
    main()
