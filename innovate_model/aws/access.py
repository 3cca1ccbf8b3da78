"""The way in: which endpoint, whose credentials; and boto3 clients, of which each is made once."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from dataclasses import dataclass, field
from functools import cache
from typing import Any

ROLE_NAME = "OrganizationAccountAccessRole"
"""The role that Organizations makes in the accounts that it creates
(https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html)."""

_LOOPBACK = re.compile(r"https?://(localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\]):[0-9]{1,5}/?", re.ASCII)
_LOCK = threading.RLock()


class NotLoopback(ValueError):
    """An endpoint that is not this very machine; the message says which."""


class NoBoto3(RuntimeError):
    """boto3 is not installed; the message names the extra."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What requests are signed with. The secrets stay out of any repr."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


DUMMY = Credentials("innovate-sandbox", "no-secret")
"""What an emulator is shown. It opens nothing anywhere."""


@dataclass(frozen=True, slots=True)
class Access:
    """How AWS is reached.

    Without `credentials` they are the ones of the environment, as every AWS tool takes them (`profile` picks one);
    with them, neither the environment nor any file of AWS settings is looked at. Other accounts are entered by
    assuming `role_name` there. `max_attempts` counts the first one; botocore backs off between them when AWS
    throttles.
    """

    endpoint_url: str | None = None
    role_name: str = ROLE_NAME
    profile: str | None = None
    credentials: Credentials | None = None
    max_attempts: int = 10


def sandbox_access(endpoint_url: str) -> Access:
    """Access to an emulator on this machine, with dummy credentials. NotLoopback for any other endpoint."""
    return Access(require_loopback(endpoint_url), credentials=DUMMY, max_attempts=1)


def require_loopback(endpoint_url: str) -> str:
    """The URL, if it can only mean this machine.

    Nothing but `http(s)://` with 127.0.0.0/8 in four plain decimal parts, [::1], or a localhost that resolves to
    these, and a port: no user, path, query, other spelling of a number, name that merely begins well. NotLoopback
    otherwise.
    """
    match = _LOOPBACK.fullmatch(endpoint_url)
    if match is None or not _is_loopback(match[1].strip("[]")):
        raise NotLoopback(
            f"{endpoint_url!r} is not on this machine: the sandbox writes only to http://127.0.0.1:PORT, "
            "http://localhost:PORT or http://[::1]:PORT"
        )
    return endpoint_url


def _is_loopback(host: str) -> bool:
    try:
        hosts = [str(found[4][0]) for found in socket.getaddrinfo(host, None)] if host == "localhost" else [host]
        return bool(hosts) and all(ipaddress.ip_address(each).is_loopback for each in hosts)
    except (OSError, ValueError):
        return False


def client(access: Access, service: str, region: str, credentials: Credentials | None = None) -> Any:
    """A boto3 client, made once for each access, service, region and identity.

    Sessions are not safe to share among threads, clients are
    (https://docs.aws.amazon.com/boto3/latest/guide/clients.html#multithreading-or-multiprocessing-with-clients); so
    one Session makes them all, one at a time. NoBoto3 without boto3.
    """
    with _LOCK:
        return _client(access, service, region, credentials or access.credentials)


@cache
def account_id(access: Access, region: str) -> str:
    """The account that the access begins in. Raises what botocore raises."""
    return str(client(access, "sts", region).get_caller_identity()["Account"])


def enter(access: Access, into_account: str, region: str) -> Credentials | None:
    """Credentials for another account; None where the access begins there already. Raises what botocore raises.

    Those of an emulator do not run out, and are asked for once: clients are made for credentials, which takes longer
    than what they then ask.
    """
    return (_enter_once if access.credentials == DUMMY else _enter)(access, into_account, region)


def _enter(access: Access, into_account: str, region: str) -> Credentials | None:
    sts = client(access, "sts", region)
    if account_id(access, region) == into_account:
        return None
    arn = f"arn:{_partition(region)}:iam::{into_account}:role/{access.role_name}"
    given = sts.assume_role(RoleArn=arn, RoleSessionName="innovate-model")["Credentials"]
    return Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])


_enter_once = cache(_enter)


def last_status() -> int | None:
    """The HTTP status of the last answer on this thread, also where it could not be understood."""
    return getattr(_heard, "status", None)


_heard = threading.local()


def _hear(response_dict: dict[str, Any], **_: Any) -> None:
    _heard.status = response_dict["status_code"]


@cache
def _client(access: Access, service: str, region: str, credentials: Credentials | None) -> Any:
    session = _session(access)
    from botocore.config import Config

    keys = {}
    if credentials is not None:
        keys = {
            "aws_access_key_id": credentials.access_key_id,
            "aws_secret_access_key": credentials.secret_access_key,
            "aws_session_token": credentials.session_token,
        }
    config = Config(
        retries={"mode": "standard", "total_max_attempts": access.max_attempts}, user_agent_extra="innovate-model"
    )
    if access.endpoint_url:
        config = config.merge(Config(s3={"addressing_style": "path"}, inject_host_prefix=False))
    if access.credentials is not None:
        # No setting of the environment applies. A proxy would even carry an emulator's requests off this machine.
        config = config.merge(Config(proxies={}, use_fips_endpoint=False, use_dualstack_endpoint=False))
    made = session.client(service, region_name=region, endpoint_url=access.endpoint_url, config=config, **keys)
    made.meta.events.register("before-parse", _hear)
    return made


@cache
def _session(access: Access) -> Any:
    try:
        import boto3
        import botocore.session
    except ImportError as error:
        raise NoBoto3("boto3 is not installed: pip install 'innovate-model[aws]'") from error
    if access.credentials is None:
        return boto3.Session(profile_name=access.profile)
    nothing = (None, None, None, None)
    variables = dict.fromkeys(("profile", "config_file", "credentials_file", "region"), nothing)
    return boto3.Session(botocore_session=botocore.session.Session(session_vars=variables))


def _partition(region: str) -> str:
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"
