"""Kill the writer at random moments, start it again, and look what is left.

Many short trials: `python -m tests.crash --trials 1000`. A trial is a process that is
forked ready to work, so that starting Python does not take most of the time. It ends
by SIGKILL: the process gets no chance to tidy up, while the machine goes on (a power
cut is another matter, which `synchronous=FULL` is for).
"""
