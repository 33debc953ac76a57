"""The service description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def described(client: httpx.Client, accept: str = "text/turtle") -> ox.Store:
    """Return the description as a store."""
    reply = client.get("/sparql", headers={"accept": accept})
    assert reply.status_code == 200
    store = ox.Store()
    store.extend(ox.parse(reply.content, format=ox.RdfFormat.from_media_type(accept)))
    return store


def values(store: ox.Store, name: str) -> set[str]:
    """Return the values of a property of the service."""
    return {quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(SD + name), None, None)}


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]
)
def test_get_on_the_endpoint_returns_rdf(reading: httpx.Client, accept: str) -> None:
    assert len(described(reading, accept)) > 10


def test_it_names_the_endpoint_that_was_asked(reading: httpx.Client) -> None:
    assert values(described(reading), "endpoint") == {f"{reading.base_url}/sparql"}


def test_it_conforms_to_the_schema(reading: httpx.Client) -> None:
    store = described(reading)
    service = [quad.subject for quad in store.quads_for_pattern(None, TYPE, ox.NamedNode(SD + "Service"), None)]
    assert len(service) == 1
    # The range of each property, where the vocabulary gives one for what we use.
    for name, kind in (("defaultDataset", "Dataset"), ("defaultGraph", "Graph")):
        found = values(store, name)
        assert found
        for value in found:
            assert any(store.quads_for_pattern(ox.NamedNode(value), TYPE, ox.NamedNode(SD + kind), None))
    known = {
        "endpoint",
        "supportedLanguage",
        "feature",
        "resultFormat",
        "defaultDataset",
        "defaultGraph",
        "inputFormat",
    }
    used = {quad.predicate.value for quad in store} - {TYPE.value}
    assert used <= {SD + name for name in known}
    assert all(isinstance(quad.object, ox.NamedNode) for quad in store)


def test_updates_are_promised_only_where_they_are_taken(reading: httpx.Client, writing: httpx.Client) -> None:
    assert values(described(reading), "supportedLanguage") == {SD + "SPARQL11Query"}
    assert values(described(writing), "supportedLanguage") == {SD + "SPARQL11Query", SD + "SPARQL11Update"}
