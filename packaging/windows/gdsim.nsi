; The installer for Windows: for one person, without an administrator's rights.
;
;   makensis -DVERSION=0.1.0 -DSOURCE=build/dist/gdsim -DICON=build/pyinstaller/gdsim/icons/gdsim.ico \
;            -DTARGET=build/packages/gdsim-0.1.0-windows-x86_64.exe packaging/windows/gdsim.nsi
;
; Silently: gdsim-...exe /S /D=C:\where ; and to remove it: uninstall.exe /S
Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include MUI2.nsh
!include FileFunc.nsh

!ifndef VERSION
  !error "give -DVERSION=, -DSOURCE=, -DICON= and -DTARGET="
!endif

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\gdsim"
!define DOCUMENT "gdsim.Document"
!define SCENARIO "gdsim.Scenario"

Name "gdsim"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\gdsim"
InstallDirRegKey HKCU "Software\gdsim" "Folder"
BrandingText "gdsim ${VERSION}"
; Signed where there is a certificate, see sign.sh; without one SIGN is not given.
!ifdef SIGN
  !finalize '${SIGN} "%1"'
  !uninstfinalize '${SIGN} "%1"'
!endif

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "gdsim"
VIAddVersionKey "FileDescription" "Installs gdsim"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "gdsim"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\gdsim-window.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

Section
  ; What an earlier version left must not be found by this one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\gdsim.lnk" "$INSTDIR\gdsim-window.exe"

  WriteRegStr HKCU "Software\gdsim" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "gdsim"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\gdsim-window.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The gdsim authors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"

  ; A document opens with a double click; scenarios, which end in .toml as much else does, are
  ; offered under "Open with" alone.
  WriteRegStr HKCU "Software\Classes\.gdsim" "" "${DOCUMENT}"
  WriteRegStr HKCU "Software\Classes\.gdsim\OpenWithProgids" "${DOCUMENT}" ""
  WriteRegStr HKCU "Software\Classes\${DOCUMENT}" "" "gdsim document"
  WriteRegStr HKCU "Software\Classes\${DOCUMENT}\DefaultIcon" "" "$INSTDIR\gdsim-window.exe,0"
  WriteRegStr HKCU "Software\Classes\${DOCUMENT}\shell\open\command" "" '"$INSTDIR\gdsim-window.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.toml\OpenWithProgids" "${SCENARIO}" ""
  WriteRegStr HKCU "Software\Classes\${SCENARIO}" "" "gdsim scenario"
  WriteRegStr HKCU "Software\Classes\${SCENARIO}\DefaultIcon" "" "$INSTDIR\gdsim-window.exe,0"
  WriteRegStr HKCU "Software\Classes\${SCENARIO}\shell\open\command" "" '"$INSTDIR\gdsim-window.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  ; Nothing but what was installed: the person's answers and documents are elsewhere, and stay.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\gdsim.exe"
  Delete "$INSTDIR\gdsim-window.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\gdsim.lnk"

  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\gdsim"
  DeleteRegKey HKCU "Software\Classes\${DOCUMENT}"
  DeleteRegKey HKCU "Software\Classes\${SCENARIO}"
  DeleteRegValue HKCU "Software\Classes\.toml\OpenWithProgids" "${SCENARIO}"
  DeleteRegValue HKCU "Software\Classes\.gdsim\OpenWithProgids" "${DOCUMENT}"
  ReadRegStr $0 HKCU "Software\Classes\.gdsim" ""
  StrCmp $0 "${DOCUMENT}" 0 +2
    DeleteRegKey HKCU "Software\Classes\.gdsim"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
