"""A TCP connection that is held for as long as a test wants.

    held_connection.py serve PORT...           answers on every port with what it hears
    held_connection.py try ADDRESS PORT        ends with 0 where a connection opens within two seconds
    held_connection.py hold ADDRESS PORT       says something ten times a second until standard input ends, then prints
                                               how many answers came and the longest wait for one, as JSON
"""

import json
import select
import socket
import sys
import threading
import time


def answer(connection):
    while data := connection.recv(4096):
        connection.sendall(data)


def accept(port):
    with socket.create_server(("0.0.0.0", port)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=answer, args=(connection,), daemon=True).start()


def serve(ports):
    for port in ports:
        threading.Thread(target=accept, args=(port,), daemon=True).start()
    # Until whoever started this is gone.
    sys.stdin.read()


def hold(address, port):
    answers, longest = 0, 0.0
    with socket.create_connection((address, port), timeout=10) as connection:
        # Longer than TCP takes to send again what was lost now and then, shorter than the test.
        connection.settimeout(30)
        while True:
            began = time.monotonic()
            word = f"{answers:08}".encode()
            connection.sendall(word)
            heard = b""
            while len(heard) < len(word):
                more = connection.recv(len(word) - len(heard))
                if not more:
                    sys.exit("the connection was closed")
                heard += more
            if heard != word:
                sys.exit(f"{word} was answered by {heard}")
            answers += 1
            longest = max(longest, time.monotonic() - began)
            if select.select([sys.stdin], [], [], 0.1)[0] and not sys.stdin.readline():
                break
    print(json.dumps({"answers": answers, "longest": longest}))


def main():
    mode, *rest = sys.argv[1:]
    if mode == "serve":
        serve([int(port) for port in rest])
    elif mode == "hold":
        hold(rest[0], int(rest[1]))
    else:
        try:
            socket.create_connection((rest[0], int(rest[1])), timeout=2).close()
        except OSError as error:
            sys.exit(str(error))


main()
