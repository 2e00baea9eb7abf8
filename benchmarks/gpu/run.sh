#!/usr/bin/env bash
# Embedding on a GPU against sentence-transformers on the same GPU; see README.md beside this file.
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
ROOT="$(dirname "$(dirname "$HERE")")"
WORK="$ROOT/target/gpu-bench"
DEVICE=cuda
PEER=yes
OUT="$ROOT/target/bench/gpu.json"
PYTHON="${PYTHON:-python3}"
MORE=()

usage() {
  cat <<'TEXT'
usage: benchmarks/gpu/run.sh [--device cuda|cuda:N|cpu] [--texts N] [--rounds N] [--data DIR]
                             [--no-peer] [--out FILE]
--device cpu runs all of it without a GPU, with the ordinary zip: a check that the script works.
TEXT
}

while (($#)); do
  case "$1" in
    --device) DEVICE="${2:?}" && shift 2 ;;
    --out) OUT="${2:?}" && shift 2 ;;
    --texts | --rounds | --data) MORE+=("$1" "${2:?}") && shift 2 ;;
    --no-peer) PEER=no && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

PROFILE=()
NAME=chatrec
if [[ "$DEVICE" != cpu ]]; then
  PROFILE=(-Pgpu)
  NAME=chatrec-gpu
  command -v nvidia-smi >/dev/null || { echo "nvidia-smi is missing: is there a driver?" >&2; exit 1; }
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
fi

newest() { # PATTERN -> the newest file
  find "$ROOT/plugin/target" -maxdepth 1 -name "$1" -printf '%T@ %p\n' 2>/dev/null | sort -rn | head -n 1 | cut -d' ' -f2-
}

ZIP="$(newest "$NAME-[0-9]*.zip")"
if [[ -z "$ZIP" || ! -d "$ROOT/benchmarks/target/launcher" ]]; then
  (cd "$ROOT" && mvn -q -B package -DskipTests ${PROFILE[@]+"${PROFILE[@]}"})
  ZIP="$(newest "$NAME-[0-9]*.zip")"
fi

# the plugin's own jars come first: it is they that are measured
rm -rf "$WORK/zip"
mkdir -p "$WORK/zip"
unzip -qo "$ZIP" '*.jar' -d "$WORK/zip"
JAVA=("${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED "-Dchatrec.root=$ROOT"
  -cp "$WORK/zip/*:$ROOT/benchmarks/target/classes:$ROOT/benchmarks/target/launcher/*"
  org.chatrec.benchmarks.gpu.Gpu --device "$DEVICE" ${MORE[@]+"${MORE[@]}"})

COMPARE=()
if [[ "$PEER" == yes ]]; then
  "${JAVA[@]}" --prepare "$WORK/texts.json"
  [[ -x "$WORK/venv/bin/python" ]] || "$PYTHON" -m venv "$WORK/venv"
  "$WORK/venv/bin/python" -m pip install -q -r "$HERE/requirements.txt"
  "$WORK/venv/bin/python" "$HERE/peer.py" --texts "$WORK/texts.json" --out "$WORK/peer.json" --device "$DEVICE"
  COMPARE=(--peer "$WORK/peer.json")
fi
"${JAVA[@]}" ${COMPARE[@]+"${COMPARE[@]}"} --out "$OUT"
echo "written to $OUT"
