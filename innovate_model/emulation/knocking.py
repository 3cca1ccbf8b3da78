"""Real connections between namespaces: TCP handshakes and UDP questions, many at once.

A session works if the listener that was meant hears of it and the caller learns that. What the listener heard without
the caller's learning is told, too: by sockets that wait for the end of a handshake, or by what a UDP socket received.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import resource
import select
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from innovate_model.emulation.kernel import Built, forget, noted
from innovate_model.emulation.plan import Answer, Knock

_TOKEN = struct.Struct("!I")
"""What a caller says: the number of its knock."""
_HALF_OPEN = "03"
"""TCP_SYN_RECV, as /proc/net/tcp writes it."""
_AT_ONCE = 2000
_WRITES, _READS = select.EPOLLOUT, select.EPOLLIN


def knock(built: Built, knocks: Sequence[Knock], patience: float) -> list[Answer]:
    """What became of each knock, in their order. `patience`: seconds of silence after which nothing more is awaited."""
    _allow_many_files()
    answers: dict[int, Answer] = {}
    unsure = [number for number, space in enumerate(built.plan.spaces) if space.unsure]
    for wave in _waves(knocks):
        for number in range(len(built.spaces)):
            forget(built, number)
        round_ = _Round(built, {number: knocks[number] for number in wave})
        try:
            round_.listen()
            round_.call()
            round_.attend(patience)
            answers.update(round_.answers())
        finally:
            round_.close()
        notes = [note for number in unsure for note in noted(built, number)]
        for number in wave:
            reason = _reason(knocks[number], notes)
            if reason >= 0:
                answers[number] = Answer(answers[number].arrived, answers[number].answered, reason)
    return [answers[number] for number in range(len(knocks))]


def _allow_many_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _waves(knocks: Sequence[Knock]) -> Iterator[list[int]]:
    """Knocks that can be told apart by their ports wherever they are seen, translated or not, and none of which calls
    from where another listens."""
    waves: list[tuple[set[tuple[object, ...]], list[int]]] = []
    for number, one in enumerate(knocks):
        caller = (one.protocol, one.source, one.source_ip, one.source_port)
        listener = (one.protocol, one.target, one.target_ip, one.port)
        for seen, wave in waves:
            clash = {(*listener, one.source_port), ("listens", *caller), ("calls", *listener)}
            if seen.isdisjoint(clash) and len(wave) < _AT_ONCE:
                break
        else:
            seen, wave = set(), []
            waves.append((seen, wave))
        seen.update({(*listener, one.source_port), ("calls", *caller), ("listens", *listener)})
        wave.append(number)
    return (wave for _, wave in waves)


def _reason(one: Knock, notes: Sequence[tuple[int, str, int, str, int]]) -> int:
    """The reason noted for a knock's packets or those of its answer, -1 if there is none."""
    there = {_same(one.dialled), _same(one.target_ip)}
    for reason, source, source_port, destination, port in notes:
        if (source_port, port) == (one.source_port, one.port) and _same(destination) in there:
            return reason
        if (source_port, port) == (one.port, one.source_port) and _same(source) in there:
            return reason
    return -1


def _same(ip: str) -> str:
    return str(ipaddress.ip_address(ip))


