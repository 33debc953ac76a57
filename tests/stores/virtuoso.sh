#!/usr/bin/env bash
# Run Virtuoso 7 over an empty database: virtuoso.sh FOLDER HTTP_PORT SQL_PORT
# It comes from Debian (virtuoso-opensource-7, GPL-2.0) and is installed where it is missing. Anybody on this machine may
# then query, update and upload, which is why it listens on the loopback address alone.
set -euo pipefail
folder=$1 http=$2 sql=$3
export DEBIAN_FRONTEND=noninteractive
if ! command -v virtuoso-t >/dev/null; then
  [ "$(id -u)" = 0 ] || { echo "Virtuoso is missing, and only root can install it" >&2; exit 3; }
  { apt-get install -y -qq --no-install-recommends virtuoso-opensource-7 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends virtuoso-opensource-7; }; } >/dev/null
fi
mkdir -p "$folder/vsp"
cat > "$folder/virtuoso.ini" <<INI
[Database]
DatabaseFile = $folder/virtuoso.db
ErrorLogFile = $folder/virtuoso.log
LockFile = $folder/virtuoso.lck
TransactionFile = $folder/virtuoso.trx
xa_persistent_file = $folder/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = $folder/temp.db
TransactionFile = $folder/temp.trx
[Parameters]
ServerPort = 127.0.0.1:$sql
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = $folder
[HTTPServer]
ServerPort = 127.0.0.1:$http
ServerRoot = $folder/vsp
ServerThreads = 8
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100
MaxQueryExecutionTime = 60
INI
virtuoso-t +foreground +configfile "$folder/virtuoso.ini" > "$folder/out" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null' EXIT
trap 'exit 0' TERM INT
isql() { isql-vt "127.0.0.1:$sql" dba dba PROMPT=OFF VERBOSE=OFF ERRORS=STDOUT exec="$1"; }
until isql 'SELECT 1;' >/dev/null 2>&1; do
  kill -0 "$server" || { cat "$folder/virtuoso.log" >&2; exit 1; }
  sleep 0.5
done
isql 'GRANT SPARQL_UPDATE TO "SPARQL";'
isql "DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"
touch "$folder/ready"
wait "$server"
