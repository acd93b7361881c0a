# Sourced by ./mvnw and ./conductor-loop: sets JAVA_HOME to a JDK of the version the project needs, wherever it is
# installed. A JAVA_HOME that already fits is left alone. Returns 1 and changes nothing when there is none.

conductor_jdk_version=25

# The feature version of the JDK in folder $1 if it can compile, else nothing; reads the release file, starts no JVM.
jdk_feature_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

jdk_fits() {
  found=$(jdk_feature_version "$1")
  [ -n "$found" ] && [ "$found" -ge "$conductor_jdk_version" ]
}

find_jdk() {
  on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
  for candidate in "${JAVA_HOME-}" "${JAVA25_HOME-}" "${on_path%/bin/javac}" \
    /usr/lib/jvm/*25* /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && jdk_fits "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}
