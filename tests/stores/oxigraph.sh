#!/usr/bin/env bash
# Run Oxigraph's own server over an empty store: oxigraph.sh PYTHON FOLDER PORT
# It comes from PyPI (oxigraph, MIT or Apache-2.0) and is installed where it is missing.
set -euo pipefail
python=$1 folder=$2 port=$3
server=$(dirname "$python")/oxigraph
if [ ! -x "$server" ]; then "$python" -m pip install --quiet oxigraph; fi
exec "$server" serve --location "$folder/store" --bind "127.0.0.1:$port"
