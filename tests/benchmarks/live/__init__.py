"""Live drafts beside the servers that people would pick instead: `make bench-live`.

`rtload.c`, `gen_doc.mjs`, `verify.mjs` and `fuzz.mjs` are our own code under the
project's licence: a load generator in one C file (a client in Node or Python would be
the bottleneck) and helpers that read what it saved with Yjs itself. The rivals are
installed from npm and PyPI into a scratch folder, in the versions named here.

Server and generator each have a core of their own where there are two. Loopback
charges the receiver's work to the sender, so figures hold as ratios within a run.
"""
