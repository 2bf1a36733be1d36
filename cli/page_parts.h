/* What cli/pages/bundle.py makes of the templates. */
#ifndef WG_CLI_PAGE_PARTS_H
#define WG_CLI_PAGE_PARTS_H

#include <stddef.h>

typedef enum page_part_kind { PAGE_TEXT, PAGE_TITLE, PAGE_REPORT } page_part_kind;

typedef struct page_part {
    page_part_kind kind;
    const unsigned char *text; /* of TEXT */
    size_t size;
} page_part;

typedef struct page_template {
    const char *report; /* the schema that it shows: "wengert.check/1" */
    const page_part *part;
    size_t parts;
} page_template;

extern const page_template page_templates[]; /* ends with a report of NULL */

#endif
