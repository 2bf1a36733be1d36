"""Fills BUILD/inc/WHO with links to the headers that WHO may include (docs/adr/001-layout.md).

usage: include_links.py SOURCE BUILD WHO all|public|none [LAYER...] -- PUBLIC_HEADER... -- PRIVATE_HEADER...

BUILD/inc/WHO/wengert/ gets a link to each PUBLIC_HEADER, which may lie in SOURCE or, generated, in BUILD.
With `all`, BUILD/inc/WHO/LAYER is a link to the whole folder; with `public` it is a folder of links to that
layer's public headers. A PRIVATE_HEADER is one made by the build; its link is BUILD/inc/WHO/NAME. WHO's own folder is always whole, but for `none`, which has no folders at all.
A link that is right already is left alone, and one that does not belong is removed.
"""
import os
import sys


def place(link, target):
    """Makes link a symbolic link to target."""
    if os.path.islink(link) and os.readlink(link) == target:
        return
    remove(link)
    os.symlink(target, link)


def remove(path):
    """Removes a link, or a folder of links made here before."""
    if os.path.islink(path) or os.path.isfile(path):
        os.unlink(path)
    elif os.path.isdir(path):
        for name in os.listdir(path):
            remove(os.path.join(path, name))
        os.rmdir(path)


def fill(folder, links):
    """Makes folder hold exactly links: name -> target, or a dict of such for a folder."""
    if os.path.islink(folder):
        os.unlink(folder)
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        if name not in links:
            remove(os.path.join(folder, name))
    for name, target in links.items():
        path = os.path.join(folder, name)
        if isinstance(target, dict):
            fill(path, target)
        else:
            place(path, target)


def main(argv):
    split = argv.index('--')
    split2 = argv.index('--', split + 1)
    source, build, who, which, *layers = argv[:split]
    public = {}
    for header in argv[split + 1:split2]:
        name = os.path.basename(header)
        if name in public:
            sys.exit(f'{header}: another public header has that name: {public[name]}')
        public[name] = os.path.abspath(header)

    links = {os.path.basename(header): os.path.abspath(header) for header in argv[split2 + 1:]}
    links['wengert'] = public
    for layer in layers:
        if which == 'all':
            links[layer] = os.path.join(source, layer)
        else:
            links[layer] = {name: path for name, path in public.items()
                            if os.path.basename(os.path.dirname(path)) == layer}
    if which != 'none':
        links[who] = os.path.join(source, who)
    fill(os.path.join(build, 'inc', who), links)


if __name__ == '__main__':
    main(sys.argv[1:])
