#!/bin/sh
# Draws docs/readme-graph.svg, the recorded graph of examples/readme.c: the program itself, with a dump in place of its
# training loop. Needs a built tree in build/ and Graphviz.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed 's/for (int i = 0; i <= 1000; i++) {/wg_graph_dump(stdout, WG_DOT, g, \&cost, 1); for (int i = 0; i < 0; i++) {/' \
    examples/readme.c >"$work/readme.c"
cc -std=c11 -I build/inc/examples -o "$work/readme" "$work/readme.c" -L build -lwengert -Wl,-rpath,"$PWD/build"
"$work/readme" >"$work/readme.dot"
dot -Tsvg "$work/readme.dot" | sed 's/ width="[0-9]*pt"/ width="100%"/; s/ height="[0-9]*pt"//' >docs/readme-graph.svg
