"""A model as real packets: its network rebuilt from network namespaces of this machine's Linux kernel, and probed with
real connections.

A second opinion on what can connect to what. It shares no code with the analyses that work it out: routes become the
kernel's routing tables, filters become nftables, and whether a session works is what two sockets say. `planning` turns
a Graph into a Plan (plain data), `worker` builds it in a process of its own without any privilege, `emulating` asks.
"""
