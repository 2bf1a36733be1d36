/* Steps shared among threads: how they are cut, and the work on a chunk.  Private.
 *
 * The cut is by shape and cost, never by the number of threads, and the bits of no element depend on it: rows of a tile program, blocks of
 * a matrix product, pieces of a copy's outermost axis or of a kernel. Each returns false if nobody can help, or a kernel
 * has refused a value: the step is then done in one piece. */
#ifndef WG_ENGINE_RUN_SHARED_H
#define WG_ENGINE_RUN_SHARED_H

#include <stdatomic.h>

#include "engine/plan.h"

/* Costs of steps in nanoseconds of one core, roughly. A step below twice the least chunk is not cut. */
enum { WG__LEAST_CHUNK = 25000, WG__MOST_CHUNKS = 64 };
/* Into how many chunks a step goes, at least 1; units: what it can be cut between; least: cost of a chunk. */
int64_t wg__chunks_of(double cost, int64_t units, double least);

bool wg__share_program(const wg__program *g, const wg__exec *x, wg_code *code);
bool wg__share_product(const wg__product *p, const wg__gemm *g);
/* A piece x of a product of the batch. */
bool wg__share_piece(const wg__product *p, const wg__gemm *x);
/* Rows first .. end - 1 of a program that has nothing after them. */
bool wg__share_rows(const wg__program *g, const wg__exec *x, int64_t first, int64_t end,
                    wg_code *code);
bool wg__share_copy(const wg__copy *c);
bool wg__share_region(const wg__region *r, const wg__exec *x, wg_code *code);
bool wg__share_call(const wg__call *c, const wg_kernel_args *args); /* those of this run */

/* Nanoseconds for an element of such an op, when it is one of many in a program. */
double wg__member_cost(const wg_op *op);
size_t wg__program_lane_bytes(const wg__program *g); /* of a thread's scratch */
int64_t wg__region_shares(const wg__region *r);      /* that threads take one at a time */
size_t wg__region_lane_bytes(const wg__region *r);   /* without the scratch of its products */
double wg__product_cost(const wg__product *p);       /* of the batch */
void wg__cut_product(wg__product *p, double least);
void wg__cut_copy(wg__copy *c, double least);
void wg__cut_call(wg__call *c, const wg_op *op, double cost, double least);

/* What is shared above, in pieces. */
void wg__program_begin(const wg__program *g);    /* operands that are the same for all rows */
void wg__program_sum_kept(const wg__program *g); /* what the threads have kept, in order */
void wg__program_node(const wg__program *g,
                      int64_t chunk); /* what has been summed since the first row of this chunk */
/* Part `part` of product i of the batch. */
void wg__product_part(const wg__product *p, const wg__gemm *g, const wg__gemm_cut *cut, int64_t i,
                      int64_t part, void *scratch);
wg_code wg__program_rows(const wg__program *g, const wg__exec *x, int64_t first, int64_t end);
void wg__program_first(
    const wg__program *g); /* before the first row, of what is summed on the way */
void wg__program_last(const wg__program *g); /* and after the last */
/* With tables and registers of a thread's own, from `at` on: wg__program_lane_bytes. */
wg__program *wg__program_own(const wg__program *g, char *at);
/* Units first .. end - 1 of the region that the product is in. */
void wg__product_units(const wg__product *p, int64_t units, int64_t span, int64_t first,
                       int64_t end);

/* Who refused a value first, by the order of chunks. */
typedef struct wg__refusal {
    const wg__exec *x; /* of the step that is shared */
    atomic_flag lock;
    _Atomic int64_t chunk; /* what comes after it need not be done */
    wg_code code;
} wg__refusal;
#define WG__NO_REFUSAL(exec)                                                                       \
    {                                                                                              \
        .x = (exec), .lock = ATOMIC_FLAG_INIT, .chunk = INT64_MAX, .code = WG_OK                   \
    }
void wg__refuse(wg__refusal *r, int64_t chunk, wg_code code, const wg__exec *from);

#endif
