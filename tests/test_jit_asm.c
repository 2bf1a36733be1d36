/* Machine code, instruction by instruction: each does on numbers what C does, with all registers, masks and ways to address memory; and its bytes are
 * those of the system's assembler, where there is one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/jit.h"
#include "engine/jit_asm.h"
#include "tensor/cpu.h"
#include "tensor/memory.h"
#include "tests/support.h"

enum { LANES = 16, MOST = 64 };

static void need_avx512(void)
{
    if (wg__cpu_isa() != WG__ISA_AVX512)
        skip();
}

/* ---- code that runs ---- */

typedef int64_t (*binary_fn)(void *out, const void *x, const void *y, int64_t n);

static int64_t run_code(wg__asm *a, void *out, const void *x, const void *y, int64_t n)
{
    assert_false(a->failed);
    void *pages = wg__jit_pages(a->code, a->size);
    assert_non_null(pages);
    binary_fn fn;
    memcpy(&fn, &pages, sizeof fn);
    const int64_t result = fn(out, x, y, n);
    wg__jit_unmap(pages, a->size);
    wg__free(a->code);
    *a = (wg__asm){0};
    return result;
}

static wg__mem at(wg__gp base, int32_t disp)
{
    return (wg__mem){.base = base, .index = WG__NO_GP, .disp = disp};
}

static wg__lanes in(wg__mem m)
{
    return (wg__lanes){-1, m};
}

static wg__lanes reg(int r)
{
    return (wg__lanes){.reg = r};
}

static double number(const void *p, bool f64, int lane)
{
    return f64 ? ((const double *)p)[lane] : (double)((const float *)p)[lane];
}

static uint64_t bits(const void *p, bool f64, int lane)
{
    uint64_t u = 0;
    memcpy(&u, (const char *)p + lane * (f64 ? 8 : 4), f64 ? 8 : 4);
    return u;
}

static void set(void *p, bool f64, int lane, double v)
{
    const float f = (float)v;
    if (f64)
        ((double *)p)[lane] = v;
    else
        memcpy((float *)p + lane, &f, sizeof f);
}

/* ---- arithmetic ---- */

static double by_c(wg__vector op, bool f64, double x, double y)
{
    switch (op) {
    case WG__V_ADD: return f64 ? x + y : (double)((float)x + (float)y);
    case WG__V_SUB: return f64 ? x - y : (double)((float)x - (float)y);
    case WG__V_MUL: return f64 ? x * y : (double)((float)x * (float)y);
    case WG__V_DIV: return f64 ? x / y : (double)((float)x / (float)y);
    case WG__V_MIN: return x < y ? x : y;
    case WG__V_MAX: return x > y ? x : y;
    case WG__V_SQRT: return f64 ? sqrt(y) : (double)sqrtf((float)y);
    case WG__V_ROUND: return floor(y);
    case WG__V_MOVE: return y;
    default: return NAN;
    }
}

static const wg__vector arithmetic[] = {WG__V_ADD, WG__V_SUB,  WG__V_MUL,   WG__V_DIV, WG__V_MIN,
                                        WG__V_MAX, WG__V_SQRT, WG__V_ROUND, WG__V_MOVE};
enum { ARITHMETIC = sizeof arithmetic / sizeof *arithmetic };

static bool takes_src(wg__vector op)
{
    return op != WG__V_SQRT && op != WG__V_ROUND && op != WG__V_MOVE;
}

typedef struct trial {
    wg__vector op;
    wg__how how;
    int to, src, from; /* registers; from < 0: memory, -2: one element for all lanes */
    int32_t disp;
} trial;

