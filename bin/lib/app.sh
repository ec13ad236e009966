# Sourced by the commands of bin/ that start the built mint. Builds it where a source is newer than the last build, lays it
# out unpacked (it starts a second faster than from one jar) and keeps the JVM's AOT cache beside it.

app="$root/mint-app/target/app"

newer_source() {
  [ -f "$app/.built" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$app/.built" -print -quit)" ]
}

build_app() {
  newer_source || return 0
  echo "Building Cobnut (only when something has changed) …" >&2
  (cd "$root" && maven -q package -DskipTests -pl mint-app -am) >&2
  rm -rf "$app"
  java -Djarmode=tools -jar "$root"/mint-app/target/mint-app-*-exec.jar extract --destination "$app" --application-filename mint.jar >&2
  touch "$app/.built"
}

run_app() {
  exec java -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -jar "$app/mint.jar" "$@"
}
