"""A Ringfence server for as long as a `with` lasts."""

import json
import os
import subprocess
import tempfile
import threading


class RunningServer:
    def __init__(self, binary, *arguments, database=None):
        """With a database the state is kept there, else in memory."""
        kept = ["--database", database] if database else ["--ephemeral"]
        self.binary, self.database = os.path.abspath(binary), database
        self.command = [self.binary, "serve", "--port", "0", "--format", "json",
                        "--enforcement", "off", *kept, *arguments]

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        alarm = threading.Timer(60, self.process.kill)
        alarm.start()
        line = self.process.stdout.readline()
        alarm.cancel()
        if not line:
            self.process.wait()
            self.log.seek(0)
            raise RuntimeError(f"the server did not start: {self.log.read()}")
        greeting = json.loads(line)
        self.endpoint = greeting["endpoint"]
        self.key = (greeting["accessKeyId"], greeting["secretAccessKey"]) if "accessKeyId" in greeting else None
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def make_key(self, *arguments):
        """Another key, made beside the running server."""
        answer = subprocess.run(
            [self.binary, "keys", "create", "--database", self.database, "--format", "json", *arguments],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        key = json.loads(answer.stdout)
        return key["accessKeyId"], key["secretAccessKey"]
