#!/bin/sh
# Installs Sayso from this folder: for yourself in ~/.local, or elsewhere with PREFIX=/usr/local. `./install.sh --remove`
# takes exactly what it installed away again. Projects and settings are never touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-$HOME/.local}

files() { (cd "$here" && find bin share -type f | LC_ALL=C sort); }

refresh() {
    # Menus, icons and file types are seen at once where these programs are there, else after the next login.
    update-desktop-database "$prefix/share/applications" 2>/dev/null || true
    update-mime-database "$prefix/share/mime" 2>/dev/null || true
    gtk-update-icon-cache -q "$prefix/share/icons/hicolor" 2>/dev/null || true
}

case ${1:-} in
    --remove)
        files | while IFS= read -r file; do rm -f "$prefix/$file"; done
        refresh
        echo "Sayso was removed from $prefix"
        exit 0
        ;;
    '') ;;
    *)
        echo "usage: ./install.sh [--remove]   (PREFIX=$prefix)" >&2
        exit 2
        ;;
esac

# Sayso opens these while it runs; without them there is no window.
missing=
for library in libGL.so.1 libEGL.so.1 libxkbcommon.so.0; do
    if command -v ldconfig >/dev/null 2>&1 || [ -x /sbin/ldconfig ]; then
        PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep -q "$library" || missing="$missing $library"
    fi
done
files | while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp "$here/$file" "$prefix/$file"
done
# A menu that does not look into the folder of the program finds it nevertheless.
sed "s|^Exec=sayso|Exec=\"$prefix/bin/sayso\"|" "$here/share/applications/sayso.desktop" >"$prefix/share/applications/sayso.desktop"
refresh
echo "Sayso was installed in $prefix"
case ":$PATH:" in *":$prefix/bin:"*) ;; *) echo "To start it as 'sayso', put $prefix/bin on your PATH" ;; esac
[ -z "$missing" ] || echo "Please install what your system calls:$missing"
