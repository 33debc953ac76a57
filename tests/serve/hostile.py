"""Texts that an endpoint on the open network gets to see, in families, each with what must not come of it."""

from __future__ import annotations

TRIPLE = "?a ?b ?c"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"

# Each would run for hours, or until memory is full, on a graph of some hundred triples.
EXPENSIVE = {
    "cross join": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "cross join of bindings": f"SELECT (COUNT(?z) AS ?n) {{ {CROSS} BIND(CONCAT(STR(?a), STR(?l)) AS ?z) }}",
    "order by": f"SELECT * {{ {CROSS} }} ORDER BY ?a ?d ?g ?j",
    "order by with limit": f"SELECT * {{ {CROSS} }} ORDER BY DESC(?l) LIMIT 1",
    "distinct": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {CROSS} }} }}",
    "group concat": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?z) {{ {CROSS} }}",
    "group by": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY ?a ?d ?g ?j",
    "paths": f"SELECT (COUNT(*) AS ?n) {{ ?a (!<urn:x>|^!<urn:x>)* ?b . ?c (!<urn:x>|^!<urn:x>)* ?d . {CROSS} }}",
    "deep optional": "SELECT (COUNT(*) AS ?n) { " + "OPTIONAL { ?a ?p ?b . ?c ?q ?d " * 40 + "}" * 41,
    "minus": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} MINUS {{ ?m ?n ?o . ?p ?q ?r . ?a ?b ?o }} }}",
    "not exists": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER NOT EXISTS {{ ?c ?x ?l . ?l ?y ?a }} }}",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{one} {{ {' '.join(str(value) for value in range(4000))} }}" for one in range(4))
    + " }",
    "construct": f"CONSTRUCT {{ ?a ?e ?l }} {{ {CROSS} FILTER(STR(?a) = CONCAT(STR(?c), STR(?l), STR(?g))) }}",
}

# A thousand of these took the engine half a minute to parse.
BRACKETS = {
    "groups": ("SELECT * {", "{", "}", "}"),
    "parentheses": ("SELECT * { FILTER", "(", ")", "}"),
    "not": ("SELECT * { FILTER(", "!", "", "?x) }"),
    "blank nodes": ("SELECT * { ?s ?p ", "[ ?p ", "]", "}"),
    "collections": ("SELECT * { ?s ?p ", "(", ")", "}"),
    "paths": ("SELECT * { ?s ", "(", ")", "?o }"),
    "optional": ("SELECT * {", "OPTIONAL {", "}", "}"),
    "subqueries": ("SELECT * {", "{ SELECT * {", "} }", "}"),
    "exists": ("SELECT * {", "FILTER EXISTS {", "}", "}"),
    "quoted triples": ("SELECT * { ", "<< ", " ?p ?o >>", " ?p ?o }"),
    "inverse": ("SELECT * { ?s ", "^", "", "<urn:p> ?o }"),
    "signs": ("SELECT * { FILTER(", "- ", "", "1) }"),
}
DEPTHS = (101, 1_000, 3_000, 10_000, 100_000)


def nested(family: str, depth: int) -> str:
    """Return a query that is nested so deep."""
    head, opening, closing, tail = BRACKETS[family]
    return f"{head}{opening * depth}{closing * depth}{tail}"


