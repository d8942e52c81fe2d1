#!/usr/bin/env bash
# From the built folder to what Linux installs: a .deb, a .tar.xz that needs no rights, an AppDir, and an
# AppImage where appimagetool is there, which appimagetool.sh gets.
#
#   packaging/linux/package.sh [FOLDER [TARGET]]     by default build/dist/gdsim and build/packages
#
# Needs dpkg-deb and xz; desktop-file-validate and appstreamcli are asked where they are there.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(realpath "${1:-build/dist/gdsim}")
target=${2:-build/packages}
mkdir -p "$target"
target=$(realpath "$target")
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' gdsim/__init__.py)
machine=$(uname -m)
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

# The pictures stand in the build's work folder; the program itself needs only the drawing.
icons=$folder/_internal/gdsim/resources/icons
pictures=build/pyinstaller/gdsim/icons

# What a person's menu, files and software centre are told; under the folder $1.
share() {
    install -Dm644 packaging/linux/gdsim.desktop "$1/share/applications/gdsim.desktop"
    install -Dm644 packaging/linux/gdsim-mime.xml "$1/share/mime/packages/gdsim.xml"
    install -Dm644 "$icons/gdsim.svg" "$1/share/icons/hicolor/scalable/apps/gdsim.svg"
    for size in 16 24 32 48 64 128 256 512; do
        install -Dm644 "$pictures/$size.png" "$1/share/icons/hicolor/${size}x$size/apps/gdsim.png"
    done
    mkdir -p "$1/share/metainfo"
    sed "s/@VERSION@/$version/; s/@DATE@/$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%F)/" \
        packaging/linux/gdsim.metainfo.xml >"$1/share/metainfo/gdsim.metainfo.xml"
}

# --- tar: unpack it anywhere; install.sh makes the menu entry for one person -----------------------
tree=$work/gdsim-$version
mkdir "$tree"
cp -al "$folder" "$tree/program" 2>/dev/null || cp -a "$folder" "$tree/program"
share "$tree"
install -m755 packaging/linux/install.sh "$tree/install.sh"
install -m644 LICENSE "$tree/LICENSE"
tar -C "$work" --owner=0 --group=0 -c "gdsim-$version" | xz "-${GDSIM_XZ:-6}" -T0 \
    >"$target/gdsim-$version-linux-$machine.tar.xz"

# --- deb ----------------------------------------------------------------------------------------------
root=$work/deb
mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN" "$root/usr/share/doc/gdsim"
cp -al "$folder" "$root/usr/lib/gdsim" 2>/dev/null || cp -a "$folder" "$root/usr/lib/gdsim"
ln -s ../lib/gdsim/gdsim ../lib/gdsim/gdsim-window "$root/usr/bin/"
share "$root/usr"
install -m644 LICENSE "$root/usr/share/doc/gdsim/copyright"
cat >>"$root/usr/share/doc/gdsim/copyright" <<TEXT

What it stands on is under licences of its own: see Help, About, Licences in the program, and the
files in /usr/lib/gdsim/_internal/gdsim/resources/licences and /usr/lib/gdsim/_internal/*.dist-info.
TEXT
cat >"$root/DEBIAN/control" <<TEXT
Package: gdsim
Version: $version
Architecture: $architecture
Maintainer: The gdsim authors <gdsim@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Section: education
Priority: optional
Depends: libc6 (>= 2.35), libstdc++6, libegl1, libgl1, libglib2.0-0t64 | libglib2.0-0, libdbus-1-3,
 libfontconfig1, libfreetype6, libx11-6, libx11-xcb1, libxcb1, zlib1g, libexpat1, libwayland-client0,
 libwayland-cursor0, libwayland-egl1, fonts-dejavu-core
Description: step through gradient descent one update at a time
 A desktop simulator for students and lecturers: contour plot, loss plot and
 iteration table move together, every number can be checked by hand, and the
 table can be taken away. It works offline.
TEXT
dpkg-deb --root-owner-group "-Zxz" "-z${GDSIM_XZ:-6}" -b "$root" "$target/gdsim_${version}_$architecture.deb" >/dev/null

# --- AppDir, and one file of it that needs no installing, where there is the tool for that -----------
appdir=$target/gdsim.AppDir
rm -rf "$appdir"
mkdir -p "$appdir/usr/lib"
cp -a "$folder" "$appdir/usr/lib/gdsim"
share "$appdir/usr"
cp packaging/linux/gdsim.desktop "$appdir/gdsim.desktop"
cp "$pictures/256.png" "$appdir/gdsim.png"
ln -s gdsim.png "$appdir/.DirIcon"
printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/usr/lib/gdsim/gdsim-window" "$@"\n' >"$appdir/AppRun"
chmod 755 "$appdir/AppRun"
if command -v appimagetool >/dev/null; then
    # By xz in blocks of 128 KB it has 123 MB and starts in some six times the time of the folder; blocks
    # of 1 MB would save 11 MB and need thrice as long. An appimagetool newer than the one that
    # appimagetool.sh gets starts what it makes by zstd alone: GDSIM_COMP=zstd, which makes it as large.
    compression=${GDSIM_COMP:-xz}
    options=(-b 128K)
    [ "$compression" = zstd ] && options=(-b 1M -Xcompression-level 22)
    appimage=$target/gdsim-$version-$machine.AppImage
    ARCH=$machine appimagetool --no-appstream --comp "$compression" "${options[@]/#/--mksquashfs-opt=}" \
        "$appdir" "$appimage" >"$work/appimage.log" 2>&1 || { cat "$work/appimage.log"; exit 1; }
    # What cannot be read by the start of the file itself is made without a complaint.
    "$appimage" --appimage-extract-and-run --version
fi

# --- What others say of them --------------------------------------------------------------------------
if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate "$appdir/usr/share/applications/gdsim.desktop"
fi
if command -v appstreamcli >/dev/null; then
    # There is no address that its name could be made of.
    appstreamcli validate --no-net \
        --override=cid-desktopapp-is-not-rdns=info \
        "$appdir/usr/share/metainfo/gdsim.metainfo.xml"
fi
ls -l "$target"
