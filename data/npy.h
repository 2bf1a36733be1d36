/* The npy format on any source or sink: files, and members of npz archives.  Private. */
#ifndef WG_NPY_H
#define WG_NPY_H

#include "data/wire.h"

wg_code wg__npy_read(wg__source *s, uint64_t quota, wg_array *a, wg_status *st);

/* The header of a, in host byte order: its length, a multiple of 64. Fits for any valid array. */
enum { WG__NPY_HEADER_MAX = 384 };
size_t wg__npy_header(const wg_array *a, char buf[WG__NPY_HEADER_MAX]);

#endif
