"""A small shop, and single changes of it that can be made in any combination."""

from functools import cache

from innovate_model.analyses.changes import Changes
from innovate_model.api import Architecture, load_text

SHOP = """\
innovate: 1
organization: {title: Shop, region: eu-central-1}
accounts:
  shop:
    account_id: 012345670123
    environment: production
    kms_keys: {data: {enable_key_rotation: yes, description: Data}}
    secrets: {db: {kms_key: data, rotation_days: 30}}
    iam_roles:
      api:
        trust: {services: [ec2.amazonaws.com]}
        permissions:
          read: {effect: Allow, actions: [secretsmanager:GetSecretValue], on: secrets.db}
          decrypt: {effect: Allow, actions: [kms:Decrypt], on: kms_keys.data}
      report: {trust: {services: [ec2.amazonaws.com]}, permissions: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        internet_gateways: {igw: {}}
        nat_gateways: {egress: {subnet: web}}
        subnets:
          web: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: public}
          app: {cidr_block: 10.0.2.0/24, availability_zone: a, route_table: private, network_acl: app}
          data: {cidr_block: 10.0.3.0/24, availability_zone: b, route_table: inner}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.igw}}
          private: {routes: {0.0.0.0/0: nat_gateways.egress}}
          inner: {routes: {}}
        network_acls:
          app:
            ingress: {100: {allow: all, from: 0.0.0.0/0}}
            egress: {100: {allow: all, to: 0.0.0.0/0}}
        security_groups:
          web:
            ingress: {https: {ports: tcp/443, from: 203.0.113.0/24}}
            egress: {app: {ports: tcp/8080, to: security_groups.app}}
          app:
            ingress: {web: {ports: tcp/8080, from: security_groups.web}}
            egress: {db: {ports: tcp/5432, to: security_groups.db}}
          db:
            ingress: {app: {ports: tcp/5432, from: security_groups.app}}
            egress: {}
          batch:
            ingress: {}
            egress: {db: {ports: tcp/5432, to: security_groups.db}}
        instances:
          front: {instance_type: m6i.large, subnet: web, security_groups: web, associate_public_ip_address: yes}
          api: {instance_type: m6i.large, subnet: app, security_groups: app}
          batch: {instance_type: m6i.large, subnet: app, security_groups: batch}
          db: {instance_type: m6i.large, subnet: data, security_groups: db}
"""
HOME = "accounts.shop.vpcs.main"

_READ = "read: {effect: Allow, actions: [secretsmanager:GetSecretValue], on: secrets.db}"
_DECRYPT = "decrypt: {effect: Allow, actions: [kms:Decrypt], on: kms_keys.data}"
_BATCH = "          batch: {instance_type: m6i.large, subnet: app, security_groups: batch}\n"
_SPARE = "          spare: {instance_type: m6i.large, subnet: data, security_groups: app}\n"
_OUT = "egress: {db: {ports: tcp/5432, to: security_groups.db}}\n          db:"
_DENY = "90: {deny: tcp/1024-65535, from: 10.0.3.0/24}"
_ACCEPT = "flow: {check: flow-logs-to-log-archive, at: accounts.shop.vpcs.main, reason: A shop of one}"

CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "open the database to batch": (
        (
            "tcp/5432, from: security_groups.app}}",
            "tcp/5432, from: [security_groups.app, security_groups.batch]}}",
        ),
    ),
    "open the front to the world": (("from: 203.0.113.0/24", "from: 0.0.0.0/0"),),
    "close the way out of the app": (("private: {routes: {0.0.0.0/0: nat_gateways.egress}}", "private: {routes: {}}"),),
    "let the api out": ((_OUT, "egress: {all: {ports: all, to: 0.0.0.0/0}}\n          db:"),),
    "deny the database's answers": (("ingress: {100: {allow", f"ingress: {{{_DENY}, 100: {{allow"),),
    "a bigger database": (("db: {instance_type: m6i.large", "db: {instance_type: m6i.xlarge"),),
    "another machine": (("          db: {instance_type", _SPARE + "          db: {instance_type"),),
    "no machine for batch": ((_BATCH, ""),),
    "the report reads the secret": (("permissions: {}", f"permissions: {{{_READ}, {_DECRYPT}}}"),),
    "a smaller network for data": (("10.0.3.0/24, availability_zone: b", "10.0.3.0/25, availability_zone: b"),),
    "a finding is accepted": (("accounts:\n  shop:", f"suppressions:\n  {_ACCEPT}\naccounts:\n  shop:"),),
    "the key is renamed": (
        ("kms_keys: {data:", "kms_keys: {vault:"),
        ("kms_key: data", "kms_key: vault"),
        ("kms_keys.data", "kms_keys.vault"),
    ),
    "the group of the app is renamed": (
        ("security_groups.app", "security_groups.service"),
        ("          app:\n            ingress: {web", "          service:\n            ingress: {web"),
        ("security_groups: app}", "security_groups: service}"),
    ),
}
"""Parts of the text -> what stands there instead, everywhere. In this order, so that each finds its own."""


@cache
def shop(names: frozenset[str] = frozenset()) -> Architecture:
    """The shop with some changes made."""
    text = SHOP
    for name, pairs in CHANGES.items():
        for old, new in pairs if name in names else ():
            text = text.replace(old, new)
    architecture = load_text(text, "shop.yaml")
    assert not architecture.findings, [(each.message, str(each.span)) for each in architecture.findings]
    return architecture


def changed(*names: str) -> Changes:
    """What these changes come to."""
    return shop().diff(shop(frozenset(names)))
