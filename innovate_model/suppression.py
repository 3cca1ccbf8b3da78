"""Findings that a model accepts: its section `suppressions`, one entry for one finding at one address.

    suppressions:
      dev-single-zone:
        check: nat-in-the-same-zone
        at: accounts.dev.vpcs.main
        reason: Dev may stop for an hour
        expires: 2027-06-30

`at` is the address of a resource, or of an attribute of it as a report prints it: a suppression of a VPC says nothing
of its subnets. A check may have more than one thing to say there: `message`, a part of one of them, says which is meant
(`*` stands for any text), and an entry that accepts several without it is a finding. What several accounts have from
one blueprint is accepted for each by its own entry; what the entries share (`check`, `reason`) may stand in a blueprint
of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from innovate_model.finding import Finding, Severity
from innovate_model.hints import among, did_you_mean, nearest, shown
from innovate_model.source import Block, Value, find_span, key_span
from innovate_model.span import Path, Span, addresses_along, parse_path

SUPPRESSIONS = "suppressions"
KEYS = {
    "check": "The id of the check whose finding is accepted, as a report prints it in brackets.",
    "at": "The whole address of the resource, or of an attribute of it, as a report prints it behind the place.",
    "message": "A part of the finding's message, `*` for any text: other findings at the address are told.",
    "reason": "Why the finding is accepted: it is shown wherever the finding would be.",
    "expires": "The last day on which the suppression holds, as YYYY-MM-DD. After it the finding is back.",
}
"""What an entry may say."""
_OPTIONAL = ("message", "expires")
_MOST_HINTS = 2


@dataclass(frozen=True, slots=True)
class Suppression:
    """One entry. `resource` is the address in `at`; `expires` the last day on which it holds; `message` a part of what
    is accepted, "" for whatever the check says there."""

    name: str
    check: str
    at: Path
    resource: str
    reason: str
    expires: date | None = None
    message: str = ""

    @property
    def path(self) -> Path:
        """Where it stands."""
        return (SUPPRESSIONS, self.name)

    def holds_on(self, today: date) -> bool:
        """Whether it has not expired."""
        return self.expires is None or today <= self.expires

    def covers(self, finding: Finding, resource: str) -> bool:
        """Whether a finding about `resource` is the one that is meant."""
        return self.is_about(finding, resource) and _holds(finding.message, self.message)

    def is_about(self, finding: Finding, resource: str) -> bool:
        """Whether a finding about `resource` stands where this one looks, whatever it says."""
        return finding.check == self.check and resource == self.resource and finding.path[: len(self.at)] == self.at


def _holds(text: str, pattern: str) -> bool:
    """Whether the parts of a pattern, which `*` divides, stand in a text one after the other."""
    end = 0
    for part in pattern.split("*"):
        start = text.find(part, end)
        if start < 0:
            return False
        end = start + len(part)
    return True


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding may name in a resource: its attributes, and the sections that it may hold."""

    attributes: Collection[str]
    sections: Collection[str]


Subjects = Callable[[str], Subject | None]
"""The resource at an address, None where there is none."""


def suppressions_in(
    data: Value, span: Span | None, subject: Subjects, addresses: Iterable[str], findings: list[Finding]
) -> tuple[Suppression, ...]:
    """The entries that can be understood; what is wrong with the others is added to `findings`."""
    if not isinstance(data, Block):
        message = f"`{SUPPRESSIONS}` must be a mapping of names to suppressions, not {shown(data)}"
        hint = f"{SUPPRESSIONS}: {{NAME: {{check: ..., at: ..., reason: ...}}}}"
        findings.append(Finding("wrong-type", message, path=(SUPPRESSIONS,), span=span, suggestion=hint))
        return ()
    entries = (_Entry(name, body, data, subject, addresses, findings) for name, body in data.items())
    return tuple(made for entry in entries if (made := entry.suppression()) is not None)


@dataclass(slots=True)
class _Entry:
    """One entry while it is read."""

    name: str
    body: Value
    holder: Block
    subject: Subjects
    addresses: Iterable[str]
    findings: list[Finding]

    def suppression(self) -> Suppression | None:
        if not isinstance(self.body, Block):
            message = f"`{self.name}` must be a mapping, not {shown(self.body)}"
            hint = f"{self.name}: {{check: ..., at: ..., reason: ...}}"
            self._complain("wrong-type", message, (), key_span(self.holder, self.name), hint)
            return None
        texts = self._texts(self.body)
        check, where, reason = texts.get("check"), texts.get("at"), texts.get("reason")
        expires = self._expiry(texts["expires"]) if texts.get("expires") else None
        found = self._where(where) if where else None
        is_dated = expires is not None or "expires" not in self.body
        # An `expire:` must not make it hold for ever, nor a list of messages make it accept whatever is said.
        is_understood = set(self.body) <= set(KEYS) and set(self.body) == set(texts)
        if check and found and reason and is_dated and is_understood:
            at, resource = found
            return Suppression(self.name, check, at, resource, reason, expires, texts.get("message", ""))
        return None

    def _texts(self, body: Block) -> dict[str, str]:
        """What is said under the keys that there are."""
        for key in body:
            if key not in KEYS:
                message = f"`{key}` is not part of a suppression"
                self._complain("unknown-key", message, (key,), key_span(body, key), among(key, KEYS))
        texts = {}
        for key, meaning in KEYS.items():
            value = body.get(key)
            if isinstance(value, str) and value.strip():
                texts[key] = " ".join(value.split())
            elif key in body:
                message = f"`{key}` must be a text, not {shown(value)}"
                self._complain("wrong-type", message, (key,), find_span(body, (key,)), meaning)
            elif key not in _OPTIONAL:
                self._complain("missing-key", f"suppression `{self.name}` needs `{key}`", (), None, meaning)
        return texts

    def _expiry(self, text: str) -> date | None:
        try:
            if len(text) == len("YYYY-MM-DD"):  # what else ISO 8601 has is nothing that people read as a day
                return date.fromisoformat(text)
        except ValueError:
            pass
        message = f"{shown(text)} is not a day such as 2027-06-30"
        self._complain("bad-date", message, ("expires",), None, "expires: YYYY-MM-DD")
        return None

    def _where(self, text: str) -> tuple[Path, str] | None:
        """The path that is meant, and the resource in it."""
        path = parse_path(text) or ()
        for address, rest in addresses_along(path):
            subject = self.subject(address)
            if subject is not None:
                if _may_hold(subject, rest):
                    return path, address
                break
        message = f"there is nothing at {shown(text)} that a check could complain of"
        known = list(self.addresses)
        ends = [address for address in known if address.endswith(f".{text}")][:_MOST_HINTS]
        alike = [address for address in known if address.count(".") == text.count(".")]
        hint = did_you_mean(ends) or nearest(text, alike) or "the whole address, as a report prints it"
        # No error: a scenario may take away what the model suppresses something at, and answers are right all the same.
        self._complain("dangling-reference", message, ("at",), None, hint, Severity.WARNING)
        return None

    def _complain(
        self,
        check: str,
        message: str,
        path: Path,
        span: Span | None,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        at = (SUPPRESSIONS, self.name, *path)
        self.findings.append(Finding(check, message, severity, at, span, hint))


def _may_hold(subject: Subject, rest: Path) -> bool:
    """Whether a finding could be about `rest` of a resource: itself, an attribute, or a section that it lacks."""
    return not rest or rest[0] in subject.attributes or (len(rest) == 1 and rest[0] in subject.sections)
