#!/usr/bin/env bash
# From the built folder to the installer for Windows (in Git's shell there, or anywhere with makensis).
#
#   packaging/windows/package.sh [FOLDER [TARGET]]     by default build/dist/gdsim and build/packages
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-build/dist/gdsim}
target=${2:-build/packages}
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' gdsim/__init__.py)
icons=build/pyinstaller/gdsim/icons
mkdir -p "$target"
packaging/windows/sign.sh "$folder"/*.exe
installer=$target/gdsim-$version-windows-x86_64.exe
# Its own words are read from where the script stands, so every place is given whole.
whole() { if command -v cygpath >/dev/null; then cygpath -w "$(realpath "$1")"; else realpath "$1"; fi; }
makensis -V2 -WX "-DVERSION=$version" "-DSOURCE=$(whole "$folder")" \
    "-DICON=$(whole "$icons/gdsim.ico")" "-DLICENCE=$(whole LICENSE)" \
    "-DTARGET=$(whole "$target")/gdsim-$version-windows-x86_64.exe" packaging/windows/gdsim.nsi
packaging/windows/sign.sh "$installer"
ls -l "$installer"
