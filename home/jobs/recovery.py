"""Services that keep a list of what they owe look through it every minute and queue again what got lost."""

from collections.abc import Callable

_services: dict[str, Callable[[], int]] = {}


def register_recovery(name: str, recover: Callable[[], int]) -> None:
    """`recover()` queues again what is owed and waits in no queue, and answers how much that was."""
    _services[name] = recover


def recover_all() -> dict[str, int]:
    """Ask every service; those that had lost something, with how much."""
    recovered = {name: recover() for name, recover in _services.items()}
    return {name: count for name, count in recovered.items() if count}
