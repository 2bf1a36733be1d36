/* The cases of test_rules.c: rule, graph, the steps before, the steps after, budget of memory in percent. */
{WG__RULE_VIEW, view,
 "%2      tanh(x)\n"
 "%3      reshape(%2, shape=[2, 24])\n"
 "%4      exp(%3)\n",
 "tile    @a <- tanh exp  (x)\n", 0},
    {WG__RULE_ROW_MAJOR, row_major,
     "%2      tanh(x)\n"
     "%3      permute(%2, axes=[1, 0])\n"
     "%4      reshape(%3, shape=[2, 24])\n"
     "%5      exp(%4)\n",
     "tile    @a <- tanh  (x)\n"
     "copy    @b <- row-major  (@a)\n"
     "tile    @b <- exp  (@b)\n",
     0},
    {WG__RULE_TRANSPOSE, transposed,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @b <- exp  (@a)\n",
     "gemm    @a <- matmul 6x8x7  (a, b)\n"
     "tile    @a <- exp  (@a)\n",
     0},
    {WG__RULE_REGION, region,
     "tile    @a <- sin  (x)\n"
     "gemm    @b <- matmul 64x48x48  (@a, w)\n"
     "tile    @b <- tanh  (@b)\n"
     "gemm    @a <- matmul 64x48x48  (@b, w)\n",
     "| tile    @a <- sin  (x)\n"
     "| gemm    @b <- matmul 64x48x48  (@a, w)\n"
     "| tile    @b <- tanh  (@b)\n"
     "| gemm    @c <- matmul 64x48x48  (@b, w)\n",
     0},
    {WG__RULE_AGAIN, again,
     "kernel  @a <- cumsum  (x)\n"
     "tile    @b @c <- sin tanh sub mul(add)  (@a, %15)\n"
     "kernel  @d <- cumsum  (@b)\n"
     "tile    @b @e <- sin tanh sub mul(add)  (@d, %15)\n"
     "kernel  @f <- cumsum  (@b)\n"
     "tile    @f <- sin tanh sub mul(add) cos mul(mul)  (@f, %15)\n"
     "kernel  @b <- cumsum  (@f)\n"
     "tile    @d <- cos mul(mul)  (@d, @b, @e)\n"
     "kernel  @b <- cumsum  (@d)\n"
     "tile    @a <- cos mul(mul)  (@a, @b, @c)\n"
     "kernel  @b <- cumsum  (@a)\n"
     "copy    @a <- row-major  (@b)\n",
     "kernel  @a <- cumsum  (x)\n"
     "tile    @a <- sin tanh  (@a)\n"
     "kernel  @b <- cumsum  (@a)\n"
     "tile    @c <- sin tanh  (@b)\n"
     "kernel  @d <- cumsum  (@c)\n"
     "tile    @d <- sin tanh sub mul(add) cos mul(mul)  (@d, %15)\n"
     "kernel  @e <- cumsum  (@d)\n"
     "tile    @c <- sub mul(add) cos mul(mul)  (%15, @c, @b, @e)\n"
     "kernel  @b <- cumsum  (@c)\n"
     "kernel  @c <- cumsum, again  (x)\n"
     "tile    @a <- sub mul(add) cos mul(mul)  (%15, @a, @c, @b)\n"
     "kernel  @b <- cumsum  (@a)\n"
     "copy    @a <- row-major  (@b)\n",
     95},
    {WG__RULE_SCALE, scale,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- mul  (@a, %4)\n",
     "gemm    @a <- matmul 8x6x7, scaled  (a, b, %4)\n", 0},
    {WG__RULE_NEGATE, negate,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- neg  (@a)\n",
     "gemm    @a <- matmul 8x6x7, negated  (a, b)\n", 0},
    {WG__RULE_SUMMAND, summand,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- add  (@a, c)\n",
     "gemm    @a <- matmul 8x6x7, added  (a, b, c)\n", 0},
    {WG__RULE_DIFFERENCE, difference,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- sub  (c, @a)\n",
     "gemm    @a <- matmul 8x6x7, negated, added  (a, b, c)\n", 0},
    {WG__RULE_BIAS, bias,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- add  (@a, bias)\n",
     "gemm    @a <- matmul 8x6x7, bias  (a, b, bias)\n", 0},
    {WG__RULE_RELU, relu,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- relu  (@a)\n",
     "gemm    @a <- matmul 8x6x7, relu  (a, b)\n", 0},
    {WG__RULE_GATE, gate,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @a <- relu le where  (x, %6, @a)\n",
     "tile    @a <- relu  (x)\n"
     "gemm    @b <- matmul 8x6x7, gate  (a, b, @a)\n",
     0},
    {WG__RULE_JOIN, join,
     "tile    @a <- tanh  (x)\n"
     "tile    @a <- div  (@a, y)\n",
     "tile    @a <- tanh div  (x, y)\n", 0},
    {WG__RULE_ROWS, rows,
     "kernel  @a <- max  (x)\n"
     "tile    @b <- div  (x, @a)\n",
     "tile    @a <- max | div  (x)\n", 0},
    {WG__RULE_REPEAT, repeat,
     "tile    @a <- exp  (c)\n"
     "tile    @b <- div  (x, @a)\n",
     "tile    @a <- exp div  (c, x)\n", 0},
    {WG__RULE_COLUMNS, columns,
     "tile    @a <- exp  (x)\n"
     "kernel  @b <- sum  (@a)\n",
     "tile    @a <- exp, then sum  (x)\n", 0},
    {WG__RULE_TOTALS, totals, "tile    @a <- exp sum  (x)\n", "tile    @a <- exp, then sum  (x)\n",
     0},
    {WG__RULE_MERGE, merge,
     "tile    @a <- exp  (y)\n"
     "tile    @b <- tanh  (x)\n"
     "tile    @b <- div  (@b, @a)\n",
     "tile    @a <- exp tanh div  (y, x)\n", 0},
    {WG__RULE_BESIDE, beside,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "kernel  @b <- sum  (@a)\n"
     "tile    @a <- exp  (@a)\n",
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @b @a <- exp, then sum  (@a)\n",
     0},
    {WG__RULE_ALONE, alone, "%2      sum(x, axes=[1], keepdims=false)\n",
     "kernel  @a <- sum  (x)\n", 0},
    {WG__RULE_PAIR, pair, "tile    @a <- sub exp  (x, %2)\n", "tile    @a <- exp(sub)  (x, %2)\n",
     0},
    {WG__RULE_THREE, three, "tile    @a <- add mul mul  (y, %2, x, %5)\n",
     "tile    @a <- mul(mul, add)  (x, %5, y, %2)\n", 0},
    {WG__RULE_SUM_OF_PRODUCT, sum_of_product,
     "tile    @a <- mul sum  (x, y)\n"
     "tile    @b <- square mean  (x)\n",
     "tile    @a <- sum(mul)  (x, y)\n"
     "tile    @b <- mean(square)  (x)\n",
     0},
    {WG__RULE_TAKE_DIFFERENCE, take_difference,
     "tile    @a <- max | sub take_along_axis  (x, at)\n",
     "tile    @a <- max | take_along_axis(sub)  (x, at)\n", 0},
    {WG__RULE_TAKE_DIFFERENCE, take_differences,
     "tile    @a <- max | sub exp sum | log sub take_along_axis  (x, at)\n",
     "tile    @a <- max | sub exp sum | log take_along_axis(sub, sub)  (x, at)\n", 0},
    {WG__RULE_SUM_ADDED, sum_added,
     "tile    @a @b <- scatter_add_along_axis neg sum | add  (%1, at, u, x)\n",
     "tile    @a @b <- scatter_add_along_axis sum(scatter_add_along_axis) | add  (%1, at, u, x)\n",
     0},
    {WG__RULE_ADD_ADDED, add_added,
     "tile    @a <- exp sum | mul scatter_add_along_axis add  (x, %5, at, u)\n",
     "tile    @a <- exp sum | add(scatter_add_along_axis, mul)  (x, at, u)\n", 0},
    {WG__RULE_UNREAD, unread, "tile    @a <- max | sub take_along_axis  (x, at)\n",
     "tile    @a <- max | take_along_axis(sub)  (x, at)\n", 0},
    {WG__RULE_INTO, into,
     "tile    @a <- mul sub  (x, %3, w)\n"
     "copy    w <- into the parameter  (@a)\n",
     "tile    w <- mul sub  (x, %3, w)\n", 0},
    {WG__RULE_ASIDE, aside,
     "%3      assign(p, q)\n"
     "%4      assign(q, p)\n",
     "copy    @a <- row-major  (q)\n"
     "copy    @b <- row-major  (p)\n"
     "copy    p <- into the parameter  (@a)\n"
     "copy    q <- into the parameter  (@b)\n",
     0},
    {WG__RULE_IN_PLACE, in_place,
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @b <- exp sum | exp  (@a)\n"
     "gemm    @c <- matmul 8x8x8  (c, d)\n"
     "tile    @a <- exp  (@c)\n"
     "gemm    @c <- matmul 8x8x8  (@a, e)\n",
     "gemm    @a <- matmul 8x6x7  (a, b)\n"
     "tile    @b <- exp sum | exp  (@a)\n"
     "gemm    @c <- matmul 8x8x8  (c, d)\n"
     "tile    @c <- exp  (@c)\n"
     "gemm    @a <- matmul 8x8x8  (@c, e)\n",
     0},
    {WG__RULE_ONTO_SUMMAND, onto_summand,
     "tile    @a <- abs  (c)\n"
     "gemm    @b <- matmul 8x6x7, added  (a, b, @a)\n",
     "tile    @a <- abs  (c)\n"
     "gemm    @a <- matmul 8x6x7, added  (a, b, @a)\n",
     0},
    {WG__RULE_REUSE, reuse,
     "gemm    @a <- matmul 8x8x8  (x)\n"
     "gemm    @b <- matmul 8x8x8  (@a, x)\n"
     "gemm    @c <- matmul 8x8x8  (@b, x)\n",
     "gemm    @a <- matmul 8x8x8  (x)\n"
     "gemm    @b <- matmul 8x8x8  (@a, x)\n"
     "gemm    @a <- matmul 8x8x8  (@b, x)\n",
     0},
