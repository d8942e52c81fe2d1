#!/usr/bin/env bash
# Runs the installer under wine, silently: installs, looks, removes, looks. Needs wine for 32 bits.
#
#   packaging/windows/try_under_wine.sh INSTALLER
set -euo pipefail
installer=$(realpath "$1")
export WINEPREFIX=${WINEPREFIX:-$(mktemp -d)} WINEDEBUG=-all
wineboot -i >/dev/null 2>&1 || true

has() { wine reg query "$1" ${2:+$2} ${3:+"$3"} 2>/dev/null | tr -d '\r'; }
user=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 ! -name Public | head -n 1)
folder=$user/AppData/Local/Programs/gdsim
menu=$user/AppData/Roaming/Microsoft/Windows/Start\ Menu/Programs/gdsim.lnk
command='HKCU\Software\Classes\gdsim.Document\shell\open\command'
uninstall='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\gdsim'
failed=0
expect() { # DESCRIPTION COMMAND...
    local what=$1; shift
    if "$@" >/dev/null 2>&1; then echo "ok: $what"; else echo "FAILED: $what"; failed=1; fi
}
wait_gone() { for _ in $(seq 100); do [ -e "$1" ] || return 0; sleep 0.2; done; return 1; }

wine "$installer" /S
wineserver -w
expect "the programs are there" test -f "$folder/gdsim.exe" -a -f "$folder/gdsim-window.exe"
expect "what they need is there" test -d "$folder/_internal"
expect "the Start menu has an entry" test -f "$menu"
expect "documents open with it" bash -c "wine reg query '$command' /ve | grep -q 'gdsim-window.exe'"
expect "it can be removed from Settings" has "$uninstall" /v UninstallString
expect "its version is told" bash -c "wine reg query '$uninstall' /v DisplayVersion | grep -q '[0-9]'"

touch "$folder/of-the-person.txt"
wine "$folder/uninstall.exe" /S
wineserver -w
expect "the programs are gone" wait_gone "$folder/gdsim.exe"
expect "what they needed is gone" wait_gone "$folder/_internal"
expect "the Start menu has no entry" wait_gone "$menu"
expect "documents open with nothing" bash -c "! wine reg query '$command'"
expect "Settings has no entry" bash -c "! wine reg query '$uninstall'"
expect "a file of the person's stays" test -f "$folder/of-the-person.txt"
exit $failed
