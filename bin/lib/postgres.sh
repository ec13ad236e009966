# Sourced by bin/bench. The PostgreSQL of COBNUT_TEST_POSTGRES_URL, else a server of its own from the newest of Debian's
# binaries, with PostgreSQL's own settings (fsync on).

postgres_folder=
postgres_url=${COBNUT_TEST_POSTGRES_URL:-}
bench_databases=()

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# start_postgres FOLDER: fails where there is neither a URL nor a server's binaries.
start_postgres() {
  [ -z "$postgres_url" ] || return 0
  postgres_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$postgres_bin" ] || { echo "not run: PostgreSQL (no COBNUT_TEST_POSTGRES_URL, no /usr/lib/postgresql/*/bin)"; return 1; }
  local port
  port=$(free_port)
  postgres_folder=$1
  mkdir "$1" && { [ "$(id -u)" != 0 ] || chown postgres "$1"; }
  as_postgres "$postgres_bin/initdb" -D "$1/data" -U mint -A trust -E UTF8 --locale=C >/dev/null
  as_postgres "$postgres_bin/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start >/dev/null
  postgres_url="jdbc:postgresql://127.0.0.1:$port/postgres?user=mint"
}

# new_database NAME: sets database to the JDBC address of an empty one.
new_database() {
  local name="cobnut_bench_$1_$$"
  sql "CREATE DATABASE $name"
  bench_databases+=("$name")
  database=$(sed -E "s|^(jdbc:postgresql://[^/]*/)[^?]*|\1$name|" <<<"$postgres_url")
}

sql() { psql -q -X -v ON_ERROR_STOP=1 "${postgres_url#jdbc:}" -c "$1"; }

stop_postgres() {
  if [ -n "$postgres_folder" ]; then
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m fast -w stop >/dev/null || true
  else
    for name in "${bench_databases[@]}"; do sql "DROP DATABASE IF EXISTS $name WITH (FORCE)"; done
  fi
}
