/* A capsule as a program in another form. */
#ifndef WG_CLI_CAPSULE_PRINT_H
#define WG_CLI_CAPSULE_PRINT_H

#include <stdio.h>

#include "cli/capsule_file.h"

/* Both print a program that ends with status 0 if it finds what the capsule says, 1 if not, and says what it found. */
void capsule_print_c(FILE *f, const capsule *c);
void capsule_print_python(FILE *f, const capsule *c);

#endif
