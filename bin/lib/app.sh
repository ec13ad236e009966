# Sourced by the commands of bin/ that start the built mint. Builds it where a source is newer than the last build, lays it
# out unpacked (it starts a second faster than from one jar) and keeps the JVM's AOT cache beside it.

app="$root/mint-app/target/app"
# The JVM takes an AOT cache only with the collector and the jars, at their places, that it was made with.
# The heap starts small: by itself the JVM would take a 64th of the machine's memory, and fill it before it first collects.
java_options=(-XX:+UseSerialGC -Xms64m -Xmx512m --enable-native-access=ALL-UNNAMED)
. "$root/bin/lib/running.sh"

newer_source() {
  [ -f "$app/.built" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$app/.built" -print -quit)" ]
}

build_app() {
  newer_source || return 0
  build Cobnut mint-app,bench
  rm -rf "$app"
  java -Djarmode=tools -jar "$root"/mint-app/target/mint-app-*-exec.jar extract --destination "$app" --application-filename mint.jar >&2
  train_app
  touch "$app/.built"
}

# The AOT cache holds loaded classes and the profile of a run under load: the mint starts in half the time and is fast from
# its first request on. Without one it only starts slower, so a training that fails stops nobody.
train_app() (
  echo "Training the JVM's AOT cache under load (once per build, about half a minute) …" >&2
  folder=$(mktemp -d)
  trap 'stop "$mint_pid"; rm -rf "$folder"' EXIT
  port=$(free_port)
  java_options+=(-XX:AOTCacheOutput="$folder/mint.aot")
  start_mint "$folder" "$port"
  if await_answer "$port" "$mint_pid" && train "http://127.0.0.1:$port" >"$folder/load.log" 2>&1 && stop "$mint_pid"; then
    mv "$folder/mint.aot" "$app/mint.aot" && return
  fi
  tail -n 3 "$folder"/*.log >&2
  echo "The training has failed: the mint will start without a cache." >&2
)

# Swaps for so long that the compilers have come to rest: what they knew by then spares the mint half of their work.
train() {
  load --mint training "$1" --workloads check-state,swap,mint,swap --clients 16 --seconds 5 --warm-up 0 &
  await_end $! 120
}

use_aot_cache() { [ ! -f "$app/mint.aot" ] || java_options+=(-XX:AOTCache="$app/mint.aot"); }

run_app() {
  use_aot_cache
  exec java "${java_options[@]}" -jar "$app/mint.jar" "$@"
}