static void one_trial(const trial *t)
{
    static const double odd[] = {0.0, -0.0, 1, -2.5, 1e30, -1e-30, 3, 0.25};
    unsigned char room[3][2048];
    const bool f64 = t->how.f64;
    const int lanes = (t->how.wide ? 64 : 16) / (f64 ? 8 : 4);
    char *x = (char *)room[0] + 1024, *y = (char *)room[1] + 1024, *out = (char *)room[2];
    for (int k = 0; k < lanes; k++) {
        set(x, f64, k, odd[k % 8] * (k + 1));
        set(y, f64, k, odd[(k + 3) % 8] * (k + 2));
        set(out, f64, k, 77);
    }
    wg__asm a = {0};
    const wg__how all = {.f64 = f64, .wide = t->how.wide};
    wg__mem memory = {.base = WG__RDX,
                      .index = WG__RCX,
                      .scale = f64 ? 8 : 4,
                      .disp = t->disp,
                      .all = t->from == -2};
    wg__asm_mov_imm(&a, WG__RAX, 0x5A5A);
    wg__asm_mask_of(&a, 5, WG__RAX);
    wg__asm_vector(&a, WG__V_MOVE, all, t->to, 0, in(at(WG__RDI, 0)), -1);
    if (t->src != t->to)
        wg__asm_vector(&a, WG__V_MOVE, all, t->src, 0, in(at(WG__RSI, 0)), -1);
    if (t->from >= 0 && t->from != t->to && t->from != t->src)
        wg__asm_vector(&a, WG__V_MOVE, all, t->from, 0, in(memory), -1);
    wg__asm_vector(&a, t->op, t->how, t->to, takes_src(t->op) ? t->src : 0,
                   t->from >= 0 ? reg(t->from) : in(memory), t->op == WG__V_ROUND ? 9 : -1);
    wg__asm_vector_store(&a, all, at(WG__RDI, 0), t->to);
    wg__asm_no_uppers(&a);
    wg__asm_return(&a);
    /* the element that RCX counts and the displacement lead back to y */
    const uintptr_t base = (uintptr_t)y - (uintptr_t)(intptr_t)(t->disp + 3 * (f64 ? 8 : 4));
    run_code(&a, out, x, (const void *)base, 3);
    for (int k = 0; k < lanes; k++) {
        const bool on = !t->how.mask || 0x5A5A >> k & 1;
        const double was = 77, src = t->src == t->to ? was : number(x, f64, k),
                     from = t->from == t->to    ? was
                            : t->from == t->src ? number(x, f64, k)
                            : t->from == -2     ? number(y, f64, 0)
                                                : number(y, f64, k);
        const double want = on ? by_c(t->op, f64, src, from) : t->how.zero ? 0 : was;
        char expected[8];
        set(expected, f64, 0, want);
        if (bits(out, f64, k) != bits(expected, f64, 0))
            fail_msg("op %d f64 %d wide %d mask %d zero %d, registers %d %d %d, lane %d: %g not %g",
                     t->op, f64, t->how.wide, t->how.mask, t->how.zero, t->to, t->src, t->from, k,
                     number(out, f64, k), want);
    }
}

static void every_instruction_on_numbers(void **state)
{
    static const int registers[][3] = {{0, 1, 2},    {7, 8, 9},   {15, 16, 17}, {31, 30, 29},
                                       {3, 19, -1},  {20, 4, -2}, {31, 31, -1}, {12, 28, 13},
                                       {24, 24, 24}, {5, 21, -2}, {16, 0, -1}};
    static const int32_t disp[] = {0, 64, -64, 128, 4, 8, -512, 1000, 8128, -8192};
    (void)state;
    need_avx512();
    int n = 0;
    for (int k = 0; k < ARITHMETIC; k++)
        for (size_t r = 0; r < sizeof registers / sizeof *registers; r++)
            for (int form = 0; form < 12; form++) {
                const wg__how how = {.f64 = form & 1,
                                     .wide = form >> 1 & 1,
                                     .mask = form >= 4 ? 5 : 0,
                                     .zero = form >= 8};
                trial t = {arithmetic[k],   how,           registers[r][0], registers[r][1],
                           registers[r][2], disp[n++ % 10]};
                if (t.op == WG__V_MOVE && t.from == -2)
                    continue; /* that is a broadcast */
                one_trial(&t);
            }
}

/* ---- the others ---- */

