/* HTML reports. */
#include "cli/page.h"

#include <jansson.h>
#include <string.h>

#include "cli/page_parts.h"
#include "data/data.h"

bool page_available(wg_status *st)
{
    if (page_templates[0].report)
        return true;
    wg_fail(
        st, WG_ERR_IO,
        "this wengert was built without HTML pages, which need Chart.js (Debian: libjs-chart.js)");
    return false;
}

/* "wengert.check/1": the same report in another version is told from an unknown one. */
static const page_template *find(const char *schema, wg_status *st)
{
    const page_template *near = NULL;
    const size_t stem = strcspn(schema, "/");
    for (const page_template *t = page_templates; t->report; t++) {
        if (strcmp(t->report, schema) == 0)
            return t;
        if (strcspn(t->report, "/") == stem && strncmp(t->report, schema, stem) == 0)
            near = t;
    }
    if (near)
        wg_fail(st, WG_ERR_FORMAT, "the report is %.60s, and this wengert reads %s", schema,
                near->report);
    else
        wg_fail(st, WG_ERR_FORMAT, "no page shows a report of schema \"%.60s\"", schema);
    return NULL;
}

static void put_html(FILE *f, const char *s)
{
    for (; *s; s++) {
        const char *as = *s == '<'   ? "&lt;"
                         : *s == '>' ? "&gt;"
                         : *s == '&' ? "&amp;"
                         : *s == '"' ? "&quot;"
                                     : NULL;
        if (as)
            fputs(as, f);
        else
            fputc(*s, f);
    }
}

/* In valid JSON a < stands inside a text, where \u003c says the same; without it nothing can end the script element or open a comment. */
static void put_json(FILE *f, const char *json, size_t size)
{
    for (size_t k = 0; k < size; k++)
        if (json[k] == '<')
            fputs("\\u003c", f);
        else
            fputc(json[k], f);
}

static void put_page(FILE *f, const page_template *t, const char *title, const char *json,
                     size_t size)
{
    for (size_t k = 0; k < t->parts; k++)
        switch (t->part[k].kind) {
        case PAGE_TEXT: fwrite(t->part[k].text, 1, t->part[k].size, f); break;
        case PAGE_TITLE: put_html(f, title); break;
        case PAGE_REPORT: put_json(f, json, size); break;
        }
}

wg_code page_write(FILE *f, const char *json, size_t size, wg_status *st)
{
    if (!page_available(st))
        return st->code;
    json_error_t error;
    json_t *report = json_loadb(json, size, JSON_REJECT_DUPLICATES, &error);
    if (!report)
        return wg_fail(st, WG_ERR_FORMAT, "not JSON: line %d: %s", error.line, error.text);
    const char *schema = json_string_value(json_object_get(report, "schema"));
    const char *title = json_string_value(json_object_get(report, "title"));
    const page_template *t = schema ? find(schema, st) : NULL;
    if (!schema)
        wg_fail(st, WG_ERR_FORMAT, "JSON without a \"schema\": not a report of wengert");
    if (t)
        put_page(f, t, title ? title : schema, json, size);
    json_decref(report);
    return t && ferror(f) ? wg_fail(st, WG_ERR_IO, "writing failed") : t ? WG_OK : st->code;
}

wg_code page_save(const char *path, const char *json, size_t size, wg_status *st)
{
    wg_outfile out;
    if (!page_available(st) || wg_outfile_open(&out, path, st) != WG_OK)
        return st->code;
    if (page_write(out.f, json, size, st) == WG_OK)
        wg_outfile_commit(&out, st);
    wg_outfile_discard(&out);
    return st->code;
}
