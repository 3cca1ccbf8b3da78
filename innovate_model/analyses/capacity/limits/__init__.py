"""What is used of which limit, and how much of what is billed: one service is one file, found by being there.

`LIMITS`: kind -> what is limited -> the function that says how much of it is used in the busiest minute (a Limit, or
None where it does not apply). `MEASURES`: kind -> a measure that tariffs ask for -> the function that says how much of
it a month takes (an Amount, or None).
"""
