/* The rules by which ops become few steps, in few bytes.  Private.
 *
 * A pass says of each use which rule it was (wg__did, notes.h), if the plan is traced. tests/test_rules.c has a case for each: the graph before
 * and after, and the same bits with the pass off. */
#ifndef WG_ENGINE_RULES_H
#define WG_ENGINE_RULES_H

/* R(NAME, name, the pass that turns it off, in a sentence); "": nothing turns it off. */
#define WG__RULE_LIST(R)                                                                           \
    R(VIEW, "view", "", "a view costs nothing: it is strides over its operand's memory")           \
    R(ROW_MAJOR, "row-major", "", "a view that its operand's layout does not allow is copied")     \
    R(AGAIN, "again", "", "computed again rather than kept: the budget of memory")                 \
    R(SCALE, "scale", "products", "a product is scaled as it is computed")                         \
    R(NEGATE, "negate", "products", "a product is negated as it is computed")                      \
    R(SUMMAND, "summand", "products", "a product is added to what is there")                       \
    R(DIFFERENCE, "difference", "products", "a product is taken from what is there")               \
    R(BIAS, "bias", "products", "a product adds its bias")                                         \
    R(RELU, "relu", "products", "a product ends with relu")                                        \
    R(GATE, "gate", "products", "a product ends with the derivative of relu")                      \
    R(TRANSPOSE, "transpose", "products", "a product that is wanted transposed is computed so")    \
    R(JOIN, "join", "fuse", "an elementwise op goes through the rows with others")                 \
    R(ROWS, "rows", "rows", "an op of rows goes through them with others")                         \
    R(REPEAT, "repeat", "rows", "one element per row is repeated along it")                        \
    R(COLUMNS, "columns", "columns", "a reduction down the columns is told the rows")              \
    R(TOTALS, "totals", "totals", "a reduction of everything is told all elements")                \
    R(MERGE, "merge", "fuse", "two programs through the same rows are one")                        \
    R(BESIDE, "beside", "columns", "a reduction is told by a later program with its operand")      \
    R(ALONE, "alone", "", "an op of rows that nothing joined is its kernel")                       \
    R(PAIR, "pair", "combine", "two elementwise ops are one instruction")                          \
    R(THREE, "three", "combine", "(x s) (y + t) is one instruction")                               \
    R(SUM_OF_PRODUCT, "sum of product", "combine", "a sum along rows of products, without them")   \
    R(TAKE_DIFFERENCE, "take difference", "combine", "one element of a difference, not all")       \
    R(SUM_ADDED, "sum added", "combine", "the sum of what was added to zeros is that")             \
    R(ADD_ADDED, "add added", "combine", "zeros with an element added, and a sum, in one pass")    \
    R(UNREAD, "unread", "combine", "an op whose value nobody reads any more goes")                 \
    R(REGION, "region", "regions", "a chunk of rows goes through several steps")                   \
    R(INTO, "into", "inplace", "a new value is computed in its parameter's memory")                \
    R(ASIDE, "aside", "", "an old value is put aside before its parameter changes")                \
    R(IN_PLACE, "in place", "inplace", "a program writes where it has read")                       \
    R(ONTO_SUMMAND, "onto summand", "inplace", "a product is added where its summand lies")        \
    R(REUSE, "reuse", "reuse", "memory of a value that is no longer read")

#define WG__RULE_ID(NAME, name, pass, text) WG__RULE_##NAME,
typedef enum wg__rule { WG__RULE_LIST(WG__RULE_ID) WG__RULES, WG__NO_RULE = WG__RULES } wg__rule;
#undef WG__RULE_ID

const char *wg__rule_name(wg__rule rule);
const char *wg__rule_pass(wg__rule rule); /* "": nothing turns it off */
const char *wg__rule_text(wg__rule rule);

#endif
