#!/usr/bin/env bash
# What the tests of real binaries need besides npm packages: the arm64 world under qemu-user. Installs only
# what is missing.
set -euo pipefail
[ "$(uname -m)" = x86_64 ] || { echo "the real binaries are loaded on x86_64, with arm64 emulated" >&2; exit 1; }

missing=()
command -v qemu-aarch64-static >/dev/null 2>&1 || missing+=(qemu-user-static)
[ -e /usr/aarch64-linux-gnu/lib/libc.so.6 ] || missing+=(libc6-arm64-cross)
[ -e /usr/aarch64-linux-gnu/lib/libstdc++.so.6 ] || missing+=(libstdc++6-arm64-cross)
# Node 26 is linked to it.
[ -e /usr/aarch64-linux-gnu/lib/libatomic.so.1 ] || missing+=(libatomic1-arm64-cross)
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
"${sudo[@]}" apt-get update -q
"${sudo[@]}" apt-get install -qy --no-install-recommends "${missing[@]}"
