# Sourced by ./check: finds a Chromium for the journeys in a real browser, or installs one where that is one command.
# Leaves its path in $CHROMIUM, which the tests read. A path already given there wins.

find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || stop_because "CHROMIUM is set to $CHROMIUM, which is no program: correct it or unset it."
    return 0
  fi
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if CHROMIUM=$(command -v "$name"); then return 0; fi
  done
  for CHROMIUM in \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -x "$CHROMIUM" ]; then return 0; fi
  done
  CHROMIUM=
  return 1
}

install_chromium() {
  command -v apt-get >/dev/null 2>&1 || return 1
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root='sudo -n'
  fi
  say "installing Chromium (apt-get) …"
  log=${TMPDIR:-/tmp}/chromium-install.$$
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  if { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends chromium; } </dev/null >"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

prepare_chromium() {
  if ! find_chromium; then
    install_chromium && find_chromium ||
      stop_because "Chromium is missing: install chromium (or Google Chrome), or name it in CHROMIUM, or leave the browser out with ./check --fast."
  fi
  export CHROMIUM
}
