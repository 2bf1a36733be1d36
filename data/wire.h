/* Element types as files hold them, and the one path from a checked header to an array.  Private. */
#ifndef WG_WIRE_H
#define WG_WIRE_H

#include "data/io.h"

/* X(enumerator, bytes in the file, our dtype, decoder): every value of the file's type is one of ours. */
#define WG__WIRE_LIST(X)                                                                           \
    X(WG__WIRE_U8, 1, WG_U8, decode_u8)                                                            \
    X(WG__WIRE_BOOL, 1, WG_BOOL, decode_bool)                                                      \
    X(WG__WIRE_I8, 1, WG_I32, decode_i8)                                                           \
    X(WG__WIRE_I16, 2, WG_I32, decode_i16)                                                         \
    X(WG__WIRE_U16, 2, WG_I32, decode_u16)                                                         \
    X(WG__WIRE_I32, 4, WG_I32, decode_i32)                                                         \
    X(WG__WIRE_U32, 4, WG_I64, decode_u32)                                                         \
    X(WG__WIRE_I64, 8, WG_I64, decode_i64)                                                         \
    X(WG__WIRE_F16, 2, WG_F32, decode_f16)                                                         \
    X(WG__WIRE_F32, 4, WG_F32, decode_f32)                                                         \
    X(WG__WIRE_F64, 8, WG_F64, decode_f64)

typedef enum wg__wire {
#define WG__X(e, size, dtype, decode) e,
    WG__WIRE_LIST(WG__X)
#undef WG__X
        WG__WIRE_COUNT
} wg__wire;

/* What a header says follows it. */
typedef struct wg__layout {
    const char *format; /* "IDX", "npy": for messages */
    wg__wire wire;
    bool big_endian;
    bool fortran; /* first axis runs fastest in the file */
    wg_shape shape;
} wg__layout;

/* Checks the promise against the quota and the source, allocates, reads, converts; the source must end there. */
wg_code wg__array_read(wg__source *s, const wg__layout *l, uint64_t quota, wg_array *a,
                       wg_status *st);

bool wg__host_big_endian(void);

/* In place, n elements of size 1, 2, 4 or 8. */
void wg__swap_bytes(void *p, size_t n, size_t size);

/* WG_ERR_ARGUMENT unless a is an array that call can save. */
wg_code wg__check_array(const char *call, const wg_array *a, wg_status *st);

#endif
