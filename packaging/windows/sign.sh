#!/usr/bin/env bash
# Signs programs and installers for Windows, where there is a certificate; without one it says so.
#
#   GDSIM_PFX=certificate.pfx GDSIM_PFX_PASSWORD=... packaging/windows/sign.sh FILE...
set -euo pipefail
if [ -z "${GDSIM_PFX:-}" ]; then
    echo "not signed, for there is no certificate (GDSIM_PFX): $*"
    exit 0
fi
signtool=$(command -v signtool ||
    ls -d "/c/Program Files (x86)/Windows Kits/10/bin"/*/x64/signtool.exe 2>/dev/null | tail -n 1) || true
for file in "$@"; do
    if [ -n "$signtool" ]; then
        # Git's shell would take /fd and its like for folders, and make Windows' names of them.
        MSYS2_ARG_CONV_EXCL='*' "$signtool" sign /fd SHA256 /f "$(cygpath -w "$GDSIM_PFX")" \
            /p "${GDSIM_PFX_PASSWORD:-}" ${GDSIM_TIMESTAMP:+/tr "$GDSIM_TIMESTAMP" /td SHA256} \
            "$(cygpath -w "$file")"
    else
        osslsigncode sign -pkcs12 "$GDSIM_PFX" -pass "${GDSIM_PFX_PASSWORD:-}" -h sha256 -n gdsim \
            ${GDSIM_TIMESTAMP:+-ts "$GDSIM_TIMESTAMP"} -in "$file" -out "$file.signed"
        mv "$file.signed" "$file"
    fi
done
