"""How far a piece of long work is, told by whoever does it to whoever waits. Nobody need listen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(percent: int, step: str) -> None:
    """Say that `percent` of the work is done and what comes now, in words for the person who waits."""
    if listener := _listener.get():
        listener(percent, step)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """What is told inside the block goes to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
