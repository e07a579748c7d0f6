"""An HTTP server that misbehaves as the first word of the path says. Prints {"port": …} and ends with its input."""

import http.server
import json
import socket
import struct
import sys
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    resets = 0

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        getattr(self, self.path.strip("/"))()

    def answer(self, body, status=200, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def garbage(self):
        self.answer(bytes(range(256)) * 10)

    def page(self):
        self.answer(b"<!DOCTYPE html><html><body>Welcome to the router</body></html>")

    def expansion(self):
        entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
        self.answer(
            f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{entities}]>'
            "<DescribeVpcsResponse><vpcSet>&a10;</vpcSet></DescribeVpcsResponse>".encode()
        )

    def huge(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            self.close_connection = True

    def hang(self):
        time.sleep(30)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        try:
            for _ in range(300):
                self.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def reset(self):
        Handler.resets += 1
        if Handler.resets > 2:
            return self.answer(b"<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>")
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def redirect(self):
        self.answer(b"", 307, [("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")])

    def elsewhere(self):
        self.answer(b"<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>")

    def denied(self):
        self.answer(
            b"<Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors></Response>", 401
        )

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments):
        pass


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_port}), flush=True)
sys.stdin.read()
