# Sourced by ./start and ./check in the root: makes the packages and a fitting Node ready, or says in one sentence what is missing.
# Leaves the path of that Node in $node. POSIX shell; knows nothing of where the project lies.

say() { printf '%s\n' "$*"; }

stop_because() {
  printf '%s\n' "$*" >&2
  exit 1
}

# What node_modules was installed from: the lockfile and the kind of machine.
packages_wanted() {
  cksum <package-lock.json | cut -d ' ' -f 1,2
  uname -sm
}

prepare_packages() {
  command -v npm >/dev/null 2>&1 || stop_because "npm is missing: install Node.js 20 or newer with npm (https://nodejs.org), then run this again."
  stamp=node_modules/.installed-from
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(packages_wanted)" ]; then
    return 0
  fi
  say "installing packages (npm ci) …"
  # Scripts of packages never run. npm itself may run on an older Node than the tools ask for, hence only errors are shown.
  npm ci --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error --update-notifier=false </dev/null ||
    stop_because "npm ci failed: see its message above; most often the package registry could not be reached."
  packages_wanted >"$stamp"
}

# The pinned Node of node_modules where there is one for this machine, else the system's own if it is new enough.
find_node() {
  node=./node_modules/.bin/node
  if [ ! -x "$node" ] || ! "$node" --version >/dev/null 2>&1; then
    node=$(command -v node) || stop_because "There is no pinned Node for this machine: install Node.js 24.15 or newer, then run this again."
  fi
  version=$("$node" --version)
  major=$(printf '%s' "$version" | cut -d . -f 1 | tr -d v)
  minor=$(printf '%s' "$version" | cut -d . -f 2)
  if [ "$major" -lt 24 ] || { [ "$major" -eq 24 ] && [ "$minor" -lt 15 ]; }; then
    stop_because "Node.js 24.15 or newer is needed and $node is $version: install a newer one, then run this again."
  fi
}

prepare() {
  prepare_packages
  find_node
  PATH="$PWD/node_modules/.bin:$PATH"
  NODE_COMPILE_CACHE=./var/compile-cache
  export PATH NODE_COMPILE_CACHE
}
