"""The arrows between the layers, read from the #include lines (docs/adr/001-layout.md).

usage: check_includes.py SOURCE BUILD PUBLIC_HEADER... -- PRIVATE_GENERATED_HEADER...

The include folders of the build already make a forbidden header impossible to find. This says the same from the
other side, with a message that names the arrow, and catches what folders cannot: a path through `..`, a public header that
leans on a private or a third party's one, a library used outside the layer that owns it.
"""
import os
import re
import sys
import tempfile

import tap

LAYERS = ('tensor', 'ops', 'engine', 'autograd', 'data', 'nn')
SEES = {
    'tensor': {'tensor'},
    'ops': {'tensor', 'ops'},
    'engine': {'tensor', 'ops', 'engine'},
    'autograd': {'tensor', 'ops', 'engine', 'autograd'},
    'data': {'tensor', 'data'},
    'nn': {'tensor', 'ops', 'engine', 'autograd', 'data', 'nn'},
    'benchmarks': {*LAYERS, 'benchmarks'},
    'cli': {*LAYERS, 'benchmarks', 'cli'},
    'examples': set(),
    'tests': {*LAYERS, 'benchmarks', 'cli', 'tests'},
}
PUBLIC_ONLY = ('nn',)  # of the layers below
OUTSIDE = ('examples', 'tests/install')  # these see what is installed, as <wengert/...>
C_HEADERS = set('assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg '
                'stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype'.split())
CXX_HEADERS = {'cmath', 'cstddef', 'cstdint', 'cstdio', 'initializer_list', 'type_traits', 'utility'}
# header of a library -> who may include it
LIBRARIES = {
    'xxhash.h': {'tensor'}, 'cblas.h': {'engine', 'benchmarks'}, 'dnnl.h': {'engine', 'benchmarks'}, 'zlib.h': {'data', 'tests'}, 'zip.h': {'data', 'tests'},
    'cairo.h': {'data', 'tests'}, 'cairo/cairo.h': {'data', 'tests'}, 'popt.h': {'cli'},
    'jansson.h': {'cli', 'tests', 'benchmarks'}, 'cmocka.h': {'tests'}, 'mpfr.h': {'tests'}, 'gmp.h': {'tests'},
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]*)"|<([^>]*)>)', re.M)


class Tree:
    """The sources as text, and which headers are public. Negative controls plant faults in a copy."""

    def __init__(self, texts, public, generated):
        self.texts = texts          # path below the root -> text
        self.public = public        # file name -> layer; the umbrella belongs to ''
        self.generated = generated  # file name of a private header made by the build -> layer

    def planted(self, path, text, public=False):
        texts = {**self.texts, path: self.texts.get(path, '') + '\n' + text + '\n'}
        added = {os.path.basename(path): path.split('/')[0]} if public else {}
        return Tree(texts, {**self.public, **added}, self.generated)

    def includes(self):
        """Every (path, line number, quoted name or None, bracketed name or None)."""
        for path, text in sorted(self.texts.items()):
            for match in INCLUDE.finditer(text):
                yield path, text.count('\n', 0, match.start()) + 1, match.group(1), match.group(2)

    def owner(self, path, name):
        """The layer that owns the header which path includes as "name"; None if there is no such header."""
        folder, _, base = name.rpartition('/')
        if folder:
            known = name in self.texts or self.public.get(base) == folder
            return folder.split('/')[0] if known else None
        if f'{os.path.dirname(path)}/{name}' in self.texts:
            return path.split('/')[0]
        return self.public.get(name, self.generated.get(name))


def layer_of(path):
    return path.split('/')[0] if '/' in path else ''


def is_outside(path):
    return path.startswith(tuple(folder + '/' for folder in OUTSIDE))


def arrows(tree, layer):
    """Complaints about quoted includes in one layer."""
    for path, line, quoted, _ in tree.includes():
        if quoted is None or layer_of(path) != layer or is_outside(path):
            continue
        where = f'{path}:{line}: "{quoted}"'
        if '..' in quoted.split('/'):
            yield f'{where}: no path through ..'
            continue
        owner = tree.owner(path, quoted)
        base = quoted.rpartition('/')[2]
        if owner is None:
            yield f'{where}: no such header'
        elif owner == '':
            yield f'{where}: the umbrella is for users'
        elif owner not in SEES[layer]:
            yield f'{where}: {layer} may not include {owner}'
        elif layer in PUBLIC_ONLY and owner != layer and base not in tree.public:
            yield f'{where}: {layer} sees public headers only, and this one of {owner} is private'


