#!/bin/sh
# Prints the path of a Python that can make the environment: 3.11, else 3.10.
#   find_python.sh          the first one
#   find_python.sh all      one of each supported version, a line each
#   find_python.sh 3.10     the first one of that version
# Looks on PATH and in the folders of pyenv and uv. Downloads nothing.
set -u

folders() {  # the folders that may hold a Python, a line each
    printf '%s\n' "$PATH" | tr ':' '\n'
    for folder in "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/*/bin \
        "${UV_PYTHON_INSTALL_DIR:-${XDG_DATA_HOME:-${HOME:-}/.local/share}/uv/python}"/*/bin; do
        if [ -d "$folder" ]; then printf '%s\n' "$folder"; fi
    done
}

# Run by each candidate: a shim may stand for nothing, a version may lack its parts, a virtual
# environment stands for the Python below it (and may be the one that is about to be replaced).
probe='
import os, sys
version = "%d.%d" % sys.version_info[:2]
if version == sys.argv[1]:
    inside = sys.prefix != sys.base_prefix
    path = os.path.join(sys.base_prefix, "bin", "python" + version) if inside else sys.executable
    try:
        import ensurepip, venv
        print("usable " + path)
    except ImportError:
        print("partial " + path)
'

find_version() {  # prints "usable PATH", else "partial PATH" or nothing
    partial=
    while IFS= read -r folder; do
        for candidate in "$folder/python$1" "$folder/python3"; do
            [ -x "$candidate" ] || continue
            answer=$("$candidate" -I -c "$probe" "$1" 2>/dev/null </dev/null) || continue
            case $answer in
                usable*) printf '%s\n' "$answer"; return ;;
                partial*) partial=$answer ;;
            esac
        done
    done <<EOF
$(folders)
EOF
    if [ -n "$partial" ]; then printf '%s\n' "$partial"; fi
}

case ${1-} in
    '' | all) versions='3.11 3.10' ;;
    *) versions=$1 ;;
esac

found=no
lacking=
for version in $versions; do
    answer=$(find_version "$version")
    case $answer in
        usable*)
            printf '%s\n' "${answer#usable }"
            found=yes
            if [ "${1-}" != all ]; then exit 0; fi
            ;;
        partial*) lacking="${lacking:-${answer#partial } cannot make environments: install the package python$version-venv.}" ;;
    esac
done
if [ "$found" = yes ]; then exit 0; fi
needed=$(printf '%s' "$versions" | sed 's/ / or /')
printf '%s\n' "${lacking:-Python $needed is needed and none was found. Get one with: apt install python3.11 python3.11-venv, or pyenv install 3.11, or uv python install 3.11.}" >&2
exit 1
