/* How reductions are cut, and the state of one down the columns, which the engine's native code carries on too.  Private. */
#ifndef WG_REDUCTION_STATE_H
#define WG_REDUCTION_STATE_H

#include <stdint.h>

enum {
    WG__BLOCK = 1024,      /* neighbours that are combined at a time; then come the pairs */
    WG__COLUMN_BLOCK = 32, /* rows that are combined one after the other; then come the pairs */
};

/* The state of columns: this head, a row of what is not yet a block, and a row for each level of the tree. */
typedef struct wg__columns_head {
    uint64_t used;
    int64_t depth;
    char pad[48];
} wg__columns_head;

#endif
