/* What is measured when no expression is given. */
#include "benchmarks/cases.h"

#include <stdio.h>
#include <string.h>

#include "ops/op.h"

static const bench_preset presets[] = {
    {"op", "a call of every op; their size follows --size"},
    {"mlp", "784-128-10 and 1024-wide layers, batch 1 to 1024"},
    {"lenet", "LeNet-5, batch 32; convolutions as the products that they are"},
    {"resnet50", "ResNet-50, one image; convolutions as products, and what stands between them"},
    {"gpt2", "a block of GPT-2 (124M), 256 tokens"},
    {"deepbench", "DeepBench's products of training, without the very largest "
                  "(github.com/baidu-research/DeepBench)"},
    {"benchdnn", "products that benchdnn times: BERT, NCF, DLRM, ResNet "
                 "(github.com/oneapi-src/oneDNN, tests/benchdnn/inputs/matmul)"},
};

static const bench_case cases[] = {
    /* clang-format off */
    {"op", "where", "where(c, x, y)", "c=bool[{n}] x=f[{n}] y=f[{n}]"},
    {"op", "cast", "cast(x, i32)", "x=f[{n}]"},
    {"op", "logical_and", "logical_and(p, q)", "p=bool[{n}] q=bool[{n}]"},
    {"op", "logical_or", "logical_or(p, q)", "p=bool[{n}] q=bool[{n}]"},
    {"op", "logical_xor", "logical_xor(p, q)", "p=bool[{n}] q=bool[{n}]"},
    {"op", "logical_not", "logical_not(p)", "p=bool[{n}]"},
    {"op", "sum", "sum(x)", "x=f[{n}]"},
    {"op", "sum, rows", "sum(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "sum, columns", "sum(x, axes=0)", "x=f[{n/256},256]"},
    {"op", "mean", "mean(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "prod", "prod(x, axes=1)", "x=f[{n/256},256]:uniform(0.9,1.1)"},
    {"op", "max", "max(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "min", "min(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "argmax", "argmax(x, axis=1)", "x=f[{n/256},256]"},
    {"op", "argmin", "argmin(x, axis=1)", "x=f[{n/256},256]"},
    {"op", "any", "any(p, axes=1)", "p=bool[{n/256},256]:zeros"},
    {"op", "all", "all(p, axes=1)", "p=bool[{n/256},256]:ones"},
    {"op", "cumsum", "cumsum(x, axis=1)", "x=f[{n/256},256]"},
    {"op", "cumprod", "cumprod(x, axis=1)", "x=f[{n/256},256]:uniform(0.9,1.1)"},
    {"op", "linear_scan", "linear_scan(a, x, axis=1)", "a=f[{n/256},256]:uniform(0,1) x=f[{n/256},256]"},
    {"op", "reshape", "reshape(x, ({n},))", "x=f[{n/256},256]"},
    {"op", "permute", "permute(x, (1, 0))", "x=f[{n/256},256]"},
    {"op", "transpose", "transpose(x)", "x=f[{n/256},256]"},
    {"op", "broadcast_to", "broadcast_to(x, ({n/256}, 256))", "x=f[256]"},
    {"op", "expand", "expand(x, ({n/256}, 256))", "x=f[256]"},
    {"op", "slice", "x[::2]", "x=f[{n}]"},
    {"op", "flip", "flip(x)", "x=f[{n}]"},
    {"op", "squeeze", "squeeze(x)", "x=f[{n},1]"},
    {"op", "unsqueeze", "unsqueeze(x, axes=0)", "x=f[{n}]"},
    {"op", "concat", "concat([x, y], axis=0)", "x=f[{n/2}] y=f[{n/2}]"},
    {"op", "stack", "stack([x, y], axis=0)", "x=f[{n/2}] y=f[{n/2}]"},
    {"op", "split", "split(x, parts=4, index=1)", "x=f[{n}]"},
    {"op", "pad", "pad(x, (1, 1), (1, 1))", "x=f[{n/256},256]"},
    {"op", "roll", "roll(x, 7)", "x=f[{n}]"},
    {"op", "tile", "tile(x, (2, 2))", "x=f[{n/256},64]"},
    {"op", "take", "take(x, i, axis=0)", "x=f[1024,64] i=i64[{n/64}]:range(0,1024)"},
    {"op", "take_along_axis", "take_along_axis(x, i, axis=1)", "x=f[{n/256},256] i=i64[{n/256},64]:range(0,256)"},
    {"op", "scatter_add", "scatter_add(x, i, u, axis=0)", "x=f[1024,64] i=i64[{n/64}]:range(0,1024) u=f[{n/64},64]"},
    {"op", "scatter_add_along_axis", "scatter_add_along_axis(x, i, u, axis=1)", "x=f[{n/256},256] i=i64[{n/256},64]:range(0,256) u=f[{n/256},64]"},
    {"op", "one_hot", "one_hot(i, 64)", "i=i64[{n/64}]:range(0,64)"},
    {"op", "arange", "arange(f, 0, {n})", ""},
    {"op", "eye", "eye(f, {n/256}, 256)", ""},
    {"op", "tril_mask", "tril_mask({n/256}, 256)", ""},
    {"op", "tril", "tril(x)", "x=f[{n/256},256]"},
    {"op", "triu", "triu(x)", "x=f[{n/256},256]"},
    {"op", "matmul", "x @ y", "x=f[{n/256},256] y=f[256,256]"},
    {"op", "matmul, vector", "x @ y", "x=f[{n/256},256] y=f[256]"},
    {"op", "matmul, batch", "x @ y", "x=f[{n/4096},64,64] y=f[{n/4096},64,64]"},
    {"op", "outer", "outer(x, y)", "x=f[{n/256}] y=f[256]"},
    {"op", "dot", "dot(x, y)", "x=f[{n}] y=f[{n}]"},
    {"op", "einsum", "einsum(\"bij,bjk->bik\", [x, y])", "x=f[{n/4096},64,64] y=f[{n/4096},64,64]"},
    {"op", "random_uniform", "random_uniform(f, ({n},))", ""},
    {"op", "random_normal", "random_normal(f, ({n},))", ""},
    {"op", "random_bits", "random_bits(({n},))", ""},
    {"op", "stop_gradient", "stop_gradient(x)", "x=f[{n}]"},
    {"op", "checkpoint", "checkpoint(x)", "x=f[{n}]"},
    {"op", "assign", "assign(p, x)", "p=param:f[{n}] x=f[{n}]"},
    {"op", "full", "full(f, ({n},), 1.5)", ""},
    {"op", "group", "group([exp(x), tanh(x)])", "x=f[{n}]"},
    {"op", "softmax", "softmax(x, axis=1)", "x=f[{n/256},256]"},
    {"op", "log_softmax", "log_softmax(x, axis=1)", "x=f[{n/256},256]"},
    {"op", "logsumexp", "logsumexp(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "clamp", "clamp(x, -1, 1)", "x=f[{n}]"},
    {"op", "var", "var(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "std", "std(x, axes=1)", "x=f[{n/256},256]"},
    {"op", "norm", "norm(x, axes=1)", "x=f[{n/256},256]"},
    {"mlp", "layer 1, batch 1", "relu(x @ w + b)", "x=f[1,784] w=f[784,128] b=f[128]"},
    {"mlp", "layer 2, batch 1", "x @ w + b", "x=f[1,128] w=f[128,10] b=f[10]"},
    {"mlp", "wide layer, batch 1", "relu(x @ w + b)", "x=f[1,1024] w=f[1024,1024] b=f[1024]"},
    {"mlp", "cost, batch 1", "mean(logsumexp(z, axes=1) - sum(z * y, axes=1))", "z=f[1,10] y=f[1,10]:uniform(0,1)"},
    {"mlp", "layer 1, batch 32", "relu(x @ w + b)", "x=f[32,784] w=f[784,128] b=f[128]"},
    {"mlp", "layer 2, batch 32", "x @ w + b", "x=f[32,128] w=f[128,10] b=f[10]"},
    {"mlp", "wide layer, batch 32", "relu(x @ w + b)", "x=f[32,1024] w=f[1024,1024] b=f[1024]"},
    {"mlp", "cost, batch 32", "mean(logsumexp(z, axes=1) - sum(z * y, axes=1))", "z=f[32,10] y=f[32,10]:uniform(0,1)"},
    {"mlp", "layer 1, batch 128", "relu(x @ w + b)", "x=f[128,784] w=f[784,128] b=f[128]"},
    {"mlp", "layer 2, batch 128", "x @ w + b", "x=f[128,128] w=f[128,10] b=f[10]"},
    {"mlp", "wide layer, batch 128", "relu(x @ w + b)", "x=f[128,1024] w=f[1024,1024] b=f[1024]"},
    {"mlp", "cost, batch 128", "mean(logsumexp(z, axes=1) - sum(z * y, axes=1))", "z=f[128,10] y=f[128,10]:uniform(0,1)"},
    {"mlp", "layer 1, batch 1024", "relu(x @ w + b)", "x=f[1024,784] w=f[784,128] b=f[128]"},
    {"mlp", "layer 2, batch 1024", "x @ w + b", "x=f[1024,128] w=f[128,10] b=f[10]"},
    {"mlp", "wide layer, batch 1024", "relu(x @ w + b)", "x=f[1024,1024] w=f[1024,1024] b=f[1024]"},
    {"mlp", "cost, batch 1024", "mean(logsumexp(z, axes=1) - sum(z * y, axes=1))", "z=f[1024,10] y=f[1024,10]:uniform(0,1)"},
    {"lenet", "conv 1 as a product, batch 32", "relu(x @ w + b)", "x=f[25088,25] w=f[25,6] b=f[6]"},
    {"lenet", "conv 2 as a product, batch 32", "relu(x @ w + b)", "x=f[3200,150] w=f[150,16] b=f[16]"},
    {"lenet", "dense 1, batch 32", "relu(x @ w + b)", "x=f[32,400] w=f[400,120] b=f[120]"},
    {"lenet", "dense 2, batch 32", "relu(x @ w + b)", "x=f[32,120] w=f[120,84] b=f[84]"},
    {"lenet", "dense 3, batch 32", "relu(x @ w + b)", "x=f[32,84] w=f[84,10] b=f[10]"},
    {"lenet", "average pool, batch 32", "mean(x, axes=(3, 5))", "x=f[32,6,14,2,14,2]"},
    {"resnet50", "conv1 7x7 as a product", "x @ w", "x=f[12544,147] w=f[147,64]"},
    {"resnet50", "conv2 1x1 in as a product", "x @ w", "x=f[3136,64] w=f[64,64]"},
    {"resnet50", "conv2 3x3 as a product", "x @ w", "x=f[3136,576] w=f[576,64]"},
    {"resnet50", "conv2 1x1 out as a product", "x @ w", "x=f[3136,64] w=f[64,256]"},
    {"resnet50", "conv2 1x1 again as a product", "x @ w", "x=f[3136,256] w=f[256,64]"},
    {"resnet50", "conv3 1x1 in as a product", "x @ w", "x=f[784,256] w=f[256,128]"},
    {"resnet50", "conv3 3x3 as a product", "x @ w", "x=f[784,1152] w=f[1152,128]"},
    {"resnet50", "conv3 1x1 out as a product", "x @ w", "x=f[784,128] w=f[128,512]"},
    {"resnet50", "conv3 1x1 again as a product", "x @ w", "x=f[784,512] w=f[512,128]"},
    {"resnet50", "conv4 1x1 in as a product", "x @ w", "x=f[196,512] w=f[512,256]"},
    {"resnet50", "conv4 3x3 as a product", "x @ w", "x=f[196,2304] w=f[2304,256]"},
    {"resnet50", "conv4 1x1 out as a product", "x @ w", "x=f[196,256] w=f[256,1024]"},
    {"resnet50", "conv4 1x1 again as a product", "x @ w", "x=f[196,1024] w=f[1024,256]"},
    {"resnet50", "conv5 1x1 in as a product", "x @ w", "x=f[49,1024] w=f[1024,512]"},
    {"resnet50", "conv5 3x3 as a product", "x @ w", "x=f[49,4608] w=f[4608,512]"},
    {"resnet50", "conv5 1x1 out as a product", "x @ w", "x=f[49,512] w=f[512,2048]"},
    {"resnet50", "conv5 1x1 again as a product", "x @ w", "x=f[49,2048] w=f[2048,512]"},
    {"resnet50", "normalise, scale, relu", "relu((x - m) * s + b)", "x=f[3136,256] m=f[256] s=f[256] b=f[256]"},
    {"resnet50", "residual, relu", "relu(x + y)", "x=f[3136,256] y=f[3136,256]"},
    {"resnet50", "average pool", "mean(x, axes=0)", "x=f[49,2048]"},
    {"resnet50", "classes", "x @ w + b", "x=f[1,2048] w=f[2048,1000] b=f[1000]"},
    {"gpt2", "layer norm", "m = mean(x, axes=-1, keepdims=true); d = x - m; d * rsqrt(mean(d * d, axes=-1, keepdims=true) + 1e-5) * g + b", "x=f[256,768] g=f[768] b=f[768]"},
    {"gpt2", "query, key, value", "x @ w + b", "x=f[256,768] w=f[768,2304] b=f[2304]"},
    {"gpt2", "attention scores", "softmax(q @ k.T * 0.125 + m, axis=-1)", "q=f[12,256,64] k=f[12,256,64] m=f[256,256]"},
    {"gpt2", "attention, weighted values", "p @ v", "p=f[12,256,256]:uniform(0,1) v=f[12,256,64]"},
    {"gpt2", "projection, residual", "x @ w + b + r", "x=f[256,768] w=f[768,768] b=f[768] r=f[256,768]"},
    {"gpt2", "up, gelu", "gelu_tanh(x @ w + b)", "x=f[256,768] w=f[768,3072] b=f[3072]"},
    {"gpt2", "down", "x @ w + b", "x=f[256,3072] w=f[3072,768] b=f[768]"},
    {"gpt2", "logits of one token", "x @ w.T", "x=f[1,768] w=f[50257,768]"},
    {"gpt2", "cost of 64 tokens", "mean(logsumexp(z, axes=1))", "z=f[64,50257]"},
    {"deepbench", "1760 x 16 x 1760", "x @ y", "x=f[1760,1760] y=f[1760,16]"},
    {"deepbench", "1760 x 16 x 1760, first transposed", "x.T @ y", "x=f[1760,1760] y=f[1760,16]"},
    {"deepbench", "1760 x 32 x 1760", "x @ y", "x=f[1760,1760] y=f[1760,32]"},
    {"deepbench", "1760 x 32 x 1760, first transposed", "x.T @ y", "x=f[1760,1760] y=f[1760,32]"},
    {"deepbench", "1760 x 64 x 1760", "x @ y", "x=f[1760,1760] y=f[1760,64]"},
    {"deepbench", "1760 x 64 x 1760, first transposed", "x.T @ y", "x=f[1760,1760] y=f[1760,64]"},
    {"deepbench", "1760 x 128 x 1760", "x @ y", "x=f[1760,1760] y=f[1760,128]"},
    {"deepbench", "1760 x 128 x 1760, first transposed", "x.T @ y", "x=f[1760,1760] y=f[1760,128]"},
    {"deepbench", "1760 x 7000 x 1760", "x @ y", "x=f[1760,1760] y=f[1760,7000]"},
    {"deepbench", "1760 x 7000 x 1760, first transposed", "x.T @ y", "x=f[1760,1760] y=f[1760,7000]"},
    {"deepbench", "2048 x 16 x 2048", "x @ y", "x=f[2048,2048] y=f[2048,16]"},
    {"deepbench", "2048 x 16 x 2048, first transposed", "x.T @ y", "x=f[2048,2048] y=f[2048,16]"},
    {"deepbench", "2048 x 32 x 2048", "x @ y", "x=f[2048,2048] y=f[2048,32]"},
    {"deepbench", "2048 x 32 x 2048, first transposed", "x.T @ y", "x=f[2048,2048] y=f[2048,32]"},
    {"deepbench", "2048 x 64 x 2048", "x @ y", "x=f[2048,2048] y=f[2048,64]"},
    {"deepbench", "2048 x 64 x 2048, first transposed", "x.T @ y", "x=f[2048,2048] y=f[2048,64]"},
    {"deepbench", "2048 x 128 x 2048", "x @ y", "x=f[2048,2048] y=f[2048,128]"},
    {"deepbench", "2048 x 128 x 2048, first transposed", "x.T @ y", "x=f[2048,2048] y=f[2048,128]"},
    {"deepbench", "2560 x 16 x 2560", "x @ y", "x=f[2560,2560] y=f[2560,16]"},
    {"deepbench", "2560 x 16 x 2560, first transposed", "x.T @ y", "x=f[2560,2560] y=f[2560,16]"},
    {"deepbench", "2560 x 32 x 2560", "x @ y", "x=f[2560,2560] y=f[2560,32]"},
    {"deepbench", "2560 x 32 x 2560, first transposed", "x.T @ y", "x=f[2560,2560] y=f[2560,32]"},
    {"deepbench", "2560 x 64 x 2560", "x @ y", "x=f[2560,2560] y=f[2560,64]"},
    {"deepbench", "2560 x 64 x 2560, first transposed", "x.T @ y", "x=f[2560,2560] y=f[2560,64]"},
    {"deepbench", "2560 x 128 x 2560", "x @ y", "x=f[2560,2560] y=f[2560,128]"},
    {"deepbench", "2560 x 128 x 2560, first transposed", "x.T @ y", "x=f[2560,2560] y=f[2560,128]"},
    {"deepbench", "4096 x 16 x 4096", "x @ y", "x=f[4096,4096] y=f[4096,16]"},
    {"deepbench", "4096 x 16 x 4096, first transposed", "x.T @ y", "x=f[4096,4096] y=f[4096,16]"},
    {"deepbench", "4096 x 32 x 4096", "x @ y", "x=f[4096,4096] y=f[4096,32]"},
    {"deepbench", "4096 x 32 x 4096, first transposed", "x.T @ y", "x=f[4096,4096] y=f[4096,32]"},
    {"deepbench", "4096 x 64 x 4096", "x @ y", "x=f[4096,4096] y=f[4096,64]"},
    {"deepbench", "4096 x 64 x 4096, first transposed", "x.T @ y", "x=f[4096,4096] y=f[4096,64]"},
    {"deepbench", "4096 x 128 x 4096", "x @ y", "x=f[4096,4096] y=f[4096,128]"},
    {"deepbench", "4096 x 128 x 4096, first transposed", "x.T @ y", "x=f[4096,4096] y=f[4096,128]"},
    {"deepbench", "35 x 700 x 2048", "x @ y", "x=f[35,2048] y=f[2048,700]"},
    {"deepbench", "35 x 700 x 2560", "x @ y", "x=f[35,2560] y=f[2560,700]"},
    {"deepbench", "35 x 1500 x 2048", "x @ y", "x=f[35,2048] y=f[2048,1500]"},
    {"deepbench", "35 x 1500 x 2560", "x @ y", "x=f[35,2560] y=f[2560,1500]"},
    {"deepbench", "5124 x 700 x 2048", "x @ y", "x=f[5124,2048] y=f[2048,700]"},
    {"deepbench", "5124 x 700 x 2560", "x @ y", "x=f[5124,2560] y=f[2560,700]"},
    {"deepbench", "5124 x 1500 x 2048", "x @ y", "x=f[5124,2048] y=f[2048,1500]"},
    {"deepbench", "5124 x 1500 x 2560", "x @ y", "x=f[5124,2560] y=f[2560,1500]"},
    {"deepbench", "7680 x 16 x 2560", "x @ y", "x=f[7680,2560] y=f[2560,16]"},
    {"deepbench", "7680 x 16 x 2560, first transposed", "x.T @ y", "x=f[2560,7680] y=f[2560,16]"},
    {"deepbench", "7680 x 32 x 2560", "x @ y", "x=f[7680,2560] y=f[2560,32]"},
    {"deepbench", "7680 x 32 x 2560, first transposed", "x.T @ y", "x=f[2560,7680] y=f[2560,32]"},
    {"deepbench", "7680 x 64 x 2560", "x @ y", "x=f[7680,2560] y=f[2560,64]"},
    {"deepbench", "7680 x 64 x 2560, first transposed", "x.T @ y", "x=f[2560,7680] y=f[2560,64]"},
    {"deepbench", "7680 x 128 x 2560", "x @ y", "x=f[7680,2560] y=f[2560,128]"},
    {"deepbench", "7680 x 128 x 2560, first transposed", "x.T @ y", "x=f[2560,7680] y=f[2560,128]"},
    {"deepbench", "3072 x 16 x 1024", "x @ y", "x=f[3072,1024] y=f[1024,16]"},
    {"deepbench", "3072 x 16 x 1024, first transposed", "x.T @ y", "x=f[1024,3072] y=f[1024,16]"},
    {"deepbench", "3072 x 32 x 1024", "x @ y", "x=f[3072,1024] y=f[1024,32]"},
    {"deepbench", "3072 x 32 x 1024, first transposed", "x.T @ y", "x=f[1024,3072] y=f[1024,32]"},
    {"deepbench", "3072 x 64 x 1024", "x @ y", "x=f[3072,1024] y=f[1024,64]"},
    {"deepbench", "3072 x 64 x 1024, first transposed", "x.T @ y", "x=f[1024,3072] y=f[1024,64]"},
    {"deepbench", "3072 x 128 x 1024", "x @ y", "x=f[3072,1024] y=f[1024,128]"},
    {"deepbench", "3072 x 128 x 1024, first transposed", "x.T @ y", "x=f[1024,3072] y=f[1024,128]"},
    {"benchdnn", "BERT scores, 12 of 128 x 64 x 128", "x @ y", "x=f[12,128,64] y=f[12,64,128]"},
    {"benchdnn", "BERT weighted values, 12 of 128 x 128 x 64", "x @ y", "x=f[12,128,128] y=f[12,128,64]"},
    {"benchdnn", "NCF, 2048 x 256 x 256", "x @ y", "x=f[2048,256] y=f[256,256]"},
    {"benchdnn", "NCF, 2048 x 256 x 128", "x @ y", "x=f[2048,256] y=f[256,128]"},
    {"benchdnn", "NCF, 2048 x 128 x 64", "x @ y", "x=f[2048,128] y=f[128,64]"},
    {"benchdnn", "NCF, 2048 x 128 x 1", "x @ y", "x=f[2048,128] y=f[128,1]"},
    {"benchdnn", "DLRM, 2048 x 13 x 512", "x @ y", "x=f[2048,13] y=f[13,512]"},
    {"benchdnn", "DLRM, 2048 x 512 x 256", "x @ y", "x=f[2048,512] y=f[512,256]"},
    {"benchdnn", "DLRM, 2048 x 256 x 128", "x @ y", "x=f[2048,256] y=f[256,128]"},
    {"benchdnn", "DLRM, 2048 x 479 x 1024", "x @ y", "x=f[2048,479] y=f[479,1024]"},
    {"benchdnn", "DLRM, 2048 x 1024 x 1024", "x @ y", "x=f[2048,1024] y=f[1024,1024]"},
    {"benchdnn", "DLRM, 2048 x 1024 x 512", "x @ y", "x=f[2048,1024] y=f[1024,512]"},
    {"benchdnn", "DLRM, 2048 x 256 x 1", "x @ y", "x=f[2048,256] y=f[256,1]"},
    {"benchdnn", "DLRM weights, 512 x 2048 x 256", "x @ y", "x=f[512,2048] y=f[2048,256]"},
    {"benchdnn", "DLRM weights, 479 x 2048 x 1024", "x @ y", "x=f[479,2048] y=f[2048,1024]"},
    {"benchdnn", "DLRM weights, 1024 x 2048 x 1024", "x @ y", "x=f[1024,2048] y=f[2048,1024]"},
    {"benchdnn", "ResNet classes, 112 x 2048 x 1000", "x @ y", "x=f[112,2048] y=f[2048,1000]"},
    {"benchdnn", "ResNet classes, operand, 112 x 1000 x 2048", "x @ y", "x=f[112,1000] y=f[1000,2048]"},
    {"benchdnn", "ResNet classes, weights, 2048 x 112 x 1000", "x @ y", "x=f[2048,112] y=f[112,1000]"},
    /* clang-format on */
};

const bench_preset *bench_preset_at(size_t i)
{
    return i < sizeof presets / sizeof presets[0] ? &presets[i] : NULL;
}

const bench_case *bench_case_at(size_t i)
{
    return i < sizeof cases / sizeof cases[0] ? &cases[i] : NULL;
}

bool bench_has_case(const char *op)
{
    const size_t length = strlen(op);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (strcmp(cases[i].group, "op") == 0 && strncmp(cases[i].name, op, length) == 0 &&
            (cases[i].name[length] == 0 || cases[i].name[length] == ','))
            return true;
    return false;
}

/* The range that an op's descriptor gives operand k. */
static void range_of(const wg_op *op, int k, double *lo, double *hi)
{
    const bool given = op->domain[k].lo != 0 || op->domain[k].hi != 0;
    *lo = given ? op->domain[k].lo : -3;
    *hi = given ? op->domain[k].hi : 3;
}

bool bench_case_of_op(const char *name, char *buf, size_t size, bench_case *out)
{
    static const char *const operand[] = {"x", "y", "z"};
    const wg_op *op = wg_op_find(name);
    wg_attrs attr;
    if (!op || !op->sig || op->sig->arity < 1 || op->sig->arity > 3 || !wg_op_defaults(op, &attr))
        return false;
    const bool floats = !op->types || (op->types & WG_TYPE_FLOAT);
    size_t used = (size_t)snprintf(buf, size, "%s(x%s%s)", name, op->sig->arity > 1 ? ", y" : "",
                                   op->sig->arity > 2 ? ", z" : "");
    const size_t words = used + 1;
    used = words;
    for (int k = 0; k < op->sig->arity && used < size; k++) {
        double lo, hi;
        range_of(op, k, &lo, &hi);
        used +=
            (size_t)(floats ? snprintf(buf + used, size - used, "%s%s=f[{n}]:uniform(%.9g,%.9g)",
                                       k ? " " : "", operand[k], lo, hi)
                            : snprintf(buf + used, size - used, "%s%s=bool[{n}]", k ? " " : "",
                                       operand[k]));
    }
    *out = (bench_case){"op", name, buf, buf + words};
    return used < size;
}