def outside(tree):
    """Complaints about programs that stand for a user's."""
    for path, line, quoted, bracketed in tree.includes():
        if bracketed and bracketed.startswith('wengert/'):
            if bracketed[len('wengert/'):] not in tree.public:
                yield f'{path}:{line}: <{bracketed}> is not installed'
            if layer_of(path) in (*LAYERS, 'cli', 'benchmarks'):
                yield f'{path}:{line}: <{bracketed}>: inside the tree, include by folder or bare name'
        if is_outside(path) and quoted:
            yield f'{path}:{line}: "{quoted}": a user has <wengert/...> only'


def public(tree):
    """Complaints about public headers: bare names of public headers, and the language's own, nothing else."""
    for path, line, quoted, bracketed in tree.includes():
        base = os.path.basename(path)
        if base not in tree.public or tree.public[base] != layer_of(path):
            continue
        if quoted and quoted not in tree.public:
            yield f'{path}:{line}: "{quoted}": a public header includes public headers, by bare name'
        if bracketed and bracketed.removesuffix('.h') not in C_HEADERS and bracketed not in CXX_HEADERS:
            yield f'{path}:{line}: <{bracketed}>: a public header includes no header of a third party'


def libraries(tree):
    """Complaints about third parties' headers outside the layer that owns the library."""
    for path, line, _, bracketed in tree.includes():
        if bracketed in LIBRARIES and layer_of(path) not in LIBRARIES[bracketed]:
            yield f'{path}:{line}: <{bracketed}> belongs to {", ".join(sorted(LIBRARIES[bracketed]))}'


def names(tree):
    """Complaints about two headers of one name: bare names could not tell them apart."""
    seen = {}
    for path in sorted(tree.texts):
        base = os.path.basename(path)
        if base.endswith('.h'):
            if base in seen:
                yield f'{path}: {seen[base]} has that name'
            seen.setdefault(base, path)


def umbrella(tree):
    """Complaints about wengert.h: each layer's own header, lowest first, and nothing else."""
    wanted = [f'{layer}.h' for layer in LAYERS if tree.public.get(f'{layer}.h') == layer]
    got = [quoted for path, _, quoted, _ in tree.includes() if path == 'wengert.h']
    if sorted(got) != sorted(wanted):
        yield f'wengert.h includes {got}, the layers have {wanted}'


def reached(tree):
    """Complaints about public headers that wengert.h does not lead to."""
    wanted, found = {'wengert.h'}, set()
    while wanted:
        base = wanted.pop()
        found.add(base)
        wanted |= {quoted for path, _, quoted, _ in tree.includes() if quoted and os.path.basename(path) == base
                   and tree.public.get(base) == layer_of(path)} - found
    return [f'{base} of {layer} is public, and wengert.h does not lead to it'
            for base, layer in sorted(tree.public.items()) if base not in found]


def guards(tree):
    """Complaints about headers that can be included only once, or clash: WG_<...>_H, each its own."""
    seen = {}
    for path, text in sorted(tree.texts.items()):
        if not path.endswith('.h') or path.endswith('op_list.h'):
            continue
        guard = re.search(r'^#ifndef (\w+)\n#define \1$', text, re.M)
        if guard and guard.group(1) in seen:
            yield f'{path}: {seen[guard.group(1)]} has the same guard {guard.group(1)}'
        if guard:
            seen[guard.group(1)] = path
        elif os.path.basename(path) in tree.public:
            yield f'{path}: a public header without an include guard'


def folders(build, tree):
    """Complaints about BUILD/inc: a layer's include folders must not hold what the arrows forbid."""
    for layer, sees in SEES.items():
        top = os.path.join(build, 'inc', layer)
        for name in os.listdir(top):
            path = os.path.join(top, name)
            if name in SEES and name not in sees:
                yield f'{path}: {layer} may not include {name}'
            elif name in tree.generated and (tree.generated[name] not in sees or layer in PUBLIC_ONLY):
                yield f'{path}: private, and not for {layer}'
            elif name in SEES and layer in PUBLIC_ONLY and name != layer:
                yield from (f'{path}/{base}: private' for base in os.listdir(path) if base not in tree.public)
        for base in os.listdir(os.path.join(top, 'wengert')):
            owner = tree.public.get(base)
            if owner is None or (layer != 'examples' and owner not in {*sees, ''}):
                yield f'{top}/wengert/{base}: not for {layer}'


def planted_folders(tree):
    with tempfile.TemporaryDirectory() as build:
        for layer in SEES:
            os.makedirs(os.path.join(build, 'inc', layer, 'wengert'))
        clean = list(folders(build, tree))
        os.mkdir(os.path.join(build, 'inc', 'tensor', 'ops'))
        os.mkdir(os.path.join(build, 'inc', 'nn', 'tensor'))
        for name in ('nn/tensor/node.h', 'data/wengert/ops.h'):
            with open(os.path.join(build, 'inc', name), 'w', encoding='utf-8'):
                pass
        return clean + tap.caught(folders(build, tree), 'tensor may not include ops', 'node.h: private',
                                  'ops.h: not for data')


