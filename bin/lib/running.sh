# Sourced by the commands of bin/ that run a mint for a while: starting, load, stopping. All waits are bounded.

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port P such that nobody listens on P and P+1.
free_port() {
  local candidate=$((20000 + RANDOM % 10000))
  while listens "$candidate" || listens $((candidate + 1)); do
    candidate=$((20000 + RANDOM % 10000))
  done
  echo "$candidate"
}

# The seed of mints that are measured or trained: one that everybody knows.
known_mnemonic="abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"

# start_mint FOLDER PORT [Spring argument…]: a new mint whose invoices pay themselves at once; sets mint_pid.
start_mint() {
  local folder=$1 port=$2
  shift 2
  COBNUT_MNEMONIC=$known_mnemonic java "${java_options[@]}" -jar "$app/mint.jar" --server.port="$port" --management.server.port=$((port + 1)) \
    --cobnut.data-dir="$folder" --cobnut.processors.fake.kind=fake \
    --cobnut.fake.min-delay=10ms --cobnut.fake.max-delay=50ms "$@" >"$folder/mint.log" 2>&1 &
  mint_pid=$!
}

answers() {
  listens "$1" || return 1
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET /v1/info HTTP/1.0\r\n\r\n' >&3
  local status
  read -r -t 10 status <&3 || true
  exec 3>&-
  [[ $status == *' 200'* ]]
}

# await_answer PORT PID: until a mint answers; fails when it has ended, or after a minute.
await_answer() {
  local end=$((SECONDS + 60))
  while kill -0 "$2" 2>/dev/null && [ $SECONDS -lt $end ]; do
    ! answers "$1" || return 0
    sleep 0.05
  done
  return 1
}

# await_end PID SECONDS: the status with which a child ends; a failure where it takes longer.
await_end() {
  local end=$((SECONDS + $2))
  while kill -0 "$1" 2>/dev/null; do
    [ $SECONDS -lt $end ] || { kill "$1"; return 1; }
    sleep 0.1
  done
  wait "$1"
}

# stop PID: SIGTERM and a minute for it (a JVM in training writes its cache then), at last SIGKILL.
stop() {
  local end=$((SECONDS + 60))
  kill "$1" 2>/dev/null || return 0
  while kill -0 "$1" 2>/dev/null; do
    [ $SECONDS -lt $end ] || { kill -9 "$1"; return 1; }
    sleep 0.1
  done
}

# Puts load on running mints and prints what it measures.
load() {
  java -Dstdout.encoding=UTF-8 -XX:+UseParallelGC -Xmx1500m --enable-native-access=ALL-UNNAMED -jar "$root"/bench/target/bench-*[0-9T].jar "$@"
}
