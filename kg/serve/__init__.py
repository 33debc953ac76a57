"""A graph folder as a server: SPARQL 1.1 Protocol, Graph Store Protocol, service description, and a page for people.

The parent process speaks HTTP and holds no store. Queries, updates and uploads run in child processes with limits of
time and memory (`kg.serve.worker`), which the pool kills and replaces (`kg.serve.pool`).
"""
