#!/bin/sh
# Puts gdsim into one person's menu, without any rights: install.sh, or install.sh --remove.
set -eu
here=$(dirname "$(readlink -f "$0")")
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
sizes="16 24 32 48 64 128 256 512"

refresh() {
    for command in "update-desktop-database $data/applications" "update-mime-database $data/mime" \
        "gtk-update-icon-cache -q -t $data/icons/hicolor"; do
        # Where there is none of these, the desktop looks by itself.
        $command >/dev/null 2>&1 || true
    done
}

if [ "${1:-}" = --remove ]; then
    rm -f "$bin/gdsim" "$bin/gdsim-window" "$data/applications/gdsim.desktop" \
        "$data/mime/packages/gdsim.xml" "$data/icons/hicolor/scalable/apps/gdsim.svg"
    for size in $sizes; do rm -f "$data/icons/hicolor/${size}x$size/apps/gdsim.png"; done
    refresh
    echo "gdsim is out of the menu; delete $here to be rid of it."
    exit
fi

mkdir -p "$bin" "$data/applications" "$data/mime/packages" "$data/icons"
ln -sf "$here/program/gdsim" "$here/program/gdsim-window" "$bin/"
# A menu entry takes a program's place in quotes, in which some characters are marked, and marked again.
place=$(printf %s "$here/program/gdsim-window" | sed 's/\\/&&&&/g; s/["`$]/\\\\&/g; s/%/%%/g')
{
    grep -Ev '^(Try)?Exec=' "$here/share/applications/gdsim.desktop"
    printf 'Exec="%s" %%f\n' "$place"
} >"$data/applications/gdsim.desktop"
cp "$here/share/mime/packages/gdsim.xml" "$data/mime/packages/"
cp -r "$here/share/icons/hicolor" "$data/icons/"
refresh
echo "gdsim is in the menu, and in $bin."