static void compare_and_blend(void **state)
{
    static const struct {
        int how;
        bool less, equal, greater, unordered;
    } predicates[] = {{0x00, 0, 1, 0, 0}, {0x03, 0, 0, 0, 1}, {0x04, 1, 0, 1, 1},
                      {0x16, 0, 0, 1, 1}, {0x11, 1, 0, 0, 0}, {0x12, 1, 1, 0, 0},
                      {0x1D, 0, 1, 1, 0}, {0x1E, 0, 0, 1, 0}};
    (void)state;
    need_avx512();
    for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++)
        for (int f64 = 0; f64 < 2; f64++) {
            char x[128], y[128], out[128];
            const int lanes = f64 ? 8 : 16;
            for (int k = 0; k < lanes; k++) {
                set(x, f64, k, k % 4 == 3 ? (double)NAN : k % 3);
                set(y, f64, k, 1);
            }
            wg__asm a = {0};
            const wg__how all = {.f64 = f64, .wide = true};
            wg__asm_vector(&a, WG__V_MOVE, all, 18, 0, in(at(WG__RSI, 0)), -1);
            wg__asm_vector(&a, WG__V_COMPARE, all, 3, 18, in(at(WG__RDX, 0)), predicates[p].how);
            wg__asm_mask_store(&a, at(WG__RDI, 0), 3);
            wg__asm_mask_load(&a, 4, at(WG__RDI, 0));
            wg__asm_mask(&a, WG__M_NOT, 5, -1, 4);
            wg__asm_mask(&a, WG__M_OR, 6, 4, 5);
            wg__asm_mask(&a, WG__M_XOR, 6, 6, 5);
            wg__asm_mask(&a, WG__M_AND, 6, 6, 4);
            wg__asm_vector(&a, WG__V_BLEND, (wg__how){.f64 = f64, .wide = true, .mask = 6}, 1, 18,
                           in(at(WG__RDX, 0)), -1);
            wg__asm_vector_store(&a, all, at(WG__RDI, 0), 1);
            wg__asm_return(&a);
            run_code(&a, out, x, y, 0);
            for (int k = 0; k < lanes; k++) {
                const double v = number(x, f64, k);
                const bool on = v < 1    ? predicates[p].less
                                : v > 1  ? predicates[p].greater
                                : v == 1 ? predicates[p].equal
                                         : predicates[p].unordered;
                assert_true(bits(out, f64, k) == (on ? bits(y, f64, k) : bits(x, f64, k)));
            }
        }
}

static void lanes_move_down(void **state)
{
    (void)state;
    need_avx512();
    for (int f64 = 0; f64 < 2; f64++)
        for (int n = 1; n < (f64 ? 8 : 16); n *= 2) {
            char x[128], y[128] = {0}, out[128];
            const int lanes = f64 ? 8 : 16;
            for (int k = 0; k < lanes; k++)
                set(x, f64, k, k);
            wg__asm a = {0};
            const wg__how all = {.f64 = f64, .wide = true};
            wg__asm_vector(&a, WG__V_MOVE, all, 9, 0, in(at(WG__RSI, 0)), -1);
            wg__asm_vector(&a, WG__V_LOWER, all, 25, 9, reg(9), n);
            wg__asm_vector_store(&a, all, at(WG__RDI, 0), 25);
            wg__asm_return(&a);
            run_code(&a, out, x, y, 0);
            for (int k = 0; k < lanes; k++)
                assert_true(bits(out, f64, k) == bits(x, f64, (k + n) % lanes));
        }
}

static void bits_of_numbers_and_single_elements(void **state)
{
    (void)state;
    need_avx512();
    for (int f64 = 0; f64 < 2; f64++)
        for (int is_wide = 0; is_wide < 2; is_wide++) {
            char x[128], y[128], out[128];
            const int lanes = (is_wide ? 64 : 16) / (f64 ? 8 : 4);
            for (int k = 0; k < lanes; k++) {
                set(x, f64, k, k - 2.5);
                set(y, f64, k, -0.0);
            }
            wg__asm a = {0};
            const wg__how all = {.f64 = f64, .wide = is_wide};
            wg__asm_vector(&a, WG__V_BROADCAST, all, 30, 0, in(at(WG__RDX, 0)), -1);
            wg__asm_vector(&a, WG__V_MOVE, all, 2, 0, in(at(WG__RSI, 0)), -1);
            wg__asm_vector(&a, WG__V_XOR, all, 2, 2, reg(30), -1); /* -x */
            wg__asm_vector(&a, WG__V_AND, all, 3, 2, reg(30), -1); /* its sign */
            wg__asm_vector(&a, WG__V_XOR, all, 2, 2, reg(3), -1);  /* |x| */
            wg__asm_vector_store(&a, all, at(WG__RDI, 0), 2);
            wg__asm_first_load(&a, f64, 20, at(WG__RSI, 0));
            wg__asm_first_store(&a, f64, at(WG__RDI, f64 ? 8 : 4), 20);
            wg__asm_return(&a);
            run_code(&a, out, x, y, 0);
            for (int k = 0; k < lanes; k++)
                assert_true(number(out, f64, k) ==
                            (k == 1 ? number(x, f64, 0) : fabs(number(x, f64, k))));
        }
}

