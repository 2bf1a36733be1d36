/* The reference of all ops as one Markdown page. */
#ifndef WG_CLI_OPS_PAGE_H
#define WG_CLI_OPS_PAGE_H

/* On stdout: families in order, in each a list of its ops and then an entry per op. */
void cli_ops_page(void);

#endif
