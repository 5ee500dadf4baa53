"""Run by test_registration.py as a process of its own: many people post the form at the same moment."""

import sys
import threading

import django

django.setup()

from django.db import connection  # noqa: E402 - Django has to stand first
from django.test import Client  # noqa: E402 - the same


def main(address: str, first: int, count: int) -> None:
    gate = threading.Barrier(count)
    statuses: list[int] = []

    def post(number: int) -> None:
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"192.0.2.{number}")
        typed = {"name": f"Khách {number}", "email": f"khach{number}@example.vn", "consent": "on"}
        gate.wait()
        statuses.append(client.post(address, typed, headers={"Origin": "http://localhost"}).status_code)
        connection.close()

    threads = [threading.Thread(target=post, args=(number,)) for number in range(first, first + count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("STATUSES", *sorted(statuses))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
