#!/bin/sh
# Finds out first whether Node is there, and says what is missing in words.
version="$(node --version 2>/dev/null)"
major="${version#v}"
major="${major%%.*}"
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
  echo "The web page is built with Node.js >= 20 and npm; found: node ${version:-missing}, npm $(npm --version 2>/dev/null || echo missing)." >&2
  echo "Install them, for example with 'apt-get install nodejs npm' (Debian 13, Ubuntu 25.04 or newer), 'dnf install nodejs npm', 'brew install node' or from https://nodejs.org, and see that 'node' is on the PATH." >&2
  exit 1
fi
exec node "$(dirname "$0")/maven.mjs" "$@"
