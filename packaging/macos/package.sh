#!/usr/bin/env bash
# From the built bundle to a disk image: signed and notarised where there are secrets, else not.
#
#   packaging/macos/package.sh [BUNDLE [TARGET]]     by default build/dist/gdsim.app, build/packages
#
# GDSIM_IDENTITY     name of a certificate in the keychain, "Developer ID Application: ..."
# GDSIM_NOTARY       name of a profile that "xcrun notarytool store-credentials" has stored
set -euo pipefail
cd "$(dirname "$0")/../.."
bundle=${1:-build/dist/gdsim.app}
target=${2:-build/packages}
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' gdsim/__init__.py)
image=$target/gdsim-$version-macos-$(uname -m).dmg
mkdir -p "$target"

plutil -lint "$bundle/Contents/Info.plist"
if [ -n "${GDSIM_IDENTITY:-}" ]; then
    # From the inside out: a signature covers what is signed before it.
    find "$bundle" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$GDSIM_IDENTITY"
    codesign --force --timestamp --options runtime --sign "$GDSIM_IDENTITY" \
        --entitlements packaging/macos/entitlements.plist "$bundle/Contents/MacOS/"* "$bundle"
else
    echo "not signed by a maker, for there is no certificate (GDSIM_IDENTITY)"
    # Programs for Apple's own processors do not start without any signature.
    codesign --force --deep --sign - "$bundle"
fi
codesign --verify --deep --strict "$bundle"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$bundle" "$work/"
cp LICENSE "$work/Licence.txt"
ln -s /Applications "$work/Applications"
rm -f "$image"
hdiutil create -volname "gdsim $version" -srcfolder "$work" -fs HFS+ -format ULMO -quiet "$image"

if [ -n "${GDSIM_IDENTITY:-}" ] && [ -n "${GDSIM_NOTARY:-}" ]; then
    codesign --timestamp --sign "$GDSIM_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$GDSIM_NOTARY" --wait
    xcrun stapler staple "$image"
else
    echo "not notarised, for there is no profile (GDSIM_NOTARY)"
fi
ls -l "$image"
