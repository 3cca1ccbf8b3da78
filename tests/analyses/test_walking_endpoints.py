"""AWS services: gateway endpoints by prefix list, interface endpoints as interfaces, the way round."""

from innovate_model.analyses.flow import Disposition

from .networks import OPEN, Yaml, ask, decided, tail, way

D = Disposition

SERVICES = Yaml(f"""
s3_buckets: {{data: {{}}}}
secrets: {{db: {{}}}}
vpc_peering_connections: {{peer: {{vpc: main, peer_vpc: peer}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {{main: {{}}}}
    subnets:
      public: {{availability_zone: a, cidr_block: 10.0.0.0/24, route_table: public}}
      private: {{availability_zone: a, cidr_block: 10.0.1.0/24, route_table: private, network_acl: private}}
    route_tables:
      public: {{routes: {{0.0.0.0/0: internet_gateways.main}}}}
      private: {{routes: {{10.9.0.0/16: vpc_peering_connections.peer}}}}
    network_acls:
      private:
        ingress: {{100: {{allow: tcp/1024-65535, from: 0.0.0.0/0}}, 110: {{allow: tcp/443, from: 10.0.0.0/8}}}}
        egress: {{100: {{allow: all, to: 0.0.0.0/0}}}}
    vpc_endpoints:
      s3: {{service: s3, type: Gateway, route_tables: [public, private]}}
      secrets: {{service: secretsmanager, type: Interface, subnets: private, security_groups: endpoints}}
    security_groups:
      all: {OPEN}
      endpoints: {{ingress: {{app: {{ports: tcp/443, from: security_groups.all}}}}, egress: {{}}}}
    instances:
      public: {{instance_type: t3.small, subnet: public, security_groups: all, associate_public_ip_address: yes}}
      private: {{instance_type: t3.small, subnet: private, security_groups: all}}
  peer:
    cidr_block: 10.9.0.0/16
    subnets: {{app: {{availability_zone: a, cidr_block: 10.9.0.0/24, route_table: app}}}}
    route_tables: {{app: {{routes: {{0.0.0.0/0: vpc_peering_connections.peer}}}}}}
    security_groups: {{all: {OPEN}}}
    instances: {{app: {{instance_type: t3.small, subnet: app, security_groups: all}}}}
""")


def test_gateway_endpoint_serves_a_private_subnet():
    """A subnet without any way to the internet reaches S3 by the route of the gateway endpoint."""
    trace = ask(SERVICES, "instances.private", "s3_buckets.data")
    assert trace.disposition is D.ACCEPTED
    assert "route com.amazonaws.us-east-1.s3 -> vpc_endpoints.s3" in [hop.action for hop in trace.hops]


def test_gateway_endpoint_beats_the_default_route():
    """The service's prefix list is more specific than 0.0.0.0/0 to the internet gateway."""
    trace = ask(SERVICES, "instances.public", "com.amazonaws.us-east-1.s3")
    assert tail(trace.hops[-1]) == "vpc_endpoints.s3"


def test_gateway_endpoint_is_for_its_own_service():
    """Another service needs another way: the private subnet has none, the public one has the internet gateway."""
    other = "com.amazonaws.us-east-1.dynamodb"
    assert decided(ask(SERVICES, "instances.private", other))[:2] == (D.NO_ROUTE, "route_tables.private")
    assert "internet_gateways.main" in way(ask(SERVICES, "instances.public", other).hops)


def test_gateway_endpoint_is_for_its_own_region():
    """S3 of another region is not behind this region's endpoint."""
    trace = ask(SERVICES, "instances.private", "com.amazonaws.eu-west-1.s3")
    assert decided(trace)[:2] == (D.NO_ROUTE, "route_tables.private")


def test_gateway_endpoint_does_not_serve_a_peer():
    """It cannot be extended out of its VPC."""
    assert decided(ask(SERVICES, "peer.instances.app", "s3_buckets.data"))[:2] == (
        D.NULL_ROUTED,
        "vpc_peering_connections.peer",
    )


