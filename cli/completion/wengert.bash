# bash completion for wengert
_wengert() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} options
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "eval bench capsule check explain ops graph mutants plan report roof train version help" -- "$current")
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
    --preset)
        mapfile -t COMPREPLY < <(compgen -W "mlp lenet resnet50 gpt2 deepbench benchdnn all" -- "$current")
        return
        ;;
    --mode | --cache | --data | --layout)
        local -A lists=([--mode]="forward backward both" [--cache]="hot cold weights" [--data]="normal zeros subnormal mixed all"
            [--layout]="contiguous strided transposed broadcast all")
        mapfile -t COMPREPLY < <(compgen -W "${lists[$previous]}" -- "$current")
        return
        ;;
    --beside)
        mapfile -t COMPREPLY < <(compgen -W "ops models all" -- "$current")
        return
        ;;
    -o | --output | --html | --capsule | --markdown | --csv | --resume | --baseline | --kernel | --graph | --vjp | --images | --labels | --test-images | --test-labels)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    esac
    case ${COMP_WORDS[1]} in
    eval) options="--output --grad --vjp --out-dir --set --seed --json --reference --help" ;;
    check) options="--wrt --dtype --shapes --second --fast --full --samples --hold-random --seed --set --json --html --capsule --keep-all --quiet --help all $(wengert ops --json 2>/dev/null | sed -n 's/^    "name": "\([a-z0-9_]*\)",$/\1/p')" ;;
    bench) options="--against --all --baseline --beside --cache --check --core --csv --data --dry-run --dtype --each --filter --graph --html --json --kernel --layout --list --margin --mode --output --pair --peer --precision --preset --reference --resume --seed --size --sweep --time --versus --weights --help $(wengert ops --json 2>/dev/null | sed -n 's/^    "name": "\([a-z0-9_]*\)",$/\1/p')" ;;
    roof) options="--threads --time --json --help" ;;
    report) options="--output --help" ;;
    explain) options="--grad --vjp --set --seed --json --help" ;;
    plan) options="--runs --budget --no-roof --json --html --trace --grad --vjp --set --seed --help" ;;
    graph) options="--format --output --plan --grad --vjp --set --seed --help" ;;
    ops) options="--json --markdown --help $(wengert ops --json 2>/dev/null | sed -n 's/^    "name": "\([a-z0-9_]*\)",$/\1/p')" ;;
    capsule) options="--c --python --help" ;;
    mutants) options="--jobs --list --json --markdown --help $(wengert ops --json 2>/dev/null | sed -n 's/^    "name": "\([a-z0-9_]*\)",$/\1/p')" ;;
    train) options="--images --labels --test-images --test-labels --widths --epochs --batch --lr --momentum --seed --out --json --help" ;;
    *) options="--json --help" ;;
    esac
    if [[ ${COMP_WORDS[1]} = @(report|capsule) ]] && [[ $current != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    elif [[ $current == *=* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "${current#*=}")
    else
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    fi
}
complete -o filenames -F _wengert wengert
