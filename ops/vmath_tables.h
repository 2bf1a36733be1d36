/* Polynomials of pieces, one piece per lane of a lookup (wgv_lookup); include vmath.h, not this one.
 *
 * On each piece f(x) is a polynomial in t = |x| - m of the coefficients below, lowest first; the first is f(m) rounded
 * to float, and the others were fitted to f less that, reweighted least squares in double on 400 Chebyshev nodes until
 * the largest error no longer fell, then rounded one at a time from the lowest up, refitting the rest after each. */
#ifndef WG_OPS_VMATH_TABLES_H
#define WG_OPS_VMATH_TABLES_H

/* erf on [0, 3.87], m = k / 4 for piece k, |t| <= 1/8: half an ulp, of which the most is the rounding of f(m). Piece 0 is (erf t - t)
 * / t, 2^-30 of erf; what is added to it is t. */
static const float wgv__erf_table[6][16] = {
    {0.0f, 0x1.1af54ep-2f, 0x1.0a7ef6p-1f, 0x1.6c1c98p-1f, 0x1.af767ap-1f, 0x1.d8865ep-1f,
     0x1.eea556p-1f, 0x1.f92d08p-1f, 0x1.fd9ae2p-1f, 0x1.ff4048p-1f, 0x1.ffcaa8p-1f, 0x1.fff2dp-1f,
     0x1.fffd1ap-1f, 0x1.ffff7p-1f, 0x1.ffffe8p-1f, 0x1.fffffcp-1f},
    {0x1.06eba8p-3f, 0x1.0f5d16p+0f, 0x1.c1efcap-1f, 0x1.492e42p-1f, 0x1.a911fp-2f, 0x1.e4653p-3f,
     0x1.e72372p-4f, 0x1.b0553p-5f, 0x1.529b9ep-6f, 0x1.d4143ap-8f, 0x1.1d8318p-9f, 0x1.3360ccp-11f,
     0x1.2408eap-13f, 0x1.e9b5e8p-16f, 0x1.6a5972p-18f, 0x1.d9371ep-21f},
    {0x1.4e4bd4p-22f, -0x1.0f5bd8p-2f, -0x1.c1ef08p-2f, -0x1.edc704p-2f, -0x1.a9104ep-2f,
     -0x1.2ec17p-2f, -0x1.6d602p-3f, -0x1.7a538cp-4f, -0x1.52b30cp-5f, -0x1.07712cp-6f,
     -0x1.63ed7p-8f, -0x1.a7d0ecp-10f, -0x1.a9e7f8p-12f, -0x1.a5801ep-14f, -0x1.140b04p-15f,
     -0x1.236cd8p-21f},
    {-0x1.812b86p-2f, -0x1.3c967cp-2f, -0x1.2bf4c4p-3f, 0x1.b6efeep-6f, 0x1.1b6124p-3f,
     0x1.571c8ap-3f, 0x1.1c2a74p-3f, 0x1.714998p-4f, 0x1.8b0cp-5f, 0x1.63efdep-6f, 0x1.119ce2p-7f,
     0x1.69ccb8p-9f, 0x1.9db088p-11f, 0x1.9a98d8p-13f, 0x1.62bcccp-15f, 0x1.0b5868p-17f},
    {0x1.33af7ep-12f, 0x1.0235p-3f, 0x1.74fe44p-3f, 0x1.348ccap-3f, 0x1.1a0edcp-4f, -0x1.5b3aap-8f,
     -0x1.656802p-5f, -0x1.847254p-5f, -0x1.145714p-5f, -0x1.30166ap-6f, -0x1.3a5052p-7f,
     -0x1.897f1ep-9f, -0x1.d44c24p-10f, 0x1.0dce08p-14f, 0x1.ab0ebcp-11f, -0x1.8b07fcp-13f},
    {0x1.c6790ep-4f, 0x1.46185cp-4f, 0x1.e41f48p-8f, -0x1.b1ede2p-5f, -0x1.1a31a8p-4f,
     -0x1.81a986p-5f, -0x1.eb0d72p-7f, 0x1.a8e66cp-8f, 0x1.aa2b9ep-7f, 0x1.5cab3ap-7f,
     0x1.91c9fep-8f, 0x1.6b2c5ep-9f, 0x1.0ce2aep-10f, 0x1.4d578ep-12f, 0x1.5e2b4cp-14f,
     0x1.3aa82ap-16f},
};

