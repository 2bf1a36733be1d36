/* A gradient written by hand in plain C, without any graph: one step of an LSTM cell (Hochreiter and Schmidhuber, 1997), forward and
 * backward. The check takes two functions, the value and its gradient, and says of each number whether it is right. A second
 * backward pass, with a classic mistake, is caught.
 *
 *     i = s(zi)  f = s(zf)  g = tanh(zg)  o = s(zo)     z = W [x; h] + b, s the sigmoid
 *     c' = f c + i g                      h' = o tanh(c')
 *     cost = u . h' + v . c'              u and v stand for what comes after the cell */
#include <math.h>
#include <stdio.h>
#include <wengert/wengert.h>

enum { IN = 3, UNITS = 4, GATES = 4, ROW = IN + UNITS };
enum { I, F, G, O };

/* All that the cost depends on, in one array: the check differentiates by every number of it. */
typedef struct cell {
    double W[GATES][UNITS][ROW], b[GATES][UNITS], x[IN], h[UNITS], c[UNITS];
} cell;
enum { N = sizeof(cell) / sizeof(double) };

static const double u[UNITS] = {0.5, -1.2, 0.8, 0.3}, v[UNITS] = {-0.7, 0.4, 1.1, -0.2};

/* What the forward pass leaves for the backward pass. */
typedef struct trace {
    double gate[GATES][UNITS], c[UNITS], tanh_c[UNITS];
} trace;

static double sigmoid(double z)
{
    return 1 / (1 + exp(-z));
}

static double forward(const cell *p, trace *t)
{
    double cost = 0;
    for (int k = 0; k < UNITS; k++) {
        for (int q = 0; q < GATES; q++) {
            double z = p->b[q][k];
            for (int j = 0; j < ROW; j++)
                z += p->W[q][k][j] * (j < IN ? p->x[j] : p->h[j - IN]);
            t->gate[q][k] = q == G ? tanh(z) : sigmoid(z);
        }
        t->c[k] = t->gate[F][k] * p->c[k] + t->gate[I][k] * t->gate[G][k];
        t->tanh_c[k] = tanh(t->c[k]);
        cost += u[k] * t->gate[O][k] * t->tanh_c[k] + v[k] * t->c[k];
    }
    return cost;
}

/* forget: the mistake. h' depends on c' as well, and that part of dc' is left out. */
static void backward(const cell *p, bool forget, cell *d)
{
    trace t;
    forward(p, &t);
    *d = (cell){0};
    for (int k = 0; k < UNITS; k++) {
        const double i = t.gate[I][k], f = t.gate[F][k], g = t.gate[G][k], o = t.gate[O][k],
                     th = t.tanh_c[k];
        const double dc = v[k] + (forget ? 0 : u[k] * o * (1 - th * th));
        const double dz[GATES] = {dc * g * i * (1 - i), dc * p->c[k] * f * (1 - f),
                                  dc * i * (1 - g * g), u[k] * th * o * (1 - o)};
        d->c[k] = dc * f;
        for (int q = 0; q < GATES; q++) {
            d->b[q][k] = dz[q];
            for (int j = 0; j < ROW; j++) {
                d->W[q][k][j] = dz[q] * (j < IN ? p->x[j] : p->h[j - IN]);
                *(j < IN ? &d->x[j] : &d->h[j - IN]) += dz[q] * p->W[q][k][j];
            }
        }
    }
}

/* ---- as the check wants them ---- */

static double cost(const double *p, size_t n, void *user)
{
    trace t;
    (void)n, (void)user;
    return forward((const cell *)p, &t);
}

static void gradient(const double *p, size_t n, double *d, void *user)
{
    (void)n;
    backward((const cell *)p, *(const bool *)user, (cell *)d);
}

int main(void)
{
    cell p;
    wg_rng r = wg_rng_new(1);
    for (int k = 0; k < N; k++)
        ((double *)&p)[k] = 0.5 * wg_rng_normal(&r);
    int surprises = 0;
    for (int k = 0; k < 2; k++) {
        bool forget = k == 1;
        wg_function f = {cost, gradient, &forget, forget ? "lstm, dc' without h'" : "lstm"};
        wg_gradcheck_report report;
        wg_status st = {0};
        if (wg_gradcheck_fn(&f, (const double *)&p, N, NULL, &report, &st) != WG_OK) {
            fprintf(stderr, "%s\n", st.text);
            return 1;
        }
        wg_gradcheck_print(&report, stdout, &(wg_gradcheck_print_options){.quiet = true});
        printf("%s: %zu of %d numbers ok, %zu wrong\n\n", f.name, report.count[WG_VERDICT_OK], N,
               report.count[WG_VERDICT_WRONG]);
        surprises += report.passed == forget;
        wg_gradcheck_free(&report);
    }
    return surprises;
}
