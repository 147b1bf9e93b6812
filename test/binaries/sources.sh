#!/usr/bin/env bash
# Fetches the sources of elfutils and of file(1) as Debian has them, and unpacks their test files: ELF files of
# many machines, and files of many other kinds. Writes only below the folder that is its argument.
set -euo pipefail
to=$1
mkdir -p "$to/lists/partial" "$to/elfutils" "$to/file"
cd "$to"
[ -e unpacked ] && exit 0
# The machine's own sources of packages, asked for their source packages.
mkdir -p parts
for file in /etc/apt/sources.list.d/*.sources; do
  [ -e "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" >"parts/$(basename "$file")"
done
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -e "$file" ] && sed -n 's/^deb /deb-src /p' "$file" >"parts/$(basename "$file")"
done
options=(-q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$PWD/parts" -o "Dir::State::lists=$PWD/lists")
apt-get "${options[@]}" update
apt-get "${options[@]}" source --download-only elfutils file
tar -xf elfutils_*.orig.tar.bz2 -C elfutils --strip-components=2 --wildcards '*/tests/testfile*.bz2'
tar -xf file_*.orig.tar.gz -C file --strip-components=2 --wildcards '*/tests/*.testfile' '*/tests/*.result'
bunzip2 -f elfutils/*.bz2
touch unpacked