/* tanh on [0, 9.02]; the piece is the exponent's low two bits and the fraction's high two of |x| + 1. The first row is m, a float near
 * the middle whose tanh is nearly one too: a tenth of an ulp but for the last piece, which is 1. Piece 12 begins at 0 with m = 0
 * and has a relative error of 2^-27. */
static const float wgv__tanh_table[8][16] = {
    {0x1.3fed1ep+0f, 0x1.bff09ap+0f, 0x1.1ff226p+1f, 0x1.5fe7f2p+1f, 0x1.c01338p+1f, 0x1.1fe142p+2f,
     0x1.5fe8bep+2f, 0x1.9fef28p+2f, 0x1.ffe0cp+2f, 0x1.2032acp+3f, 9.0f, 9.0f, 0.0f, 0x1.80169p-2f,
     0x1.400dfap-1f, 0x1.c0129cp-1f},
    {0x1.b247a4p-1f, 0x1.e1f878p-1f, 0x1.f4bd6ep-1f, 0x1.fbd37ap-1f, 0x1.ff1174p-1f, 0x1.ffdf88p-1f,
     0x1.fffb9cp-1f, 0x1.ffff68p-1f, 0x1.fffff8p-1f, 0x1.fffffep-1f, 1.0f, 1.0f, 0.0f,
     0x1.6f08e8p-2f, 0x1.1bfe2cp-1f, 0x1.686fb4p-1f},
    {0x1.1f48fcp-2f, 0x1.d26162p-4f, 0x1.645bfp-5f, 0x1.0a0ac4p-6f, 0x1.dcab24p-9f, 0x1.03b92ap-11f,
     0x1.190054p-14f, 0x1.30017ep-17f, 0x1.e53ef4p-22f, 0x1.0fee68p-23f, 0.0f, 0.0f, 1.0f,
     0x1.be38aep-1f, 0x1.627a08p-1f, 0x1.0242d2p-1f},
    {-0x1.e75a36p-3f, -0x1.b706cep-4f, -0x1.5c859cp-5f, -0x1.07df88p-6f, -0x1.dbcc54p-9f,
     -0x1.03a81cp-11f, -0x1.18fd5ap-14f, -0x1.300096p-17f, -0x1.f0a446p-23f, 0x1.30958p-8f, 0.0f,
     0.0f, -0x1.269108p-20f, -0x1.3fe164p-2f, -0x1.893cd8p-2f, -0x1.6b9ea8p-2f},
    {0x1.bbc336p-4f, 0x1.01d822p-4f, 0x1.bc25a2p-6f, 0x1.5a1234p-7f, 0x1.3bbf38p-9f,
     0x1.59acf4p-12f, 0x1.763b0ap-15f, 0x1.94e6cp-18f, 0x1.41698ap-22f, -0x1.e4f3c8p-3f, 0.0f, 0.0f,
     -0x1.5544c8p-2f, -0x1.6da44ap-3f, -0x1.2359dep-6f, 0x1.4f3bd6p-4f},
    {-0x1.9b650ap-7f, -0x1.817decp-6f, -0x1.9414dep-7f, -0x1.4eb1acp-8f, -0x1.398084p-10f,
     -0x1.596eb8p-13f, -0x1.764586p-16f, -0x1.94fae4p-19f, -0x1.88403cp-21f, -0x1.717e5ap+6f, 0.0f,
     0.0f, -0x1.36501p-10f, 0x1.584e26p-3f, 0x1.1a5964p-3f, 0x1.f1ad32p-5f},
    {-0x1.43027p-6f, 0x1.c82a26p-9f, 0x1.04c634p-8f, 0x1.f6927ep-10f, 0x1.00bf8ap-11f,
     0x1.1f7efp-14f, 0x1.382ff8p-17f, 0x1.51eb16p-20f, 0x1.210a0cp-24f, 0x1.22f9c8p+13f, 0.0f, 0.0f,
     0x1.25097p-3f, 0x1.30f058p-6f, -0x1.bb8d0ep-5f, -0x1.e1739ap-5f},
    {0x1.ede434p-7f, 0x1.12df56p-9f, -0x1.776a52p-11f, -0x1.1dff9ep-11f, -0x1.4a976ep-13f,
     -0x1.7b7498p-16f, -0x1.9dfa4p-19f, -0x1.c0a47ep-22f, 0x1.83d1fap-22f, -0x1.aecc54p+17f, 0.0f,
     0.0f, -0x1.2eeafp-5f, -0x1.1abfc8p-4f, -0x1.89507cp-6f, 0x1.abace4p-7f},
};

#endif
