"""All flows at once: every pair of endpoint groups, exactly, in rows of bits.

Addresses and ports are split into atoms that no rule tells apart (`columns`, `port_atoms`). Each route table becomes
one row of targets over the atoms (`tables`), each filter one row of port bits (`filters`). Then all pairs walk the rows
together, step by step, a few array operations each (`travel`, `steps`), and the filters at both ends are laid over what
arrives and comes back (`settling`). `sessions` is the door.

The rules of AWS are those that `walking` states one flow at a time, each with its page; the code is another, so that
the two can be held against one another.
"""
