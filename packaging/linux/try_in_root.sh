#!/usr/bin/env bash
# Installs the .deb in a Debian that has nothing else, and tries the program there on X.
#
#   sudo packaging/linux/try_in_root.sh SUITE DEB [PLACE]      for example bookworm, trixie
#
# Needs mmdebstrap or debootstrap, and root. PLACE keeps the root for another time. Ends with status
# 75 where the root itself cannot be made, for example without a network.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=$1 deb=$(realpath "$2") place=${3:-}

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
    DEBIAN_FRONTEND=noninteractive "$@"; }
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
finish() {
    umount "$root/proc" || true
    [ -n "$place" ] || rm -rf "$root"
}
trap finish EXIT

in_root apt-get -qq update || in_root apt-get -qq update || exit 75
cp "$deb" "$root/tmp/gdsim.deb"
in_root apt-get -qq install -y --no-install-recommends /tmp/gdsim.deb >/dev/null 2>&1
echo "$suite: $(in_root gdsim --version), $(in_root ldd --version | head -n 1)"
in_root gdsim --self-test

# A screen, which a person's system has; the program's own package must not bring one along.
in_root apt-get -qq install -y --no-install-recommends xvfb xauth xdotool >/dev/null 2>&1
in_root xvfb-run -a gdsim --self-test screen | tr -d '\002'
in_root xvfb-run -a sh -c 'gdsim-window toy-bowl & pid=$!
    xdotool search --sync --onlyvisible --name gdsim >/dev/null && echo "the window is there"
    kill $pid'

in_root apt-get -qq remove -y gdsim >/dev/null 2>&1
if [ -e "$root/usr/lib/gdsim" ]; then
    echo "something is left in /usr/lib/gdsim"
    exit 1
fi
echo "$suite: installed, tried, removed"
