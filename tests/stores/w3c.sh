#!/usr/bin/env bash
# Fetch W3C's test suites of SPARQL 1.0 and 1.1: w3c.sh PYTHON FOLDER
# They lie in the source distribution of rdflib on PyPI, which is fetched once and unpacked below FOLDER. The suites are
# W3C's (its own test suite licence) and stay outside this repository. Ends with 3 where PyPI cannot be reached.
set -euo pipefail
python=$1 folder=$2
name=rdflib-7.6.0
sha256=6c831288d5e4a5a7ece85d0ccde9877d512a3d0f02d7c06455d00d6d0ea379df
if [ -d "$folder/suites" ]; then exit; fi
part=$(mktemp -d "$folder/part.XXXXXX")
trap 'rm -rf "$part"' EXIT
"$python" -m pip download --quiet --no-deps --no-binary rdflib --dest "$part" "${name/-/==}" || exit 3
echo "$sha256  $part/$name.tar.gz" | sha256sum --check --quiet
tests=$name/test/data/suites/w3c
tar -xzf "$part/$name.tar.gz" -C "$part" "$tests/sparql11" "$tests/dawg-data-r2"
mv "$part/$tests" "$folder/suites"
