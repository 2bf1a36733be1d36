/* Who is to blame: shared by what blames a rule and what blames a kernel.  Private. */
#ifndef WG_CHECK_BLAME_H
#define WG_CHECK_BLAME_H

#include "autograd/check_cause.h"

enum { WG__MOST_BLAMES = 8 };

/* Room for one more; NULL: there are enough, or no memory (then s.code is set). */
wg_blame *wg__new_blame(wg__check *c);
/* Node, op, operand and call site of node id of c->m.g, or of another transcription of the same user's graph (map). */
bool wg__blame_node(wg__check *c, wg_blame *b, const wg__transcript *map, uint32_t id, int operand);
/* The line of text, from all the rest. */
bool wg__blame_text(wg__check *c, wg_blame *b);

/* A wrong second derivative: each rule's expression alone, differentiated once more. Blames go to c->r. */
bool wg__blame_second(wg__check *c);

/* Nodes of a graph between wrt and outputs: those whose local rule counts. path has `end` entries. */
void wg__mark_path(const wg_graph *g, uint32_t end, const wg_tensor *y, int ny, const wg_tensor *x,
                   int nx, bool *path, bool *depends);
/* Runs the operands of all nodes on the path, so that they have values. */
wg_code wg__run_operands(wg_graph *g, uint32_t end, const bool *path);

#endif