static void bools(void **state)
{
    (void)state;
    need_avx512();
    for (int half = 0; half < 2; half++)
        for (int part = 0; part < 2; part++) {
            uint8_t x[16], y[16], out[16];
            for (int k = 0; k < 16; k++) {
                x[k] = (uint8_t)(k % 3 == 0 ? 0 : k);
                y[k] = 1;
                out[k] = 9;
            }
            wg__asm a = {0};
            wg__asm_mov_imm(&a, WG__RAX, 0x1F);
            wg__asm_mask_of(&a, 1, WG__RAX);
            wg__asm_bytes_load(&a, half, part, 17, at(WG__RSI, 0));
            wg__asm_bytes_test(&a, 3, 17);
            wg__asm_bytes_move(&a, 3, 31, at(WG__RDX, 0));
            wg__asm_bytes_store(&a, half, part, at(WG__RDI, 0), 31);
            wg__asm_return(&a);
            run_code(&a, out, x, y, 0);
            for (int k = 0; k < 16; k++)
                assert_int_equal(out[k], k < (part ? 5 : half ? 8 : 16) ? x[k] != 0 : 9);
        }
}

/* The sum of n numbers at x, each by another register, and a jump out of the loop. */
static void general_registers(void **state)
{
    (void)state;
    need_avx512();
    static const wg__gp registers[] = {WG__RAX, WG__R8, WG__R9, WG__R10, WG__R11, WG__RDX};
    for (size_t k = 0; k < sizeof registers / sizeof *registers; k++)
        for (size_t j = 0; j < sizeof registers / sizeof *registers; j++) {
            const wg__gp sum = registers[k], i = registers[j];
            if (sum == i)
                continue;
            int64_t x[5] = {1, 20, 300, 4000, -50000}, out[4] = {7, 0, 5, 0};
            wg__asm a = {0};
            wg__asm_landing(&a);
            wg__asm_push(&a, WG__R13);
            wg__asm_alu(&a, WG__XOR, sum, sum);
            wg__asm_mov_imm(&a, i, 0);
            const size_t top = a.size;
            wg__asm_alu(&a, WG__CMP, i, WG__RCX);
            const size_t out_of_it = wg__asm_jump(&a, WG__EQUAL);
            wg__asm_alu_from(&a, WG__ADD, sum, (wg__mem){.base = WG__RSI, .index = i, .scale = 8});
            wg__asm_alu_imm(&a, WG__ADD, i, 1);
            wg__asm_back(&a, WG__ALWAYS, top);
            wg__asm_here(&a, out_of_it);
            wg__asm_store(&a, at(WG__RDI, 8), sum, true);
            wg__asm_mov(&a, WG__R13, WG__RDI);
            wg__asm_alu_mem_imm(&a, WG__ADD, at(WG__R13, 0), 1000);
            wg__asm_store_imm(&a, at(WG__RDI, 16), -3);
            wg__asm_load(&a, i, at(WG__RDI, 0), false);
            wg__asm_shl(&a, i, 2);
            wg__asm_imul_imm(&a, i, i, 3);
            wg__asm_lea(&a, i, (wg__mem){.base = i, .index = i, .scale = 2, .disp = 1});
            wg__asm_store(&a, at(WG__RDI, 24), i, true);
            wg__asm_pop(&a, WG__R13);
            wg__asm_mov_imm(&a, WG__RAX, UINT64_C(0x123456789ABCDEF0));
            wg__asm_return(&a);
            assert_true(run_code(&a, out, x, NULL, 5) == INT64_C(0x123456789ABCDEF0));
            assert_int_equal(out[0], 1007);
            assert_int_equal(out[1], -45679);
            assert_int_equal(out[2], -3);
            assert_int_equal(out[3], 1007 * 12 * 3 + 1);
        }
}

/* ---- as the system's assembler has it ---- */

static const char *const names[WG__V_COUNT] = {
    [WG__V_ADD] = "vadd", [WG__V_SUB] = "vsub",  [WG__V_MUL] = "vmul",   [WG__V_DIV] = "vdiv",
    [WG__V_MIN] = "vmin", [WG__V_MAX] = "vmax",  [WG__V_SQRT] = "vsqrt", [WG__V_AND] = "vand",
    [WG__V_XOR] = "vxor", [WG__V_MOVE] = "vmovu"};

