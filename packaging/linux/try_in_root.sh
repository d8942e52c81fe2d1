#!/usr/bin/env bash
# Installs the .deb, or puts the AppImage, in a Debian that has nothing else, and tries it there on X.
#
#   sudo packaging/linux/try_in_root.sh SUITE PACKAGE [PLACE]      for example bookworm, trixie
#
# Needs mmdebstrap or debootstrap, and root. PLACE keeps the root for another time. Ends with status
# 75 where the root itself cannot be made, for example without a network.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=$1 package=$(realpath "$2") place=${3:-}

root=${place:-$(mktemp -d)}
if [ ! -x "$root/usr/bin/apt-get" ]; then
    if command -v mmdebstrap >/dev/null; then
        mmdebstrap --quiet --variant=minbase "$suite" "$root" || exit 75
    else
        debootstrap --variant=minbase "$suite" "$root" >/dev/null || exit 75
    fi
fi
cp /etc/resolv.conf "$root/etc/"
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive APPIMAGE_EXTRACT_AND_RUN=1 "$@"; }
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
finish() {
    umount "$root/proc" || true
    [ -n "$place" ] || rm -rf "$root"
}
trap finish EXIT

in_root apt-get -qq update || in_root apt-get -qq update || exit 75
install() { in_root apt-get -qq install -y --no-install-recommends "$@" >/dev/null 2>&1; }
case $package in
    *.deb)
        cp "$package" "$root/tmp/gdsim.deb"
        install /tmp/gdsim.deb
        ;;
    *)
        # It brings no packages along, so the README's are there. A root has no FUSE: it unpacks itself.
        # shellcheck disable=SC2046 # a list of names
        install $(sed -n 's/^ *sudo apt-get install //p' README.md)
        cp "$package" "$root/usr/bin/gdsim-window"
        ln -sf gdsim-window "$root/usr/bin/gdsim"
        ;;
esac
echo "$suite: $(in_root gdsim --version), $(in_root ldd --version | head -n 1)"
in_root gdsim --self-test

# A screen, which a person's system has; the program's own package must not bring one along.
install xvfb xauth xdotool
in_root xvfb-run -a gdsim --self-test screen | tr -d '\002'
in_root xvfb-run -a sh -c 'gdsim-window toy-bowl & pid=$!
    xdotool search --sync --onlyvisible --name gdsim >/dev/null && echo "the window is there"
    kill $pid'

case $package in
    *.deb) in_root apt-get -qq remove -y gdsim >/dev/null 2>&1 ;;
    *) rm "$root/usr/bin/gdsim-window" "$root/usr/bin/gdsim" ;;
esac
if [ -e "$root/usr/lib/gdsim" ]; then
    echo "something is left in /usr/lib/gdsim"
    exit 1
fi
echo "$suite: installed, tried, removed"
