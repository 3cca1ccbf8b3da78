"""A small network that the tests of promises vary: a VPC of three tiers, a load balancer, a program, a database."""

NETWORK = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        internet_gateways: {main: {}}
        nat_gateways: {egress: {subnet: web-a}}
        route_tables:
          web: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {routes: {0.0.0.0/0: nat_gateways.egress}}
          data: {routes: {}}
        subnets:
          web: {per: availability_zone, newbits: 8, netnum: 0, route_table: web}
          app: {per: availability_zone, newbits: 8, netnum: 1, route_table: app}
          data: {per: availability_zone, newbits: 8, netnum: 2, route_table: data}
        security_groups:
          lb:
            ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}
            egress: {app: {ports: tcp/8080, to: security_groups.app}}
          app:
            ingress: {lb: {ports: tcp/8080, from: security_groups.lb}}
            egress: {db: {ports: tcp/5432, to: security_groups.db}, https: {ports: tcp/443, to: 0.0.0.0/0}}
          db:
            ingress: {app: {ports: tcp/5432, from: security_groups.app}}
            egress: {}
        lbs:
          api:
            type: network
            subnets: web
            security_groups: lb
            listeners: {https: {port: 443, protocol: TCP, forward_to: app}}
            target_groups: {app: {port: 8080, protocol: TCP, target_type: instance, targets: instances.app}}
        instances:
          app: {instance_type: t3.micro, subnet: app-a, security_groups: app}
          db: {instance_type: t3.micro, subnet: data-a, security_groups: db}
"""
VPC = "accounts.a.vpcs.main"
