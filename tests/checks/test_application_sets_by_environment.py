"""What a cluster follows."""

from .support import Planted, expect

CHECK = "application-sets-by-environment"
PLANTED = Planted(
    "accounts.staging.vpcs.main.eks_clusters.main.namespaces.argocd.argocd_application_sets.workloads.path",
    "kubernetes/overlays/dev",
)


VPC = """\
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            namespaces: {api: {}}
            argocd_application_sets:
              api:
                source_repository: accounts.tools.source_repositories.code
                tool: helm
                deploys: namespaces.api
"""
TOOLS = """\
accounts:
  tools:
    account_id: "111111111111"
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
"""


def test_two_environments_on_one_folder() -> None:
    """Dev and staging would change together; another branch of it is another folder."""
    dev = '  dev:\n    account_id: "222222222222"\n    environment: dev\n' + VPC
    staging = '  staging:\n    account_id: "333333333333"\n    environment: staging\n' + VPC
    own = "                path: charts\n                environment: {}\n"
    text = TOOLS + dev + own.format("dev") + staging + own.format("staging")
    expect(CHECK, text, (43, 23, "staging and dev follow one folder"))
    expect(CHECK, text + "                revision: staging\n")


def test_the_tool_is_that_of_the_folder() -> None:
    """Charts are not overlays; a folder that holds something else says nothing about the tool."""
    folders = TOOLS.replace("code}}", "code, folders: {a/: kustomize, b/: network_policies}}}")
    account = (
        '  dev:\n    account_id: "222222222222"\n    environment: dev\n' + VPC + "                environment: dev\n"
    )
    expect(CHECK, folders + account + "                path: a/b\n", (21, 23, "the folder is for kustomize"))
    expect(CHECK, folders + account + "                path: b\n")
    expect(CHECK, folders + account + "                path: ab\n", (24, 23, "no folder that ab could be in"))