def test_security_group_may_name_the_services_list():
    """An egress rule for S3's own prefix list admits S3 for certain, although its blocks are not known."""
    text = SERVICES.but(f"all: {OPEN}", "all: {egress: {s3: {ports: tcp/443, to: prefix_lists.s3}}}", 1)
    text = "prefix_lists: {s3: {aws_managed: com.amazonaws.us-east-1.s3}}\n" + text
    assert ask(text, "instances.private", "s3_buckets.data").disposition is D.ACCEPTED
    assert decided(ask(text, "instances.private", "secrets.db"))[:2] == (D.DENIED_OUT, "security_groups.all")


def test_interface_endpoint_is_an_interface_behind_its_groups():
    """With private DNS the service's name leads to the endpoint's interface, past its security group."""
    trace = ask(SERVICES, "instances.private", "secrets.db")
    assert trace.disposition is D.ACCEPTED
    assert trace.destination.endswith("vpc_endpoints.secrets")
    assert tail(trace.hops[-1]) == "security_groups.endpoints"


def test_interface_endpoint_without_private_dns_is_not_used():
    """Then the name means the public endpoint, to which a private subnet has no route."""
    text = SERVICES.but("subnets: private, security", "subnets: private, private_dns_enabled: no, security")
    assert decided(ask(text, "instances.private", "secrets.db"))[:2] == (D.NO_ROUTE, "route_tables.private")


def test_interface_endpoint_is_reached_by_a_peer():
    """Its interface is like any other: a peer reaches it by its own address."""
    text = SERVICES.but("from: security_groups.all}", "from: 10.0.0.0/8}")
    assert ask(text, "peer.instances.app", "vpc_endpoints.secrets").disposition is D.ACCEPTED


def test_bucket_from_the_internet_is_a_matter_of_its_policies():
    """The network lets everybody ask S3: whether it answers is not for the network to say."""
    assert ask(SERVICES, "internet", "s3_buckets.data").disposition is D.INSUFFICIENT_INFO


def test_public_address_may_be_the_services():
    """Of a bare public address nobody knows whether S3's list holds it, unless the list is written."""
    trace = ask(SERVICES, "instances.private", "198.18.7.77")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "route_tables.private")
    text = "prefix_lists: {s3: {aws_managed: com.amazonaws.us-east-1.s3, entries: [198.18.0.0/16]}}\n" + SERVICES
    assert ask(text, "instances.private", "198.18.7.77").disposition is D.ACCEPTED
    assert decided(ask(text, "instances.private", "198.19.7.1"))[:2] == (D.NO_ROUTE, "route_tables.private")


def test_network_load_balancer_without_security_groups_filters_nothing():
    """It may be created without any, and then lets every port in; an ALB always has one."""
    lb = "    lbs: {open: {type: TYPE, internal: yes, subnets: [public, private]}}\n    instances:\n      public"
    for type_, expected in (("network", D.ACCEPTED), ("application", D.INSUFFICIENT_INFO)):
        text = SERVICES.but("    instances:\n      public", lb.replace("TYPE", type_))
        assert ask(text, "instances.private", "lbs.open").disposition is expected


def test_gateway_endpoint_takes_the_blocks_that_are_known_before_the_default_route():
    """With the blocks of the service's list the address decides in a public subnet, too: one of them goes by the
    endpoint, any other by the internet gateway."""
    text = "prefix_lists: {s3: {aws_managed: com.amazonaws.us-east-1.s3, entries: [198.18.0.0/16]}}\n" + SERVICES
    trace = ask(text, "instances.public", "198.18.7.77")
    assert (trace.disposition, tail(trace.hops[-1])) == (D.ACCEPTED, "vpc_endpoints.s3")
    trace = ask(text, "instances.public", "198.19.7.1")
    assert trace.disposition is D.EXITS_NETWORK
    assert "internet_gateways.main" in way(trace.hops)
