/* What holds of a plan in the making after each pass.  Private. */
#ifndef WG_ENGINE_BUILD_VERIFY_H
#define WG_ENGINE_BUILD_VERIFY_H

#include "engine/build.h"

bool wg__verify_positions(const wg__build *b, char *message, size_t size);
bool wg__verify_values(const wg__build *b, char *message, size_t size);
bool wg__verify_products(const wg__build *b, char *message, size_t size);
bool wg__verify_programs(const wg__build *b, char *message,
                         size_t size); /* after fuse and after combine */
bool wg__verify_order(const wg__build *b, char *message, size_t size);
bool wg__verify_regions(const wg__build *b, char *message, size_t size);
bool wg__verify_memory(const wg__build *b, char *message, size_t size);

#endif
