# bash completion for wengert
_wengert() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "eval capsule check explain ops graph plan mutants report train version help" -- "$current")
        return
    fi
    case $previous in
    --format | -f)
        mapfile -t COMPREPLY < <(compgen -W "text dot svg json" -- "$current")
        return
        ;;
    --out-dir | --out)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    --dtype | -d)
        mapfile -t COMPREPLY < <(compgen -W "f32 f64" -- "$current")
        return
        ;;
    -o | --output | --html | --vjp | --images | --labels | --test-images | --test-labels)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    esac
    case ${COMP_WORDS[1]} in
    eval) options="--output --grad --vjp --out-dir --set --seed --json --reference --help" ;;
    check) options="--wrt --dtype --shapes --second --fast --full --samples --hold-random --seed --set --json --html --keep-all --quiet --help all $(wengert ops --json 2>/dev/null | sed -n 's/^    "name": "\([a-z0-9_]*\)",$/\1/p')" ;;
    report) options="--output --help" ;;
    explain) options="--grad --vjp --set --seed --json --help" ;;
    plan) options="--runs --no-roof --json --html --trace --grad --vjp --set --seed --help" ;;
    graph) options="--format --output --plan --grad --vjp --set --seed --help" ;;
    ops) options="--json --markdown --help $(wengert ops --json 2>/dev/null | sed -n 's/^    "name": "\([a-z0-9_]*\)",$/\1/p')" ;;
    capsule) options="--c --python --help" ;;
    mutants) options="--jobs --list --json --markdown --help" ;;
    train) options="--images --labels --test-images --test-labels --widths --epochs --batch --lr --momentum --seed --out --json --help" ;;
    *) options="--json --help" ;;
    esac
    if [ "${COMP_WORDS[1]}" = report ] && [[ $current != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    elif [[ $current == *=* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "${current#*=}")
    else
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    fi
}
complete -o filenames -F _wengert wengert
