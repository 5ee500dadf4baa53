"""A mail server for tests: takes mail, or keeps silent after having read one."""

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy


@dataclass
class Sink:
    """What arrived. `silent` is how many of the next mails are read and never answered."""

    silent: int = 0
    read: list[str] = field(default_factory=list)  # Message-IDs of all mails that were read
    taken: list[str] = field(default_factory=list)  # of those that were answered with 250
    one_was_read: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Sink":
        sink = self

        class Dialogue(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _converse(sink, self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dialogue)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _converse(sink: Sink, rfile, wfile) -> None:
    wfile.write(b"220 sink ESMTP\r\n")
    while line := rfile.readline():
        verb = line.split(None, 1)[0].upper() if line.strip() else b""
        if verb == b"DATA":
            wfile.write(b"354 go on\r\n")
            _take(sink, rfile, wfile)
        elif verb == b"QUIT":
            wfile.write(b"221 bye\r\n")
            return
        else:
            wfile.write(b"250 sink\r\n")


def _take(sink: Sink, rfile, wfile) -> None:
    lines = []
    while (line := rfile.readline()) not in (b".\r\n", b""):
        lines.append(line)
    message_id = message_from_bytes(b"".join(lines), policy=policy.default)["Message-ID"]
    sink.read.append(message_id)
    if sink.silent:
        sink.silent -= 1
        sink.one_was_read.set()
        sink.closing.wait(60)
        return
    sink.taken.append(message_id)
    wfile.write(b"250 taken\r\n")
