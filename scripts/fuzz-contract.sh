#!/usr/bin/env bash
# Usage: scripts/fuzz-contract.sh BINARY
# Starts BINARY on an empty SQLite file with a few people in it and lets Schemathesis try every documented operation, as
# an officer and as an administrator. Fails on a 5xx and on any answer that the contract does not describe.
# Deterministic: the same contract gets the same requests.
set -euo pipefail
cd "$(dirname "$0")/.."
binary="$(realpath "$1")"
schemathesis="$(scripts/venv.sh contract)/bin/st"

checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance
checks+=,response_schema_conformance,allow_header_conformance
password='Wuling-Bureau-2026!'
home="$(mktemp -d "${TMPDIR:-/tmp}/corrections-fuzz.XXXXXX")"
database="sqlite://$home/corrections.sqlite"
server=
finish() {
  local code=$?
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null && wait "$server" || true
  fi
  if [ "$code" -ne 0 ]; then
    tail -n 50 "$home/server.log" >&2 || true
  fi
  rm -rf "$home"
}
trap finish EXIT

for role in bureau_head system_administrator; do
  printf %s "$password" | (cd "$home" && "$binary" account create --database-url "$database" --login-name "$role" \
    --role "$role" --organization 430702 --name 测试人员 --password-stdin)
done

port=$((20000 + RANDOM % 12000))
host="http://127.0.0.1:$port"
(cd "$home" && exec "$binary" serve --database-url "$database" --listen "127.0.0.1:$port") >"$home/server.log" 2>&1 &
server=$!
for _ in $(seq 300); do
  curl -sf "$host/readyz" >/dev/null && break
  kill -0 "$server"
  sleep 0.1
done

token_of() {
  curl -sS --fail-with-body "$host/api/v1/auth/login" -H 'Content-Type: application/json' \
    -d "{\"login_name\":\"$1\",\"password\":\"$password\"}" | sed 's/.*"access_token": *"\([^"]*\)".*/\1/'
}

# Each run has a session of its own, begun before anything is tried: the tester guesses passwords of accounts it has seen, which
# locks them, and a logout ends the session it is sent with.
head=$(token_of bureau_head)
leaver=$(token_of bureau_head)
administrator=$(token_of system_administrator)
ends_sessions='/auth/(logout|password)$'
try() {
  local role=$1 token=$2 examples=$3
  shift 3
  echo "--- as $role"
  "$schemathesis" --no-color run "$host/openapi.json" --header "Authorization: Bearer $token" \
    --checks "$checks" --phases examples,coverage,fuzzing --max-examples "$examples" \
    --generation-deterministic --continue-on-failure --no-shrink --request-timeout 10 "$@"
}
try bureau_head "$head" 25 --exclude-path-regex "$ends_sessions"
try bureau_head "$leaver" 10 --include-path-regex "$ends_sessions"
# An administrator may do nothing in a case: there a refusal is all that could be tried.
try system_administrator "$administrator" 10 --exclude-path-regex "$ends_sessions" \
  --exclude-tag proceedings --exclude-tag records
