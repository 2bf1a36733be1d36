/* One mutant before the checker: does it live, is it an equivalent, who kills it. */
#ifndef WG_CLI_MUTANT_TRIAL_H
#define WG_CLI_MUTANT_TRIAL_H

#include "autograd/gradcheck.h"
#include "cli/mutate.h"

/* X(enumerator, name): what the checker is asked */
#define TRIAL_MODE_LIST(X)                                                                         \
    X(TRIAL_FULL, "full")   /* every element: is anything wrong? */                                \
    X(TRIAL_BLAME, "blame") /* is the right node named first? */                                   \
    X(TRIAL_FAST, "fast")   /* random directions alone */

typedef enum trial_mode {
#define X_(e, name) e,
    TRIAL_MODE_LIST(X_)
#undef X_
        TRIAL_MODES
} trial_mode;
const char *trial_mode_name(trial_mode mode);

/* Where both rules are computed: at TRIAL_POINTS random points, and at as many of whole numbers, where operands tie and
 * are 0.
 * STILLBORN: the graph refuses the edited rule while recording, by a shape or a dtype.
 * EQUIVALENT: first and second derivatives are those of the original at every point. Of a faulty kernel, the value too.
 * CONVENTION: they differ at whole numbers only, and there the full check finds a kink, and the mutant between the derivatives of
 *             its two sides: no checker can tell it from the original, for what a derivative is there is a convention.
 * LIVE: a fault that a checker can see. */
typedef enum trial_fate {
    FATE_STILLBORN,
    FATE_EQUIVALENT,
    FATE_CONVENTION,
    FATE_LIVE,
    TRIAL_FATES
} trial_fate;
const char *trial_fate_name(trial_fate fate);

enum { TRIAL_POINTS = 16, TRIAL_TEXT = 200 };

/* Who is asked: wg_gradcheck; or something worse, to see that mutants can live. */
typedef wg_code (*trial_checker)(wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                                 const wg_gradcheck_options *options, wg_gradcheck_report *report);

typedef struct trial {
    trial_checker ask;
    trial_fate fate;
    bool killed[TRIAL_MODES]; /* of a live one */
    bool alarm[TRIAL_MODES];  /* of an equivalent: something was called wrong all the same */
    bool second;              /* it shows in the second derivative only */
    bool whole;               /* it shows at whole numbers only */
    bool value;  /* a faulty kernel for which the rule is right: only the value is wrong */
    int point;   /* where it is checked: number of the random point, or of that of whole numbers */
    int points;  /* at which it was checked until it died in all modes */
    double size; /* largest relative change of a derivative that it makes */
    unsigned witnesses; /* bits: those who disagreed in the full mode */
    char text
        [TRIAL_TEXT]; /* why it was stillborn, why it is equivalent, what was said of a survivor */
} trial;

/* false: out of memory, or what no mutant should do, said in t->text. */
bool trial_run(const wg_op *op, const wg_sample *call, mutation what, trial *t);
bool trial_run_by(trial_checker ask, const wg_op *op, const wg_sample *call, mutation what,
                  trial *t);

/* The part of trial_run that decides whether m is a fault at all: fate, second, whole, point, size, text. */
bool trial_judge(trial *t, const wg_op *op, const wg_sample *call, mutant *m);

/* What rounding may make of the same numbers in another order, near a singular point too. The smallest fault changes 7e-8
 * of a derivative, rounding at most 3e-14. */
#define TRIAL_SAME 0x1p-36

/* The original in the place of a mutant, at the same point: nothing may be called wrong, or the dead prove
 * nothing. t->fate is EQUIVALENT; an alarm is a failure. */
bool trial_control(const wg_op *op, const wg_sample *call, const trial *of, trial *t);

/* The graph of a trial without a fault, on which the mutations of a rule are listed; the op's node. Poison: the graph
 * says why. */
wg_tensor trial_node(wg_graph *g, const wg_op *op, const wg_sample *call);

#endif
