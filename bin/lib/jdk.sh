# Sourced by the commands of bin/. Finds a JDK 25 (JAVA_HOME, the PATH, the usual places) and a Maven.

is_jdk_25() { [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25[."]' "$1/release"; }

find_jdk() {
  on_path=$(command -v javac || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*25* /usr/java/*25* /opt/*jdk*25* /opt/java/* \
      "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* "$HOME"/.local/share/mise/installs/java/*25* \
      /Library/Java/JavaVirtualMachines/*25*/Contents/Home /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      export JAVA_HOME="$candidate" PATH="$candidate/bin:$PATH"
      return 0
    fi
  done
  echo "No JDK 25 found. Install one (Debian: apt install openjdk-25-jdk or temurin-25-jdk; macOS: brew install openjdk@25)," >&2
  echo "or set JAVA_HOME to where it is, then run this again." >&2
  exit 69
}

# An installed Maven of 3.8.7 or newer first, so that a machine that has one downloads nothing.
maven() {
  installed=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  if [ -n "$installed" ] && [ "$(printf '%s\n3.8.7\n' "$installed" | sort -V | head -n 1)" = 3.8.7 ]; then
    mvn -B -ntp -Dstyle.color=never "$@"
  else
    "${root:-.}/mvnw" -B -ntp -Dstyle.color=never "$@"
  fi
}

# build NAME MODULES: packages them and says how far it is; of Maven's own words only what is no news of success.
build() {
  echo "Building $1, since something has changed. The first time Maven fetches libraries, which takes some minutes …" >&2
  (cd "$root" && maven package -DskipTests -pl "$2" -am 2>&1) | sed -e $'s/\033\\[[0-9;]*m//g' \
    -e 's/^\[INFO\] Building \([^ ]*\) .* *\[\([0-9/]*\)\]$/  \2 \1/' -e '/^\[INFO\]/d' -e '/^WARNING: /d' -e '/^$/d' >&2
}

find_jdk
# Maven itself still uses sun.misc.Unsafe, of which a JDK 25 would warn at every run.
export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