def outward(trap: str) -> dict[str, str]:
    """Return queries that would make the engine fetch `trap`, or read a file, if it could."""
    service = f"SERVICE <{trap}> {{ ?s ?p ?o }}"
    return {
        "service": f"SELECT * {{ {service} }}",
        "service silent": f"SELECT * {{ SERVICE SILENT <{trap}> {{ ?s ?p ?o }} }}",
        "service lower case": f"SELECT * {{ service <{trap}> {{ ?s ?p ?o }} }}",
        "service mixed case": f"SELECT * {{ SeRvIcE <{trap}> {{ ?s ?p ?o }} }}",
        "service variable": f"SELECT * {{ VALUES ?x {{ <{trap}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        "service silent variable": f"SELECT * {{ BIND(IRI('{trap}') AS ?x) SERVICE SILENT ?x {{ ?s ?p ?o }} }}",
        "service after a comment": f"SELECT * {{ SERVICE # here\n <{trap}> {{ ?s ?p ?o }} }}",
        "service without a space": f"SELECT * {{ SERVICE<{trap}>{{ ?s ?p ?o }} }}",
        "service in tabs": f"SELECT * {{\tSERVICE\t<{trap}>\t{{ ?s ?p ?o }} }}",
        "service prefixed": f"PREFIX t: <{trap}> SELECT * {{ SERVICE t: {{ ?s ?p ?o }} }}",
        "service relative": f"BASE <{trap}> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
        "service escaped": f"SELECT * {{ \\u0053ERVICE <{trap}> {{ ?s ?p ?o }} }}",
        "service all escaped": f"SELECT * {{ \\u0053\\u0045RVIC\\U00000045 <{trap}> {{ ?s ?p ?o }} }}",
        "service behind an escaped comment": f"SELECT * {{ # \\u000A SERVICE <{trap}> {{ ?s ?p ?o }} \n }}",
        "service behind an escaped quotation mark": f'SELECT * {{ FILTER("\\u0022 != "") {service} # " \n }}',
        "service in a subquery": f"SELECT * {{ {{ SELECT * {{ {service} }} }} }}",
        "service in exists": f"SELECT * {{ FILTER EXISTS {{ {service} }} }}",
        "service in optional": f"SELECT * {{ OPTIONAL {{ {service} }} }}",
        "service in construct": f"CONSTRUCT {{ ?s ?p ?o }} {{ {service} }}",
        "service in ask": f"ASK {{ {service} }}",
        "load": f"LOAD <{trap}>",
        "load silent into": f"LOAD SILENT <{trap}> INTO GRAPH <urn:g>",
        "load after a query": f"ASK {{}} ; LOAD <{trap}>",
        "from": f"SELECT * FROM <{trap}> {{ ?s ?p ?o }}",
        "from named": f"SELECT * FROM NAMED <{trap}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "from a file in capitals": "SELECT * FROM <FILE:///etc/passwd> { ?s ?p ?o }",
        "describe": f"DESCRIBE <{trap}>",
        "graph": f"SELECT * {{ GRAPH <{trap}> {{ ?s ?p ?o }} }}",
    }


def changes() -> list[str]:
    """Return updates of every kind, in many spellings."""
    data = "{ <urn:a> <urn:b> 1 }"
    plain = [
        f"INSERT DATA {data}",
        f"INSERT DATA {{ GRAPH <urn:g> {data} }}",
        f"DELETE DATA {data}",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT {data} WHERE {{}}",
        f"WITH <urn:g> DELETE {{ ?s ?p ?o }} INSERT {data} WHERE {{ ?s ?p ?o }}",
        f"INSERT {data} USING <urn:g> WHERE {{ ?s ?p ?o }}",
        "CLEAR ALL",
        "CLEAR DEFAULT",
        "CLEAR NAMED",
        "CLEAR GRAPH <urn:g>",
        "CLEAR SILENT ALL",
        "DROP ALL",
        "DROP DEFAULT",
        "DROP NAMED",
        "DROP SILENT GRAPH <urn:g>",
        "CREATE GRAPH <urn:g>",
        "CREATE SILENT GRAPH <urn:g>",
        "COPY DEFAULT TO <urn:g>",
        "MOVE DEFAULT TO <urn:g>",
        "ADD DEFAULT TO <urn:g>",
        "LOAD <http://127.0.0.1:9/>",
    ]
    cased = [one.lower() if "urn" not in one else one.replace("INSERT", "insert") for one in plain[10:]]
    framed = [
        f"# a comment\n{plain[0]}",
        f"PREFIX x: <urn:x> {plain[0]}",
        f"BASE <urn:x> {plain[10]}",
        f"\n\t {plain[15]} ;",
        f"{plain[10]} ; {plain[0]}",
        f"\\u0044ROP ALL {''}",
        "D\\u0052OP ALL",
        f"ASK {{}} ; {plain[15]}",
        f"SELECT * {{}} {plain[15]}",
        f"{plain[15]} ; ASK {{}}",
        "SELECT * { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }",
        "ASK { INSERT DATA { <urn:a> <urn:b> 1 } }",
        "CONSTRUCT { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "SELECT * { } # \n DROP ALL",
        "DESCRIBE <urn:a> ; CLEAR ALL",
    ]
    return [*plain, *cased, *framed]