static void write_text(FILE *f, const trial *t)
{
    const char *v = t->how.wide ? "zmm" : "xmm";
    const int size = t->how.f64 ? 8 : 4;
    fprintf(f, "{evex} %sp%c %s%d", names[t->op], t->how.f64 ? 'd' : 's', v, t->to);
    if (t->how.mask)
        fprintf(f, "{k%d}%s", t->how.mask, t->how.zero ? "{z}" : "");
    if (takes_src(t->op))
        fprintf(f, ", %s%d", v, t->src);
    if (t->from >= 0)
        fprintf(f, ", %s%d\n", v, t->from);
    else if (t->from == -1)
        fprintf(f, ", [r13+r14*%d%+d]\n", size, t->disp);
    else
        fprintf(f, ", [r13+r14*%d%+d]{1to%d}\n", size, t->disp, (t->how.wide ? 64 : 16) / size);
}

static void as_the_system_writes_it(void **state)
{
    static const wg__vector all[] = {WG__V_ADD, WG__V_SUB,  WG__V_MUL, WG__V_DIV, WG__V_MIN,
                                     WG__V_MAX, WG__V_SQRT, WG__V_AND, WG__V_XOR, WG__V_MOVE};
    static const int registers[][3] = {{0, 1, 2},   {7, 8, 9},   {15, 16, 17}, {31, 30, 29},
                                       {3, 19, -1}, {20, 4, -2}, {31, 31, -1}, {16, 0, -1}};
    static const int32_t disp[] = {0, 64, -64, 128, 4, 8, -512, 1000, 8128, -8192, 12, 24};
    char room[] = "/tmp/wg-asm-XXXXXX", command[256], path[64];
    (void)state;
    if (system("as --version >/dev/null 2>&1 && objcopy --version >/dev/null 2>&1") != 0)
        skip();
    assert_non_null(mkdtemp(room));
    snprintf(path, sizeof path, "%s/a.s", room);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(".intel_syntax noprefix\n", f);
    wg__asm a = {0};
    int n = 0;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        for (size_t r = 0; r < sizeof registers / sizeof *registers; r++)
            for (int form = 0; form < 12; form++) {
                const trial t = {all[k],
                                 {.f64 = form & 1,
                                  .wide = form >> 1 & 1,
                                  .mask = form >= 4 ? 5 : 0,
                                  .zero = form >= 8},
                                 registers[r][0],
                                 registers[r][1],
                                 registers[r][2],
                                 disp[n++ % 12]};
                if (t.op == WG__V_MOVE && t.from != -1)
                    continue;
                wg__mem m = {.base = WG__R13,
                             .index = WG__R14,
                             .scale = t.how.f64 ? 8 : 4,
                             .disp = t.disp,
                             .all = t.from == -2};
                write_text(f, &t);
                wg__asm_vector(&a, t.op, t.how, t.to, takes_src(t.op) ? t.src : 0,
                               t.from >= 0 ? reg(t.from) : in(m), -1);
            }
    fclose(f);
    snprintf(command, sizeof command,
             "cd %s && as -o a.o a.s 2>err && objcopy -O binary -j .text a.o a.bin", room);
    const bool known = system(command) == 0; /* an assembler without AVX-512 is as none */
    uint8_t *bytes = malloc(a.size + 1);
    assert_non_null(bytes);
    snprintf(path, sizeof path, "%s/a.bin", room);
    f = known ? fopen(path, "rb") : NULL;
    const size_t got = f ? fread(bytes, 1, a.size + 1, f) : 0;
    if (f)
        fclose(f);
    snprintf(command, sizeof command, "rm -r %s", room);
    assert_int_equal(system(command), 0);
    if (known) {
        assert_int_equal(got, a.size);
        assert_memory_equal(bytes, a.code, got);
    }
    wg__free(a.code);
    free(bytes);
    if (!known)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_instruction_on_numbers),
        cmocka_unit_test(compare_and_blend),
        cmocka_unit_test(lanes_move_down),
        cmocka_unit_test(bits_of_numbers_and_single_elements),
        cmocka_unit_test(bools),
        cmocka_unit_test(general_registers),
        cmocka_unit_test(as_the_system_writes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
