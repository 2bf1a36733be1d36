#!/usr/bin/env python3
"""Writes the first 1000 training and 500 test images of Fashion-MNIST, with labels, into tests/data/fashion-mnist/,
from Debian's package dataset-fashion-mnist. The same input gives the same bytes."""
import gzip
import hashlib
import pathlib
import struct

SOURCE = pathlib.Path('/usr/share/datasets/fashion-mnist')
HERE = pathlib.Path(__file__).parent / 'fashion-mnist'
# name -> samples kept, sha256 of the whole file, unpacked
FILES = {
    'train-images-idx3-ubyte': (1000, 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888'),
    'train-labels-idx1-ubyte': (1000, 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9'),
    't10k-images-idx3-ubyte': (500, '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b'),
    't10k-labels-idx1-ubyte': (500, '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34'),
}

for name, (kept, digest) in FILES.items():
    data = gzip.decompress((SOURCE / f'{name}.gz').read_bytes())
    assert hashlib.sha256(data).hexdigest() == digest, name
    rank = data[3]
    dims = struct.unpack(f'>{rank}I', data[4:4 + 4 * rank])
    sample = 1
    for d in dims[1:]:
        sample *= d
    start = 4 + 4 * rank
    body = data[start:start + kept * sample]
    header = data[:4] + struct.pack(f'>{rank}I', kept, *dims[1:])
    HERE.mkdir(exist_ok=True)
    (HERE / f'{name}.gz').write_bytes(gzip.compress(header + body, 9, mtime=0))
    print(name, kept, 'of', dims[0], 'sum', sum(body))