@dataclass
class _Round:
    """Knocks that are made at the same time."""

    built: Built
    knocks: dict[int, Knock]
    poll: select.epoll = field(default_factory=select.epoll)
    listeners: dict[int, socket.socket] = field(default_factory=dict)
    callers: dict[int, tuple[int, socket.socket]] = field(default_factory=dict)
    accepted: dict[int, tuple[socket.socket, int, str, int]] = field(default_factory=dict)
    places: dict[int, tuple[int, str, int]] = field(default_factory=dict)
    heard: set[int] = field(default_factory=set)
    learnt: set[int] = field(default_factory=set)

    def listen(self) -> None:
        """A listener wherever a knock is to be heard."""
        wanted = {(one.target, one.target_ip, one.port, one.protocol) for one in self.knocks.values()}
        for target, ip, port, protocol in sorted(wanted):
            self.built.enter(target)
            made = _socket(ip, protocol)
            made.bind((ip, port))
            if protocol == "tcp":
                made.listen(_AT_ONCE)
            self.listeners[made.fileno()] = made
            self.places[made.fileno()] = (target, ip, port)
            self.poll.register(made, _READS)

    def call(self) -> None:
        """Every caller, one after the other; nobody waits."""
        for number, one in sorted(self.knocks.items(), key=lambda item: item[1].source):
            self.built.enter(one.source)
            made = _socket(one.source_ip, one.protocol)
            self.callers[made.fileno()] = (number, made)
            made.bind((one.source_ip, one.source_port))
            failed = made.connect_ex((one.dialled, one.port))
            if one.protocol == "udp" and not failed:
                with contextlib.suppress(OSError):  # refused by its own filters: it does not get out
                    made.send(_TOKEN.pack(number))
            if failed in (0, errno.EINPROGRESS):
                self.poll.register(made, _READS if one.protocol == "udp" else _WRITES)

    def attend(self, patience: float) -> None:
        """Handle what happens until nothing has happened for as long as patience lasts, or all is done."""
        deadline = time.monotonic() + patience
        while len(self.heard & self.learnt) < len(self.knocks) and time.monotonic() < deadline:
            for descriptor, _ in self.poll.poll(max(0.0, deadline - time.monotonic())):
                if self._handle(descriptor):
                    deadline = time.monotonic() + patience

    def _handle(self, descriptor: int) -> bool:
        if descriptor in self.callers:
            return self._caller(*self.callers[descriptor])
        if descriptor in self.accepted:
            return self._guest(descriptor)
        listener = self.listeners[descriptor]
        if listener.type == socket.SOCK_DGRAM:
            return self._question(listener)
        return self._door(listener)

    def _caller(self, number: int, caller: socket.socket) -> bool:
        """A handshake that is done, or an answer that came."""
        self.poll.unregister(caller)
        try:
            if caller.type == socket.SOCK_DGRAM:
                is_right = caller.recv(_TOKEN.size) == _TOKEN.pack(number)
            else:
                is_right = caller.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                if is_right:
                    caller.send(_TOKEN.pack(number))
        except OSError:  # refused: that is an answer, but not the one that was meant
            return False
        if is_right:
            self.learnt.add(number)
        return is_right

    def _door(self, listener: socket.socket) -> bool:
        with contextlib.suppress(BlockingIOError):
            guest, _ = listener.accept()
            guest.setblocking(False)
            self.accepted[guest.fileno()] = (guest, *self.places[listener.fileno()])
            self.poll.register(guest, _READS)
            return True
        return False

    def _guest(self, descriptor: int) -> bool:
        """An accepted connection that says which knock it is."""
        guest, target, ip, port = self.accepted[descriptor]
        self.poll.unregister(guest)
        try:
            said = guest.recv(_TOKEN.size)
        except OSError:
            return False
        return self._hear(said, (target, ip, port))

    def _question(self, listener: socket.socket) -> bool:
        said, caller = listener.recvfrom(_TOKEN.size)
        with contextlib.suppress(OSError):  # no way back is what is to be found out
            listener.sendto(said, caller)
        return self._hear(said, self.places[listener.fileno()])

    def _hear(self, said: bytes, place: tuple[int, str, int]) -> bool:
        number = _TOKEN.unpack(said)[0] if len(said) == _TOKEN.size else -1
        one = self.knocks.get(number)
        if one is None or (one.target, one.target_ip, one.port) != place:
            return False
        self.heard.add(number)
        return True

    def answers(self) -> Iterator[tuple[int, Answer]]:
        """What became of each knock."""
        waiting = self._half_open()
        for number, one in self.knocks.items():
            place = (one.target, _same(one.target_ip), one.port, one.source_port)
            arrived = number in self.heard or (one.protocol == "tcp" and place in waiting)
            answered = number in self.heard and number in self.learnt
            yield number, Answer(arrived, answered)

    def _half_open(self) -> set[tuple[int, str, int, int]]:
        """(namespace, address, port, caller's port) of handshakes whose answer got no answer."""
        found = set()
        for target in {one.target for number, one in self.knocks.items() if number not in self.heard}:
            self.built.enter(target)
            for name in ("tcp", "tcp6"):
                table = Path("/proc/self/net", name)
                for line in table.read_text().splitlines()[1:] if table.exists() else ():
                    local, remote, state = line.split()[1:4]
                    if state == _HALF_OPEN:
                        ip, port = _decoded(local)
                        found.add((target, ip, port, _decoded(remote)[1]))
        return found

    def close(self) -> None:
        """Close every socket, without the ceremony that would keep its ports busy."""
        self.poll.close()
        calling = [made for _, made in self.callers.values()]
        for made in (*calling, *(guest for guest, *_ in self.accepted.values())):
            if made.type == socket.SOCK_STREAM:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        for made in (*calling, *(guest for guest, *_ in self.accepted.values()), *self.listeners.values()):
            made.close()


def _socket(ip: str, protocol: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made


def _decoded(text: str) -> tuple[str, int]:
    """An address and port of /proc/net/tcp: words of four bytes in the machine's order, in hexadecimal."""
    words, port = text.split(":")
    packed = b"".join(struct.pack("=I", int(words[start : start + 8], 16)) for start in range(0, len(words), 8))
    return str(ipaddress.ip_address(packed)), int(port, 16)