def controls(tree):
    """The checker's own test: each fault, planted, is caught."""
    def arrow(path, text, layer):
        return arrows(tree.planted(path, text), layer)
    return [
        *tap.caught(arrow('tensor/x.c', '#include "ops/ops.h"', 'tensor'), 'tensor may not include ops'),
        *tap.caught(arrow('tensor/x.c', '#include "ops.h"', 'tensor'), 'tensor may not include ops'),
        *tap.caught(arrow('ops/x.c', '  #  include "engine.h"', 'ops'), 'ops may not include engine'),
        *tap.caught(arrow('data/x.c', '#include "op.h"', 'data'), 'data may not include ops'),
        *tap.caught(arrow('engine/x.c', '#include "../tensor/node.h"', 'engine'), 'no path through ..'),
        *tap.caught(arrow('nn/x.c', '#include "tensor/node.h"', 'nn'), 'this one of tensor is private'),
        *tap.caught(arrow('nn/x.c', '#include "ops_gen_impl.h"', 'nn'), 'this one of ops is private'),
        *tap.caught(arrow('benchmarks/x.c', '#include "cli/command.h"', 'benchmarks'), 'benchmarks may not include cli'),
        *tap.caught(arrow('cli/x.c', '#include "nowhere.h"', 'cli'), 'no such header'),
        *tap.caught(outside(tree.planted('examples/x.c', '#include "tensor.h"')), 'a user has'),
        *tap.caught(outside(tree.planted('examples/x.c', '#include <wengert/node.h>')), 'is not installed'),
        *tap.caught(outside(tree.planted('engine/x.c', '#include <wengert/ops.h>')), 'inside the tree'),
        *tap.caught(public(tree.planted('tensor/tensor.h', '#include "node.h"')), 'by bare name'),
        *tap.caught(public(tree.planted('tensor/tensor.h', '#include <xxhash.h>')), 'third party'),
        *tap.caught(libraries(tree.planted('ops/x.c', '#include <xxhash.h>')), 'belongs to tensor'),
        *tap.caught(names(tree.planted('data/node.h', '')), 'has that name'),
        *tap.caught(umbrella(tree.planted('wengert.h', '#include "op.h"')), "'op.h'"),
        *tap.caught(reached(tree.planted('data/far.h', '#include "tensor.h"', public=True)), 'far.h of data'),
        *tap.caught(guards(tree.planted('nn/x.h', '#ifndef WG_TENSOR_H\n#define WG_TENSOR_H')), 'same guard'),
        *planted_folders(tree),
        *(f'wrongly caught: {line}' for line in
          arrow('nn/y.c', '#include "ops.h"\n#include "ops/ops.h"\n#include <math.h>', 'nn') if 'nn/y.c' in line),
    ]


def read(root, headers, generated):
    texts = {}
    for folder in ('', *SEES):
        for base, folders, files in os.walk(os.path.join(root, folder)):
            if folder == '':
                folders.clear()
            for name in files:
                if name.endswith(('.c', '.h', '.cpp')):
                    path = os.path.join(base, name)
                    with open(path, encoding='utf-8') as file:
                        texts[os.path.relpath(path, root)] = file.read()
    public_names = {}
    for path in headers:
        layer = os.path.basename(os.path.dirname(os.path.abspath(path)))
        public_names[os.path.basename(path)] = layer if layer in SEES else ''
        if layer in SEES and f'{layer}/{os.path.basename(path)}' not in texts:
            with open(path, encoding='utf-8') as file:
                texts[f'{layer}/{os.path.basename(path)}'] = file.read()
    private = {os.path.basename(path): os.path.basename(os.path.dirname(path)) for path in generated}
    return Tree(texts, public_names, private)


def main(argv):
    split = argv.index('--')
    tree = read(argv[0], argv[2:split], argv[split + 1:])
    tap.run([
        *((f'includes of {layer} follow the arrows', lambda layer=layer: arrows(tree, layer)) for layer in SEES),
        ('programs that stand for a user see what is installed', lambda: outside(tree)),
        ('public headers include public headers only', lambda: public(tree)),
        ('a library is used in the layer that owns it', lambda: libraries(tree)),
        ('header names are unique', lambda: names(tree)),
        ('wengert.h is all the layers', lambda: umbrella(tree)),
        ('wengert.h leads to every public header', lambda: reached(tree)),
        ('include guards', lambda: guards(tree)),
        ('the include folders of the build hold what the arrows allow', lambda: folders(argv[1], tree)),
        ('planted faults are caught', lambda: controls(tree)),
    ])


if __name__ == '__main__':
    main(sys.argv[1:])
