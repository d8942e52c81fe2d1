#!/usr/bin/env bash
# Signs programs and installers for Windows, where there is a certificate; without one it says so.
#
#   GDSIM_PFX=certificate.pfx GDSIM_PFX_PASSWORD=... packaging/windows/sign.sh FILE...
set -euo pipefail
if [ -z "${GDSIM_PFX:-}" ]; then
    echo "not signed, for there is no certificate (GDSIM_PFX): $*"
    exit 0
fi
for file in "$@"; do
    if command -v signtool >/dev/null; then
        signtool sign /fd SHA256 /f "$GDSIM_PFX" /p "${GDSIM_PFX_PASSWORD:-}" \
            ${GDSIM_TIMESTAMP:+/tr "$GDSIM_TIMESTAMP" /td SHA256} "$file"
    else
        osslsigncode sign -pkcs12 "$GDSIM_PFX" -pass "${GDSIM_PFX_PASSWORD:-}" -h sha256 -n gdsim \
            ${GDSIM_TIMESTAMP:+-ts "$GDSIM_TIMESTAMP"} -in "$file" -out "$file.signed"
        mv "$file.signed" "$file"
    fi
done
