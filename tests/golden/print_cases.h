/* Written by print.py with Python 3.11.7, NumPy 2.4.6. Do not edit. */
/* clang-format off */
static const uint64_t print_data_0[] = {
    0x0u,
};
static const char *const print_text_0[] = {
    "0.",
    NULL};
static const uint64_t print_data_1[] = {
    0x0u,
};
static const char *const print_text_1[] = {
    "[0.]",
    NULL};
static const uint64_t print_data_2[] = {
    0x80000000u,
};
static const char *const print_text_2[] = {
    "-0.",
    NULL};
static const uint64_t print_data_3[] = {
    0x80000000u,
};
static const char *const print_text_3[] = {
    "[-0.]",
    NULL};
static const uint64_t print_data_4[] = {
    0x3f800000u,
};
static const char *const print_text_4[] = {
    "1.",
    NULL};
static const uint64_t print_data_5[] = {
    0x3f800000u,
};
static const char *const print_text_5[] = {
    "[1.]",
    NULL};
static const uint64_t print_data_6[] = {
    0xbf800000u,
};
static const char *const print_text_6[] = {
    "-1.",
    NULL};
static const uint64_t print_data_7[] = {
    0xbf800000u,
};
static const char *const print_text_7[] = {
    "[-1.]",
    NULL};
static const uint64_t print_data_8[] = {
    0x3dcccccdu,
};
static const char *const print_text_8[] = {
    "0.1",
    NULL};
static const uint64_t print_data_9[] = {
    0x3dcccccdu,
};
static const char *const print_text_9[] = {
    "[0.1]",
    NULL};
static const uint64_t print_data_10[] = {
    0x3eaaaaabu,
};
static const char *const print_text_10[] = {
    "0.33333334",
    NULL};
static const uint64_t print_data_11[] = {
    0x3eaaaaabu,
};
static const char *const print_text_11[] = {
    "[0.33333334]",
    NULL};
static const uint64_t print_data_12[] = {
    0x38d1b717u,
};
static const char *const print_text_12[] = {
    "0.0001",
    NULL};
static const uint64_t print_data_13[] = {
    0x38d1b717u,
};
static const char *const print_text_13[] = {
    "[0.0001]",
    NULL};
static const uint64_t print_data_14[] = {
    0x38cf9e38u,
};
static const char *const print_text_14[] = {
    "9.9e-05",
    NULL};
static const uint64_t print_data_15[] = {
    0x38cf9e38u,
};
static const char *const print_text_15[] = {
    "[9.9e-05]",
    NULL};
static const uint64_t print_data_16[] = {
    0x47f12065u,
};
static const char *const print_text_16[] = {
    "123456.79",
    NULL};
static const uint64_t print_data_17[] = {
    0x47f12065u,
};
static const char *const print_text_17[] = {
    "[123456.79]",
    NULL};
static const uint64_t print_data_18[] = {
    0x47c35000u,
};
static const char *const print_text_18[] = {
    "100000.",
    NULL};
static const uint64_t print_data_19[] = {
    0x47c35000u,
};
static const char *const print_text_19[] = {
    "[100000.]",
    NULL};
static const uint64_t print_data_20[] = {
    0x497423f0u,
};
static const char *const print_text_20[] = {
    "999999.",
    NULL};
static const uint64_t print_data_21[] = {
    0x497423f0u,
};
static const char *const print_text_21[] = {
    "[999999.]",
    NULL};
static const uint64_t print_data_22[] = {
    0x49742400u,
};
static const char *const print_text_22[] = {
    "1.e+06",
    NULL};
static const uint64_t print_data_23[] = {
    0x49742400u,
};
static const char *const print_text_23[] = {
    "[1.e+06]",
    NULL};
static const uint64_t print_data_24[] = {
    0x4b189680u,
};
static const char *const print_text_24[] = {
    "1.e+07",
    NULL};
static const uint64_t print_data_25[] = {
    0x4b189680u,
};
static const char *const print_text_25[] = {
    "[1.e+07]",
    NULL};
static const uint64_t print_data_26[] = {
    0x4cbebc20u,
};
static const char *const print_text_26[] = {
    "1.e+08",
    NULL};
static const uint64_t print_data_27[] = {
    0x4cbebc20u,
};
static const char *const print_text_27[] = {
    "[1.e+08]",
    NULL};
static const uint64_t print_data_28[] = {
    0x5a0e1bcau,
};
static const char *const print_text_28[] = {
    "1.e+16",
    NULL};
static const uint64_t print_data_29[] = {
    0x5a0e1bcau,
};
static const char *const print_text_29[] = {
    "[1.e+16]",
    NULL};
static const uint64_t print_data_30[] = {
    0xdf36390u,
};
static const char *const print_text_30[] = {
    "1.5e-30",
    NULL};
static const uint64_t print_data_31[] = {
    0xdf36390u,
};
static const char *const print_text_31[] = {
    "[1.5e-30]",
    NULL};
static const uint64_t print_data_32[] = {
    0x7fc00000u,
};
static const char *const print_text_32[] = {
    "nan",
    NULL};
static const uint64_t print_data_33[] = {
    0x7fc00000u,
};
static const char *const print_text_33[] = {
    "[nan]",
    NULL};
static const uint64_t print_data_34[] = {
    0x7f800000u,
};
static const char *const print_text_34[] = {
    "inf",
    NULL};
static const uint64_t print_data_35[] = {
    0x7f800000u,
};
static const char *const print_text_35[] = {
    "[inf]",
    NULL};
static const uint64_t print_data_36[] = {
    0xff800000u,
};
static const char *const print_text_36[] = {
    "-inf",
    NULL};
static const uint64_t print_data_37[] = {
    0xff800000u,
};
static const char *const print_text_37[] = {
    "[-inf]",
    NULL};
static const uint64_t print_data_38[] = {
    0x3f800000u,
};
static const char *const print_text_38[] = {
    "1.",
    NULL};
static const uint64_t print_data_39[] = {
    0x3f800000u,
};
static const char *const print_text_39[] = {
    "[1.]",
    NULL};
static const uint64_t print_data_40[] = {
    0x47c34fffu,
};
static const char *const print_text_40[] = {
    "99999.99",
    NULL};
static const uint64_t print_data_41[] = {
    0x47c34fffu,
};
static const char *const print_text_41[] = {
    "[99999.99]",
    NULL};
static const uint64_t print_data_42[] = {
    0x31abcc77u,
};
static const char *const print_text_42[] = {
    "5.e-09",
    NULL};
static const uint64_t print_data_43[] = {
    0x31abcc77u,
};
static const char *const print_text_43[] = {
    "[5.e-09]",
    NULL};
static const uint64_t print_data_44[] = {
    0x7f7fc99eu,
};
static const char *const print_text_44[] = {
    "3.4e+38",
    NULL};
static const uint64_t print_data_45[] = {
    0x7f7fc99eu,
};
static const char *const print_text_45[] = {
    "[3.4e+38]",
    NULL};
static const uint64_t print_data_46[] = {
    0x1u,
};
static const char *const print_text_46[] = {
    "1.e-45",
    NULL};
static const uint64_t print_data_47[] = {
    0x1u,
};
static const char *const print_text_47[] = {
    "[1.e-45]",
    NULL};
static const uint64_t print_data_48[] = {
    0x3f800001u,
};
static const char *const print_text_48[] = {
    "1.0000001",
    NULL};
static const uint64_t print_data_49[] = {
    0x3f800001u,
};
static const char *const print_text_49[] = {
    "[1.0000001]",
    NULL};
static const uint64_t print_data_50[] = {
    0x3f800000u, 0x40200000u,
};
static const char *const print_text_50[] = {
    "[1.  2.5]",
    NULL};
static const uint64_t print_data_51[] = {
    0x3f800000u, 0x40200000u, 0xc0400000u, 0x447a0000u,
};
static const char *const print_text_51[] = {
    "[   1.     2.5   -3.  1000. ]",
    NULL};
static const uint64_t print_data_52[] = {
    0x3a83126fu, 0x447a0000u,
};
static const char *const print_text_52[] = {
    "[1.e-03 1.e+03]",
    NULL};
static const uint64_t print_data_53[] = {
    0x3a83126fu, 0x3f8020c5u,
};
static const char *const print_text_53[] = {
    "[1.000e-03 1.001e+00]",
    NULL};
static const uint64_t print_data_54[] = {
    0x3a800000u, 0x3f800000u,
};
static const char *const print_text_54[] = {
    "[9.765625e-04 1.000000e+00]",
    NULL};
static const uint64_t print_data_55[] = {
    0x3727c5acu, 0x3f800000u,
};
static const char *const print_text_55[] = {
    "[1.e-05 1.e+00]",
    NULL};
static const uint64_t print_data_56[] = {
    0x3f800000u, 0x7fc00000u, 0x7f800000u,
};
static const char *const print_text_56[] = {
    "[ 1. nan inf]",
    NULL};
static const uint64_t print_data_57[] = {
    0x3f800000u, 0x7fc00000u, 0xff800000u,
};
static const char *const print_text_57[] = {
    "[  1.  nan -inf]",
    NULL};
static const uint64_t print_data_58[] = {
    0x7fc00000u, 0x7fc00000u,
};
static const char *const print_text_58[] = {
    "[nan nan]",
    NULL};
static const uint64_t print_data_59[] = {
    0xff800000u, 0x7f800000u,
};
static const char *const print_text_59[] = {
    "[-inf  inf]",
    NULL};
static const uint64_t print_data_60[] = {
    0x7fc00000u, 0x501502f9u, 0x2edbe6ffu, 0xff800000u,
};
static const char *const print_text_60[] = {
    "[   nan 1.e+10 1.e-10   -inf]",
    NULL};
static const uint64_t print_data_61[] = {
    0x0u, 0x0u, 0x0u,
};
static const char *const print_text_61[] = {
    "[0. 0. 0.]",
    NULL};
static const uint64_t print_data_62[] = {
    0x0u, 0x80000000u, 0x33d6bf95u,
};
static const char *const print_text_62[] = {
    "[ 0.e+00 -0.e+00  1.e-07]",
    NULL};
static const uint64_t print_data_63[] = {
    0x3f800000u, 0xc0000000u, 0x3f000000u, 0x42c88000u,
};
static const char *const print_text_63[] = {
    "[[  1.    -2.  ]",
    " [  0.5  100.25]]",
    NULL};
static const char *const print_text_64[] = {
    "[]",
    NULL};
static const char *const print_text_65[] = {
    "[]",
    NULL};
static const uint64_t print_data_66[] = {
    0x3f000000u, 0x3f000000u, 0x3f000000u, 0x3f000000u, 0x3f000000u,
    0x3f000000u, 0x3f000000u, 0x3f000000u, 0x3f000000u, 0x3f000000u,
    0x3f000000u, 0x3f000000u,
};
static const char *const print_text_66[] = {
    "[[[0.5 0.5]",
    "  [0.5 0.5]",
    "  [0.5 0.5]]",
    "",
    " [[0.5 0.5]",
    "  [0.5 0.5]",
    "  [0.5 0.5]]]",
    NULL};
static const uint64_t print_data_67[] = {
    0x3eaaaaabu, 0x3f2aaaabu, 0x3a83126fu, 0x4640e6b6u,
};
static const char *const print_text_67[] = {
    "[3.3333334e-01 6.6666669e-01 1.0000000e-03 1.2345678e+04]",
    NULL};
static const uint64_t print_data_68[] = {
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
    0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u, 0x41480000u,
};
static const char *const print_text_68[] = {
    "[12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5",
    " 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5",
    " 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5]",
    NULL};
static const uint64_t print_data_69[] = {
    0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u,
    0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u,
    0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u,
    0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u,
    0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u,
    0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u,
    0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u,
    0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u,
    0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u,
    0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u,
    0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u,
    0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u,
    0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u,
    0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u,
    0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u,
    0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u,
    0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u, 0x3f800000u,
    0x40000000u, 0x40500000u, 0x3f800000u, 0x40000000u, 0x40500000u,
};
static const char *const print_text_69[] = {
    "[1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.",
    " 3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.",
    " 2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25",
    " 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.",
    " 3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.",
    " 2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25",
    " 1.   2.   3.25 1.   2.   3.25]",
    NULL};
static const uint64_t print_data_70[] = {
    0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u,
    0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u,
    0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u,
    0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u,
    0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u,
    0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u, 0x3e124925u,
    0x3e124925u, 0x3e124925u, 0x3e124925u,
};
static const char *const print_text_70[] = {
    "[[0.14285715 0.14285715 0.14285715 0.14285715 0.14285715 0.14285715",
    "  0.14285715 0.14285715 0.14285715 0.14285715 0.14285715]",
    " [0.14285715 0.14285715 0.14285715 0.14285715 0.14285715 0.14285715",
    "  0.14285715 0.14285715 0.14285715 0.14285715 0.14285715]",
    " [0.14285715 0.14285715 0.14285715 0.14285715 0.14285715 0.14285715",
    "  0.14285715 0.14285715 0.14285715 0.14285715 0.14285715]]",
    NULL};
static const uint64_t print_data_71[] = {
    0x3089705fu, 0x40490fdbu, 0x3089705fu, 0x40490fdbu, 0x3089705fu,
    0x40490fdbu, 0x3089705fu, 0x40490fdbu, 0x3089705fu, 0x40490fdbu,
    0x3089705fu, 0x40490fdbu, 0x3089705fu, 0x40490fdbu, 0x3089705fu,
    0x40490fdbu, 0x3089705fu, 0x40490fdbu,
};
static const char *const print_text_71[] = {
    "[9.9999997e-10 3.1415927e+00 9.9999997e-10 3.1415927e+00 9.9999997e-10",
    " 3.1415927e+00 9.9999997e-10 3.1415927e+00 9.9999997e-10 3.1415927e+00",
    " 9.9999997e-10 3.1415927e+00 9.9999997e-10 3.1415927e+00 9.9999997e-10",
    " 3.1415927e+00 9.9999997e-10 3.1415927e+00]",
    NULL};
static const uint64_t print_data_72[] = {
    0xbf800000u, 0xbf69bd38u, 0xbf537a6fu, 0xbf3d37a7u, 0xbf26f4dfu,
    0xbf10b216u, 0xbef4de9cu, 0xbec8590bu, 0xbe9bd37au, 0xbe5e9bd3u,
    0xbe0590b2u, 0xbd321643u, 0x3d321643u, 0x3e0590b2u, 0x3e5e9bd3u,
    0x3e9bd37au, 0x3ec8590bu, 0x3ef4de9cu, 0x3f10b216u, 0x3f26f4dfu,
    0x3f3d37a7u, 0x3f537a6fu, 0x3f69bd38u, 0x3f800000u,
};
static const char *const print_text_72[] = {
    "[[[[-1.         -0.9130435  -0.82608694 -0.73913044]",
    "   [-0.65217394 -0.5652174  -0.47826087 -0.39130434]",
    "   [-0.3043478  -0.2173913  -0.13043478 -0.04347826]]",
    "",
    "  [[ 0.04347826  0.13043478  0.2173913   0.3043478 ]",
    "   [ 0.39130434  0.47826087  0.5652174   0.65217394]",
    "   [ 0.73913044  0.82608694  0.9130435   1.        ]]]]",
    NULL};
static const uint64_t print_data_73[] = {
    0x0u, 0x3f800000u, 0x40000000u, 0x40400000u, 0x40800000u,
    0x40a00000u, 0x40c00000u, 0x40e00000u, 0x41000000u, 0x41100000u,
    0x41200000u, 0x41300000u, 0x41400000u, 0x41500000u, 0x41600000u,
    0x41700000u,
};
static const char *const print_text_73[] = {
    "[[[[[[[[ 0.  1.]",
    "       [ 2.  3.]]",
    "",
    "      [[ 4.  5.]",
    "       [ 6.  7.]]]",
    "",
    "",
    "     [[[ 8.  9.]",
    "       [10. 11.]]",
    "",
    "      [[12. 13.]",
    "       [14. 15.]]]]]]]]",
    NULL};
static const char *const print_text_74[] = {
    "[  0.   1.   2.   3.   4.   5.   6.   7.   8.   9.  10.  11.  12.  13.",
    "  14.  15.  16.  17.  18.  19.  20.  21.  22.  23.  24.  25.  26.  27.",
    "  28.  29.  30.  31.  32.  33.  34.  35.  36.  37.  38.  39.  40.  41.",
    "  42.  43.  44.  45.  46.  47.  48.  49.  50.  51.  52.  53.  54.  55.",
    "  56.  57.  58.  59.  60.  61.  62.  63.  64.  65.  66.  67.  68.  69.",
    "  70.  71.  72.  73.  74.  75.  76.  77.  78.  79.  80.  81.  82.  83.",
    "  84.  85.  86.  87.  88.  89.  90.  91.  92.  93.  94.  95.  96.  97.",
    "  98.  99. 100. 101. 102. 103. 104. 105. 106. 107. 108. 109. 110. 111.",
    " 112. 113. 114. 115. 116. 117. 118. 119. 120. 121. 122. 123. 124. 125.",
    " 126. 127. 128. 129. 130. 131. 132. 133. 134. 135. 136. 137. 138. 139.",
    " 140. 141. 142. 143. 144. 145. 146. 147. 148. 149. 150. 151. 152. 153.",
    " 154. 155. 156. 157. 158. 159. 160. 161. 162. 163. 164. 165. 166. 167.",
    " 168. 169. 170. 171. 172. 173. 174. 175. 176. 177. 178. 179. 180. 181.",
    " 182. 183. 184. 185. 186. 187. 188. 189. 190. 191. 192. 193. 194. 195.",
    " 196. 197. 198. 199. 200. 201. 202. 203. 204. 205. 206. 207. 208. 209.",
    " 210. 211. 212. 213. 214. 215. 216. 217. 218. 219. 220. 221. 222. 223.",
    " 224. 225. 226. 227. 228. 229. 230. 231. 232. 233. 234. 235. 236. 237.",
    " 238. 239. 240. 241. 242. 243. 244. 245. 246. 247. 248. 249. 250. 251.",
    " 252. 253. 254. 255. 256. 257. 258. 259. 260. 261. 262. 263. 264. 265.",
    " 266. 267. 268. 269. 270. 271. 272. 273. 274. 275. 276. 277. 278. 279.",
    " 280. 281. 282. 283. 284. 285. 286. 287. 288. 289. 290. 291. 292. 293.",
    " 294. 295. 296. 297. 298. 299. 300. 301. 302. 303. 304. 305. 306. 307.",
    " 308. 309. 310. 311. 312. 313. 314. 315. 316. 317. 318. 319. 320. 321.",
    " 322. 323. 324. 325. 326. 327. 328. 329. 330. 331. 332. 333. 334. 335.",
    " 336. 337. 338. 339. 340. 341. 342. 343. 344. 345. 346. 347. 348. 349.",
    " 350. 351. 352. 353. 354. 355. 356. 357. 358. 359. 360. 361. 362. 363.",
    " 364. 365. 366. 367. 368. 369. 370. 371. 372. 373. 374. 375. 376. 377.",
    " 378. 379. 380. 381. 382. 383. 384. 385. 386. 387. 388. 389. 390. 391.",
    " 392. 393. 394. 395. 396. 397. 398. 399. 400. 401. 402. 403. 404. 405.",
    " 406. 407. 408. 409. 410. 411. 412. 413. 414. 415. 416. 417. 418. 419.",
    " 420. 421. 422. 423. 424. 425. 426. 427. 428. 429. 430. 431. 432. 433.",
    " 434. 435. 436. 437. 438. 439. 440. 441. 442. 443. 444. 445. 446. 447.",
    " 448. 449. 450. 451. 452. 453. 454. 455. 456. 457. 458. 459. 460. 461.",
    " 462. 463. 464. 465. 466. 467. 468. 469. 470. 471. 472. 473. 474. 475.",
    " 476. 477. 478. 479. 480. 481. 482. 483. 484. 485. 486. 487. 488. 489.",
    " 490. 491. 492. 493. 494. 495. 496. 497. 498. 499. 500. 501. 502. 503.",
    " 504. 505. 506. 507. 508. 509. 510. 511. 512. 513. 514. 515. 516. 517.",
    " 518. 519. 520. 521. 522. 523. 524. 525. 526. 527. 528. 529. 530. 531.",
    " 532. 533. 534. 535. 536. 537. 538. 539. 540. 541. 542. 543. 544. 545.",
    " 546. 547. 548. 549. 550. 551. 552. 553. 554. 555. 556. 557. 558. 559.",
    " 560. 561. 562. 563. 564. 565. 566. 567. 568. 569. 570. 571. 572. 573.",
    " 574. 575. 576. 577. 578. 579. 580. 581. 582. 583. 584. 585. 586. 587.",
    " 588. 589. 590. 591. 592. 593. 594. 595. 596. 597. 598. 599. 600. 601.",
    " 602. 603. 604. 605. 606. 607. 608. 609. 610. 611. 612. 613. 614. 615.",
    " 616. 617. 618. 619. 620. 621. 622. 623. 624. 625. 626. 627. 628. 629.",
    " 630. 631. 632. 633. 634. 635. 636. 637. 638. 639. 640. 641. 642. 643.",
    " 644. 645. 646. 647. 648. 649. 650. 651. 652. 653. 654. 655. 656. 657.",
    " 658. 659. 660. 661. 662. 663. 664. 665. 666. 667. 668. 669. 670. 671.",
    " 672. 673. 674. 675. 676. 677. 678. 679. 680. 681. 682. 683. 684. 685.",
    " 686. 687. 688. 689. 690. 691. 692. 693. 694. 695. 696. 697. 698. 699.",
    " 700. 701. 702. 703. 704. 705. 706. 707. 708. 709. 710. 711. 712. 713.",
    " 714. 715. 716. 717. 718. 719. 720. 721. 722. 723. 724. 725. 726. 727.",
    " 728. 729. 730. 731. 732. 733. 734. 735. 736. 737. 738. 739. 740. 741.",
    " 742. 743. 744. 745. 746. 747. 748. 749. 750. 751. 752. 753. 754. 755.",
    " 756. 757. 758. 759. 760. 761. 762. 763. 764. 765. 766. 767. 768. 769.",
    " 770. 771. 772. 773. 774. 775. 776. 777. 778. 779. 780. 781. 782. 783.",
    " 784. 785. 786. 787. 788. 789. 790. 791. 792. 793. 794. 795. 796. 797.",
    " 798. 799. 800. 801. 802. 803. 804. 805. 806. 807. 808. 809. 810. 811.",
    " 812. 813. 814. 815. 816. 817. 818. 819. 820. 821. 822. 823. 824. 825.",
    " 826. 827. 828. 829. 830. 831. 832. 833. 834. 835. 836. 837. 838. 839.",
    " 840. 841. 842. 843. 844. 845. 846. 847. 848. 849. 850. 851. 852. 853.",
    " 854. 855. 856. 857. 858. 859. 860. 861. 862. 863. 864. 865. 866. 867.",
    " 868. 869. 870. 871. 872. 873. 874. 875. 876. 877. 878. 879. 880. 881.",
    " 882. 883. 884. 885. 886. 887. 888. 889. 890. 891. 892. 893. 894. 895.",
    " 896. 897. 898. 899. 900. 901. 902. 903. 904. 905. 906. 907. 908. 909.",
    " 910. 911. 912. 913. 914. 915. 916. 917. 918. 919. 920. 921. 922. 923.",
    " 924. 925. 926. 927. 928. 929. 930. 931. 932. 933. 934. 935. 936. 937.",
    " 938. 939. 940. 941. 942. 943. 944. 945. 946. 947. 948. 949. 950. 951.",
    " 952. 953. 954. 955. 956. 957. 958. 959. 960. 961. 962. 963. 964. 965.",
    " 966. 967. 968. 969. 970. 971. 972. 973. 974. 975. 976. 977. 978. 979.",
    " 980. 981. 982. 983. 984. 985. 986. 987. 988. 989. 990. 991. 992. 993.",
    " 994. 995. 996. 997. 998. 999.]",
    NULL};
static const char *const print_text_75[] = {
    "[   0.    1.    2. ...  998.  999. 1000.]",
    NULL};
static const char *const print_text_76[] = {
    "[-500.  -499.5 -499.  ...   -1.    -0.5    0. ]",
    NULL};
static const char *const print_text_77[] = {
    "[[0.0000e+00 2.5000e-01 5.0000e-01 ... 1.1750e+01 1.2000e+01 1.2250e+01]",
    " [1.2500e+01 1.2750e+01 1.3000e+01 ... 2.4250e+01 2.4500e+01 2.4750e+01]",
    " [2.5000e+01 2.5250e+01 2.5500e+01 ... 3.6750e+01 3.7000e+01 3.7250e+01]",
    " ...",
    " [4.6250e+02 4.6275e+02 4.6300e+02 ... 4.7425e+02 4.7450e+02 4.7475e+02]",
    " [4.7500e+02 4.7525e+02 4.7550e+02 ... 4.8675e+02 4.8700e+02 4.8725e+02]",
    " [4.8750e+02 4.8775e+02 4.8800e+02 ... 4.9925e+02 4.9950e+02 4.9975e+02]]",
    NULL};
static const char *const print_text_78[] = {
    "[[0.000e+00 1.000e+00 2.000e+00 ... 1.970e+02 1.980e+02 1.990e+02]",
    " [2.000e+02 2.010e+02 2.020e+02 ... 3.970e+02 3.980e+02 3.990e+02]",
    " [4.000e+02 4.010e+02 4.020e+02 ... 5.970e+02 5.980e+02 5.990e+02]",
    " ...",
    " [8.000e+02 8.010e+02 8.020e+02 ... 9.970e+02 9.980e+02 9.990e+02]",
    " [1.000e+03 1.001e+03 1.002e+03 ... 1.197e+03 1.198e+03 1.199e+03]",
    " [1.200e+03 1.201e+03 1.202e+03 ... 1.397e+03 1.398e+03 1.399e+03]]",
    NULL};
static const char *const print_text_79[] = {
    "[[0.000e+00 1.000e+00 2.000e+00 ... 1.970e+02 1.980e+02 1.990e+02]",
    " [2.000e+02 2.010e+02 2.020e+02 ... 3.970e+02 3.980e+02 3.990e+02]",
    " [4.000e+02 4.010e+02 4.020e+02 ... 5.970e+02 5.980e+02 5.990e+02]",
    " [6.000e+02 6.010e+02 6.020e+02 ... 7.970e+02 7.980e+02 7.990e+02]",
    " [8.000e+02 8.010e+02 8.020e+02 ... 9.970e+02 9.980e+02 9.990e+02]",
    " [1.000e+03 1.001e+03 1.002e+03 ... 1.197e+03 1.198e+03 1.199e+03]]",
    NULL};
static const char *const print_text_80[] = {
    "[[[0.000e+00 1.000e+00 2.000e+00 ... 8.000e+00 9.000e+00 1.000e+01]",
    "  [1.100e+01 1.200e+01 1.300e+01 ... 1.900e+01 2.000e+01 2.100e+01]",
    "  [2.200e+01 2.300e+01 2.400e+01 ... 3.000e+01 3.100e+01 3.200e+01]",
    "  ...",
    "  [7.700e+01 7.800e+01 7.900e+01 ... 8.500e+01 8.600e+01 8.700e+01]",
    "  [8.800e+01 8.900e+01 9.000e+01 ... 9.600e+01 9.700e+01 9.800e+01]",
    "  [9.900e+01 1.000e+02 1.010e+02 ... 1.070e+02 1.080e+02 1.090e+02]]",
    "",
    " [[1.100e+02 1.110e+02 1.120e+02 ... 1.180e+02 1.190e+02 1.200e+02]",
    "  [1.210e+02 1.220e+02 1.230e+02 ... 1.290e+02 1.300e+02 1.310e+02]",
    "  [1.320e+02 1.330e+02 1.340e+02 ... 1.400e+02 1.410e+02 1.420e+02]",
    "  ...",
    "  [1.870e+02 1.880e+02 1.890e+02 ... 1.950e+02 1.960e+02 1.970e+02]",
    "  [1.980e+02 1.990e+02 2.000e+02 ... 2.060e+02 2.070e+02 2.080e+02]",
    "  [2.090e+02 2.100e+02 2.110e+02 ... 2.170e+02 2.180e+02 2.190e+02]]",
    "",
    " [[2.200e+02 2.210e+02 2.220e+02 ... 2.280e+02 2.290e+02 2.300e+02]",
    "  [2.310e+02 2.320e+02 2.330e+02 ... 2.390e+02 2.400e+02 2.410e+02]",
    "  [2.420e+02 2.430e+02 2.440e+02 ... 2.500e+02 2.510e+02 2.520e+02]",
    "  ...",
    "  [2.970e+02 2.980e+02 2.990e+02 ... 3.050e+02 3.060e+02 3.070e+02]",
    "  [3.080e+02 3.090e+02 3.100e+02 ... 3.160e+02 3.170e+02 3.180e+02]",
    "  [3.190e+02 3.200e+02 3.210e+02 ... 3.270e+02 3.280e+02 3.290e+02]]",
    "",
    " ...",
    "",
    " [[9.900e+02 9.910e+02 9.920e+02 ... 9.980e+02 9.990e+02 1.000e+03]",
    "  [1.001e+03 1.002e+03 1.003e+03 ... 1.009e+03 1.010e+03 1.011e+03]",
    "  [1.012e+03 1.013e+03 1.014e+03 ... 1.020e+03 1.021e+03 1.022e+03]",
    "  ...",
    "  [1.067e+03 1.068e+03 1.069e+03 ... 1.075e+03 1.076e+03 1.077e+03]",
    "  [1.078e+03 1.079e+03 1.080e+03 ... 1.086e+03 1.087e+03 1.088e+03]",
    "  [1.089e+03 1.090e+03 1.091e+03 ... 1.097e+03 1.098e+03 1.099e+03]]",
    "",
    " [[1.100e+03 1.101e+03 1.102e+03 ... 1.108e+03 1.109e+03 1.110e+03]",
    "  [1.111e+03 1.112e+03 1.113e+03 ... 1.119e+03 1.120e+03 1.121e+03]",
    "  [1.122e+03 1.123e+03 1.124e+03 ... 1.130e+03 1.131e+03 1.132e+03]",
    "  ...",
    "  [1.177e+03 1.178e+03 1.179e+03 ... 1.185e+03 1.186e+03 1.187e+03]",
    "  [1.188e+03 1.189e+03 1.190e+03 ... 1.196e+03 1.197e+03 1.198e+03]",
    "  [1.199e+03 1.200e+03 1.201e+03 ... 1.207e+03 1.208e+03 1.209e+03]]",
    "",
    " [[1.210e+03 1.211e+03 1.212e+03 ... 1.218e+03 1.219e+03 1.220e+03]",
    "  [1.221e+03 1.222e+03 1.223e+03 ... 1.229e+03 1.230e+03 1.231e+03]",
    "  [1.232e+03 1.233e+03 1.234e+03 ... 1.240e+03 1.241e+03 1.242e+03]",
    "  ...",
    "  [1.287e+03 1.288e+03 1.289e+03 ... 1.295e+03 1.296e+03 1.297e+03]",
    "  [1.298e+03 1.299e+03 1.300e+03 ... 1.306e+03 1.307e+03 1.308e+03]",
    "  [1.309e+03 1.310e+03 1.311e+03 ... 1.317e+03 1.318e+03 1.319e+03]]]",
    NULL};
static const char *const print_text_81[] = {
    "[[[-5.00000e-01 -3.75000e-01 -2.50000e-01 ...  1.24125e+02  1.24250e+02",
    "    1.24375e+02]",
    "  [ 1.24500e+02  1.24625e+02  1.24750e+02 ...  2.49125e+02  2.49250e+02",
    "    2.49375e+02]",
    "  [ 2.49500e+02  2.49625e+02  2.49750e+02 ...  3.74125e+02  3.74250e+02",
    "    3.74375e+02]]",
    "",
    " [[ 3.74500e+02  3.74625e+02  3.74750e+02 ...  4.99125e+02  4.99250e+02",
    "    4.99375e+02]",
    "  [ 4.99500e+02  4.99625e+02  4.99750e+02 ...  6.24125e+02  6.24250e+02",
    "    6.24375e+02]",
    "  [ 6.24500e+02  6.24625e+02  6.24750e+02 ...  7.49125e+02  7.49250e+02",
    "    7.49375e+02]]]",
    NULL};
static const char *const print_text_82[] = {
    "[0.0000e+00 1.0000e+00 2.0000e+00 ... 9.9997e+04 9.9998e+04 9.9999e+04]",
    NULL};
static const char *const print_text_83[] = {
    "[[0.000e+00 1.000e-05]",
    " [2.000e-05 3.000e-05]",
    " [4.000e-05 5.000e-05]",
    " ...",
    " [1.994e-02 1.995e-02]",
    " [1.996e-02 1.997e-02]",
    " [1.998e-02 1.999e-02]]",
    NULL};
static const uint64_t print_data_84[] = {
    0x0u,
};
static const char *const print_text_84[] = {
    "0.",
    NULL};
static const uint64_t print_data_85[] = {
    0x0u,
};
static const char *const print_text_85[] = {
    "[0.]",
    NULL};
static const uint64_t print_data_86[] = {
    0x8000000000000000u,
};
static const char *const print_text_86[] = {
    "-0.",
    NULL};
static const uint64_t print_data_87[] = {
    0x8000000000000000u,
};
static const char *const print_text_87[] = {
    "[-0.]",
    NULL};
static const uint64_t print_data_88[] = {
    0x3ff0000000000000u,
};
static const char *const print_text_88[] = {
    "1.",
    NULL};
static const uint64_t print_data_89[] = {
    0x3ff0000000000000u,
};
static const char *const print_text_89[] = {
    "[1.]",
    NULL};
static const uint64_t print_data_90[] = {
    0xbff0000000000000u,
};
static const char *const print_text_90[] = {
    "-1.",
    NULL};
static const uint64_t print_data_91[] = {
    0xbff0000000000000u,
};
static const char *const print_text_91[] = {
    "[-1.]",
    NULL};
static const uint64_t print_data_92[] = {
    0x3fb999999999999au,
};
static const char *const print_text_92[] = {
    "0.1",
    NULL};
static const uint64_t print_data_93[] = {
    0x3fb999999999999au,
};
static const char *const print_text_93[] = {
    "[0.1]",
    NULL};
static const uint64_t print_data_94[] = {
    0x3fd5555555555555u,
};
static const char *const print_text_94[] = {
    "0.33333333",
    NULL};
static const uint64_t print_data_95[] = {
    0x3fd5555555555555u,
};
static const char *const print_text_95[] = {
    "[0.33333333]",
    NULL};
static const uint64_t print_data_96[] = {
    0x3f1a36e2eb1c432du,
};
static const char *const print_text_96[] = {
    "0.0001",
    NULL};
static const uint64_t print_data_97[] = {
    0x3f1a36e2eb1c432du,
};
static const char *const print_text_97[] = {
    "[0.0001]",
    NULL};
static const uint64_t print_data_98[] = {
    0x3f19f3c70c996b76u,
};
static const char *const print_text_98[] = {
    "9.9e-05",
    NULL};
static const uint64_t print_data_99[] = {
    0x3f19f3c70c996b76u,
};
static const char *const print_text_99[] = {
    "[9.9e-05]",
    NULL};
static const uint64_t print_data_100[] = {
    0x40fe240c9fbe76c9u,
};
static const char *const print_text_100[] = {
    "123456.789",
    NULL};
static const uint64_t print_data_101[] = {
    0x40fe240c9fbe76c9u,
};
static const char *const print_text_101[] = {
    "[123456.789]",
    NULL};
static const uint64_t print_data_102[] = {
    0x40f86a0000000000u,
};
static const char *const print_text_102[] = {
    "100000.",
    NULL};
static const uint64_t print_data_103[] = {
    0x40f86a0000000000u,
};
static const char *const print_text_103[] = {
    "[100000.]",
    NULL};
static const uint64_t print_data_104[] = {
    0x412e847e00000000u,
};
static const char *const print_text_104[] = {
    "999999.",
    NULL};
static const uint64_t print_data_105[] = {
    0x412e847e00000000u,
};
static const char *const print_text_105[] = {
    "[999999.]",
    NULL};
static const uint64_t print_data_106[] = {
    0x412e848000000000u,
};
static const char *const print_text_106[] = {
    "1000000.",
    NULL};
static const uint64_t print_data_107[] = {
    0x412e848000000000u,
};
static const char *const print_text_107[] = {
    "[1000000.]",
    NULL};
static const uint64_t print_data_108[] = {
    0x416312d000000000u,
};
static const char *const print_text_108[] = {
    "10000000.",
    NULL};
static const uint64_t print_data_109[] = {
    0x416312d000000000u,
};
static const char *const print_text_109[] = {
    "[10000000.]",
    NULL};
static const uint64_t print_data_110[] = {
    0x4197d78400000000u,
};
static const char *const print_text_110[] = {
    "1.e+08",
    NULL};
static const uint64_t print_data_111[] = {
    0x4197d78400000000u,
};
static const char *const print_text_111[] = {
    "[1.e+08]",
    NULL};
static const uint64_t print_data_112[] = {
    0x4341c37937e08000u,
};
static const char *const print_text_112[] = {
    "1.e+16",
    NULL};
static const uint64_t print_data_113[] = {
    0x4341c37937e08000u,
};
static const char *const print_text_113[] = {
    "[1.e+16]",
    NULL};
static const uint64_t print_data_114[] = {
    0x39be6c71fe61a3efu,
};
static const char *const print_text_114[] = {
    "1.5e-30",
    NULL};
static const uint64_t print_data_115[] = {
    0x39be6c71fe61a3efu,
};
static const char *const print_text_115[] = {
    "[1.5e-30]",
    NULL};
static const uint64_t print_data_116[] = {
    0x7ff8000000000000u,
};
static const char *const print_text_116[] = {
    "nan",
    NULL};
static const uint64_t print_data_117[] = {
    0x7ff8000000000000u,
};
static const char *const print_text_117[] = {
    "[nan]",
    NULL};
static const uint64_t print_data_118[] = {
    0x7ff0000000000000u,
};
static const char *const print_text_118[] = {
    "inf",
    NULL};
static const uint64_t print_data_119[] = {
    0x7ff0000000000000u,
};
static const char *const print_text_119[] = {
    "[inf]",
    NULL};
static const uint64_t print_data_120[] = {
    0xfff0000000000000u,
};
static const char *const print_text_120[] = {
    "-inf",
    NULL};
static const uint64_t print_data_121[] = {
    0xfff0000000000000u,
};
static const char *const print_text_121[] = {
    "[-inf]",
    NULL};
static const uint64_t print_data_122[] = {
    0x3feffffffaa19c47u,
};
static const char *const print_text_122[] = {
    "0.99999999",
    NULL};
static const uint64_t print_data_123[] = {
    0x3feffffffaa19c47u,
};
static const char *const print_text_123[] = {
    "[0.99999999]",
    NULL};
static const uint64_t print_data_124[] = {
    0x40f869ffd70a3d71u,
};
static const char *const print_text_124[] = {
    "99999.99",
    NULL};
static const uint64_t print_data_125[] = {
    0x40f869ffd70a3d71u,
};
static const char *const print_text_125[] = {
    "[99999.99]",
    NULL};
static const uint64_t print_data_126[] = {
    0x3e35798ee2308c3au,
};
static const char *const print_text_126[] = {
    "5.e-09",
    NULL};
static const uint64_t print_data_127[] = {
    0x3e35798ee2308c3au,
};
static const char *const print_text_127[] = {
    "[5.e-09]",
    NULL};
static const uint64_t print_data_128[] = {
    0x47eff933c78cdfadu,
};
static const char *const print_text_128[] = {
    "3.4e+38",
    NULL};
static const uint64_t print_data_129[] = {
    0x47eff933c78cdfadu,
};
static const char *const print_text_129[] = {
    "[3.4e+38]",
    NULL};
static const uint64_t print_data_130[] = {
    0x36a0000000000000u,
};
static const char *const print_text_130[] = {
    "1.40129846e-45",
    NULL};
static const uint64_t print_data_131[] = {
    0x36a0000000000000u,
};
static const char *const print_text_131[] = {
    "[1.40129846e-45]",
    NULL};
static const uint64_t print_data_132[] = {
    0x3ff0000020000000u,
};
static const char *const print_text_132[] = {
    "1.00000012",
    NULL};
static const uint64_t print_data_133[] = {
    0x3ff0000020000000u,
};
static const char *const print_text_133[] = {
    "[1.00000012]",
    NULL};
static const uint64_t print_data_134[] = {
    0x3ff0000000000000u, 0x4004000000000000u,
};
static const char *const print_text_134[] = {
    "[1.  2.5]",
    NULL};
static const uint64_t print_data_135[] = {
    0x3ff0000000000000u, 0x4004000000000000u, 0xc008000000000000u, 0x408f400000000000u,
};
static const char *const print_text_135[] = {
    "[   1.     2.5   -3.  1000. ]",
    NULL};
static const uint64_t print_data_136[] = {
    0x3f50624dd2f1a9fcu, 0x408f400000000000u,
};
static const char *const print_text_136[] = {
    "[1.e-03 1.e+03]",
    NULL};
static const uint64_t print_data_137[] = {
    0x3f50624dd2f1a9fcu, 0x3ff004189374bc6au,
};
static const char *const print_text_137[] = {
    "[1.000e-03 1.001e+00]",
    NULL};
static const uint64_t print_data_138[] = {
    0x3f50000000000000u, 0x3ff0000000000000u,
};
static const char *const print_text_138[] = {
    "[9.765625e-04 1.000000e+00]",
    NULL};
static const uint64_t print_data_139[] = {
    0x3ee4f8b588e368f1u, 0x3ff0000000000000u,
};
static const char *const print_text_139[] = {
    "[1.e-05 1.e+00]",
    NULL};
static const uint64_t print_data_140[] = {
    0x3ff0000000000000u, 0x7ff8000000000000u, 0x7ff0000000000000u,
};
static const char *const print_text_140[] = {
    "[ 1. nan inf]",
    NULL};
static const uint64_t print_data_141[] = {
    0x3ff0000000000000u, 0x7ff8000000000000u, 0xfff0000000000000u,
};
static const char *const print_text_141[] = {
    "[  1.  nan -inf]",
    NULL};
static const uint64_t print_data_142[] = {
    0x7ff8000000000000u, 0x7ff8000000000000u,
};
static const char *const print_text_142[] = {
    "[nan nan]",
    NULL};
static const uint64_t print_data_143[] = {
    0xfff0000000000000u, 0x7ff0000000000000u,
};
static const char *const print_text_143[] = {
    "[-inf  inf]",
    NULL};
static const uint64_t print_data_144[] = {
    0x7ff8000000000000u, 0x4202a05f20000000u, 0x3ddb7cdfd9d7bdbbu, 0xfff0000000000000u,
};
static const char *const print_text_144[] = {
    "[   nan 1.e+10 1.e-10   -inf]",
    NULL};
static const uint64_t print_data_145[] = {
    0x0u, 0x0u, 0x0u,
};
static const char *const print_text_145[] = {
    "[0. 0. 0.]",
    NULL};
static const uint64_t print_data_146[] = {
    0x0u, 0x8000000000000000u, 0x3e7ad7f29abcaf48u,
};
static const char *const print_text_146[] = {
    "[ 0.e+00 -0.e+00  1.e-07]",
    NULL};
static const uint64_t print_data_147[] = {
    0x3ff0000000000000u, 0xc000000000000000u, 0x3fe0000000000000u, 0x4059100000000000u,
};
static const char *const print_text_147[] = {
    "[[  1.    -2.  ]",
    " [  0.5  100.25]]",
    NULL};
static const char *const print_text_148[] = {
    "[]",
    NULL};
static const char *const print_text_149[] = {
    "[]",
    NULL};
static const uint64_t print_data_150[] = {
    0x3fe0000000000000u, 0x3fe0000000000000u, 0x3fe0000000000000u, 0x3fe0000000000000u, 0x3fe0000000000000u,
    0x3fe0000000000000u, 0x3fe0000000000000u, 0x3fe0000000000000u, 0x3fe0000000000000u, 0x3fe0000000000000u,
    0x3fe0000000000000u, 0x3fe0000000000000u,
};
static const char *const print_text_150[] = {
    "[[[0.5 0.5]",
    "  [0.5 0.5]",
    "  [0.5 0.5]]",
    "",
    " [[0.5 0.5]",
    "  [0.5 0.5]",
    "  [0.5 0.5]]]",
    NULL};
static const uint64_t print_data_151[] = {
    0x3fd5555555555555u, 0x3fe5555555555555u, 0x3f50624dd2f1a9fcu, 0x40c81cd6c8b43958u,
};
static const char *const print_text_151[] = {
    "[3.33333333e-01 6.66666667e-01 1.00000000e-03 1.23456780e+04]",
    NULL};
static const uint64_t print_data_152[] = {
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
    0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u, 0x4029000000000000u,
};
static const char *const print_text_152[] = {
    "[12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5",
    " 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5",
    " 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5 12.5]",
    NULL};
static const uint64_t print_data_153[] = {
    0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u,
    0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u,
    0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u,
    0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u,
    0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u,
    0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u,
    0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u,
    0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u,
    0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u,
    0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u,
    0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u,
    0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x400a000000000000u, 0x3ff0000000000000u, 0x4000000000000000u, 0x400a000000000000u,
};
static const char *const print_text_153[] = {
    "[1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.",
    " 3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.",
    " 2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25",
    " 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.",
    " 3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.",
    " 2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25 1.   2.   3.25",
    " 1.   2.   3.25 1.   2.   3.25]",
    NULL};
static const uint64_t print_data_154[] = {
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
    0x3fc2492492492492u, 0x3fc2492492492492u, 0x3fc2492492492492u,
};
static const char *const print_text_154[] = {
    "[[0.14285714 0.14285714 0.14285714 0.14285714 0.14285714 0.14285714",
    "  0.14285714 0.14285714 0.14285714 0.14285714 0.14285714]",
    " [0.14285714 0.14285714 0.14285714 0.14285714 0.14285714 0.14285714",
    "  0.14285714 0.14285714 0.14285714 0.14285714 0.14285714]",
    " [0.14285714 0.14285714 0.14285714 0.14285714 0.14285714 0.14285714",
    "  0.14285714 0.14285714 0.14285714 0.14285714 0.14285714]]",
    NULL};
static const uint64_t print_data_155[] = {
    0x3e112e0be826d695u, 0x400921fb54442d11u, 0x3e112e0be826d695u, 0x400921fb54442d11u, 0x3e112e0be826d695u,
    0x400921fb54442d11u, 0x3e112e0be826d695u, 0x400921fb54442d11u, 0x3e112e0be826d695u, 0x400921fb54442d11u,
    0x3e112e0be826d695u, 0x400921fb54442d11u, 0x3e112e0be826d695u, 0x400921fb54442d11u, 0x3e112e0be826d695u,
    0x400921fb54442d11u, 0x3e112e0be826d695u, 0x400921fb54442d11u,
};
static const char *const print_text_155[] = {
    "[1.00000000e-09 3.14159265e+00 1.00000000e-09 3.14159265e+00",
    " 1.00000000e-09 3.14159265e+00 1.00000000e-09 3.14159265e+00",
    " 1.00000000e-09 3.14159265e+00 1.00000000e-09 3.14159265e+00",
    " 1.00000000e-09 3.14159265e+00 1.00000000e-09 3.14159265e+00",
    " 1.00000000e-09 3.14159265e+00]",
    NULL};
static const uint64_t print_data_156[] = {
    0xbff0000000000000u, 0xbfed37a6f4de9bd4u, 0xbfea6f4de9bd37a7u, 0xbfe7a6f4de9bd37au, 0xbfe4de9bd37a6f4eu,
    0xbfe21642c8590b22u, 0xbfde9bd37a6f4deau, 0xbfd90b21642c8590u, 0xbfd37a6f4de9bd38u, 0xbfcbd37a6f4de9c0u,
    0xbfc0b21642c8590cu, 0xbfa642c8590b2160u, 0x3fa642c8590b2160u, 0x3fc0b21642c85908u, 0x3fcbd37a6f4de9c0u,
    0x3fd37a6f4de9bd38u, 0x3fd90b21642c8590u, 0x3fde9bd37a6f4de8u, 0x3fe21642c8590b20u, 0x3fe4de9bd37a6f4eu,
    0x3fe7a6f4de9bd37au, 0x3fea6f4de9bd37a6u, 0x3fed37a6f4de9bd4u, 0x3ff0000000000000u,
};
static const char *const print_text_156[] = {
    "[[[[-1.         -0.91304348 -0.82608696 -0.73913043]",
    "   [-0.65217391 -0.56521739 -0.47826087 -0.39130435]",
    "   [-0.30434783 -0.2173913  -0.13043478 -0.04347826]]",
    "",
    "  [[ 0.04347826  0.13043478  0.2173913   0.30434783]",
    "   [ 0.39130435  0.47826087  0.56521739  0.65217391]",
    "   [ 0.73913043  0.82608696  0.91304348  1.        ]]]]",
    NULL};
static const uint64_t print_data_157[] = {
    0x0u, 0x3ff0000000000000u, 0x4000000000000000u, 0x4008000000000000u, 0x4010000000000000u,
    0x4014000000000000u, 0x4018000000000000u, 0x401c000000000000u, 0x4020000000000000u, 0x4022000000000000u,
    0x4024000000000000u, 0x4026000000000000u, 0x4028000000000000u, 0x402a000000000000u, 0x402c000000000000u,
    0x402e000000000000u,
};
static const char *const print_text_157[] = {
    "[[[[[[[[ 0.  1.]",
    "       [ 2.  3.]]",
    "",
    "      [[ 4.  5.]",
    "       [ 6.  7.]]]",
    "",
    "",
    "     [[[ 8.  9.]",
    "       [10. 11.]]",
    "",
    "      [[12. 13.]",
    "       [14. 15.]]]]]]]]",
    NULL};
static const char *const print_text_158[] = {
    "[  0.   1.   2.   3.   4.   5.   6.   7.   8.   9.  10.  11.  12.  13.",
    "  14.  15.  16.  17.  18.  19.  20.  21.  22.  23.  24.  25.  26.  27.",
    "  28.  29.  30.  31.  32.  33.  34.  35.  36.  37.  38.  39.  40.  41.",
    "  42.  43.  44.  45.  46.  47.  48.  49.  50.  51.  52.  53.  54.  55.",
    "  56.  57.  58.  59.  60.  61.  62.  63.  64.  65.  66.  67.  68.  69.",
    "  70.  71.  72.  73.  74.  75.  76.  77.  78.  79.  80.  81.  82.  83.",
    "  84.  85.  86.  87.  88.  89.  90.  91.  92.  93.  94.  95.  96.  97.",
    "  98.  99. 100. 101. 102. 103. 104. 105. 106. 107. 108. 109. 110. 111.",
    " 112. 113. 114. 115. 116. 117. 118. 119. 120. 121. 122. 123. 124. 125.",
    " 126. 127. 128. 129. 130. 131. 132. 133. 134. 135. 136. 137. 138. 139.",
    " 140. 141. 142. 143. 144. 145. 146. 147. 148. 149. 150. 151. 152. 153.",
    " 154. 155. 156. 157. 158. 159. 160. 161. 162. 163. 164. 165. 166. 167.",
    " 168. 169. 170. 171. 172. 173. 174. 175. 176. 177. 178. 179. 180. 181.",
    " 182. 183. 184. 185. 186. 187. 188. 189. 190. 191. 192. 193. 194. 195.",
    " 196. 197. 198. 199. 200. 201. 202. 203. 204. 205. 206. 207. 208. 209.",
    " 210. 211. 212. 213. 214. 215. 216. 217. 218. 219. 220. 221. 222. 223.",
    " 224. 225. 226. 227. 228. 229. 230. 231. 232. 233. 234. 235. 236. 237.",
    " 238. 239. 240. 241. 242. 243. 244. 245. 246. 247. 248. 249. 250. 251.",
    " 252. 253. 254. 255. 256. 257. 258. 259. 260. 261. 262. 263. 264. 265.",
    " 266. 267. 268. 269. 270. 271. 272. 273. 274. 275. 276. 277. 278. 279.",
    " 280. 281. 282. 283. 284. 285. 286. 287. 288. 289. 290. 291. 292. 293.",
    " 294. 295. 296. 297. 298. 299. 300. 301. 302. 303. 304. 305. 306. 307.",
    " 308. 309. 310. 311. 312. 313. 314. 315. 316. 317. 318. 319. 320. 321.",
    " 322. 323. 324. 325. 326. 327. 328. 329. 330. 331. 332. 333. 334. 335.",
    " 336. 337. 338. 339. 340. 341. 342. 343. 344. 345. 346. 347. 348. 349.",
    " 350. 351. 352. 353. 354. 355. 356. 357. 358. 359. 360. 361. 362. 363.",
    " 364. 365. 366. 367. 368. 369. 370. 371. 372. 373. 374. 375. 376. 377.",
    " 378. 379. 380. 381. 382. 383. 384. 385. 386. 387. 388. 389. 390. 391.",
    " 392. 393. 394. 395. 396. 397. 398. 399. 400. 401. 402. 403. 404. 405.",
    " 406. 407. 408. 409. 410. 411. 412. 413. 414. 415. 416. 417. 418. 419.",
    " 420. 421. 422. 423. 424. 425. 426. 427. 428. 429. 430. 431. 432. 433.",
    " 434. 435. 436. 437. 438. 439. 440. 441. 442. 443. 444. 445. 446. 447.",
    " 448. 449. 450. 451. 452. 453. 454. 455. 456. 457. 458. 459. 460. 461.",
    " 462. 463. 464. 465. 466. 467. 468. 469. 470. 471. 472. 473. 474. 475.",
    " 476. 477. 478. 479. 480. 481. 482. 483. 484. 485. 486. 487. 488. 489.",
    " 490. 491. 492. 493. 494. 495. 496. 497. 498. 499. 500. 501. 502. 503.",
    " 504. 505. 506. 507. 508. 509. 510. 511. 512. 513. 514. 515. 516. 517.",
    " 518. 519. 520. 521. 522. 523. 524. 525. 526. 527. 528. 529. 530. 531.",
    " 532. 533. 534. 535. 536. 537. 538. 539. 540. 541. 542. 543. 544. 545.",
    " 546. 547. 548. 549. 550. 551. 552. 553. 554. 555. 556. 557. 558. 559.",
    " 560. 561. 562. 563. 564. 565. 566. 567. 568. 569. 570. 571. 572. 573.",
    " 574. 575. 576. 577. 578. 579. 580. 581. 582. 583. 584. 585. 586. 587.",
    " 588. 589. 590. 591. 592. 593. 594. 595. 596. 597. 598. 599. 600. 601.",
    " 602. 603. 604. 605. 606. 607. 608. 609. 610. 611. 612. 613. 614. 615.",
    " 616. 617. 618. 619. 620. 621. 622. 623. 624. 625. 626. 627. 628. 629.",
    " 630. 631. 632. 633. 634. 635. 636. 637. 638. 639. 640. 641. 642. 643.",
    " 644. 645. 646. 647. 648. 649. 650. 651. 652. 653. 654. 655. 656. 657.",
    " 658. 659. 660. 661. 662. 663. 664. 665. 666. 667. 668. 669. 670. 671.",
    " 672. 673. 674. 675. 676. 677. 678. 679. 680. 681. 682. 683. 684. 685.",
    " 686. 687. 688. 689. 690. 691. 692. 693. 694. 695. 696. 697. 698. 699.",
    " 700. 701. 702. 703. 704. 705. 706. 707. 708. 709. 710. 711. 712. 713.",
    " 714. 715. 716. 717. 718. 719. 720. 721. 722. 723. 724. 725. 726. 727.",
    " 728. 729. 730. 731. 732. 733. 734. 735. 736. 737. 738. 739. 740. 741.",
    " 742. 743. 744. 745. 746. 747. 748. 749. 750. 751. 752. 753. 754. 755.",
    " 756. 757. 758. 759. 760. 761. 762. 763. 764. 765. 766. 767. 768. 769.",
    " 770. 771. 772. 773. 774. 775. 776. 777. 778. 779. 780. 781. 782. 783.",
    " 784. 785. 786. 787. 788. 789. 790. 791. 792. 793. 794. 795. 796. 797.",
    " 798. 799. 800. 801. 802. 803. 804. 805. 806. 807. 808. 809. 810. 811.",
    " 812. 813. 814. 815. 816. 817. 818. 819. 820. 821. 822. 823. 824. 825.",
    " 826. 827. 828. 829. 830. 831. 832. 833. 834. 835. 836. 837. 838. 839.",
    " 840. 841. 842. 843. 844. 845. 846. 847. 848. 849. 850. 851. 852. 853.",
    " 854. 855. 856. 857. 858. 859. 860. 861. 862. 863. 864. 865. 866. 867.",
    " 868. 869. 870. 871. 872. 873. 874. 875. 876. 877. 878. 879. 880. 881.",
    " 882. 883. 884. 885. 886. 887. 888. 889. 890. 891. 892. 893. 894. 895.",
    " 896. 897. 898. 899. 900. 901. 902. 903. 904. 905. 906. 907. 908. 909.",
    " 910. 911. 912. 913. 914. 915. 916. 917. 918. 919. 920. 921. 922. 923.",
    " 924. 925. 926. 927. 928. 929. 930. 931. 932. 933. 934. 935. 936. 937.",
    " 938. 939. 940. 941. 942. 943. 944. 945. 946. 947. 948. 949. 950. 951.",
    " 952. 953. 954. 955. 956. 957. 958. 959. 960. 961. 962. 963. 964. 965.",
    " 966. 967. 968. 969. 970. 971. 972. 973. 974. 975. 976. 977. 978. 979.",
    " 980. 981. 982. 983. 984. 985. 986. 987. 988. 989. 990. 991. 992. 993.",
    " 994. 995. 996. 997. 998. 999.]",
    NULL};
static const char *const print_text_159[] = {
    "[   0.    1.    2. ...  998.  999. 1000.]",
    NULL};
static const char *const print_text_160[] = {
    "[-500.  -499.5 -499.  ...   -1.    -0.5    0. ]",
    NULL};
static const char *const print_text_161[] = {
    "[[0.0000e+00 2.5000e-01 5.0000e-01 ... 1.1750e+01 1.2000e+01 1.2250e+01]",
    " [1.2500e+01 1.2750e+01 1.3000e+01 ... 2.4250e+01 2.4500e+01 2.4750e+01]",
    " [2.5000e+01 2.5250e+01 2.5500e+01 ... 3.6750e+01 3.7000e+01 3.7250e+01]",
    " ...",
    " [4.6250e+02 4.6275e+02 4.6300e+02 ... 4.7425e+02 4.7450e+02 4.7475e+02]",
    " [4.7500e+02 4.7525e+02 4.7550e+02 ... 4.8675e+02 4.8700e+02 4.8725e+02]",
    " [4.8750e+02 4.8775e+02 4.8800e+02 ... 4.9925e+02 4.9950e+02 4.9975e+02]]",
    NULL};
static const char *const print_text_162[] = {
    "[[0.000e+00 1.000e+00 2.000e+00 ... 1.970e+02 1.980e+02 1.990e+02]",
    " [2.000e+02 2.010e+02 2.020e+02 ... 3.970e+02 3.980e+02 3.990e+02]",
    " [4.000e+02 4.010e+02 4.020e+02 ... 5.970e+02 5.980e+02 5.990e+02]",
    " ...",
    " [8.000e+02 8.010e+02 8.020e+02 ... 9.970e+02 9.980e+02 9.990e+02]",
    " [1.000e+03 1.001e+03 1.002e+03 ... 1.197e+03 1.198e+03 1.199e+03]",
    " [1.200e+03 1.201e+03 1.202e+03 ... 1.397e+03 1.398e+03 1.399e+03]]",
    NULL};
static const char *const print_text_163[] = {
    "[[0.000e+00 1.000e+00 2.000e+00 ... 1.970e+02 1.980e+02 1.990e+02]",
    " [2.000e+02 2.010e+02 2.020e+02 ... 3.970e+02 3.980e+02 3.990e+02]",
    " [4.000e+02 4.010e+02 4.020e+02 ... 5.970e+02 5.980e+02 5.990e+02]",
    " [6.000e+02 6.010e+02 6.020e+02 ... 7.970e+02 7.980e+02 7.990e+02]",
    " [8.000e+02 8.010e+02 8.020e+02 ... 9.970e+02 9.980e+02 9.990e+02]",
    " [1.000e+03 1.001e+03 1.002e+03 ... 1.197e+03 1.198e+03 1.199e+03]]",
    NULL};
static const char *const print_text_164[] = {
    "[[[0.000e+00 1.000e+00 2.000e+00 ... 8.000e+00 9.000e+00 1.000e+01]",
    "  [1.100e+01 1.200e+01 1.300e+01 ... 1.900e+01 2.000e+01 2.100e+01]",
    "  [2.200e+01 2.300e+01 2.400e+01 ... 3.000e+01 3.100e+01 3.200e+01]",
    "  ...",
    "  [7.700e+01 7.800e+01 7.900e+01 ... 8.500e+01 8.600e+01 8.700e+01]",
    "  [8.800e+01 8.900e+01 9.000e+01 ... 9.600e+01 9.700e+01 9.800e+01]",
    "  [9.900e+01 1.000e+02 1.010e+02 ... 1.070e+02 1.080e+02 1.090e+02]]",
    "",
    " [[1.100e+02 1.110e+02 1.120e+02 ... 1.180e+02 1.190e+02 1.200e+02]",
    "  [1.210e+02 1.220e+02 1.230e+02 ... 1.290e+02 1.300e+02 1.310e+02]",
    "  [1.320e+02 1.330e+02 1.340e+02 ... 1.400e+02 1.410e+02 1.420e+02]",
    "  ...",
    "  [1.870e+02 1.880e+02 1.890e+02 ... 1.950e+02 1.960e+02 1.970e+02]",
    "  [1.980e+02 1.990e+02 2.000e+02 ... 2.060e+02 2.070e+02 2.080e+02]",
    "  [2.090e+02 2.100e+02 2.110e+02 ... 2.170e+02 2.180e+02 2.190e+02]]",
    "",
    " [[2.200e+02 2.210e+02 2.220e+02 ... 2.280e+02 2.290e+02 2.300e+02]",
    "  [2.310e+02 2.320e+02 2.330e+02 ... 2.390e+02 2.400e+02 2.410e+02]",
    "  [2.420e+02 2.430e+02 2.440e+02 ... 2.500e+02 2.510e+02 2.520e+02]",
    "  ...",
    "  [2.970e+02 2.980e+02 2.990e+02 ... 3.050e+02 3.060e+02 3.070e+02]",
    "  [3.080e+02 3.090e+02 3.100e+02 ... 3.160e+02 3.170e+02 3.180e+02]",
    "  [3.190e+02 3.200e+02 3.210e+02 ... 3.270e+02 3.280e+02 3.290e+02]]",
    "",
    " ...",
    "",
    " [[9.900e+02 9.910e+02 9.920e+02 ... 9.980e+02 9.990e+02 1.000e+03]",
    "  [1.001e+03 1.002e+03 1.003e+03 ... 1.009e+03 1.010e+03 1.011e+03]",
    "  [1.012e+03 1.013e+03 1.014e+03 ... 1.020e+03 1.021e+03 1.022e+03]",
    "  ...",
    "  [1.067e+03 1.068e+03 1.069e+03 ... 1.075e+03 1.076e+03 1.077e+03]",
    "  [1.078e+03 1.079e+03 1.080e+03 ... 1.086e+03 1.087e+03 1.088e+03]",
    "  [1.089e+03 1.090e+03 1.091e+03 ... 1.097e+03 1.098e+03 1.099e+03]]",
    "",
    " [[1.100e+03 1.101e+03 1.102e+03 ... 1.108e+03 1.109e+03 1.110e+03]",
    "  [1.111e+03 1.112e+03 1.113e+03 ... 1.119e+03 1.120e+03 1.121e+03]",
    "  [1.122e+03 1.123e+03 1.124e+03 ... 1.130e+03 1.131e+03 1.132e+03]",
    "  ...",
    "  [1.177e+03 1.178e+03 1.179e+03 ... 1.185e+03 1.186e+03 1.187e+03]",
    "  [1.188e+03 1.189e+03 1.190e+03 ... 1.196e+03 1.197e+03 1.198e+03]",
    "  [1.199e+03 1.200e+03 1.201e+03 ... 1.207e+03 1.208e+03 1.209e+03]]",
    "",
    " [[1.210e+03 1.211e+03 1.212e+03 ... 1.218e+03 1.219e+03 1.220e+03]",
    "  [1.221e+03 1.222e+03 1.223e+03 ... 1.229e+03 1.230e+03 1.231e+03]",
    "  [1.232e+03 1.233e+03 1.234e+03 ... 1.240e+03 1.241e+03 1.242e+03]",
    "  ...",
    "  [1.287e+03 1.288e+03 1.289e+03 ... 1.295e+03 1.296e+03 1.297e+03]",
    "  [1.298e+03 1.299e+03 1.300e+03 ... 1.306e+03 1.307e+03 1.308e+03]",
    "  [1.309e+03 1.310e+03 1.311e+03 ... 1.317e+03 1.318e+03 1.319e+03]]]",
    NULL};
static const char *const print_text_165[] = {
    "[[[-5.00000e-01 -3.75000e-01 -2.50000e-01 ...  1.24125e+02  1.24250e+02",
    "    1.24375e+02]",
    "  [ 1.24500e+02  1.24625e+02  1.24750e+02 ...  2.49125e+02  2.49250e+02",
    "    2.49375e+02]",
    "  [ 2.49500e+02  2.49625e+02  2.49750e+02 ...  3.74125e+02  3.74250e+02",
    "    3.74375e+02]]",
    "",
    " [[ 3.74500e+02  3.74625e+02  3.74750e+02 ...  4.99125e+02  4.99250e+02",
    "    4.99375e+02]",
    "  [ 4.99500e+02  4.99625e+02  4.99750e+02 ...  6.24125e+02  6.24250e+02",
    "    6.24375e+02]",
    "  [ 6.24500e+02  6.24625e+02  6.24750e+02 ...  7.49125e+02  7.49250e+02",
    "    7.49375e+02]]]",
    NULL};
static const char *const print_text_166[] = {
    "[0.0000e+00 1.0000e+00 2.0000e+00 ... 9.9997e+04 9.9998e+04 9.9999e+04]",
    NULL};
static const char *const print_text_167[] = {
    "[[0.000e+00 1.000e-05]",
    " [2.000e-05 3.000e-05]",
    " [4.000e-05 5.000e-05]",
    " ...",
    " [1.994e-02 1.995e-02]",
    " [1.996e-02 1.997e-02]",
    " [1.998e-02 1.999e-02]]",
    NULL};
static const uint64_t print_data_168[] = {
    0x1u, 0x2u, 0x4u, 0x8u, 0x10u,
    0x20u, 0x40u, 0x80u, 0x100u, 0x200u,
    0x400u, 0x800u, 0x1000u, 0x2000u, 0x4000u,
    0x8000u, 0x10000u, 0x20000u, 0x40000u, 0x80000u,
    0x100000u, 0x200000u, 0x400000u, 0x800000u, 0x1000000u,
    0x1800000u, 0x2000000u, 0x2800000u, 0x3000000u, 0x3800000u,
    0x4000000u, 0x4800000u, 0x5000000u, 0x5800000u, 0x6000000u,
    0x6800000u, 0x7000000u, 0x7800000u, 0x8000000u, 0x8800000u,
    0x9000000u, 0x9800000u, 0xa000000u, 0xa800000u, 0xb000000u,
    0xb800000u, 0xc000000u, 0xc800000u, 0xd000000u, 0xd800000u,
    0xe000000u, 0xe800000u, 0xf000000u, 0xf800000u, 0x10000000u,
    0x10800000u, 0x11000000u, 0x11800000u, 0x12000000u, 0x12800000u,
    0x13000000u, 0x13800000u, 0x14000000u, 0x14800000u, 0x15000000u,
    0x15800000u, 0x16000000u, 0x16800000u, 0x17000000u, 0x17800000u,
    0x18000000u, 0x18800000u, 0x19000000u, 0x19800000u, 0x1a000000u,
    0x1a800000u, 0x1b000000u, 0x1b800000u, 0x1c000000u, 0x1c800000u,
    0x1d000000u, 0x1d800000u, 0x1e000000u, 0x1e800000u, 0x1f000000u,
    0x1f800000u, 0x20000000u, 0x20800000u, 0x21000000u, 0x21800000u,
    0x22000000u, 0x22800000u, 0x23000000u, 0x23800000u, 0x24000000u,
    0x24800000u, 0x25000000u, 0x25800000u, 0x26000000u, 0x26800000u,
    0x27000000u, 0x27800000u, 0x28000000u, 0x28800000u, 0x29000000u,
    0x29800000u, 0x2a000000u, 0x2a800000u, 0x2b000000u, 0x2b800000u,
    0x2c000000u, 0x2c800000u, 0x2d000000u, 0x2d800000u, 0x2e000000u,
    0x2e800000u, 0x2f000000u, 0x2f800000u, 0x30000000u, 0x30800000u,
    0x31000000u, 0x31800000u, 0x32000000u, 0x32800000u, 0x33000000u,
    0x33800000u, 0x34000000u, 0x34800000u, 0x35000000u, 0x35800000u,
    0x36000000u, 0x36800000u, 0x37000000u, 0x37800000u, 0x38000000u,
    0x38800000u, 0x39000000u, 0x39800000u, 0x3a000000u, 0x3a800000u,
    0x3b000000u, 0x3b800000u, 0x3c000000u, 0x3c800000u, 0x3d000000u,
    0x3d800000u, 0x3e000000u, 0x3e800000u, 0x3f000000u, 0x3f800000u,
    0x40000000u, 0x40800000u, 0x41000000u, 0x41800000u, 0x42000000u,
    0x42800000u, 0x43000000u, 0x43800000u, 0x44000000u, 0x44800000u,
    0x45000000u, 0x45800000u, 0x46000000u, 0x46800000u, 0x47000000u,
    0x47800000u, 0x48000000u, 0x48800000u, 0x49000000u, 0x49800000u,
    0x4a000000u, 0x4a800000u, 0x4b000000u, 0x4b800000u, 0x4c000000u,
    0x4c800000u, 0x4d000000u, 0x4d800000u, 0x4e000000u, 0x4e800000u,
    0x4f000000u, 0x4f800000u, 0x50000000u, 0x50800000u, 0x51000000u,
    0x51800000u, 0x52000000u, 0x52800000u, 0x53000000u, 0x53800000u,
    0x54000000u, 0x54800000u, 0x55000000u, 0x55800000u, 0x56000000u,
    0x56800000u, 0x57000000u, 0x57800000u, 0x58000000u, 0x58800000u,
    0x59000000u, 0x59800000u, 0x5a000000u, 0x5a800000u, 0x5b000000u,
    0x5b800000u, 0x5c000000u, 0x5c800000u, 0x5d000000u, 0x5d800000u,
    0x5e000000u, 0x5e800000u, 0x5f000000u, 0x5f800000u, 0x60000000u,
    0x60800000u, 0x61000000u, 0x61800000u, 0x62000000u, 0x62800000u,
    0x63000000u, 0x63800000u, 0x64000000u, 0x64800000u, 0x65000000u,
    0x65800000u, 0x66000000u, 0x66800000u, 0x67000000u, 0x67800000u,
    0x68000000u, 0x68800000u, 0x69000000u, 0x69800000u, 0x6a000000u,
    0x6a800000u, 0x6b000000u, 0x6b800000u, 0x6c000000u, 0x6c800000u,
    0x6d000000u, 0x6d800000u, 0x6e000000u, 0x6e800000u, 0x6f000000u,
    0x6f800000u, 0x70000000u, 0x70800000u, 0x71000000u, 0x71800000u,
    0x72000000u, 0x72800000u, 0x73000000u, 0x73800000u, 0x74000000u,
    0x74800000u, 0x75000000u, 0x75800000u, 0x76000000u, 0x76800000u,
    0x77000000u, 0x77800000u, 0x78000000u, 0x78800000u, 0x79000000u,
    0x79800000u, 0x7a000000u, 0x7a800000u, 0x7b000000u, 0x7b800000u,
    0x7c000000u, 0x7c800000u, 0x7d000000u, 0x7d800000u, 0x7e000000u,
    0x7e800000u, 0x7f000000u,
};
static const char *const print_text_168[] = {
    "[1.4012985e-45 2.8025969e-45 5.6051939e-45 1.1210388e-44 2.2420775e-44",
    " 4.4841551e-44 8.9683102e-44 1.7936620e-43 3.5873241e-43 7.1746481e-43",
    " 1.4349296e-42 2.8698593e-42 5.7397185e-42 1.1479437e-41 2.2958874e-41",
    " 4.5917748e-41 9.1835496e-41 1.8367099e-40 3.6734198e-40 7.3468397e-40",
    " 1.4693679e-39 2.9387359e-39 5.8774718e-39 1.1754944e-38 2.3509887e-38",
    " 4.7019774e-38 9.4039548e-38 1.8807910e-37 3.7615819e-37 7.5231638e-37",
    " 1.5046328e-36 3.0092655e-36 6.0185311e-36 1.2037062e-35 2.4074124e-35",
    " 4.8148249e-35 9.6296497e-35 1.9259299e-34 3.8518599e-34 7.7037198e-34",
    " 1.5407440e-33 3.0814879e-33 6.1629758e-33 1.2325952e-32 2.4651903e-32",
    " 4.9303807e-32 9.8607613e-32 1.9721523e-31 3.9443045e-31 7.8886091e-31",
    " 1.5777218e-30 3.1554436e-30 6.3108872e-30 1.2621775e-29 2.5243549e-29",
    " 5.0487098e-29 1.0097420e-28 2.0194839e-28 4.0389678e-28 8.0779357e-28",
    " 1.6155871e-27 3.2311743e-27 6.4623485e-27 1.2924697e-26 2.5849394e-26",
    " 5.1698788e-26 1.0339758e-25 2.0679515e-25 4.1359031e-25 8.2718061e-25",
    " 1.6543612e-24 3.3087225e-24 6.6174449e-24 1.3234890e-23 2.6469780e-23",
    " 5.2939559e-23 1.0587912e-22 2.1175824e-22 4.2351647e-22 8.4703295e-22",
    " 1.6940659e-21 3.3881318e-21 6.7762636e-21 1.3552527e-20 2.7105054e-20",
    " 5.4210109e-20 1.0842022e-19 2.1684043e-19 4.3368087e-19 8.6736174e-19",
    " 1.7347235e-18 3.4694470e-18 6.9388939e-18 1.3877788e-17 2.7755576e-17",
    " 5.5511151e-17 1.1102230e-16 2.2204460e-16 4.4408921e-16 8.8817842e-16",
    " 1.7763568e-15 3.5527137e-15 7.1054274e-15 1.4210855e-14 2.8421709e-14",
    " 5.6843419e-14 1.1368684e-13 2.2737368e-13 4.5474735e-13 9.0949470e-13",
    " 1.8189894e-12 3.6379788e-12 7.2759576e-12 1.4551915e-11 2.9103830e-11",
    " 5.8207661e-11 1.1641532e-10 2.3283064e-10 4.6566129e-10 9.3132257e-10",
    " 1.8626451e-09 3.7252903e-09 7.4505806e-09 1.4901161e-08 2.9802322e-08",
    " 5.9604645e-08 1.1920929e-07 2.3841858e-07 4.7683716e-07 9.5367432e-07",
    " 1.9073486e-06 3.8146973e-06 7.6293945e-06 1.5258789e-05 3.0517578e-05",
    " 6.1035156e-05 1.2207031e-04 2.4414062e-04 4.8828125e-04 9.7656250e-04",
    " 1.9531250e-03 3.9062500e-03 7.8125000e-03 1.5625000e-02 3.1250000e-02",
    " 6.2500000e-02 1.2500000e-01 2.5000000e-01 5.0000000e-01 1.0000000e+00",
    " 2.0000000e+00 4.0000000e+00 8.0000000e+00 1.6000000e+01 3.2000000e+01",
    " 6.4000000e+01 1.2800000e+02 2.5600000e+02 5.1200000e+02 1.0240000e+03",
    " 2.0480000e+03 4.0960000e+03 8.1920000e+03 1.6384000e+04 3.2768000e+04",
    " 6.5536000e+04 1.3107200e+05 2.6214400e+05 5.2428800e+05 1.0485760e+06",
    " 2.0971520e+06 4.1943040e+06 8.3886080e+06 1.6777216e+07 3.3554432e+07",
    " 6.7108864e+07 1.3421773e+08 2.6843546e+08 5.3687091e+08 1.0737418e+09",
    " 2.1474836e+09 4.2949673e+09 8.5899346e+09 1.7179869e+10 3.4359738e+10",
    " 6.8719477e+10 1.3743895e+11 2.7487791e+11 5.4975581e+11 1.0995116e+12",
    " 2.1990233e+12 4.3980465e+12 8.7960930e+12 1.7592186e+13 3.5184372e+13",
    " 7.0368744e+13 1.4073749e+14 2.8147498e+14 5.6294995e+14 1.1258999e+15",
    " 2.2517998e+15 4.5035996e+15 9.0071993e+15 1.8014399e+16 3.6028797e+16",
    " 7.2057594e+16 1.4411519e+17 2.8823038e+17 5.7646075e+17 1.1529215e+18",
    " 2.3058430e+18 4.6116860e+18 9.2233720e+18 1.8446744e+19 3.6893488e+19",
    " 7.3786976e+19 1.4757395e+20 2.9514791e+20 5.9029581e+20 1.1805916e+21",
    " 2.3611832e+21 4.7223665e+21 9.4447330e+21 1.8889466e+22 3.7778932e+22",
    " 7.5557864e+22 1.5111573e+23 3.0223145e+23 6.0446291e+23 1.2089258e+24",
    " 2.4178516e+24 4.8357033e+24 9.6714066e+24 1.9342813e+25 3.8685626e+25",
    " 7.7371252e+25 1.5474251e+26 3.0948501e+26 6.1897002e+26 1.2379401e+27",
    " 2.4758801e+27 4.9517602e+27 9.9035203e+27 1.9807041e+28 3.9614081e+28",
    " 7.9228163e+28 1.5845633e+29 3.1691265e+29 6.3382530e+29 1.2676506e+30",
    " 2.5353012e+30 5.0706024e+30 1.0141205e+31 2.0282410e+31 4.0564819e+31",
    " 8.1129638e+31 1.6225928e+32 3.2451855e+32 6.4903711e+32 1.2980742e+33",
    " 2.5961484e+33 5.1922969e+33 1.0384594e+34 2.0769187e+34 4.1538375e+34",
    " 8.3076750e+34 1.6615350e+35 3.3230700e+35 6.6461400e+35 1.3292280e+36",
    " 2.6584560e+36 5.3169120e+36 1.0633824e+37 2.1267648e+37 4.2535296e+37",
    " 8.5070592e+37 1.7014118e+38]",
    NULL};
static const uint64_t print_data_169[] = {
    0x1u, 0x2u, 0x4u, 0x8u, 0x10u,
    0x20u, 0x40u, 0x80u, 0x100u, 0x200u,
    0x400u, 0x800u, 0x1000u, 0x2000u, 0x4000u,
    0x8000u, 0x10000u, 0x20000u, 0x40000u, 0x80000u,
    0x100000u, 0x200000u, 0x400000u, 0x800000u, 0x1000000u,
    0x2000000u, 0x4000000u, 0x8000000u, 0x10000000u, 0x20000000u,
    0x40000000u, 0x80000000u, 0x100000000u, 0x200000000u, 0x400000000u,
    0x800000000u, 0x1000000000u, 0x2000000000u, 0x4000000000u, 0x8000000000u,
    0x10000000000u, 0x20000000000u, 0x40000000000u, 0x80000000000u, 0x100000000000u,
    0x200000000000u, 0x400000000000u, 0x800000000000u, 0x1000000000000u, 0x2000000000000u,
    0x4000000000000u, 0x8000000000000u, 0x10000000000000u, 0x20000000000000u, 0x30000000000000u,
    0x40000000000000u, 0x50000000000000u, 0x60000000000000u, 0x70000000000000u, 0x80000000000000u,
    0x90000000000000u, 0xa0000000000000u, 0xb0000000000000u, 0xc0000000000000u, 0xd0000000000000u,
    0xe0000000000000u, 0xf0000000000000u, 0x100000000000000u, 0x110000000000000u, 0x120000000000000u,
    0x130000000000000u, 0x140000000000000u, 0x150000000000000u, 0x160000000000000u, 0x170000000000000u,
    0x180000000000000u, 0x190000000000000u, 0x1a0000000000000u, 0x1b0000000000000u, 0x1c0000000000000u,
    0x1d0000000000000u, 0x1e0000000000000u, 0x1f0000000000000u, 0x200000000000000u, 0x210000000000000u,
    0x220000000000000u, 0x230000000000000u, 0x240000000000000u, 0x250000000000000u, 0x260000000000000u,
    0x270000000000000u, 0x280000000000000u, 0x290000000000000u, 0x2a0000000000000u, 0x2b0000000000000u,
    0x2c0000000000000u, 0x2d0000000000000u, 0x2e0000000000000u, 0x2f0000000000000u, 0x300000000000000u,
    0x310000000000000u, 0x320000000000000u, 0x330000000000000u, 0x340000000000000u, 0x350000000000000u,
    0x360000000000000u, 0x370000000000000u, 0x380000000000000u, 0x390000000000000u, 0x3a0000000000000u,
    0x3b0000000000000u, 0x3c0000000000000u, 0x3d0000000000000u, 0x3e0000000000000u, 0x3f0000000000000u,
    0x400000000000000u, 0x410000000000000u, 0x420000000000000u, 0x430000000000000u, 0x440000000000000u,
    0x450000000000000u, 0x460000000000000u, 0x470000000000000u, 0x480000000000000u, 0x490000000000000u,
    0x4a0000000000000u, 0x4b0000000000000u, 0x4c0000000000000u, 0x4d0000000000000u, 0x4e0000000000000u,
    0x4f0000000000000u, 0x500000000000000u, 0x510000000000000u, 0x520000000000000u, 0x530000000000000u,
    0x540000000000000u, 0x550000000000000u, 0x560000000000000u, 0x570000000000000u, 0x580000000000000u,
    0x590000000000000u, 0x5a0000000000000u, 0x5b0000000000000u, 0x5c0000000000000u, 0x5d0000000000000u,
    0x5e0000000000000u, 0x5f0000000000000u, 0x600000000000000u, 0x610000000000000u, 0x620000000000000u,
    0x630000000000000u, 0x640000000000000u, 0x650000000000000u, 0x660000000000000u, 0x670000000000000u,
    0x680000000000000u, 0x690000000000000u, 0x6a0000000000000u, 0x6b0000000000000u, 0x6c0000000000000u,
    0x6d0000000000000u, 0x6e0000000000000u, 0x6f0000000000000u, 0x700000000000000u, 0x710000000000000u,
    0x720000000000000u, 0x730000000000000u, 0x740000000000000u, 0x750000000000000u, 0x760000000000000u,
    0x770000000000000u, 0x780000000000000u, 0x790000000000000u, 0x7a0000000000000u, 0x7b0000000000000u,
    0x7c0000000000000u, 0x7d0000000000000u, 0x7e0000000000000u, 0x7f0000000000000u, 0x800000000000000u,
    0x810000000000000u, 0x820000000000000u, 0x830000000000000u, 0x840000000000000u, 0x850000000000000u,
    0x860000000000000u, 0x870000000000000u, 0x880000000000000u, 0x890000000000000u, 0x8a0000000000000u,
    0x8b0000000000000u, 0x8c0000000000000u, 0x8d0000000000000u, 0x8e0000000000000u, 0x8f0000000000000u,
    0x900000000000000u, 0x910000000000000u, 0x920000000000000u, 0x930000000000000u, 0x940000000000000u,
    0x950000000000000u, 0x960000000000000u, 0x970000000000000u, 0x980000000000000u, 0x990000000000000u,
    0x9a0000000000000u, 0x9b0000000000000u, 0x9c0000000000000u, 0x9d0000000000000u, 0x9e0000000000000u,
    0x9f0000000000000u, 0xa00000000000000u, 0xa10000000000000u, 0xa20000000000000u, 0xa30000000000000u,
    0xa40000000000000u, 0xa50000000000000u, 0xa60000000000000u, 0xa70000000000000u, 0xa80000000000000u,
    0xa90000000000000u, 0xaa0000000000000u, 0xab0000000000000u, 0xac0000000000000u, 0xad0000000000000u,
    0xae0000000000000u, 0xaf0000000000000u, 0xb00000000000000u, 0xb10000000000000u, 0xb20000000000000u,
    0xb30000000000000u, 0xb40000000000000u, 0xb50000000000000u, 0xb60000000000000u, 0xb70000000000000u,
    0xb80000000000000u, 0xb90000000000000u, 0xba0000000000000u, 0xbb0000000000000u, 0xbc0000000000000u,
    0xbd0000000000000u, 0xbe0000000000000u, 0xbf0000000000000u, 0xc00000000000000u, 0xc10000000000000u,
    0xc20000000000000u, 0xc30000000000000u, 0xc40000000000000u, 0xc50000000000000u, 0xc60000000000000u,
    0xc70000000000000u, 0xc80000000000000u, 0xc90000000000000u, 0xca0000000000000u, 0xcb0000000000000u,
    0xcc0000000000000u, 0xcd0000000000000u, 0xce0000000000000u, 0xcf0000000000000u, 0xd00000000000000u,
    0xd10000000000000u, 0xd20000000000000u, 0xd30000000000000u, 0xd40000000000000u, 0xd50000000000000u,
    0xd60000000000000u, 0xd70000000000000u, 0xd80000000000000u, 0xd90000000000000u, 0xda0000000000000u,
    0xdb0000000000000u, 0xdc0000000000000u, 0xdd0000000000000u, 0xde0000000000000u, 0xdf0000000000000u,
    0xe00000000000000u, 0xe10000000000000u, 0xe20000000000000u, 0xe30000000000000u, 0xe40000000000000u,
    0xe50000000000000u, 0xe60000000000000u, 0xe70000000000000u, 0xe80000000000000u, 0xe90000000000000u,
    0xea0000000000000u, 0xeb0000000000000u, 0xec0000000000000u, 0xed0000000000000u, 0xee0000000000000u,
    0xef0000000000000u, 0xf00000000000000u, 0xf10000000000000u, 0xf20000000000000u, 0xf30000000000000u,
    0xf40000000000000u, 0xf50000000000000u, 0xf60000000000000u, 0xf70000000000000u, 0xf80000000000000u,
    0xf90000000000000u, 0xfa0000000000000u, 0xfb0000000000000u, 0xfc0000000000000u, 0xfd0000000000000u,
    0xfe0000000000000u, 0xff0000000000000u, 0x1000000000000000u, 0x1010000000000000u, 0x1020000000000000u,
    0x1030000000000000u, 0x1040000000000000u, 0x1050000000000000u, 0x1060000000000000u, 0x1070000000000000u,
    0x1080000000000000u, 0x1090000000000000u, 0x10a0000000000000u, 0x10b0000000000000u, 0x10c0000000000000u,
    0x10d0000000000000u, 0x10e0000000000000u, 0x10f0000000000000u, 0x1100000000000000u, 0x1110000000000000u,
    0x1120000000000000u, 0x1130000000000000u, 0x1140000000000000u, 0x1150000000000000u, 0x1160000000000000u,
    0x1170000000000000u, 0x1180000000000000u, 0x1190000000000000u, 0x11a0000000000000u, 0x11b0000000000000u,
    0x11c0000000000000u, 0x11d0000000000000u, 0x11e0000000000000u, 0x11f0000000000000u, 0x1200000000000000u,
    0x1210000000000000u, 0x1220000000000000u, 0x1230000000000000u, 0x1240000000000000u, 0x1250000000000000u,
    0x1260000000000000u, 0x1270000000000000u, 0x1280000000000000u, 0x1290000000000000u, 0x12a0000000000000u,
    0x12b0000000000000u, 0x12c0000000000000u, 0x12d0000000000000u, 0x12e0000000000000u, 0x12f0000000000000u,
    0x1300000000000000u, 0x1310000000000000u, 0x1320000000000000u, 0x1330000000000000u, 0x1340000000000000u,
    0x1350000000000000u, 0x1360000000000000u, 0x1370000000000000u, 0x1380000000000000u, 0x1390000000000000u,
    0x13a0000000000000u, 0x13b0000000000000u, 0x13c0000000000000u, 0x13d0000000000000u, 0x13e0000000000000u,
    0x13f0000000000000u, 0x1400000000000000u, 0x1410000000000000u, 0x1420000000000000u, 0x1430000000000000u,
    0x1440000000000000u, 0x1450000000000000u, 0x1460000000000000u, 0x1470000000000000u, 0x1480000000000000u,
    0x1490000000000000u, 0x14a0000000000000u, 0x14b0000000000000u, 0x14c0000000000000u, 0x14d0000000000000u,
    0x14e0000000000000u, 0x14f0000000000000u, 0x1500000000000000u, 0x1510000000000000u, 0x1520000000000000u,
    0x1530000000000000u, 0x1540000000000000u, 0x1550000000000000u, 0x1560000000000000u, 0x1570000000000000u,
    0x1580000000000000u, 0x1590000000000000u, 0x15a0000000000000u, 0x15b0000000000000u, 0x15c0000000000000u,
    0x15d0000000000000u, 0x15e0000000000000u, 0x15f0000000000000u, 0x1600000000000000u, 0x1610000000000000u,
    0x1620000000000000u, 0x1630000000000000u, 0x1640000000000000u, 0x1650000000000000u, 0x1660000000000000u,
    0x1670000000000000u, 0x1680000000000000u, 0x1690000000000000u, 0x16a0000000000000u, 0x16b0000000000000u,
    0x16c0000000000000u, 0x16d0000000000000u, 0x16e0000000000000u, 0x16f0000000000000u, 0x1700000000000000u,
    0x1710000000000000u, 0x1720000000000000u, 0x1730000000000000u, 0x1740000000000000u, 0x1750000000000000u,
    0x1760000000000000u, 0x1770000000000000u, 0x1780000000000000u, 0x1790000000000000u, 0x17a0000000000000u,
    0x17b0000000000000u, 0x17c0000000000000u, 0x17d0000000000000u, 0x17e0000000000000u, 0x17f0000000000000u,
    0x1800000000000000u, 0x1810000000000000u, 0x1820000000000000u, 0x1830000000000000u, 0x1840000000000000u,
    0x1850000000000000u, 0x1860000000000000u, 0x1870000000000000u, 0x1880000000000000u, 0x1890000000000000u,
    0x18a0000000000000u, 0x18b0000000000000u, 0x18c0000000000000u, 0x18d0000000000000u, 0x18e0000000000000u,
    0x18f0000000000000u, 0x1900000000000000u, 0x1910000000000000u, 0x1920000000000000u, 0x1930000000000000u,
    0x1940000000000000u, 0x1950000000000000u, 0x1960000000000000u, 0x1970000000000000u, 0x1980000000000000u,
    0x1990000000000000u, 0x19a0000000000000u, 0x19b0000000000000u, 0x19c0000000000000u, 0x19d0000000000000u,
    0x19e0000000000000u, 0x19f0000000000000u, 0x1a00000000000000u, 0x1a10000000000000u, 0x1a20000000000000u,
    0x1a30000000000000u, 0x1a40000000000000u, 0x1a50000000000000u, 0x1a60000000000000u, 0x1a70000000000000u,
    0x1a80000000000000u, 0x1a90000000000000u, 0x1aa0000000000000u, 0x1ab0000000000000u, 0x1ac0000000000000u,
    0x1ad0000000000000u, 0x1ae0000000000000u, 0x1af0000000000000u, 0x1b00000000000000u, 0x1b10000000000000u,
    0x1b20000000000000u, 0x1b30000000000000u, 0x1b40000000000000u, 0x1b50000000000000u, 0x1b60000000000000u,
    0x1b70000000000000u, 0x1b80000000000000u, 0x1b90000000000000u, 0x1ba0000000000000u, 0x1bb0000000000000u,
    0x1bc0000000000000u, 0x1bd0000000000000u, 0x1be0000000000000u, 0x1bf0000000000000u, 0x1c00000000000000u,
    0x1c10000000000000u, 0x1c20000000000000u, 0x1c30000000000000u, 0x1c40000000000000u, 0x1c50000000000000u,
    0x1c60000000000000u, 0x1c70000000000000u, 0x1c80000000000000u, 0x1c90000000000000u, 0x1ca0000000000000u,
    0x1cb0000000000000u, 0x1cc0000000000000u, 0x1cd0000000000000u, 0x1ce0000000000000u, 0x1cf0000000000000u,
    0x1d00000000000000u, 0x1d10000000000000u, 0x1d20000000000000u, 0x1d30000000000000u, 0x1d40000000000000u,
    0x1d50000000000000u, 0x1d60000000000000u, 0x1d70000000000000u, 0x1d80000000000000u, 0x1d90000000000000u,
    0x1da0000000000000u, 0x1db0000000000000u, 0x1dc0000000000000u, 0x1dd0000000000000u, 0x1de0000000000000u,
    0x1df0000000000000u, 0x1e00000000000000u, 0x1e10000000000000u, 0x1e20000000000000u, 0x1e30000000000000u,
    0x1e40000000000000u, 0x1e50000000000000u, 0x1e60000000000000u, 0x1e70000000000000u, 0x1e80000000000000u,
    0x1e90000000000000u, 0x1ea0000000000000u, 0x1eb0000000000000u, 0x1ec0000000000000u, 0x1ed0000000000000u,
    0x1ee0000000000000u, 0x1ef0000000000000u, 0x1f00000000000000u, 0x1f10000000000000u, 0x1f20000000000000u,
    0x1f30000000000000u, 0x1f40000000000000u, 0x1f50000000000000u, 0x1f60000000000000u, 0x1f70000000000000u,
    0x1f80000000000000u, 0x1f90000000000000u, 0x1fa0000000000000u, 0x1fb0000000000000u, 0x1fc0000000000000u,
    0x1fd0000000000000u, 0x1fe0000000000000u, 0x1ff0000000000000u, 0x2000000000000000u, 0x2010000000000000u,
    0x2020000000000000u, 0x2030000000000000u, 0x2040000000000000u, 0x2050000000000000u, 0x2060000000000000u,
    0x2070000000000000u, 0x2080000000000000u, 0x2090000000000000u, 0x20a0000000000000u, 0x20b0000000000000u,
    0x20c0000000000000u, 0x20d0000000000000u, 0x20e0000000000000u, 0x20f0000000000000u, 0x2100000000000000u,
    0x2110000000000000u, 0x2120000000000000u, 0x2130000000000000u, 0x2140000000000000u, 0x2150000000000000u,
    0x2160000000000000u, 0x2170000000000000u, 0x2180000000000000u, 0x2190000000000000u, 0x21a0000000000000u,
    0x21b0000000000000u, 0x21c0000000000000u, 0x21d0000000000000u, 0x21e0000000000000u, 0x21f0000000000000u,
    0x2200000000000000u, 0x2210000000000000u, 0x2220000000000000u, 0x2230000000000000u, 0x2240000000000000u,
};
static const char *const print_text_169[] = {
    "[4.94065646e-324 9.88131292e-324 1.97626258e-323 3.95252517e-323",
    " 7.90505033e-323 1.58101007e-322 3.16202013e-322 6.32404027e-322",
    " 1.26480805e-321 2.52961611e-321 5.05923221e-321 1.01184644e-320",
    " 2.02369289e-320 4.04738577e-320 8.09477154e-320 1.61895431e-319",
    " 3.23790862e-319 6.47581723e-319 1.29516345e-318 2.59032689e-318",
    " 5.18065379e-318 1.03613076e-317 2.07226151e-317 4.14452303e-317",
    " 8.28904606e-317 1.65780921e-316 3.31561842e-316 6.63123685e-316",
    " 1.32624737e-315 2.65249474e-315 5.30498948e-315 1.06099790e-314",
    " 2.12199579e-314 4.24399158e-314 8.48798316e-314 1.69759663e-313",
    " 3.39519327e-313 6.79038653e-313 1.35807731e-312 2.71615461e-312",
    " 5.43230922e-312 1.08646184e-311 2.17292369e-311 4.34584738e-311",
    " 8.69169476e-311 1.73833895e-310 3.47667790e-310 6.95335581e-310",
    " 1.39067116e-309 2.78134232e-309 5.56268465e-309 1.11253693e-308",
    " 2.22507386e-308 4.45014772e-308 8.90029543e-308 1.78005909e-307",
    " 3.56011817e-307 7.12023635e-307 1.42404727e-306 2.84809454e-306",
    " 5.69618908e-306 1.13923782e-305 2.27847563e-305 4.55695126e-305",
    " 9.11390252e-305 1.82278050e-304 3.64556101e-304 7.29112202e-304",
    " 1.45822440e-303 2.91644881e-303 5.83289762e-303 1.16657952e-302",
    " 2.33315905e-302 4.66631809e-302 9.33263619e-302 1.86652724e-301",
    " 3.73305447e-301 7.46610895e-301 1.49322179e-300 2.98644358e-300",
    " 5.97288716e-300 1.19457743e-299 2.38915486e-299 4.77830973e-299",
    " 9.55661945e-299 1.91132389e-298 3.82264778e-298 7.64529556e-298",
    " 1.52905911e-297 3.05811823e-297 6.11623645e-297 1.22324729e-296",
    " 2.44649458e-296 4.89298916e-296 9.78597832e-296 1.95719566e-295",
    " 3.91439133e-295 7.82878266e-295 1.56575653e-294 3.13151306e-294",
    " 6.26302613e-294 1.25260523e-293 2.50521045e-293 5.01042090e-293",
    " 1.00208418e-292 2.00416836e-292 4.00833672e-292 8.01667344e-292",
    " 1.60333469e-291 3.20666938e-291 6.41333875e-291 1.28266775e-290",
    " 2.56533550e-290 5.13067100e-290 1.02613420e-289 2.05226840e-289",
    " 4.10453680e-289 8.20907360e-289 1.64181472e-288 3.28362944e-288",
    " 6.56725888e-288 1.31345178e-287 2.62690355e-287 5.25380711e-287",
    " 1.05076142e-286 2.10152284e-286 4.20304568e-286 8.40609137e-286",
    " 1.68121827e-285 3.36243655e-285 6.72487310e-285 1.34497462e-284",
    " 2.68994924e-284 5.37989848e-284 1.07597970e-283 2.15195939e-283",
    " 4.30391878e-283 8.60783756e-283 1.72156751e-282 3.44313502e-282",
    " 6.88627005e-282 1.37725401e-281 2.75450802e-281 5.50901604e-281",
    " 1.10180321e-280 2.20360642e-280 4.40721283e-280 8.81442566e-280",
    " 1.76288513e-279 3.52577027e-279 7.05154053e-279 1.41030811e-278",
    " 2.82061621e-278 5.64123242e-278 1.12824648e-277 2.25649297e-277",
    " 4.51298594e-277 9.02597188e-277 1.80519438e-276 3.61038875e-276",
    " 7.22077750e-276 1.44415550e-275 2.88831100e-275 5.77662200e-275",
    " 1.15532440e-274 2.31064880e-274 4.62129760e-274 9.24259520e-274",
    " 1.84851904e-273 3.69703808e-273 7.39407616e-273 1.47881523e-272",
    " 2.95763047e-272 5.91526093e-272 1.18305219e-271 2.36610437e-271",
    " 4.73220874e-271 9.46441749e-271 1.89288350e-270 3.78576700e-270",
    " 7.57153399e-270 1.51430680e-269 3.02861360e-269 6.05722719e-269",
    " 1.21144544e-268 2.42289088e-268 4.84578175e-268 9.69156351e-268",
    " 1.93831270e-267 3.87662540e-267 7.75325081e-267 1.55065016e-266",
    " 3.10130032e-266 6.20260065e-266 1.24052013e-265 2.48104026e-265",
    " 4.96208052e-265 9.92416103e-265 1.98483221e-264 3.96966441e-264",
    " 7.93932883e-264 1.58786577e-263 3.17573153e-263 6.35146306e-263",
    " 1.27029261e-262 2.54058522e-262 5.08117045e-262 1.01623409e-261",
    " 2.03246818e-261 4.06493636e-261 8.12987272e-261 1.62597454e-260",
    " 3.25194909e-260 6.50389817e-260 1.30077963e-259 2.60155927e-259",
    " 5.20311854e-259 1.04062371e-258 2.08124742e-258 4.16249483e-258",
    " 8.32498966e-258 1.66499793e-257 3.32999587e-257 6.65999173e-257",
    " 1.33199835e-256 2.66399669e-256 5.32799338e-256 1.06559868e-255",
    " 2.13119735e-255 4.26239471e-255 8.52478942e-255 1.70495788e-254",
    " 3.40991577e-254 6.81983153e-254 1.36396631e-253 2.72793261e-253",
    " 5.45586523e-253 1.09117305e-252 2.18234609e-252 4.36469218e-252",
    " 8.72938436e-252 1.74587687e-251 3.49175374e-251 6.98350749e-251",
    " 1.39670150e-250 2.79340300e-250 5.58680599e-250 1.11736120e-249",
    " 2.23472240e-249 4.46944479e-249 8.93888959e-249 1.78777792e-248",
    " 3.57555583e-248 7.15111167e-248 1.43022233e-247 2.86044467e-247",
    " 5.72088934e-247 1.14417787e-246 2.28835573e-246 4.57671147e-246",
    " 9.15342294e-246 1.83068459e-245 3.66136917e-245 7.32273835e-245",
    " 1.46454767e-244 2.92909534e-244 5.85819068e-244 1.17163814e-243",
    " 2.34327627e-243 4.68655254e-243 9.37310509e-243 1.87462102e-242",
    " 3.74924203e-242 7.49848407e-242 1.49969681e-241 2.99939363e-241",
    " 5.99878726e-241 1.19975745e-240 2.39951490e-240 4.79902980e-240",
    " 9.59805961e-240 1.91961192e-239 3.83922384e-239 7.67844769e-239",
    " 1.53568954e-238 3.07137907e-238 6.14275815e-238 1.22855163e-237",
    " 2.45710326e-237 4.91420652e-237 9.82841304e-237 1.96568261e-236",
    " 3.93136522e-236 7.86273043e-236 1.57254609e-235 3.14509217e-235",
    " 6.29018435e-235 1.25803687e-234 2.51607374e-234 5.03214748e-234",
    " 1.00642950e-233 2.01285899e-233 4.02571798e-233 8.05143596e-233",
    " 1.61028719e-232 3.22057438e-232 6.44114877e-232 1.28822975e-231",
    " 2.57645951e-231 5.15291902e-231 1.03058380e-230 2.06116761e-230",
    " 4.12233521e-230 8.24467043e-230 1.64893409e-229 3.29786817e-229",
    " 6.59573634e-229 1.31914727e-228 2.63829454e-228 5.27658907e-228",
    " 1.05531781e-227 2.11063563e-227 4.22127126e-227 8.44254252e-227",
    " 1.68850850e-226 3.37701701e-226 6.75403401e-226 1.35080680e-225",
    " 2.70161360e-225 5.40322721e-225 1.08064544e-224 2.16129088e-224",
    " 4.32258177e-224 8.64516354e-224 1.72903271e-223 3.45806541e-223",
    " 6.91613083e-223 1.38322617e-222 2.76645233e-222 5.53290466e-222",
    " 1.10658093e-221 2.21316187e-221 4.42632373e-221 8.85264746e-221",
    " 1.77052949e-220 3.54105898e-220 7.08211797e-220 1.41642359e-219",
    " 2.83284719e-219 5.66569437e-219 1.13313887e-218 2.26627775e-218",
    " 4.53255550e-218 9.06511100e-218 1.81302220e-217 3.62604440e-217",
    " 7.25208880e-217 1.45041776e-216 2.90083552e-216 5.80167104e-216",
    " 1.16033421e-215 2.32066842e-215 4.64133683e-215 9.28267366e-215",
    " 1.85653473e-214 3.71306947e-214 7.42613893e-214 1.48522779e-213",
    " 2.97045557e-213 5.94091114e-213 1.18818223e-212 2.37636446e-212",
    " 4.75272892e-212 9.50545783e-212 1.90109157e-211 3.80218313e-211",
    " 7.60436627e-211 1.52087325e-210 3.04174651e-210 6.08349301e-210",
    " 1.21669860e-209 2.43339720e-209 4.86679441e-209 9.73358882e-209",
    " 1.94671776e-208 3.89343553e-208 7.78687106e-208 1.55737421e-207",
    " 3.11474842e-207 6.22949684e-207 1.24589937e-206 2.49179874e-206",
    " 4.98359748e-206 9.96719495e-206 1.99343899e-205 3.98687798e-205",
    " 7.97375596e-205 1.59475119e-204 3.18950238e-204 6.37900477e-204",
    " 1.27580095e-203 2.55160191e-203 5.10320381e-203 1.02064076e-202",
    " 2.04128153e-202 4.08256305e-202 8.16512610e-202 1.63302522e-201",
    " 3.26605044e-201 6.53210088e-201 1.30642018e-200 2.61284035e-200",
    " 5.22568071e-200 1.04513614e-199 2.09027228e-199 4.18054457e-199",
    " 8.36108913e-199 1.67221783e-198 3.34443565e-198 6.68887130e-198",
    " 1.33777426e-197 2.67554852e-197 5.35109704e-197 1.07021941e-196",
    " 2.14043882e-196 4.28087763e-196 8.56175527e-196 1.71235105e-195",
    " 3.42470211e-195 6.84940422e-195 1.36988084e-194 2.73976169e-194",
    " 5.47952337e-194 1.09590467e-193 2.19180935e-193 4.38361870e-193",
    " 8.76723740e-193 1.75344748e-192 3.50689496e-192 7.01378992e-192",
    " 1.40275798e-191 2.80551597e-191 5.61103193e-191 1.12220639e-190",
    " 2.24441277e-190 4.48882555e-190 8.97765109e-190 1.79553022e-189",
    " 3.59106044e-189 7.18212087e-189 1.43642417e-188 2.87284835e-188",
    " 5.74569670e-188 1.14913934e-187 2.29827868e-187 4.59655736e-187",
    " 9.19311472e-187 1.83862294e-186 3.67724589e-186 7.35449178e-186",
    " 1.47089836e-185 2.94179671e-185 5.88359342e-185 1.17671868e-184",
    " 2.35343737e-184 4.70687474e-184 9.41374947e-184 1.88274989e-183",
    " 3.76549979e-183 7.53099958e-183 1.50619992e-182 3.01239983e-182",
    " 6.02479966e-182 1.20495993e-181 2.40991987e-181 4.81983973e-181",
    " 9.63967946e-181 1.92793589e-180 3.85587178e-180 7.71174357e-180",
    " 1.54234871e-179 3.08469743e-179 6.16939485e-179 1.23387897e-178",
    " 2.46775794e-178 4.93551588e-178 9.87103177e-178 1.97420635e-177",
    " 3.94841271e-177 7.89682541e-177 1.57936508e-176 3.15873017e-176",
    " 6.31746033e-176 1.26349207e-175 2.52698413e-175 5.05396826e-175",
    " 1.01079365e-174 2.02158731e-174 4.04317461e-174 8.08634922e-174",
    " 1.61726984e-173 3.23453969e-173 6.46907938e-173 1.29381588e-172",
    " 2.58763175e-172 5.17526350e-172 1.03505270e-171 2.07010540e-171",
    " 4.14021080e-171 8.28042161e-171 1.65608432e-170 3.31216864e-170",
    " 6.62433728e-170 1.32486746e-169 2.64973491e-169 5.29946983e-169",
    " 1.05989397e-168 2.11978793e-168 4.23957586e-168 8.47915172e-168",
    " 1.69583034e-167 3.39166069e-167 6.78332138e-167 1.35666428e-166",
    " 2.71332855e-166 5.42665710e-166 1.08533142e-165 2.17066284e-165",
    " 4.34132568e-165 8.68265137e-165 1.73653027e-164 3.47306055e-164",
    " 6.94612109e-164 1.38922422e-163 2.77844844e-163 5.55689687e-163",
    " 1.11137937e-162 2.22275875e-162 4.44551750e-162 8.89103500e-162",
    " 1.77820700e-161 3.55641400e-161 7.11282800e-161 1.42256560e-160",
    " 2.84513120e-160 5.69026240e-160 1.13805248e-159 2.27610496e-159",
    " 4.55220992e-159 9.10441984e-159 1.82088397e-158 3.64176794e-158",
    " 7.28353587e-158 1.45670717e-157 2.91341435e-157 5.82682870e-157",
    " 1.16536574e-156 2.33073148e-156 4.66146296e-156 9.32292591e-156",
    " 1.86458518e-155 3.72917037e-155 7.45834073e-155 1.49166815e-154",
    " 2.98333629e-154 5.96667258e-154 1.19333452e-153 2.38666903e-153",
    " 4.77333807e-153 9.54667614e-153 1.90933523e-152 3.81867045e-152",
    " 7.63734091e-152 1.52746818e-151 3.05493636e-151 6.10987273e-151",
    " 1.22197455e-150 2.44394909e-150 4.88789818e-150 9.77579636e-150",
    " 1.95515927e-149 3.91031855e-149 7.82063709e-149 1.56412742e-148",
    " 3.12825484e-148 6.25650967e-148 1.25130193e-147 2.50260387e-147",
    " 5.00520774e-147 1.00104155e-146 2.00208310e-146 4.00416619e-146",
    " 8.00833238e-146 1.60166648e-145 3.20333295e-145 6.40666590e-145",
    " 1.28133318e-144 2.56266636e-144 5.12533272e-144 1.02506654e-143]",
    NULL};
static const uint64_t print_data_170[] = {
    0x2250000000000000u, 0x2260000000000000u, 0x2270000000000000u, 0x2280000000000000u, 0x2290000000000000u,
    0x22a0000000000000u, 0x22b0000000000000u, 0x22c0000000000000u, 0x22d0000000000000u, 0x22e0000000000000u,
    0x22f0000000000000u, 0x2300000000000000u, 0x2310000000000000u, 0x2320000000000000u, 0x2330000000000000u,
    0x2340000000000000u, 0x2350000000000000u, 0x2360000000000000u, 0x2370000000000000u, 0x2380000000000000u,
    0x2390000000000000u, 0x23a0000000000000u, 0x23b0000000000000u, 0x23c0000000000000u, 0x23d0000000000000u,
    0x23e0000000000000u, 0x23f0000000000000u, 0x2400000000000000u, 0x2410000000000000u, 0x2420000000000000u,
    0x2430000000000000u, 0x2440000000000000u, 0x2450000000000000u, 0x2460000000000000u, 0x2470000000000000u,
    0x2480000000000000u, 0x2490000000000000u, 0x24a0000000000000u, 0x24b0000000000000u, 0x24c0000000000000u,
    0x24d0000000000000u, 0x24e0000000000000u, 0x24f0000000000000u, 0x2500000000000000u, 0x2510000000000000u,
    0x2520000000000000u, 0x2530000000000000u, 0x2540000000000000u, 0x2550000000000000u, 0x2560000000000000u,
    0x2570000000000000u, 0x2580000000000000u, 0x2590000000000000u, 0x25a0000000000000u, 0x25b0000000000000u,
    0x25c0000000000000u, 0x25d0000000000000u, 0x25e0000000000000u, 0x25f0000000000000u, 0x2600000000000000u,
    0x2610000000000000u, 0x2620000000000000u, 0x2630000000000000u, 0x2640000000000000u, 0x2650000000000000u,
    0x2660000000000000u, 0x2670000000000000u, 0x2680000000000000u, 0x2690000000000000u, 0x26a0000000000000u,
    0x26b0000000000000u, 0x26c0000000000000u, 0x26d0000000000000u, 0x26e0000000000000u, 0x26f0000000000000u,
    0x2700000000000000u, 0x2710000000000000u, 0x2720000000000000u, 0x2730000000000000u, 0x2740000000000000u,
    0x2750000000000000u, 0x2760000000000000u, 0x2770000000000000u, 0x2780000000000000u, 0x2790000000000000u,
    0x27a0000000000000u, 0x27b0000000000000u, 0x27c0000000000000u, 0x27d0000000000000u, 0x27e0000000000000u,
    0x27f0000000000000u, 0x2800000000000000u, 0x2810000000000000u, 0x2820000000000000u, 0x2830000000000000u,
    0x2840000000000000u, 0x2850000000000000u, 0x2860000000000000u, 0x2870000000000000u, 0x2880000000000000u,
    0x2890000000000000u, 0x28a0000000000000u, 0x28b0000000000000u, 0x28c0000000000000u, 0x28d0000000000000u,
    0x28e0000000000000u, 0x28f0000000000000u, 0x2900000000000000u, 0x2910000000000000u, 0x2920000000000000u,
    0x2930000000000000u, 0x2940000000000000u, 0x2950000000000000u, 0x2960000000000000u, 0x2970000000000000u,
    0x2980000000000000u, 0x2990000000000000u, 0x29a0000000000000u, 0x29b0000000000000u, 0x29c0000000000000u,
    0x29d0000000000000u, 0x29e0000000000000u, 0x29f0000000000000u, 0x2a00000000000000u, 0x2a10000000000000u,
    0x2a20000000000000u, 0x2a30000000000000u, 0x2a40000000000000u, 0x2a50000000000000u, 0x2a60000000000000u,
    0x2a70000000000000u, 0x2a80000000000000u, 0x2a90000000000000u, 0x2aa0000000000000u, 0x2ab0000000000000u,
    0x2ac0000000000000u, 0x2ad0000000000000u, 0x2ae0000000000000u, 0x2af0000000000000u, 0x2b00000000000000u,
    0x2b10000000000000u, 0x2b20000000000000u, 0x2b30000000000000u, 0x2b40000000000000u, 0x2b50000000000000u,
    0x2b60000000000000u, 0x2b70000000000000u, 0x2b80000000000000u, 0x2b90000000000000u, 0x2ba0000000000000u,
    0x2bb0000000000000u, 0x2bc0000000000000u, 0x2bd0000000000000u, 0x2be0000000000000u, 0x2bf0000000000000u,
    0x2c00000000000000u, 0x2c10000000000000u, 0x2c20000000000000u, 0x2c30000000000000u, 0x2c40000000000000u,
    0x2c50000000000000u, 0x2c60000000000000u, 0x2c70000000000000u, 0x2c80000000000000u, 0x2c90000000000000u,
    0x2ca0000000000000u, 0x2cb0000000000000u, 0x2cc0000000000000u, 0x2cd0000000000000u, 0x2ce0000000000000u,
    0x2cf0000000000000u, 0x2d00000000000000u, 0x2d10000000000000u, 0x2d20000000000000u, 0x2d30000000000000u,
    0x2d40000000000000u, 0x2d50000000000000u, 0x2d60000000000000u, 0x2d70000000000000u, 0x2d80000000000000u,
    0x2d90000000000000u, 0x2da0000000000000u, 0x2db0000000000000u, 0x2dc0000000000000u, 0x2dd0000000000000u,
    0x2de0000000000000u, 0x2df0000000000000u, 0x2e00000000000000u, 0x2e10000000000000u, 0x2e20000000000000u,
    0x2e30000000000000u, 0x2e40000000000000u, 0x2e50000000000000u, 0x2e60000000000000u, 0x2e70000000000000u,
    0x2e80000000000000u, 0x2e90000000000000u, 0x2ea0000000000000u, 0x2eb0000000000000u, 0x2ec0000000000000u,
    0x2ed0000000000000u, 0x2ee0000000000000u, 0x2ef0000000000000u, 0x2f00000000000000u, 0x2f10000000000000u,
    0x2f20000000000000u, 0x2f30000000000000u, 0x2f40000000000000u, 0x2f50000000000000u, 0x2f60000000000000u,
    0x2f70000000000000u, 0x2f80000000000000u, 0x2f90000000000000u, 0x2fa0000000000000u, 0x2fb0000000000000u,
    0x2fc0000000000000u, 0x2fd0000000000000u, 0x2fe0000000000000u, 0x2ff0000000000000u, 0x3000000000000000u,
    0x3010000000000000u, 0x3020000000000000u, 0x3030000000000000u, 0x3040000000000000u, 0x3050000000000000u,
    0x3060000000000000u, 0x3070000000000000u, 0x3080000000000000u, 0x3090000000000000u, 0x30a0000000000000u,
    0x30b0000000000000u, 0x30c0000000000000u, 0x30d0000000000000u, 0x30e0000000000000u, 0x30f0000000000000u,
    0x3100000000000000u, 0x3110000000000000u, 0x3120000000000000u, 0x3130000000000000u, 0x3140000000000000u,
    0x3150000000000000u, 0x3160000000000000u, 0x3170000000000000u, 0x3180000000000000u, 0x3190000000000000u,
    0x31a0000000000000u, 0x31b0000000000000u, 0x31c0000000000000u, 0x31d0000000000000u, 0x31e0000000000000u,
    0x31f0000000000000u, 0x3200000000000000u, 0x3210000000000000u, 0x3220000000000000u, 0x3230000000000000u,
    0x3240000000000000u, 0x3250000000000000u, 0x3260000000000000u, 0x3270000000000000u, 0x3280000000000000u,
    0x3290000000000000u, 0x32a0000000000000u, 0x32b0000000000000u, 0x32c0000000000000u, 0x32d0000000000000u,
    0x32e0000000000000u, 0x32f0000000000000u, 0x3300000000000000u, 0x3310000000000000u, 0x3320000000000000u,
    0x3330000000000000u, 0x3340000000000000u, 0x3350000000000000u, 0x3360000000000000u, 0x3370000000000000u,
    0x3380000000000000u, 0x3390000000000000u, 0x33a0000000000000u, 0x33b0000000000000u, 0x33c0000000000000u,
    0x33d0000000000000u, 0x33e0000000000000u, 0x33f0000000000000u, 0x3400000000000000u, 0x3410000000000000u,
    0x3420000000000000u, 0x3430000000000000u, 0x3440000000000000u, 0x3450000000000000u, 0x3460000000000000u,
    0x3470000000000000u, 0x3480000000000000u, 0x3490000000000000u, 0x34a0000000000000u, 0x34b0000000000000u,
    0x34c0000000000000u, 0x34d0000000000000u, 0x34e0000000000000u, 0x34f0000000000000u, 0x3500000000000000u,
    0x3510000000000000u, 0x3520000000000000u, 0x3530000000000000u, 0x3540000000000000u, 0x3550000000000000u,
    0x3560000000000000u, 0x3570000000000000u, 0x3580000000000000u, 0x3590000000000000u, 0x35a0000000000000u,
    0x35b0000000000000u, 0x35c0000000000000u, 0x35d0000000000000u, 0x35e0000000000000u, 0x35f0000000000000u,
    0x3600000000000000u, 0x3610000000000000u, 0x3620000000000000u, 0x3630000000000000u, 0x3640000000000000u,
    0x3650000000000000u, 0x3660000000000000u, 0x3670000000000000u, 0x3680000000000000u, 0x3690000000000000u,
    0x36a0000000000000u, 0x36b0000000000000u, 0x36c0000000000000u, 0x36d0000000000000u, 0x36e0000000000000u,
    0x36f0000000000000u, 0x3700000000000000u, 0x3710000000000000u, 0x3720000000000000u, 0x3730000000000000u,
    0x3740000000000000u, 0x3750000000000000u, 0x3760000000000000u, 0x3770000000000000u, 0x3780000000000000u,
    0x3790000000000000u, 0x37a0000000000000u, 0x37b0000000000000u, 0x37c0000000000000u, 0x37d0000000000000u,
    0x37e0000000000000u, 0x37f0000000000000u, 0x3800000000000000u, 0x3810000000000000u, 0x3820000000000000u,
    0x3830000000000000u, 0x3840000000000000u, 0x3850000000000000u, 0x3860000000000000u, 0x3870000000000000u,
    0x3880000000000000u, 0x3890000000000000u, 0x38a0000000000000u, 0x38b0000000000000u, 0x38c0000000000000u,
    0x38d0000000000000u, 0x38e0000000000000u, 0x38f0000000000000u, 0x3900000000000000u, 0x3910000000000000u,
    0x3920000000000000u, 0x3930000000000000u, 0x3940000000000000u, 0x3950000000000000u, 0x3960000000000000u,
    0x3970000000000000u, 0x3980000000000000u, 0x3990000000000000u, 0x39a0000000000000u, 0x39b0000000000000u,
    0x39c0000000000000u, 0x39d0000000000000u, 0x39e0000000000000u, 0x39f0000000000000u, 0x3a00000000000000u,
    0x3a10000000000000u, 0x3a20000000000000u, 0x3a30000000000000u, 0x3a40000000000000u, 0x3a50000000000000u,
    0x3a60000000000000u, 0x3a70000000000000u, 0x3a80000000000000u, 0x3a90000000000000u, 0x3aa0000000000000u,
    0x3ab0000000000000u, 0x3ac0000000000000u, 0x3ad0000000000000u, 0x3ae0000000000000u, 0x3af0000000000000u,
    0x3b00000000000000u, 0x3b10000000000000u, 0x3b20000000000000u, 0x3b30000000000000u, 0x3b40000000000000u,
    0x3b50000000000000u, 0x3b60000000000000u, 0x3b70000000000000u, 0x3b80000000000000u, 0x3b90000000000000u,
    0x3ba0000000000000u, 0x3bb0000000000000u, 0x3bc0000000000000u, 0x3bd0000000000000u, 0x3be0000000000000u,
    0x3bf0000000000000u, 0x3c00000000000000u, 0x3c10000000000000u, 0x3c20000000000000u, 0x3c30000000000000u,
    0x3c40000000000000u, 0x3c50000000000000u, 0x3c60000000000000u, 0x3c70000000000000u, 0x3c80000000000000u,
    0x3c90000000000000u, 0x3ca0000000000000u, 0x3cb0000000000000u, 0x3cc0000000000000u, 0x3cd0000000000000u,
    0x3ce0000000000000u, 0x3cf0000000000000u, 0x3d00000000000000u, 0x3d10000000000000u, 0x3d20000000000000u,
    0x3d30000000000000u, 0x3d40000000000000u, 0x3d50000000000000u, 0x3d60000000000000u, 0x3d70000000000000u,
    0x3d80000000000000u, 0x3d90000000000000u, 0x3da0000000000000u, 0x3db0000000000000u, 0x3dc0000000000000u,
    0x3dd0000000000000u, 0x3de0000000000000u, 0x3df0000000000000u, 0x3e00000000000000u, 0x3e10000000000000u,
    0x3e20000000000000u, 0x3e30000000000000u, 0x3e40000000000000u, 0x3e50000000000000u, 0x3e60000000000000u,
    0x3e70000000000000u, 0x3e80000000000000u, 0x3e90000000000000u, 0x3ea0000000000000u, 0x3eb0000000000000u,
    0x3ec0000000000000u, 0x3ed0000000000000u, 0x3ee0000000000000u, 0x3ef0000000000000u, 0x3f00000000000000u,
    0x3f10000000000000u, 0x3f20000000000000u, 0x3f30000000000000u, 0x3f40000000000000u, 0x3f50000000000000u,
    0x3f60000000000000u, 0x3f70000000000000u, 0x3f80000000000000u, 0x3f90000000000000u, 0x3fa0000000000000u,
    0x3fb0000000000000u, 0x3fc0000000000000u, 0x3fd0000000000000u, 0x3fe0000000000000u, 0x3ff0000000000000u,
    0x4000000000000000u, 0x4010000000000000u, 0x4020000000000000u, 0x4030000000000000u, 0x4040000000000000u,
    0x4050000000000000u, 0x4060000000000000u, 0x4070000000000000u, 0x4080000000000000u, 0x4090000000000000u,
    0x40a0000000000000u, 0x40b0000000000000u, 0x40c0000000000000u, 0x40d0000000000000u, 0x40e0000000000000u,
    0x40f0000000000000u, 0x4100000000000000u, 0x4110000000000000u, 0x4120000000000000u, 0x4130000000000000u,
    0x4140000000000000u, 0x4150000000000000u, 0x4160000000000000u, 0x4170000000000000u, 0x4180000000000000u,
    0x4190000000000000u, 0x41a0000000000000u, 0x41b0000000000000u, 0x41c0000000000000u, 0x41d0000000000000u,
    0x41e0000000000000u, 0x41f0000000000000u, 0x4200000000000000u, 0x4210000000000000u, 0x4220000000000000u,
    0x4230000000000000u, 0x4240000000000000u, 0x4250000000000000u, 0x4260000000000000u, 0x4270000000000000u,
    0x4280000000000000u, 0x4290000000000000u, 0x42a0000000000000u, 0x42b0000000000000u, 0x42c0000000000000u,
    0x42d0000000000000u, 0x42e0000000000000u, 0x42f0000000000000u, 0x4300000000000000u, 0x4310000000000000u,
    0x4320000000000000u, 0x4330000000000000u, 0x4340000000000000u, 0x4350000000000000u, 0x4360000000000000u,
    0x4370000000000000u, 0x4380000000000000u, 0x4390000000000000u, 0x43a0000000000000u, 0x43b0000000000000u,
    0x43c0000000000000u, 0x43d0000000000000u, 0x43e0000000000000u, 0x43f0000000000000u, 0x4400000000000000u,
    0x4410000000000000u, 0x4420000000000000u, 0x4430000000000000u, 0x4440000000000000u, 0x4450000000000000u,
    0x4460000000000000u, 0x4470000000000000u, 0x4480000000000000u, 0x4490000000000000u, 0x44a0000000000000u,
    0x44b0000000000000u, 0x44c0000000000000u, 0x44d0000000000000u, 0x44e0000000000000u, 0x44f0000000000000u,
    0x4500000000000000u, 0x4510000000000000u, 0x4520000000000000u, 0x4530000000000000u, 0x4540000000000000u,
    0x4550000000000000u, 0x4560000000000000u, 0x4570000000000000u, 0x4580000000000000u, 0x4590000000000000u,
    0x45a0000000000000u, 0x45b0000000000000u, 0x45c0000000000000u, 0x45d0000000000000u, 0x45e0000000000000u,
    0x45f0000000000000u, 0x4600000000000000u, 0x4610000000000000u, 0x4620000000000000u, 0x4630000000000000u,
    0x4640000000000000u, 0x4650000000000000u, 0x4660000000000000u, 0x4670000000000000u, 0x4680000000000000u,
    0x4690000000000000u, 0x46a0000000000000u, 0x46b0000000000000u, 0x46c0000000000000u, 0x46d0000000000000u,
    0x46e0000000000000u, 0x46f0000000000000u, 0x4700000000000000u, 0x4710000000000000u, 0x4720000000000000u,
    0x4730000000000000u, 0x4740000000000000u, 0x4750000000000000u, 0x4760000000000000u, 0x4770000000000000u,
    0x4780000000000000u, 0x4790000000000000u, 0x47a0000000000000u, 0x47b0000000000000u, 0x47c0000000000000u,
};
static const char *const print_text_170[] = {
    "[2.05013309e-143 4.10026618e-143 8.20053236e-143 1.64010647e-142",
    " 3.28021294e-142 6.56042589e-142 1.31208518e-141 2.62417035e-141",
    " 5.24834071e-141 1.04966814e-140 2.09933628e-140 4.19867257e-140",
    " 8.39734513e-140 1.67946903e-139 3.35893805e-139 6.71787611e-139",
    " 1.34357522e-138 2.68715044e-138 5.37430089e-138 1.07486018e-137",
    " 2.14972035e-137 4.29944071e-137 8.59888142e-137 1.71977628e-136",
    " 3.43955257e-136 6.87910513e-136 1.37582103e-135 2.75164205e-135",
    " 5.50328411e-135 1.10065682e-134 2.20131364e-134 4.40262729e-134",
    " 8.80525457e-134 1.76105091e-133 3.52210183e-133 7.04420366e-133",
    " 1.40884073e-132 2.81768146e-132 5.63536293e-132 1.12707259e-131",
    " 2.25414517e-131 4.50829034e-131 9.01658068e-131 1.80331614e-130",
    " 3.60663227e-130 7.21326455e-130 1.44265291e-129 2.88530582e-129",
    " 5.77061164e-129 1.15412233e-128 2.30824465e-128 4.61648931e-128",
    " 9.23297862e-128 1.84659572e-127 3.69319145e-127 7.38638289e-127",
    " 1.47727658e-126 2.95455316e-126 5.90910632e-126 1.18182126e-125",
    " 2.36364253e-125 4.72728505e-125 9.45457010e-125 1.89091402e-124",
    " 3.78182804e-124 7.56365608e-124 1.51273122e-123 3.02546243e-123",
    " 6.05092487e-123 1.21018497e-122 2.42036995e-122 4.84073989e-122",
    " 9.68147979e-122 1.93629596e-121 3.87259191e-121 7.74518383e-121",
    " 1.54903677e-120 3.09807353e-120 6.19614706e-120 1.23922941e-119",
    " 2.47845883e-119 4.95691765e-119 9.91383530e-119 1.98276706e-118",
    " 3.96553412e-118 7.93106824e-118 1.58621365e-117 3.17242730e-117",
    " 6.34485459e-117 1.26897092e-116 2.53794184e-116 5.07588367e-116",
    " 1.01517673e-115 2.03035347e-115 4.06070694e-115 8.12141388e-115",
    " 1.62428278e-114 3.24856555e-114 6.49713110e-114 1.29942622e-113",
    " 2.59885244e-113 5.19770488e-113 1.03954098e-112 2.07908195e-112",
    " 4.15816391e-112 8.31632781e-112 1.66326556e-111 3.32653113e-111",
    " 6.65306225e-111 1.33061245e-110 2.66122490e-110 5.32244980e-110",
    " 1.06448996e-109 2.12897992e-109 4.25795984e-109 8.51591968e-109",
    " 1.70318394e-108 3.40636787e-108 6.81273574e-108 1.36254715e-107",
    " 2.72509430e-107 5.45018860e-107 1.09003772e-106 2.18007544e-106",
    " 4.36015088e-106 8.72030175e-106 1.74406035e-105 3.48812070e-105",
    " 6.97624140e-105 1.39524828e-104 2.79049656e-104 5.58099312e-104",
    " 1.11619862e-103 2.23239725e-103 4.46479450e-103 8.92958899e-103",
    " 1.78591780e-102 3.57183560e-102 7.14367120e-102 1.42873424e-101",
    " 2.85746848e-101 5.71493696e-101 1.14298739e-100 2.28597478e-100",
    " 4.57194957e-100 9.14389913e-100 1.82877983e-099 3.65755965e-099",
    " 7.31511930e-099 1.46302386e-098 2.92604772e-098 5.85209544e-098",
    " 1.17041909e-097 2.34083818e-097 4.68167635e-097 9.36335271e-097",
    " 1.87267054e-096 3.74534108e-096 7.49068217e-096 1.49813643e-095",
    " 2.99627287e-095 5.99254573e-095 1.19850915e-094 2.39701829e-094",
    " 4.79403659e-094 9.58807317e-094 1.91761463e-093 3.83522927e-093",
    " 7.67045854e-093 1.53409171e-092 3.06818342e-092 6.13636683e-092",
    " 1.22727337e-091 2.45454673e-091 4.90909347e-091 9.81818693e-091",
    " 1.96363739e-090 3.92727477e-090 7.85454954e-090 1.57090991e-089",
    " 3.14181982e-089 6.28363964e-089 1.25672793e-088 2.51345585e-088",
    " 5.02691171e-088 1.00538234e-087 2.01076468e-087 4.02152937e-087",
    " 8.04305873e-087 1.60861175e-086 3.21722349e-086 6.43444699e-086",
    " 1.28688940e-085 2.57377879e-085 5.14755759e-085 1.02951152e-084",
    " 2.05902304e-084 4.11804607e-084 8.23609214e-084 1.64721843e-083",
    " 3.29443686e-083 6.58887371e-083 1.31777474e-082 2.63554949e-082",
    " 5.27109897e-082 1.05421979e-081 2.10843959e-081 4.21687918e-081",
    " 8.43375835e-081 1.68675167e-080 3.37350334e-080 6.74700668e-080",
    " 1.34940134e-079 2.69880267e-079 5.39760535e-079 1.07952107e-078",
    " 2.15904214e-078 4.31808428e-078 8.63616856e-078 1.72723371e-077",
    " 3.45446742e-077 6.90893484e-077 1.38178697e-076 2.76357394e-076",
    " 5.52714788e-076 1.10542958e-075 2.21085915e-075 4.42171830e-075",
    " 8.84343660e-075 1.76868732e-074 3.53737464e-074 7.07474928e-074",
    " 1.41494986e-073 2.82989971e-073 5.65979942e-073 1.13195988e-072",
    " 2.26391977e-072 4.52783954e-072 9.05567908e-072 1.81113582e-071",
    " 3.62227163e-071 7.24454326e-071 1.44890865e-070 2.89781731e-070",
    " 5.79563461e-070 1.15912692e-069 2.31825384e-069 4.63650769e-069",
    " 9.27301538e-069 1.85460308e-068 3.70920615e-068 7.41841230e-068",
    " 1.48368246e-067 2.96736492e-067 5.93472984e-067 1.18694597e-066",
    " 2.37389194e-066 4.74778387e-066 9.49556775e-066 1.89911355e-065",
    " 3.79822710e-065 7.59645420e-065 1.51929084e-064 3.03858168e-064",
    " 6.07716336e-064 1.21543267e-063 2.43086534e-063 4.86173069e-063",
    " 9.72346137e-063 1.94469227e-062 3.88938455e-062 7.77876910e-062",
    " 1.55575382e-061 3.11150764e-061 6.22301528e-061 1.24460306e-060",
    " 2.48920611e-060 4.97841222e-060 9.95682444e-060 1.99136489e-059",
    " 3.98272978e-059 7.96545956e-059 1.59309191e-058 3.18618382e-058",
    " 6.37236764e-058 1.27447353e-057 2.54894706e-057 5.09789412e-057",
    " 1.01957882e-056 2.03915765e-056 4.07831529e-056 8.15663058e-056",
    " 1.63132612e-055 3.26265223e-055 6.52530447e-055 1.30506089e-054",
    " 2.61012179e-054 5.22024357e-054 1.04404871e-053 2.08809743e-053",
    " 4.17619486e-053 8.35238972e-053 1.67047794e-052 3.34095589e-052",
    " 6.68191178e-052 1.33638236e-051 2.67276471e-051 5.34552942e-051",
    " 1.06910588e-050 2.13821177e-050 4.27642354e-050 8.55284707e-050",
    " 1.71056941e-049 3.42113883e-049 6.84227766e-049 1.36845553e-048",
    " 2.73691106e-048 5.47382213e-048 1.09476443e-047 2.18952885e-047",
    " 4.37905770e-047 8.75811540e-047 1.75162308e-046 3.50324616e-046",
    " 7.00649232e-046 1.40129846e-045 2.80259693e-045 5.60519386e-045",
    " 1.12103877e-044 2.24207754e-044 4.48415509e-044 8.96831017e-044",
    " 1.79366203e-043 3.58732407e-043 7.17464814e-043 1.43492963e-042",
    " 2.86985925e-042 5.73971851e-042 1.14794370e-041 2.29588740e-041",
    " 4.59177481e-041 9.18354962e-041 1.83670992e-040 3.67341985e-040",
    " 7.34683969e-040 1.46936794e-039 2.93873588e-039 5.87747175e-039",
    " 1.17549435e-038 2.35098870e-038 4.70197740e-038 9.40395481e-038",
    " 1.88079096e-037 3.76158192e-037 7.52316385e-037 1.50463277e-036",
    " 3.00926554e-036 6.01853108e-036 1.20370622e-035 2.40741243e-035",
    " 4.81482486e-035 9.62964972e-035 1.92592994e-034 3.85185989e-034",
    " 7.70371978e-034 1.54074396e-033 3.08148791e-033 6.16297582e-033",
    " 1.23259516e-032 2.46519033e-032 4.93038066e-032 9.86076132e-032",
    " 1.97215226e-031 3.94430453e-031 7.88860905e-031 1.57772181e-030",
    " 3.15544362e-030 6.31088724e-030 1.26217745e-029 2.52435490e-029",
    " 5.04870979e-029 1.00974196e-028 2.01948392e-028 4.03896783e-028",
    " 8.07793567e-028 1.61558713e-027 3.23117427e-027 6.46234854e-027",
    " 1.29246971e-026 2.58493941e-026 5.16987883e-026 1.03397577e-025",
    " 2.06795153e-025 4.13590306e-025 8.27180613e-025 1.65436123e-024",
    " 3.30872245e-024 6.61744490e-024 1.32348898e-023 2.64697796e-023",
    " 5.29395592e-023 1.05879118e-022 2.11758237e-022 4.23516474e-022",
    " 8.47032947e-022 1.69406589e-021 3.38813179e-021 6.77626358e-021",
    " 1.35525272e-020 2.71050543e-020 5.42101086e-020 1.08420217e-019",
    " 2.16840434e-019 4.33680869e-019 8.67361738e-019 1.73472348e-018",
    " 3.46944695e-018 6.93889390e-018 1.38777878e-017 2.77555756e-017",
    " 5.55111512e-017 1.11022302e-016 2.22044605e-016 4.44089210e-016",
    " 8.88178420e-016 1.77635684e-015 3.55271368e-015 7.10542736e-015",
    " 1.42108547e-014 2.84217094e-014 5.68434189e-014 1.13686838e-013",
    " 2.27373675e-013 4.54747351e-013 9.09494702e-013 1.81898940e-012",
    " 3.63797881e-012 7.27595761e-012 1.45519152e-011 2.91038305e-011",
    " 5.82076609e-011 1.16415322e-010 2.32830644e-010 4.65661287e-010",
    " 9.31322575e-010 1.86264515e-009 3.72529030e-009 7.45058060e-009",
    " 1.49011612e-008 2.98023224e-008 5.96046448e-008 1.19209290e-007",
    " 2.38418579e-007 4.76837158e-007 9.53674316e-007 1.90734863e-006",
    " 3.81469727e-006 7.62939453e-006 1.52587891e-005 3.05175781e-005",
    " 6.10351562e-005 1.22070312e-004 2.44140625e-004 4.88281250e-004",
    " 9.76562500e-004 1.95312500e-003 3.90625000e-003 7.81250000e-003",
    " 1.56250000e-002 3.12500000e-002 6.25000000e-002 1.25000000e-001",
    " 2.50000000e-001 5.00000000e-001 1.00000000e+000 2.00000000e+000",
    " 4.00000000e+000 8.00000000e+000 1.60000000e+001 3.20000000e+001",
    " 6.40000000e+001 1.28000000e+002 2.56000000e+002 5.12000000e+002",
    " 1.02400000e+003 2.04800000e+003 4.09600000e+003 8.19200000e+003",
    " 1.63840000e+004 3.27680000e+004 6.55360000e+004 1.31072000e+005",
    " 2.62144000e+005 5.24288000e+005 1.04857600e+006 2.09715200e+006",
    " 4.19430400e+006 8.38860800e+006 1.67772160e+007 3.35544320e+007",
    " 6.71088640e+007 1.34217728e+008 2.68435456e+008 5.36870912e+008",
    " 1.07374182e+009 2.14748365e+009 4.29496730e+009 8.58993459e+009",
    " 1.71798692e+010 3.43597384e+010 6.87194767e+010 1.37438953e+011",
    " 2.74877907e+011 5.49755814e+011 1.09951163e+012 2.19902326e+012",
    " 4.39804651e+012 8.79609302e+012 1.75921860e+013 3.51843721e+013",
    " 7.03687442e+013 1.40737488e+014 2.81474977e+014 5.62949953e+014",
    " 1.12589991e+015 2.25179981e+015 4.50359963e+015 9.00719925e+015",
    " 1.80143985e+016 3.60287970e+016 7.20575940e+016 1.44115188e+017",
    " 2.88230376e+017 5.76460752e+017 1.15292150e+018 2.30584301e+018",
    " 4.61168602e+018 9.22337204e+018 1.84467441e+019 3.68934881e+019",
    " 7.37869763e+019 1.47573953e+020 2.95147905e+020 5.90295810e+020",
    " 1.18059162e+021 2.36118324e+021 4.72236648e+021 9.44473297e+021",
    " 1.88894659e+022 3.77789319e+022 7.55578637e+022 1.51115727e+023",
    " 3.02231455e+023 6.04462910e+023 1.20892582e+024 2.41785164e+024",
    " 4.83570328e+024 9.67140656e+024 1.93428131e+025 3.86856262e+025",
    " 7.73712525e+025 1.54742505e+026 3.09485010e+026 6.18970020e+026",
    " 1.23794004e+027 2.47588008e+027 4.95176016e+027 9.90352031e+027",
    " 1.98070406e+028 3.96140813e+028 7.92281625e+028 1.58456325e+029",
    " 3.16912650e+029 6.33825300e+029 1.26765060e+030 2.53530120e+030",
    " 5.07060240e+030 1.01412048e+031 2.02824096e+031 4.05648192e+031",
    " 8.11296384e+031 1.62259277e+032 3.24518554e+032 6.49037107e+032",
    " 1.29807421e+033 2.59614843e+033 5.19229686e+033 1.03845937e+034",
    " 2.07691874e+034 4.15383749e+034 8.30767497e+034 1.66153499e+035",
    " 3.32306999e+035 6.64613998e+035 1.32922800e+036 2.65845599e+036",
    " 5.31691198e+036 1.06338240e+037 2.12676479e+037 4.25352959e+037]",
    NULL};
static const uint64_t print_data_171[] = {
    0x47d0000000000000u, 0x47e0000000000000u, 0x47f0000000000000u, 0x4800000000000000u, 0x4810000000000000u,
    0x4820000000000000u, 0x4830000000000000u, 0x4840000000000000u, 0x4850000000000000u, 0x4860000000000000u,
    0x4870000000000000u, 0x4880000000000000u, 0x4890000000000000u, 0x48a0000000000000u, 0x48b0000000000000u,
    0x48c0000000000000u, 0x48d0000000000000u, 0x48e0000000000000u, 0x48f0000000000000u, 0x4900000000000000u,
    0x4910000000000000u, 0x4920000000000000u, 0x4930000000000000u, 0x4940000000000000u, 0x4950000000000000u,
    0x4960000000000000u, 0x4970000000000000u, 0x4980000000000000u, 0x4990000000000000u, 0x49a0000000000000u,
    0x49b0000000000000u, 0x49c0000000000000u, 0x49d0000000000000u, 0x49e0000000000000u, 0x49f0000000000000u,
    0x4a00000000000000u, 0x4a10000000000000u, 0x4a20000000000000u, 0x4a30000000000000u, 0x4a40000000000000u,
    0x4a50000000000000u, 0x4a60000000000000u, 0x4a70000000000000u, 0x4a80000000000000u, 0x4a90000000000000u,
    0x4aa0000000000000u, 0x4ab0000000000000u, 0x4ac0000000000000u, 0x4ad0000000000000u, 0x4ae0000000000000u,
    0x4af0000000000000u, 0x4b00000000000000u, 0x4b10000000000000u, 0x4b20000000000000u, 0x4b30000000000000u,
    0x4b40000000000000u, 0x4b50000000000000u, 0x4b60000000000000u, 0x4b70000000000000u, 0x4b80000000000000u,
    0x4b90000000000000u, 0x4ba0000000000000u, 0x4bb0000000000000u, 0x4bc0000000000000u, 0x4bd0000000000000u,
    0x4be0000000000000u, 0x4bf0000000000000u, 0x4c00000000000000u, 0x4c10000000000000u, 0x4c20000000000000u,
    0x4c30000000000000u, 0x4c40000000000000u, 0x4c50000000000000u, 0x4c60000000000000u, 0x4c70000000000000u,
    0x4c80000000000000u, 0x4c90000000000000u, 0x4ca0000000000000u, 0x4cb0000000000000u, 0x4cc0000000000000u,
    0x4cd0000000000000u, 0x4ce0000000000000u, 0x4cf0000000000000u, 0x4d00000000000000u, 0x4d10000000000000u,
    0x4d20000000000000u, 0x4d30000000000000u, 0x4d40000000000000u, 0x4d50000000000000u, 0x4d60000000000000u,
    0x4d70000000000000u, 0x4d80000000000000u, 0x4d90000000000000u, 0x4da0000000000000u, 0x4db0000000000000u,
    0x4dc0000000000000u, 0x4dd0000000000000u, 0x4de0000000000000u, 0x4df0000000000000u, 0x4e00000000000000u,
    0x4e10000000000000u, 0x4e20000000000000u, 0x4e30000000000000u, 0x4e40000000000000u, 0x4e50000000000000u,
    0x4e60000000000000u, 0x4e70000000000000u, 0x4e80000000000000u, 0x4e90000000000000u, 0x4ea0000000000000u,
    0x4eb0000000000000u, 0x4ec0000000000000u, 0x4ed0000000000000u, 0x4ee0000000000000u, 0x4ef0000000000000u,
    0x4f00000000000000u, 0x4f10000000000000u, 0x4f20000000000000u, 0x4f30000000000000u, 0x4f40000000000000u,
    0x4f50000000000000u, 0x4f60000000000000u, 0x4f70000000000000u, 0x4f80000000000000u, 0x4f90000000000000u,
    0x4fa0000000000000u, 0x4fb0000000000000u, 0x4fc0000000000000u, 0x4fd0000000000000u, 0x4fe0000000000000u,
    0x4ff0000000000000u, 0x5000000000000000u, 0x5010000000000000u, 0x5020000000000000u, 0x5030000000000000u,
    0x5040000000000000u, 0x5050000000000000u, 0x5060000000000000u, 0x5070000000000000u, 0x5080000000000000u,
    0x5090000000000000u, 0x50a0000000000000u, 0x50b0000000000000u, 0x50c0000000000000u, 0x50d0000000000000u,
    0x50e0000000000000u, 0x50f0000000000000u, 0x5100000000000000u, 0x5110000000000000u, 0x5120000000000000u,
    0x5130000000000000u, 0x5140000000000000u, 0x5150000000000000u, 0x5160000000000000u, 0x5170000000000000u,
    0x5180000000000000u, 0x5190000000000000u, 0x51a0000000000000u, 0x51b0000000000000u, 0x51c0000000000000u,
    0x51d0000000000000u, 0x51e0000000000000u, 0x51f0000000000000u, 0x5200000000000000u, 0x5210000000000000u,
    0x5220000000000000u, 0x5230000000000000u, 0x5240000000000000u, 0x5250000000000000u, 0x5260000000000000u,
    0x5270000000000000u, 0x5280000000000000u, 0x5290000000000000u, 0x52a0000000000000u, 0x52b0000000000000u,
    0x52c0000000000000u, 0x52d0000000000000u, 0x52e0000000000000u, 0x52f0000000000000u, 0x5300000000000000u,
    0x5310000000000000u, 0x5320000000000000u, 0x5330000000000000u, 0x5340000000000000u, 0x5350000000000000u,
    0x5360000000000000u, 0x5370000000000000u, 0x5380000000000000u, 0x5390000000000000u, 0x53a0000000000000u,
    0x53b0000000000000u, 0x53c0000000000000u, 0x53d0000000000000u, 0x53e0000000000000u, 0x53f0000000000000u,
    0x5400000000000000u, 0x5410000000000000u, 0x5420000000000000u, 0x5430000000000000u, 0x5440000000000000u,
    0x5450000000000000u, 0x5460000000000000u, 0x5470000000000000u, 0x5480000000000000u, 0x5490000000000000u,
    0x54a0000000000000u, 0x54b0000000000000u, 0x54c0000000000000u, 0x54d0000000000000u, 0x54e0000000000000u,
    0x54f0000000000000u, 0x5500000000000000u, 0x5510000000000000u, 0x5520000000000000u, 0x5530000000000000u,
    0x5540000000000000u, 0x5550000000000000u, 0x5560000000000000u, 0x5570000000000000u, 0x5580000000000000u,
    0x5590000000000000u, 0x55a0000000000000u, 0x55b0000000000000u, 0x55c0000000000000u, 0x55d0000000000000u,
    0x55e0000000000000u, 0x55f0000000000000u, 0x5600000000000000u, 0x5610000000000000u, 0x5620000000000000u,
    0x5630000000000000u, 0x5640000000000000u, 0x5650000000000000u, 0x5660000000000000u, 0x5670000000000000u,
    0x5680000000000000u, 0x5690000000000000u, 0x56a0000000000000u, 0x56b0000000000000u, 0x56c0000000000000u,
    0x56d0000000000000u, 0x56e0000000000000u, 0x56f0000000000000u, 0x5700000000000000u, 0x5710000000000000u,
    0x5720000000000000u, 0x5730000000000000u, 0x5740000000000000u, 0x5750000000000000u, 0x5760000000000000u,
    0x5770000000000000u, 0x5780000000000000u, 0x5790000000000000u, 0x57a0000000000000u, 0x57b0000000000000u,
    0x57c0000000000000u, 0x57d0000000000000u, 0x57e0000000000000u, 0x57f0000000000000u, 0x5800000000000000u,
    0x5810000000000000u, 0x5820000000000000u, 0x5830000000000000u, 0x5840000000000000u, 0x5850000000000000u,
    0x5860000000000000u, 0x5870000000000000u, 0x5880000000000000u, 0x5890000000000000u, 0x58a0000000000000u,
    0x58b0000000000000u, 0x58c0000000000000u, 0x58d0000000000000u, 0x58e0000000000000u, 0x58f0000000000000u,
    0x5900000000000000u, 0x5910000000000000u, 0x5920000000000000u, 0x5930000000000000u, 0x5940000000000000u,
    0x5950000000000000u, 0x5960000000000000u, 0x5970000000000000u, 0x5980000000000000u, 0x5990000000000000u,
    0x59a0000000000000u, 0x59b0000000000000u, 0x59c0000000000000u, 0x59d0000000000000u, 0x59e0000000000000u,
    0x59f0000000000000u, 0x5a00000000000000u, 0x5a10000000000000u, 0x5a20000000000000u, 0x5a30000000000000u,
    0x5a40000000000000u, 0x5a50000000000000u, 0x5a60000000000000u, 0x5a70000000000000u, 0x5a80000000000000u,
    0x5a90000000000000u, 0x5aa0000000000000u, 0x5ab0000000000000u, 0x5ac0000000000000u, 0x5ad0000000000000u,
    0x5ae0000000000000u, 0x5af0000000000000u, 0x5b00000000000000u, 0x5b10000000000000u, 0x5b20000000000000u,
    0x5b30000000000000u, 0x5b40000000000000u, 0x5b50000000000000u, 0x5b60000000000000u, 0x5b70000000000000u,
    0x5b80000000000000u, 0x5b90000000000000u, 0x5ba0000000000000u, 0x5bb0000000000000u, 0x5bc0000000000000u,
    0x5bd0000000000000u, 0x5be0000000000000u, 0x5bf0000000000000u, 0x5c00000000000000u, 0x5c10000000000000u,
    0x5c20000000000000u, 0x5c30000000000000u, 0x5c40000000000000u, 0x5c50000000000000u, 0x5c60000000000000u,
    0x5c70000000000000u, 0x5c80000000000000u, 0x5c90000000000000u, 0x5ca0000000000000u, 0x5cb0000000000000u,
    0x5cc0000000000000u, 0x5cd0000000000000u, 0x5ce0000000000000u, 0x5cf0000000000000u, 0x5d00000000000000u,
    0x5d10000000000000u, 0x5d20000000000000u, 0x5d30000000000000u, 0x5d40000000000000u, 0x5d50000000000000u,
    0x5d60000000000000u, 0x5d70000000000000u, 0x5d80000000000000u, 0x5d90000000000000u, 0x5da0000000000000u,
    0x5db0000000000000u, 0x5dc0000000000000u, 0x5dd0000000000000u, 0x5de0000000000000u, 0x5df0000000000000u,
    0x5e00000000000000u, 0x5e10000000000000u, 0x5e20000000000000u, 0x5e30000000000000u, 0x5e40000000000000u,
    0x5e50000000000000u, 0x5e60000000000000u, 0x5e70000000000000u, 0x5e80000000000000u, 0x5e90000000000000u,
    0x5ea0000000000000u, 0x5eb0000000000000u, 0x5ec0000000000000u, 0x5ed0000000000000u, 0x5ee0000000000000u,
    0x5ef0000000000000u, 0x5f00000000000000u, 0x5f10000000000000u, 0x5f20000000000000u, 0x5f30000000000000u,
    0x5f40000000000000u, 0x5f50000000000000u, 0x5f60000000000000u, 0x5f70000000000000u, 0x5f80000000000000u,
    0x5f90000000000000u, 0x5fa0000000000000u, 0x5fb0000000000000u, 0x5fc0000000000000u, 0x5fd0000000000000u,
    0x5fe0000000000000u, 0x5ff0000000000000u, 0x6000000000000000u, 0x6010000000000000u, 0x6020000000000000u,
    0x6030000000000000u, 0x6040000000000000u, 0x6050000000000000u, 0x6060000000000000u, 0x6070000000000000u,
    0x6080000000000000u, 0x6090000000000000u, 0x60a0000000000000u, 0x60b0000000000000u, 0x60c0000000000000u,
    0x60d0000000000000u, 0x60e0000000000000u, 0x60f0000000000000u, 0x6100000000000000u, 0x6110000000000000u,
    0x6120000000000000u, 0x6130000000000000u, 0x6140000000000000u, 0x6150000000000000u, 0x6160000000000000u,
    0x6170000000000000u, 0x6180000000000000u, 0x6190000000000000u, 0x61a0000000000000u, 0x61b0000000000000u,
    0x61c0000000000000u, 0x61d0000000000000u, 0x61e0000000000000u, 0x61f0000000000000u, 0x6200000000000000u,
    0x6210000000000000u, 0x6220000000000000u, 0x6230000000000000u, 0x6240000000000000u, 0x6250000000000000u,
    0x6260000000000000u, 0x6270000000000000u, 0x6280000000000000u, 0x6290000000000000u, 0x62a0000000000000u,
    0x62b0000000000000u, 0x62c0000000000000u, 0x62d0000000000000u, 0x62e0000000000000u, 0x62f0000000000000u,
    0x6300000000000000u, 0x6310000000000000u, 0x6320000000000000u, 0x6330000000000000u, 0x6340000000000000u,
    0x6350000000000000u, 0x6360000000000000u, 0x6370000000000000u, 0x6380000000000000u, 0x6390000000000000u,
    0x63a0000000000000u, 0x63b0000000000000u, 0x63c0000000000000u, 0x63d0000000000000u, 0x63e0000000000000u,
    0x63f0000000000000u, 0x6400000000000000u, 0x6410000000000000u, 0x6420000000000000u, 0x6430000000000000u,
    0x6440000000000000u, 0x6450000000000000u, 0x6460000000000000u, 0x6470000000000000u, 0x6480000000000000u,
    0x6490000000000000u, 0x64a0000000000000u, 0x64b0000000000000u, 0x64c0000000000000u, 0x64d0000000000000u,
    0x64e0000000000000u, 0x64f0000000000000u, 0x6500000000000000u, 0x6510000000000000u, 0x6520000000000000u,
    0x6530000000000000u, 0x6540000000000000u, 0x6550000000000000u, 0x6560000000000000u, 0x6570000000000000u,
    0x6580000000000000u, 0x6590000000000000u, 0x65a0000000000000u, 0x65b0000000000000u, 0x65c0000000000000u,
    0x65d0000000000000u, 0x65e0000000000000u, 0x65f0000000000000u, 0x6600000000000000u, 0x6610000000000000u,
    0x6620000000000000u, 0x6630000000000000u, 0x6640000000000000u, 0x6650000000000000u, 0x6660000000000000u,
    0x6670000000000000u, 0x6680000000000000u, 0x6690000000000000u, 0x66a0000000000000u, 0x66b0000000000000u,
    0x66c0000000000000u, 0x66d0000000000000u, 0x66e0000000000000u, 0x66f0000000000000u, 0x6700000000000000u,
    0x6710000000000000u, 0x6720000000000000u, 0x6730000000000000u, 0x6740000000000000u, 0x6750000000000000u,
    0x6760000000000000u, 0x6770000000000000u, 0x6780000000000000u, 0x6790000000000000u, 0x67a0000000000000u,
    0x67b0000000000000u, 0x67c0000000000000u, 0x67d0000000000000u, 0x67e0000000000000u, 0x67f0000000000000u,
    0x6800000000000000u, 0x6810000000000000u, 0x6820000000000000u, 0x6830000000000000u, 0x6840000000000000u,
    0x6850000000000000u, 0x6860000000000000u, 0x6870000000000000u, 0x6880000000000000u, 0x6890000000000000u,
    0x68a0000000000000u, 0x68b0000000000000u, 0x68c0000000000000u, 0x68d0000000000000u, 0x68e0000000000000u,
    0x68f0000000000000u, 0x6900000000000000u, 0x6910000000000000u, 0x6920000000000000u, 0x6930000000000000u,
    0x6940000000000000u, 0x6950000000000000u, 0x6960000000000000u, 0x6970000000000000u, 0x6980000000000000u,
    0x6990000000000000u, 0x69a0000000000000u, 0x69b0000000000000u, 0x69c0000000000000u, 0x69d0000000000000u,
    0x69e0000000000000u, 0x69f0000000000000u, 0x6a00000000000000u, 0x6a10000000000000u, 0x6a20000000000000u,
    0x6a30000000000000u, 0x6a40000000000000u, 0x6a50000000000000u, 0x6a60000000000000u, 0x6a70000000000000u,
    0x6a80000000000000u, 0x6a90000000000000u, 0x6aa0000000000000u, 0x6ab0000000000000u, 0x6ac0000000000000u,
    0x6ad0000000000000u, 0x6ae0000000000000u, 0x6af0000000000000u, 0x6b00000000000000u, 0x6b10000000000000u,
    0x6b20000000000000u, 0x6b30000000000000u, 0x6b40000000000000u, 0x6b50000000000000u, 0x6b60000000000000u,
    0x6b70000000000000u, 0x6b80000000000000u, 0x6b90000000000000u, 0x6ba0000000000000u, 0x6bb0000000000000u,
    0x6bc0000000000000u, 0x6bd0000000000000u, 0x6be0000000000000u, 0x6bf0000000000000u, 0x6c00000000000000u,
    0x6c10000000000000u, 0x6c20000000000000u, 0x6c30000000000000u, 0x6c40000000000000u, 0x6c50000000000000u,
    0x6c60000000000000u, 0x6c70000000000000u, 0x6c80000000000000u, 0x6c90000000000000u, 0x6ca0000000000000u,
    0x6cb0000000000000u, 0x6cc0000000000000u, 0x6cd0000000000000u, 0x6ce0000000000000u, 0x6cf0000000000000u,
    0x6d00000000000000u, 0x6d10000000000000u, 0x6d20000000000000u, 0x6d30000000000000u, 0x6d40000000000000u,
};
static const char *const print_text_171[] = {
    "[8.50705917e+037 1.70141183e+038 3.40282367e+038 6.80564734e+038",
    " 1.36112947e+039 2.72225894e+039 5.44451787e+039 1.08890357e+040",
    " 2.17780715e+040 4.35561430e+040 8.71122859e+040 1.74224572e+041",
    " 3.48449144e+041 6.96898287e+041 1.39379657e+042 2.78759315e+042",
    " 5.57518630e+042 1.11503726e+043 2.23007452e+043 4.46014904e+043",
    " 8.92029808e+043 1.78405962e+044 3.56811923e+044 7.13623846e+044",
    " 1.42724769e+045 2.85449539e+045 5.70899077e+045 1.14179815e+046",
    " 2.28359631e+046 4.56719262e+046 9.13438523e+046 1.82687705e+047",
    " 3.65375409e+047 7.30750819e+047 1.46150164e+048 2.92300327e+048",
    " 5.84600655e+048 1.16920131e+049 2.33840262e+049 4.67680524e+049",
    " 9.35361048e+049 1.87072210e+050 3.74144419e+050 7.48288838e+050",
    " 1.49657768e+051 2.99315535e+051 5.98631071e+051 1.19726214e+052",
    " 2.39452428e+052 4.78904857e+052 9.57809713e+052 1.91561943e+053",
    " 3.83123885e+053 7.66247770e+053 1.53249554e+054 3.06499108e+054",
    " 6.12998216e+054 1.22599643e+055 2.45199287e+055 4.90398573e+055",
    " 9.80797146e+055 1.96159429e+056 3.92318858e+056 7.84637717e+056",
    " 1.56927543e+057 3.13855087e+057 6.27710174e+057 1.25542035e+058",
    " 2.51084069e+058 5.02168139e+058 1.00433628e+059 2.00867256e+059",
    " 4.01734511e+059 8.03469022e+059 1.60693804e+060 3.21387609e+060",
    " 6.42775218e+060 1.28555044e+061 2.57110087e+061 5.14220174e+061",
    " 1.02844035e+062 2.05688070e+062 4.11376139e+062 8.22752279e+062",
    " 1.64550456e+063 3.29100911e+063 6.58201823e+063 1.31640365e+064",
    " 2.63280729e+064 5.26561458e+064 1.05312292e+065 2.10624583e+065",
    " 4.21249167e+065 8.42498333e+065 1.68499667e+066 3.36999333e+066",
    " 6.73998667e+066 1.34799733e+067 2.69599467e+067 5.39198933e+067",
    " 1.07839787e+068 2.15679573e+068 4.31359147e+068 8.62718293e+068",
    " 1.72543659e+069 3.45087317e+069 6.90174635e+069 1.38034927e+070",
    " 2.76069854e+070 5.52139708e+070 1.10427942e+071 2.20855883e+071",
    " 4.41711766e+071 8.83423532e+071 1.76684706e+072 3.53369413e+072",
    " 7.06738826e+072 1.41347765e+073 2.82695530e+073 5.65391061e+073",
    " 1.13078212e+074 2.26156424e+074 4.52312849e+074 9.04625697e+074",
    " 1.80925139e+075 3.61850279e+075 7.23700558e+075 1.44740112e+076",
    " 2.89480223e+076 5.78960446e+076 1.15792089e+077 2.31584178e+077",
    " 4.63168357e+077 9.26336714e+077 1.85267343e+078 3.70534686e+078",
    " 7.41069371e+078 1.48213874e+079 2.96427748e+079 5.92855497e+079",
    " 1.18571099e+080 2.37142199e+080 4.74284398e+080 9.48568795e+080",
    " 1.89713759e+081 3.79427518e+081 7.58855036e+081 1.51771007e+082",
    " 3.03542014e+082 6.07084029e+082 1.21416806e+083 2.42833612e+083",
    " 4.85667223e+083 9.71334446e+083 1.94266889e+084 3.88533778e+084",
    " 7.77067557e+084 1.55413511e+085 3.10827023e+085 6.21654046e+085",
    " 1.24330809e+086 2.48661618e+086 4.97323236e+086 9.94646473e+086",
    " 1.98929295e+087 3.97858589e+087 7.95717178e+087 1.59143436e+088",
    " 3.18286871e+088 6.36573743e+088 1.27314749e+089 2.54629497e+089",
    " 5.09258994e+089 1.01851799e+090 2.03703598e+090 4.07407195e+090",
    " 8.14814391e+090 1.62962878e+091 3.25925756e+091 6.51851512e+091",
    " 1.30370302e+092 2.60740605e+092 5.21481210e+092 1.04296242e+093",
    " 2.08592484e+093 4.17184968e+093 8.34369936e+093 1.66873987e+094",
    " 3.33747974e+094 6.67495949e+094 1.33499190e+095 2.66998379e+095",
    " 5.33996759e+095 1.06799352e+096 2.13598704e+096 4.27197407e+096",
    " 8.54394814e+096 1.70878963e+097 3.41757926e+097 6.83515851e+097",
    " 1.36703170e+098 2.73406341e+098 5.46812681e+098 1.09362536e+099",
    " 2.18725072e+099 4.37450145e+099 8.74900290e+099 1.74980058e+100",
    " 3.49960116e+100 6.99920232e+100 1.39984046e+101 2.79968093e+101",
    " 5.59936186e+101 1.11987237e+102 2.23974474e+102 4.47948948e+102",
    " 8.95897897e+102 1.79179579e+103 3.58359159e+103 7.16718317e+103",
    " 1.43343663e+104 2.86687327e+104 5.73374654e+104 1.14674931e+105",
    " 2.29349862e+105 4.58699723e+105 9.17399446e+105 1.83479889e+106",
    " 3.66959779e+106 7.33919557e+106 1.46783911e+107 2.93567823e+107",
    " 5.87135646e+107 1.17427129e+108 2.34854258e+108 4.69708517e+108",
    " 9.39417033e+108 1.87883407e+109 3.75766813e+109 7.51533626e+109",
    " 1.50306725e+110 3.00613451e+110 6.01226901e+110 1.20245380e+111",
    " 2.40490760e+111 4.80981521e+111 9.61963042e+111 1.92392608e+112",
    " 3.84785217e+112 7.69570434e+112 1.53914087e+113 3.07828173e+113",
    " 6.15656347e+113 1.23131269e+114 2.46262539e+114 4.92525077e+114",
    " 9.85050155e+114 1.97010031e+115 3.94020062e+115 7.88040124e+115",
    " 1.57608025e+116 3.15216050e+116 6.30432099e+116 1.26086420e+117",
    " 2.52172840e+117 5.04345679e+117 1.00869136e+118 2.01738272e+118",
    " 4.03476543e+118 8.06953087e+118 1.61390617e+119 3.22781235e+119",
    " 6.45562470e+119 1.29112494e+120 2.58224988e+120 5.16449976e+120",
    " 1.03289995e+121 2.06579990e+121 4.13159980e+121 8.26319961e+121",
    " 1.65263992e+122 3.30527984e+122 6.61055969e+122 1.32211194e+123",
    " 2.64422388e+123 5.28844775e+123 1.05768955e+124 2.11537910e+124",
    " 4.23075820e+124 8.46151640e+124 1.69230328e+125 3.38460656e+125",
    " 6.76921312e+125 1.35384262e+126 2.70768525e+126 5.41537050e+126",
    " 1.08307410e+127 2.16614820e+127 4.33229640e+127 8.66459279e+127",
    " 1.73291856e+128 3.46583712e+128 6.93167424e+128 1.38633485e+129",
    " 2.77266969e+129 5.54533939e+129 1.10906788e+130 2.21813576e+130",
    " 4.43627151e+130 8.87254302e+130 1.77450860e+131 3.54901721e+131",
    " 7.09803442e+131 1.41960688e+132 2.83921377e+132 5.67842753e+132",
    " 1.13568551e+133 2.27137101e+133 4.54274203e+133 9.08548405e+133",
    " 1.81709681e+134 3.63419362e+134 7.26838724e+134 1.45367745e+135",
    " 2.90735490e+135 5.81470979e+135 1.16294196e+136 2.32588392e+136",
    " 4.65176784e+136 9.30353567e+136 1.86070713e+137 3.72141427e+137",
    " 7.44282854e+137 1.48856571e+138 2.97713141e+138 5.95426283e+138",
    " 1.19085257e+139 2.38170513e+139 4.76341026e+139 9.52682053e+139",
    " 1.90536411e+140 3.81072821e+140 7.62145642e+140 1.52429128e+141",
    " 3.04858257e+141 6.09716514e+141 1.21943303e+142 2.43886605e+142",
    " 4.87773211e+142 9.75546422e+142 1.95109284e+143 3.90218569e+143",
    " 7.80437138e+143 1.56087428e+144 3.12174855e+144 6.24349710e+144",
    " 1.24869942e+145 2.49739884e+145 4.99479768e+145 9.98959536e+145",
    " 1.99791907e+146 3.99583814e+146 7.99167629e+146 1.59833526e+147",
    " 3.19667052e+147 6.39334103e+147 1.27866821e+148 2.55733641e+148",
    " 5.11467282e+148 1.02293456e+149 2.04586913e+149 4.09173826e+149",
    " 8.18347652e+149 1.63669530e+150 3.27339061e+150 6.54678122e+150",
    " 1.30935624e+151 2.61871249e+151 5.23742497e+151 1.04748499e+152",
    " 2.09496999e+152 4.18993998e+152 8.37987996e+152 1.67597599e+153",
    " 3.35195198e+153 6.70390396e+153 1.34078079e+154 2.68156159e+154",
    " 5.36312317e+154 1.07262463e+155 2.14524927e+155 4.29049854e+155",
    " 8.58099708e+155 1.71619942e+156 3.43239883e+156 6.86479766e+156",
    " 1.37295953e+157 2.74591906e+157 5.49183813e+157 1.09836763e+158",
    " 2.19673525e+158 4.39347050e+158 8.78694100e+158 1.75738820e+159",
    " 3.51477640e+159 7.02955280e+159 1.40591056e+160 2.81182112e+160",
    " 5.62364224e+160 1.12472845e+161 2.24945690e+161 4.49891379e+161",
    " 8.99782759e+161 1.79956552e+162 3.59913104e+162 7.19826207e+162",
    " 1.43965241e+163 2.87930483e+163 5.75860966e+163 1.15172193e+164",
    " 2.30344386e+164 4.60688773e+164 9.21377545e+164 1.84275509e+165",
    " 3.68551018e+165 7.37102036e+165 1.47420407e+166 2.94840814e+166",
    " 5.89681629e+166 1.17936326e+167 2.35872652e+167 4.71745303e+167",
    " 9.43490606e+167 1.88698121e+168 3.77396242e+168 7.54792485e+168",
    " 1.50958497e+169 3.01916994e+169 6.03833988e+169 1.20766798e+170",
    " 2.41533595e+170 4.83067190e+170 9.66134381e+170 1.93226876e+171",
    " 3.86453752e+171 7.72907505e+171 1.54581501e+172 3.09163002e+172",
    " 6.18326004e+172 1.23665201e+173 2.47330401e+173 4.94660803e+173",
    " 9.89321606e+173 1.97864321e+174 3.95728642e+174 7.91457285e+174",
    " 1.58291457e+175 3.16582914e+175 6.33165828e+175 1.26633166e+176",
    " 2.53266331e+176 5.06532662e+176 1.01306532e+177 2.02613065e+177",
    " 4.05226130e+177 8.10452260e+177 1.62090452e+178 3.24180904e+178",
    " 6.48361808e+178 1.29672362e+179 2.59344723e+179 5.18689446e+179",
    " 1.03737889e+180 2.07475778e+180 4.14951557e+180 8.29903114e+180",
    " 1.65980623e+181 3.31961246e+181 6.63922491e+181 1.32784498e+182",
    " 2.65568996e+182 5.31137993e+182 1.06227599e+183 2.12455197e+183",
    " 4.24910394e+183 8.49820789e+183 1.69964158e+184 3.39928315e+184",
    " 6.79856631e+184 1.35971326e+185 2.71942652e+185 5.43885305e+185",
    " 1.08777061e+186 2.17554122e+186 4.35108244e+186 8.70216487e+186",
    " 1.74043297e+187 3.48086595e+187 6.96173190e+187 1.39234638e+188",
    " 2.78469276e+188 5.56938552e+188 1.11387710e+189 2.22775421e+189",
    " 4.45550842e+189 8.91101683e+189 1.78220337e+190 3.56440673e+190",
    " 7.12881347e+190 1.42576269e+191 2.85152539e+191 5.70305077e+191",
    " 1.14061015e+192 2.28122031e+192 4.56244062e+192 9.12488124e+192",
    " 1.82497625e+193 3.64995249e+193 7.29990499e+193 1.45998100e+194",
    " 2.91996200e+194 5.83992399e+194 1.16798480e+195 2.33596960e+195",
    " 4.67193919e+195 9.34387838e+195 1.86877568e+196 3.73755135e+196",
    " 7.47510271e+196 1.49502054e+197 2.99004108e+197 5.98008217e+197",
    " 1.19601643e+198 2.39203287e+198 4.78406573e+198 9.56813147e+198",
    " 1.91362629e+199 3.82725259e+199 7.65450517e+199 1.53090103e+200",
    " 3.06180207e+200 6.12360414e+200 1.22472083e+201 2.44944166e+201",
    " 4.89888331e+201 9.79776662e+201 1.95955332e+202 3.91910665e+202",
    " 7.83821330e+202 1.56764266e+203 3.13528532e+203 6.27057064e+203",
    " 1.25411413e+204 2.50822826e+204 5.01645651e+204 1.00329130e+205",
    " 2.00658260e+205 4.01316521e+205 8.02633042e+205 1.60526608e+206",
    " 3.21053217e+206 6.42106433e+206 1.28421287e+207 2.56842573e+207",
    " 5.13685147e+207 1.02737029e+208 2.05474059e+208 4.10948117e+208",
    " 8.21896235e+208 1.64379247e+209 3.28758494e+209 6.57516988e+209",
    " 1.31503398e+210 2.63006795e+210 5.26013590e+210 1.05202718e+211",
    " 2.10405436e+211 4.20810872e+211 8.41621744e+211 1.68324349e+212",
    " 3.36648698e+212 6.73297395e+212 1.34659479e+213 2.69318958e+213",
    " 5.38637916e+213 1.07727583e+214 2.15455167e+214 4.30910333e+214",
    " 8.61820666e+214 1.72364133e+215 3.44728266e+215 6.89456533e+215",
    " 1.37891307e+216 2.75782613e+216 5.51565226e+216 1.10313045e+217",
    " 2.20626091e+217 4.41252181e+217 8.82504362e+217 1.76500872e+218]",
    NULL};
static const uint64_t print_data_172[] = {
    0x6d50000000000000u, 0x6d60000000000000u, 0x6d70000000000000u, 0x6d80000000000000u, 0x6d90000000000000u,
    0x6da0000000000000u, 0x6db0000000000000u, 0x6dc0000000000000u, 0x6dd0000000000000u, 0x6de0000000000000u,
    0x6df0000000000000u, 0x6e00000000000000u, 0x6e10000000000000u, 0x6e20000000000000u, 0x6e30000000000000u,
    0x6e40000000000000u, 0x6e50000000000000u, 0x6e60000000000000u, 0x6e70000000000000u, 0x6e80000000000000u,
    0x6e90000000000000u, 0x6ea0000000000000u, 0x6eb0000000000000u, 0x6ec0000000000000u, 0x6ed0000000000000u,
    0x6ee0000000000000u, 0x6ef0000000000000u, 0x6f00000000000000u, 0x6f10000000000000u, 0x6f20000000000000u,
    0x6f30000000000000u, 0x6f40000000000000u, 0x6f50000000000000u, 0x6f60000000000000u, 0x6f70000000000000u,
    0x6f80000000000000u, 0x6f90000000000000u, 0x6fa0000000000000u, 0x6fb0000000000000u, 0x6fc0000000000000u,
    0x6fd0000000000000u, 0x6fe0000000000000u, 0x6ff0000000000000u, 0x7000000000000000u, 0x7010000000000000u,
    0x7020000000000000u, 0x7030000000000000u, 0x7040000000000000u, 0x7050000000000000u, 0x7060000000000000u,
    0x7070000000000000u, 0x7080000000000000u, 0x7090000000000000u, 0x70a0000000000000u, 0x70b0000000000000u,
    0x70c0000000000000u, 0x70d0000000000000u, 0x70e0000000000000u, 0x70f0000000000000u, 0x7100000000000000u,
    0x7110000000000000u, 0x7120000000000000u, 0x7130000000000000u, 0x7140000000000000u, 0x7150000000000000u,
    0x7160000000000000u, 0x7170000000000000u, 0x7180000000000000u, 0x7190000000000000u, 0x71a0000000000000u,
    0x71b0000000000000u, 0x71c0000000000000u, 0x71d0000000000000u, 0x71e0000000000000u, 0x71f0000000000000u,
    0x7200000000000000u, 0x7210000000000000u, 0x7220000000000000u, 0x7230000000000000u, 0x7240000000000000u,
    0x7250000000000000u, 0x7260000000000000u, 0x7270000000000000u, 0x7280000000000000u, 0x7290000000000000u,
    0x72a0000000000000u, 0x72b0000000000000u, 0x72c0000000000000u, 0x72d0000000000000u, 0x72e0000000000000u,
    0x72f0000000000000u, 0x7300000000000000u, 0x7310000000000000u, 0x7320000000000000u, 0x7330000000000000u,
    0x7340000000000000u, 0x7350000000000000u, 0x7360000000000000u, 0x7370000000000000u, 0x7380000000000000u,
    0x7390000000000000u, 0x73a0000000000000u, 0x73b0000000000000u, 0x73c0000000000000u, 0x73d0000000000000u,
    0x73e0000000000000u, 0x73f0000000000000u, 0x7400000000000000u, 0x7410000000000000u, 0x7420000000000000u,
    0x7430000000000000u, 0x7440000000000000u, 0x7450000000000000u, 0x7460000000000000u, 0x7470000000000000u,
    0x7480000000000000u, 0x7490000000000000u, 0x74a0000000000000u, 0x74b0000000000000u, 0x74c0000000000000u,
    0x74d0000000000000u, 0x74e0000000000000u, 0x74f0000000000000u, 0x7500000000000000u, 0x7510000000000000u,
    0x7520000000000000u, 0x7530000000000000u, 0x7540000000000000u, 0x7550000000000000u, 0x7560000000000000u,
    0x7570000000000000u, 0x7580000000000000u, 0x7590000000000000u, 0x75a0000000000000u, 0x75b0000000000000u,
    0x75c0000000000000u, 0x75d0000000000000u, 0x75e0000000000000u, 0x75f0000000000000u, 0x7600000000000000u,
    0x7610000000000000u, 0x7620000000000000u, 0x7630000000000000u, 0x7640000000000000u, 0x7650000000000000u,
    0x7660000000000000u, 0x7670000000000000u, 0x7680000000000000u, 0x7690000000000000u, 0x76a0000000000000u,
    0x76b0000000000000u, 0x76c0000000000000u, 0x76d0000000000000u, 0x76e0000000000000u, 0x76f0000000000000u,
    0x7700000000000000u, 0x7710000000000000u, 0x7720000000000000u, 0x7730000000000000u, 0x7740000000000000u,
    0x7750000000000000u, 0x7760000000000000u, 0x7770000000000000u, 0x7780000000000000u, 0x7790000000000000u,
    0x77a0000000000000u, 0x77b0000000000000u, 0x77c0000000000000u, 0x77d0000000000000u, 0x77e0000000000000u,
    0x77f0000000000000u, 0x7800000000000000u, 0x7810000000000000u, 0x7820000000000000u, 0x7830000000000000u,
    0x7840000000000000u, 0x7850000000000000u, 0x7860000000000000u, 0x7870000000000000u, 0x7880000000000000u,
    0x7890000000000000u, 0x78a0000000000000u, 0x78b0000000000000u, 0x78c0000000000000u, 0x78d0000000000000u,
    0x78e0000000000000u, 0x78f0000000000000u, 0x7900000000000000u, 0x7910000000000000u, 0x7920000000000000u,
    0x7930000000000000u, 0x7940000000000000u, 0x7950000000000000u, 0x7960000000000000u, 0x7970000000000000u,
    0x7980000000000000u, 0x7990000000000000u, 0x79a0000000000000u, 0x79b0000000000000u, 0x79c0000000000000u,
    0x79d0000000000000u, 0x79e0000000000000u, 0x79f0000000000000u, 0x7a00000000000000u, 0x7a10000000000000u,
    0x7a20000000000000u, 0x7a30000000000000u, 0x7a40000000000000u, 0x7a50000000000000u, 0x7a60000000000000u,
    0x7a70000000000000u, 0x7a80000000000000u, 0x7a90000000000000u, 0x7aa0000000000000u, 0x7ab0000000000000u,
    0x7ac0000000000000u, 0x7ad0000000000000u, 0x7ae0000000000000u, 0x7af0000000000000u, 0x7b00000000000000u,
    0x7b10000000000000u, 0x7b20000000000000u, 0x7b30000000000000u, 0x7b40000000000000u, 0x7b50000000000000u,
    0x7b60000000000000u, 0x7b70000000000000u, 0x7b80000000000000u, 0x7b90000000000000u, 0x7ba0000000000000u,
    0x7bb0000000000000u, 0x7bc0000000000000u, 0x7bd0000000000000u, 0x7be0000000000000u, 0x7bf0000000000000u,
    0x7c00000000000000u, 0x7c10000000000000u, 0x7c20000000000000u, 0x7c30000000000000u, 0x7c40000000000000u,
    0x7c50000000000000u, 0x7c60000000000000u, 0x7c70000000000000u, 0x7c80000000000000u, 0x7c90000000000000u,
    0x7ca0000000000000u, 0x7cb0000000000000u, 0x7cc0000000000000u, 0x7cd0000000000000u, 0x7ce0000000000000u,
    0x7cf0000000000000u, 0x7d00000000000000u, 0x7d10000000000000u, 0x7d20000000000000u, 0x7d30000000000000u,
    0x7d40000000000000u, 0x7d50000000000000u, 0x7d60000000000000u, 0x7d70000000000000u, 0x7d80000000000000u,
    0x7d90000000000000u, 0x7da0000000000000u, 0x7db0000000000000u, 0x7dc0000000000000u, 0x7dd0000000000000u,
    0x7de0000000000000u, 0x7df0000000000000u, 0x7e00000000000000u, 0x7e10000000000000u, 0x7e20000000000000u,
    0x7e30000000000000u, 0x7e40000000000000u, 0x7e50000000000000u, 0x7e60000000000000u, 0x7e70000000000000u,
    0x7e80000000000000u, 0x7e90000000000000u, 0x7ea0000000000000u, 0x7eb0000000000000u, 0x7ec0000000000000u,
    0x7ed0000000000000u, 0x7ee0000000000000u, 0x7ef0000000000000u, 0x7f00000000000000u, 0x7f10000000000000u,
    0x7f20000000000000u, 0x7f30000000000000u, 0x7f40000000000000u, 0x7f50000000000000u, 0x7f60000000000000u,
    0x7f70000000000000u, 0x7f80000000000000u, 0x7f90000000000000u, 0x7fa0000000000000u, 0x7fb0000000000000u,
    0x7fc0000000000000u, 0x7fd0000000000000u, 0x7fe0000000000000u,
};
static const char *const print_text_172[] = {
    "[3.53001745e+218 7.06003490e+218 1.41200698e+219 2.82401396e+219",
    " 5.64802792e+219 1.12960558e+220 2.25921117e+220 4.51842233e+220",
    " 9.03684467e+220 1.80736893e+221 3.61473787e+221 7.22947573e+221",
    " 1.44589515e+222 2.89179029e+222 5.78358059e+222 1.15671612e+223",
    " 2.31343223e+223 4.62686447e+223 9.25372894e+223 1.85074579e+224",
    " 3.70149158e+224 7.40298315e+224 1.48059663e+225 2.96119326e+225",
    " 5.92238652e+225 1.18447730e+226 2.36895461e+226 4.73790922e+226",
    " 9.47581843e+226 1.89516369e+227 3.79032737e+227 7.58065475e+227",
    " 1.51613095e+228 3.03226190e+228 6.06452380e+228 1.21290476e+229",
    " 2.42580952e+229 4.85161904e+229 9.70323808e+229 1.94064762e+230",
    " 3.88129523e+230 7.76259046e+230 1.55251809e+231 3.10503618e+231",
    " 6.21007237e+231 1.24201447e+232 2.48402895e+232 4.96805790e+232",
    " 9.93611579e+232 1.98722316e+233 3.97444632e+233 7.94889263e+233",
    " 1.58977853e+234 3.17955705e+234 6.35911411e+234 1.27182282e+235",
    " 2.54364564e+235 5.08729128e+235 1.01745826e+236 2.03491651e+236",
    " 4.06983303e+236 8.13966606e+236 1.62793321e+237 3.25586642e+237",
    " 6.51173284e+237 1.30234657e+238 2.60469314e+238 5.20938628e+238",
    " 1.04187726e+239 2.08375451e+239 4.16750902e+239 8.33501804e+239",
    " 1.66700361e+240 3.33400722e+240 6.66801443e+240 1.33360289e+241",
    " 2.66720577e+241 5.33441155e+241 1.06688231e+242 2.13376462e+242",
    " 4.26752924e+242 8.53505847e+242 1.70701169e+243 3.41402339e+243",
    " 6.82804678e+243 1.36560936e+244 2.73121871e+244 5.46243742e+244",
    " 1.09248748e+245 2.18497497e+245 4.36994994e+245 8.73989988e+245",
    " 1.74797998e+246 3.49595995e+246 6.99191990e+246 1.39838398e+247",
    " 2.79676796e+247 5.59353592e+247 1.11870718e+248 2.23741437e+248",
    " 4.47482874e+248 8.94965747e+248 1.78993149e+249 3.57986299e+249",
    " 7.15972598e+249 1.43194520e+250 2.86389039e+250 5.72778078e+250",
    " 1.14555616e+251 2.29111231e+251 4.58222463e+251 9.16444925e+251",
    " 1.83288985e+252 3.66577970e+252 7.33155940e+252 1.46631188e+253",
    " 2.93262376e+253 5.86524752e+253 1.17304950e+254 2.34609901e+254",
    " 4.69219802e+254 9.38439604e+254 1.87687921e+255 3.75375841e+255",
    " 7.50751683e+255 1.50150337e+256 3.00300673e+256 6.00601346e+256",
    " 1.20120269e+257 2.40240539e+257 4.80481077e+257 9.60962154e+257",
    " 1.92192431e+258 3.84384862e+258 7.68769723e+258 1.53753945e+259",
    " 3.07507889e+259 6.15015779e+259 1.23003156e+260 2.46006311e+260",
    " 4.92012623e+260 9.84025246e+260 1.96805049e+261 3.93610098e+261",
    " 7.87220197e+261 1.57444039e+262 3.14888079e+262 6.29776157e+262",
    " 1.25955231e+263 2.51910463e+263 5.03820926e+263 1.00764185e+264",
    " 2.01528370e+264 4.03056741e+264 8.06113481e+264 1.61222696e+265",
    " 3.22445393e+265 6.44890785e+265 1.28978157e+266 2.57956314e+266",
    " 5.15912628e+266 1.03182526e+267 2.06365051e+267 4.12730102e+267",
    " 8.25460205e+267 1.65092041e+268 3.30184082e+268 6.60368164e+268",
    " 1.32073633e+269 2.64147266e+269 5.28294531e+269 1.05658906e+270",
    " 2.11317812e+270 4.22635625e+270 8.45271250e+270 1.69054250e+271",
    " 3.38108500e+271 6.76217000e+271 1.35243400e+272 2.70486800e+272",
    " 5.40973600e+272 1.08194720e+273 2.16389440e+273 4.32778880e+273",
    " 8.65557760e+273 1.73111552e+274 3.46223104e+274 6.92446208e+274",
    " 1.38489242e+275 2.76978483e+275 5.53956966e+275 1.10791393e+276",
    " 2.21582787e+276 4.43165573e+276 8.86331146e+276 1.77266229e+277",
    " 3.54532458e+277 7.09064917e+277 1.41812983e+278 2.83625967e+278",
    " 5.67251933e+278 1.13450387e+279 2.26900773e+279 4.53801547e+279",
    " 9.07603094e+279 1.81520619e+280 3.63041237e+280 7.26082475e+280",
    " 1.45216495e+281 2.90432990e+281 5.80865980e+281 1.16173196e+282",
    " 2.32346392e+282 4.64692784e+282 9.29385568e+282 1.85877114e+283",
    " 3.71754227e+283 7.43508454e+283 1.48701691e+284 2.97403382e+284",
    " 5.94806763e+284 1.18961353e+285 2.37922705e+285 4.75845411e+285",
    " 9.51690821e+285 1.90338164e+286 3.80676329e+286 7.61352657e+286",
    " 1.52270531e+287 3.04541063e+287 6.09082126e+287 1.21816425e+288",
    " 2.43632850e+288 4.87265701e+288 9.74531401e+288 1.94906280e+289",
    " 3.89812560e+289 7.79625121e+289 1.55925024e+290 3.11850048e+290",
    " 6.23700097e+290 1.24740019e+291 2.49480039e+291 4.98960077e+291",
    " 9.97920155e+291 1.99584031e+292 3.99168062e+292 7.98336124e+292",
    " 1.59667225e+293 3.19334450e+293 6.38668899e+293 1.27733780e+294",
    " 2.55467560e+294 5.10935119e+294 1.02187024e+295 2.04374048e+295",
    " 4.08748095e+295 8.17496191e+295 1.63499238e+296 3.26998476e+296",
    " 6.53996953e+296 1.30799391e+297 2.61598781e+297 5.23197562e+297",
    " 1.04639512e+298 2.09279025e+298 4.18558050e+298 8.37116099e+298",
    " 1.67423220e+299 3.34846440e+299 6.69692879e+299 1.33938576e+300",
    " 2.67877152e+300 5.35754304e+300 1.07150861e+301 2.14301721e+301",
    " 4.28603443e+301 8.57206886e+301 1.71441377e+302 3.42882754e+302",
    " 6.85765509e+302 1.37153102e+303 2.74306203e+303 5.48612407e+303",
    " 1.09722481e+304 2.19444963e+304 4.38889926e+304 8.77779851e+304",
    " 1.75555970e+305 3.51111940e+305 7.02223881e+305 1.40444776e+306",
    " 2.80889552e+306 5.61779105e+306 1.12355821e+307 2.24711642e+307",
    " 4.49423284e+307 8.98846567e+307]",
    NULL};
static const uint64_t print_data_173[] = {
    0x7922e4ffu, 0x8306bdf3u, 0xc152a866u, 0xf35196bbu, 0x8ec18cdu,
    0x24e7a4f6u, 0xd2ac6fd2u, 0xf2dab0aeu, 0x3fcd72a9u, 0x4fd42fa0u,
    0xde787048u, 0x6c5f1f45u, 0x45ee6d24u, 0xd3e45133u, 0x41ca3acau,
    0x68c1464cu, 0xa4d1fa2au, 0x8cb22c02u, 0x15f30262u, 0x70e1d32u,
    0xdd973235u, 0xc0e63c2eu, 0xd67f9ca4u, 0x89c3c29au, 0xd14a9948u,
    0x54694c3au, 0x73e2d50au, 0xc9d676a8u, 0x1fb91945u, 0x4d9e2d24u,
    0x1fda0c2eu, 0x7418700cu, 0xfa16820bu, 0x22508e81u, 0x6220b55du,
    0x673269a5u, 0xe7642555u, 0x3415a484u, 0x8093fdecu, 0x4326f792u,
    0x51316f3u, 0xc017e631u, 0xfe09745u, 0x47c8de4du, 0x7c3579c7u,
    0x1defa64du, 0xfb1197d7u, 0xbfc53500u, 0xf62f2a74u, 0x179423deu,
    0xb98bd564u, 0x4b0ba10au, 0x8a8dd7dcu, 0xecc847b9u, 0x46e25789u,
    0xb9d2f219u, 0x29207d73u, 0x52945002u, 0xf84d0829u, 0x6bce592eu,
    0x841d1221u, 0x4afffcd8u, 0x1da95e68u, 0x6cb28f44u, 0x9f9d064du,
    0x74a21da1u, 0xc6d4b45fu, 0x5ce3d0d6u, 0x9cedc8cau, 0xc5d58cb3u,
    0xead405bau, 0x6d6462c7u, 0xa22c23eu, 0xb7f16dd5u, 0x8751a03eu,
    0xdf41a5e3u, 0x75970952u, 0x5e3a7203u, 0xff6245bu, 0x75093c21u,
    0xa42e1538u, 0xc523677au, 0xda46254cu, 0x3700032au, 0x97cafb89u,
    0xcdeffd27u, 0x4295bf0fu, 0x583a215fu, 0xd70279b1u, 0x94e2055cu,
    0x826e5274u, 0xac766a40u, 0x82c99d2au, 0xfb1ef876u, 0xc0c69672u,
    0xddb7ff2u, 0x25de37f2u, 0x8b89e43cu, 0xd1d30e81u, 0x11ab02b3u,
    0xaeebe403u, 0xc26e363eu, 0xc97f2f66u, 0xdf939980u, 0x310dc35du,
    0x8e26e09eu, 0xcd67bcd7u, 0x5ba5b92du, 0x30fa9ad5u, 0x7abfc864u,
    0x14e0a1e0u, 0x3851e159u, 0xdaf027adu, 0xaae99a37u, 0xdc7d1340u,
    0xd70b0d8eu, 0xe064bc32u, 0x4f7fb38bu, 0x78cf134bu, 0x9e0f298eu,
    0x46280902u, 0xeb60322eu, 0x1d0c523u, 0xd6966090u, 0xa54df6f0u,
    0x40dc195cu, 0xb84bfb3au, 0x69bbc38cu, 0xd5e7dd3au, 0x48292531u,
    0x78541711u, 0x371889adu, 0xb14a60c3u, 0xa3ab38a8u, 0xd834ae9bu,
    0xce1812d3u, 0xfa17bfdbu, 0xf6b32262u, 0xe5186455u, 0x2688cb97u,
    0xace1070u, 0x7b724565u, 0x585271b0u, 0xe50c1947u, 0xcc0385cau,
    0x6c372cdau, 0x9357203au, 0x96e99b6du, 0xe4109e5cu, 0x6450562u,
    0x7d5e84dau, 0xac67ddfeu, 0x73fb2d31u, 0xeb49644bu, 0xf35689e1u,
    0xd3aad325u, 0x76e4295eu, 0xe2b174c9u, 0x12c2b186u, 0xa90d0cdbu,
    0x44a2361eu, 0x3edc836du, 0xadf2765eu, 0xc4bd87b0u, 0xe37325ddu,
    0x363050e0u, 0xdf25a3aau, 0xd4ce6d74u, 0x5083baa0u, 0x100e4822u,
    0xc5997e44u, 0xd3532b59u, 0x75eb5bc0u, 0x2a1d25f1u, 0x254cd727u,
    0x6009a231u, 0xc1d56a21u, 0x5115c0a2u, 0x8103026u, 0xb0fb76c5u,
    0xbe8576c2u, 0x2db6e2f8u, 0x8f78347cu, 0x65710b39u, 0x804ff7c1u,
    0x17db87du, 0xa27529ebu, 0x4332da7eu, 0x8dec00f5u, 0x6bd307b6u,
    0x9c1e0feeu, 0x1b1da777u, 0x5d3855cau, 0xa216c52du, 0xc470021au,
    0x61637c25u, 0x64553a2u, 0xb9acdd10u, 0x8135de72u, 0xa763c34du,
    0x28cc5373u, 0x6e64e04fu, 0xe228682au, 0xde08b776u, 0x50fb57d1u,
    0xa1d39b68u, 0x158a6e6au, 0xcf6e23d3u, 0x44a46c92u, 0x577fdbe9u,
    0xf72f7440u, 0x8b2de91au, 0xdfe18980u, 0x3240833du, 0xc20df384u,
    0xff031be9u, 0x13bed2acu, 0x3e435e61u, 0x2591f1c0u, 0x41c210fbu,
    0x4fa2674bu, 0x12bc95a7u, 0xe5d4eedau, 0x41ff629cu, 0xebd27fa8u,
    0xc35c6439u, 0x2c28e075u, 0xb2a9272eu, 0xc6049648u, 0x20f0ba46u,
    0x2134f06au, 0x60512a9bu, 0x119739b7u, 0x6bc18128u, 0x7ad60876u,
    0xaa3c6856u, 0x9274c189u, 0x74b7c2b1u, 0x3865642fu, 0x962610a8u,
    0x74837ecau, 0xd6f591f7u, 0xb2dca9afu, 0xb9fa2cadu, 0x925befefu,
    0x5d711db3u, 0x481ad43au, 0x72ca19bcu, 0x9264daf0u, 0x5e218f1au,
    0x2574a146u, 0x1c179229u, 0xb3dbbbdu, 0x3407a349u, 0x685a5ccfu,
    0x48a78ac4u, 0x2d4dad8fu, 0x506b1438u, 0xb6e6b734u, 0x5023e78bu,
    0xeb3d9b0cu, 0x93a297b4u, 0x234c5e14u, 0xf8c0ac9bu, 0xe1adf5c3u,
    0xc6506384u, 0x2855b422u, 0xca87c122u, 0xb350ffdfu, 0xc25f6ba2u,
    0xb679bd3fu, 0x98d4301au, 0x576c032cu, 0xeaede138u, 0xfb0931aau,
    0xb08b9a13u, 0x5bafbcd8u, 0x80175beau, 0x8f99d3a8u, 0x13bbc3b4u,
    0x16bbc74fu, 0x7d0b0230u, 0x8fd658c5u, 0x367c1794u, 0x43843924u,
    0x21f86272u, 0xea9b3542u, 0x818d7883u, 0x46479aa8u, 0xc8fb5988u,
    0xf581134au, 0x4b858acfu, 0xe5f2ab7eu, 0xc4ce39deu, 0xcb40b6c5u,
    0x868fa80bu, 0xe920a276u, 0x262802e1u, 0x167e658bu, 0xf7082046u,
    0x7d784e00u, 0x66d1a1aeu, 0xbaed2d8eu, 0x4b9478e0u, 0xa31ca366u,
    0xd8d4e29du, 0xcda33002u, 0x1fdca1e1u, 0xf81816e4u, 0xbbcc959eu,
    0xb2c42fa4u, 0x30154846u, 0xec49a9f3u, 0x647a574du, 0xf0f660b2u,
    0x3b5dca59u, 0x17f1858bu, 0xd75ab7bdu, 0x95642a61u, 0x63dbed03u,
    0xf9c62befu, 0xf98577dau, 0x2e46719u, 0xa01122fbu, 0xcece408fu,
    0xb191441eu, 0x99e44568u, 0x8582ab9fu, 0x889f5b62u, 0x4f188a36u,
    0x249ad46du, 0x65432f84u, 0xb239d461u, 0xf0e1101bu, 0xf684623fu,
    0x33820d8eu, 0x7a554cfu, 0xfcfbe9f6u, 0xabe6b8fbu, 0xc220553du,
    0xd069fd13u, 0x5c1afefau, 0xddbb092eu, 0xa43a3c0eu, 0xa4bfb57du,
    0x61880193u, 0x57f55ac7u, 0x61a98555u, 0xb6bd0732u, 0x80f93aeau,
    0x5523c5du, 0x447f264u, 0x314d99a0u, 0x7e5ab4acu, 0x9991223du,
    0xf8baac72u, 0xc77acdc0u, 0x49143fcdu, 0x838ffd4du, 0xbf8b3650u,
    0xe289d24bu, 0x715a9cd9u, 0xb756fcb8u, 0x35937141u, 0x75b4d4c3u,
    0xe7ae3f9cu, 0x61ca8a4eu, 0x44ecafdu, 0xc9f97bcfu, 0x4db2c2d1u,
    0x7058e4f6u, 0x631e6407u, 0x431c0d6cu, 0x3bc8aa42u, 0xd95afb56u,
    0x36ed2b64u, 0x9b0e0d03u, 0x3cba419du, 0xce585b2bu, 0xb7c606c2u,
    0xa15c8121u, 0x6cea059bu, 0x5cd9b383u, 0xf31c0eb8u, 0xc2c30dc4u,
    0x6451dbceu, 0x6c7b0ffu, 0x20f250cbu, 0x72625567u, 0x75d31e32u,
    0x5f31dc70u, 0xfbf057fdu, 0x7a2185a3u, 0xcb2f24bcu, 0x20abbfd2u,
    0x5fec19c5u, 0x38f635c0u, 0x249ee0d4u, 0x8fe29ceeu, 0x24235690u,
    0x6344d636u, 0xaf9b6a90u, 0xcaa9fb28u, 0x8f563558u, 0x9aea3b44u,
    0x4b6312c3u, 0xdc7bf934u, 0x2f4516ddu, 0xbb7bfff5u, 0x16c8cb5eu,
    0x9a1119fau, 0x404b3254u, 0x49a12d15u, 0x58347beau, 0xc862fd72u,
    0xca3833dbu, 0x4053126eu, 0x89e60dc8u, 0x13410911u, 0xe3f72ceeu,
    0xf67e4b02u, 0x5ce5f1f9u, 0x8a3e2ca1u, 0x898ea182u, 0xc61defcau,
    0x11d79accu, 0x877b255bu, 0xd7edb917u, 0x9c907d3cu, 0x8e655726u,
    0x8ad299bu, 0xec930546u, 0x2fd1b5e7u, 0x59b29703u, 0xacb871b8u,
    0x761c41c5u, 0x92108580u, 0x96cf3b8eu, 0x2897100du, 0x385bd03u,
    0xf3b830aeu, 0xcf55c96fu, 0x2783b83bu, 0xab908814u, 0x82a33bd8u,
    0xbcd913b5u, 0x24dd5f56u, 0xb38b8636u, 0xb7a5ac66u, 0xff744f80u,
    0x46bc731eu, 0x6e37a9aeu, 0x22569aacu, 0x3de27a6u, 0xbc5d0ddu,
    0x72e8a360u, 0x2cc20595u, 0xbe1397deu, 0x3119b87fu, 0xa03ede9fu,
    0x89770090u, 0x549497afu, 0x737748d1u, 0xf5113e5fu, 0x46e37a0cu,
    0xf4434313u, 0x37c9123eu, 0xcbea7226u, 0x585b093du, 0xabed2accu,
    0xa69ed9eeu, 0xd8536eeeu, 0x619d4220u, 0xf0520a32u, 0xe1250a71u,
    0x5ca4685u, 0x197eb37au, 0x1e3c24e8u, 0xa56aee25u, 0x5c3a4102u,
    0x274d592cu, 0x17f54ed9u, 0xea5b856eu, 0x997a6f94u, 0x899f448u,
    0x42a73accu, 0xa8267783u, 0x43abc4bbu, 0xc3984412u, 0x49cfdcf1u,
    0xa1d0a3c3u, 0x1903e4b1u, 0xcf7c8eb8u, 0xbdae8922u, 0x8a1379f7u,
    0xa69277e5u, 0x1049c9a6u, 0x9b441d3eu, 0x74d192d7u, 0x8b73616u,
    0x751dd1fu, 0x6df15cb8u, 0xb8bc1e13u, 0xaf6980a1u, 0x2cd11565u,
    0x28065584u, 0x4001ed15u, 0x62ba78f6u, 0x23324282u, 0x513d9beu,
    0x5ce1ad46u, 0x14f4a54cu, 0x32b3d02bu, 0x37698077u, 0x61febb78u,
    0x6a268351u, 0xd59b553u, 0x7696e626u, 0xe85a2235u, 0xe27000cau,
    0x23c30021u, 0x51108715u, 0xa7eadf62u, 0x57ea816u, 0x92e5ff6eu,
    0xd3835f8du, 0xc98dde56u, 0xfd53364u, 0x462e39deu, 0x17ce52bfu,
    0x80969775u, 0xf69313b5u, 0xcc755476u, 0xc0dc8e58u, 0xc0c817b6u,
    0x567d9cefu, 0xfa449808u, 0x21d678f9u, 0x22f0650du, 0x6300c65cu,
    0x7608d057u, 0x56d579fbu, 0x786a372au, 0xdfdb60eau, 0x77125f84u,
    0x6b3365d2u, 0xa320d92eu, 0x1500e6c9u, 0xe48de61eu, 0xed431b11u,
    0x552dde7u, 0x9f4fedb9u, 0xfec89cfdu, 0x1de0b279u, 0x26d2cd1bu,
    0x1cf8fb54u, 0xeb77c334u, 0x774766a0u, 0xf50c664au, 0x17932477u,
    0xafe95718u, 0xa1ba82fcu, 0x8981b9b3u, 0x9dcb5400u, 0x206546e3u,
    0x8367bb7u, 0x9e237aadu, 0xceb34266u, 0xe637817fu, 0xc96b61a6u,
    0x760cd325u, 0xea51a487u, 0x87ec463u, 0xab993766u, 0x836a1994u,
    0xb15f6b54u, 0xde89bc6eu, 0x29eaf91au, 0xc77b3a39u, 0x61d93cau,
    0x75b3f35bu, 0x10c8bf2bu, 0x3ebcabb7u, 0xf6e6f03au, 0x6836d966u,
    0xa54dfed3u, 0xf41cc57eu, 0xf26879acu, 0x16ee9a57u, 0x597140dbu,
    0xfe8c6efeu, 0xc1563384u, 0x6bac287au, 0x10bdfc91u, 0xa5e84c05u,
    0x2a8c6bf6u, 0xe817d450u, 0x46f235d1u, 0x725335b7u, 0x8ce1a82du,
    0x7d8dc274u, 0x8eb2592eu, 0xce41e6a5u, 0x56739f1cu, 0x6ca9a53eu,
    0xcb7c4531u, 0x936169d3u, 0x76babd01u, 0xf7772fceu, 0x4101f05cu,
    0x7544b3bbu, 0xf571fd14u, 0xd66486efu, 0x933c8f85u, 0xe4da006u,
    0x8eb4368eu, 0x62b5d8b3u, 0xf7e9d70eu, 0x8f7cb1e6u, 0x9312a47au,
    0x9ecd53f3u, 0x687fc668u, 0x400133b1u, 0x82f9a093u, 0x6637ef94u,
    0xd47df091u, 0xf26eff0bu, 0x775cf786u, 0xa61b1540u, 0x31d270c9u,
    0x95c0591au, 0x27581f50u, 0x10b76a92u, 0x347a37b6u, 0xd5b6c58u,
    0xdd27390au, 0x361e356bu, 0xe9eff343u, 0x23485a7au, 0xabcc258bu,
    0xfbd7090du, 0x1c58a589u, 0xb4097du, 0x489641a5u, 0x5da7ebe9u,
    0x7c870af8u, 0xef4c60eu, 0x11b1fd13u, 0xa3d7bb61u, 0x16f53f9bu,
    0xbe99995u, 0x620ac392u, 0x11834b3bu, 0x25acc50eu, 0x14771cafu,
    0x7c249b5au, 0x4593b5dau, 0xd4d3ed99u, 0x938c33ccu, 0x553aa7c5u,
    0xce31e16fu, 0x3307ab66u, 0x4466aaedu, 0x23be6fb9u, 0x487de5fbu,
    0x68d73086u, 0xd3114304u, 0x5c89fa4bu, 0xbef67919u, 0xd8607a41u,
    0x2076ee6cu, 0xba6e1a3au, 0xce6ce23fu, 0x5a2ec7c3u, 0xd4ccdf66u,
    0xce69487cu, 0x2d85fd94u, 0x2969ebb9u, 0xa07fa9feu, 0x6b371222u,
    0x325dca3du, 0xf9970296u, 0x3e5589d2u, 0x2c1b89e0u, 0x7e772943u,
    0x5d6bf676u, 0x85b03635u, 0x52b87560u, 0x7aa1f0c2u, 0x76ee02a5u,
    0x8a883856u, 0xe8e4c7adu, 0x3691f5d1u, 0x6ac20fceu, 0xc7510b02u,
    0xe88d4c29u, 0x472112d2u, 0xf30378c1u, 0xe9a59cb0u, 0x473aaa0fu,
    0x83e137cdu, 0xb6b6a7abu, 0x4dbe3cf3u, 0x38d51b6cu, 0x2ca46c66u,
    0x776a2034u, 0x7c3653aeu, 0xb920a30au, 0x60550515u, 0x7dca6599u,
    0x9f83131du, 0xbe4e2623u, 0x2edb066du, 0x97630d6u, 0x80575a5fu,
    0xd545b2e2u, 0x92c3dd1fu, 0xd3a80d6u, 0x1a62c862u, 0xd3dd46d3u,
    0x4f8b15c9u, 0xd0105c52u, 0x2a7b9874u, 0xec8a2879u, 0x2c974f83u,
    0xaa162fc7u, 0x727878deu, 0x291ea167u, 0x55eb34afu, 0x71224931u,
    0x39f8d370u, 0x707ea8a8u, 0x1f308925u, 0xa1e09319u, 0xf419101du,
    0x61923ab4u, 0x73802cf7u, 0xacf93d3au, 0xeee9c244u, 0x34334628u,
    0x27d6c977u, 0x5a753254u, 0xf5172c60u, 0x8b169674u, 0x10ea9ea1u,
    0x6d7a8a0fu, 0xf95650ceu, 0x1f5dd74eu, 0x3b6a95dau, 0xf7408300u,
    0xd22e535u, 0xb0f8bc48u, 0x888484beu, 0xd541c96fu, 0xea673b86u,
    0x5b828c26u, 0x4ce5fdccu, 0xf1e4b2c8u, 0x9abf5a38u, 0xcffc887eu,
    0x7184851u, 0xfac0ebdbu, 0x6ebddd48u, 0x32886e02u, 0xa64df012u,
    0x7a27c760u, 0xbc3e3c64u, 0x62c6ffeau, 0x4b091e93u, 0x9d2838f1u,
    0xeaefa524u, 0x400e6684u, 0xa228ba53u, 0x19b88d4eu, 0x294d1942u,
    0x7a038b6du, 0xfc5e989u, 0xa3b46eceu, 0x94764763u, 0x624ed59fu,
    0xc00c6c58u, 0xfcc8d323u, 0xec36f2dcu, 0x67eee152u, 0x9a5827b0u,
    0x4cc0b61du, 0x16829062u, 0xd05b9b9du, 0x670cec3au, 0x7778fba1u,
    0x6953b30eu, 0x45f188fau, 0xb3fd6926u, 0x495779ccu, 0x5650503u,
    0xf278cd43u, 0xb55019e3u, 0xf6346128u, 0xd5096e42u, 0xa56fc7feu,
    0xfd7dd036u, 0x475d568eu, 0x28eae956u, 0xb61c481au, 0xafbb3035u,
    0x377e346bu, 0xfc388fdfu, 0x5274245eu, 0xfa3b7f91u, 0x8aaf3bebu,
    0x2ede25d7u, 0x66b1623du, 0x2192dee4u, 0x59dcb32au, 0x8d556fbfu,
    0xf960dfbcu, 0xf7c13e83u, 0x2b92a1c0u, 0xac7b6038u, 0x9d209775u,
    0x6022e452u, 0x9ddd937u, 0x8d25b08bu, 0x177a9df4u, 0xd0e5ff77u,
    0x35c24c55u, 0xc6da87e3u, 0xfddf2583u, 0x7df3b62du, 0xb9f6f714u,
    0x68d6f558u, 0xde37bea0u, 0xb26ee920u, 0xcaaf824u, 0x614c95ecu,
    0xae72c01cu, 0x7eb9bcc0u, 0x709fad57u, 0x727d8aecu, 0x6a9a7f6cu,
    0x87be4f3eu, 0xb5502faau, 0x499074b6u, 0x4eedfda1u, 0x7f52ee44u,
    0x8372a094u, 0x7dd6db8du, 0x42bedaf9u, 0xb7362806u, 0x64330ea2u,
    0x9aece11au, 0x88881070u, 0xcc6970dcu, 0x286ae3afu, 0x28c24878u,
    0x46b43300u, 0xf8c7532fu, 0x6b9fb8adu, 0x74e425bu, 0x790602f3u,
    0x470dc57fu, 0xcccd0f5fu, 0x5542ebdu, 0xa49860f0u, 0x9905222u,
    0x8fff5958u, 0xccca2c81u, 0xdeafa127u, 0x1e71fd25u, 0x32857488u,
    0x2877ccc7u, 0x1aa52f90u, 0x6696a4bu, 0x64cb2cf3u, 0x754cd1bcu,
    0x231ee184u, 0xd6dfc37bu, 0x8e54c5f7u, 0xca9c0833u, 0x92da4a16u,
    0x8a1a982bu, 0x21b01d68u, 0x6423877du, 0xb74f5089u, 0x3ee871e6u,
    0x8e795f20u, 0xa4e83572u, 0x6c55a7b9u, 0xff2225bcu, 0xeae015e2u,
    0x9eeba85bu, 0xdb1d1170u, 0xcb6910a4u, 0x38916f63u,
};
static const char *const print_text_173[] = {
    "[ 5.28622927e+34 -3.95971118e-37 -1.31661129e+01 -1.66053348e+31",
    "  1.42095640e-33  1.00459735e-16 -3.70305204e+11 -8.66320957e+30",
    "  1.60506165e+00  7.11978189e+09 -4.47547192e+18  1.07895250e+27",
    "  7.62964258e+03 -1.96122968e+12  2.52787056e+01  7.30170784e+24",
    " -9.10630960e-17 -2.74517286e-31  9.81506778e-26  1.06914724e-34",
    " -1.36185359e+18 -7.19484615e+00 -7.02620579e+13 -4.71275448e-33",
    " -5.43846892e+10  4.00802500e+12  3.59429942e+31 -1.75688500e+06",
    "  7.83923526e-20  3.31719808e+08  9.23467409e-20  4.83094301e+31",
    " -1.95370528e+35  2.82646974e-18  7.41136913e+20  8.42530032e+23",
    " -1.07738821e+24  1.39365568e-07 -1.35909079e-38  1.66967072e+02",
    "  6.91612189e-36 -2.37342477e+00  2.21463723e-29  1.02844602e+05",
    "  3.76910268e+36  6.34347242e-21 -7.55962722e+35 -1.54067993e+00",
    " -8.88196291e+32  9.57332998e-25 -2.66711344e-04  9.15073000e+06",
    " -1.36590034e-32 -1.93699092e+27  2.89717676e+04 -4.02346981e-04",
    "  3.56359466e-14  3.18498734e+11 -1.66341619e+34  4.98919716e+26",
    " -1.84635857e-36  8.38820400e+06  4.48315413e-21  1.72692279e+27",
    " -6.65025101e-20  1.02753056e+32 -2.72261855e+04  5.12995498e+17",
    " -1.57352472e-21 -6.83358740e+03 -1.28159658e+26  4.41762480e+27",
    "  7.83654917e-33 -2.87805833e-05 -1.57705034e-34 -1.39538086e+19",
    "  3.82922785e+32  3.35870098e+18  2.42714765e-29  1.73965876e+32",
    " -3.77482086e-17 -2.61446729e+03 -1.39432634e+16  7.63013122e-06",
    " -1.31174404e-24 -5.03293152e+08  7.48731613e+01  8.18609962e+14",
    " -1.43459172e+14 -2.28222822e-26 -1.75091414e-37 -3.50176832e-12",
    " -2.96245033e-37 -8.25422290e+35 -6.20586491e+00  1.35277188e-30",
    "  3.85487712e-16 -5.31138894e-32 -1.13310179e+11  2.69807065e-28",
    " -1.07270658e-10 -5.95529709e+01 -1.04523838e+06 -2.12713455e+19",
    "  2.06292516e-09 -2.05692290e-30 -2.42994544e+08  9.32939482e+16",
    "  1.82338999e-09  4.97896552e+35  2.26820683e-26  5.00393544e-05",
    " -3.37988092e+16 -4.14961224e-13 -2.84937339e+17 -1.52890333e+14",
    " -6.59284148e+19  4.28995661e+09  3.35998987e+34 -7.57895027e-21",
    "  1.07542520e+04 -2.71036350e+26  7.66900101e-38 -8.26707385e+13",
    " -1.78645813e-16  6.87809563e+00 -4.86329445e-05  2.83740715e+25",
    " -3.18671684e+13  1.73204766e+05  1.72067934e+34  9.09196115e-06",
    " -2.94498714e-09 -1.85638520e-17 -7.94648071e+14 -6.37842624e+08",
    " -1.96982029e+35 -1.81663770e+33 -4.49781565e+22  9.49207885e-16",
    "  1.98432615e-32  1.25794333e+36  9.25542904e+14 -4.13498495e+22",
    " -3.44778640e+07  8.85780922e+26 -2.71527041e-27 -3.77412677e-25",
    " -1.06709686e+22  3.70555366e-35  1.84861512e+37 -3.29503048e-12",
    "  3.98005097e+31 -2.43467710e+26 -1.69974982e+31 -1.46737372e+12",
    "  2.31383342e+33 -1.63674448e+21  1.22868842e-27 -3.13194396e-14",
    "  1.29769116e+03  4.30690199e-01 -2.75647803e-11 -1.51624023e+03",
    " -4.48528715e+21  2.62731191e-06 -1.19355704e+19 -7.09279665e+12",
    "  1.76803676e+10  2.80601312e-29 -4.91178320e+03 -9.06965352e+11",
    "  5.96704430e+32  1.39575648e-13  1.77670759e-16  3.96701728e+19",
    " -2.66768208e+01  4.01988731e+10  4.33900220e-34 -1.82964099e-09",
    " -2.60671675e-01  2.07917988e-11 -1.22374522e-29  7.11435840e+22",
    " -7.34388155e-39  4.66011249e-38 -3.32258827e-18  1.78853485e+02",
    " -1.45448533e-30  5.10239524e+26 -5.22984034e-22  1.30408464e-22",
    "  8.30171549e+17 -2.04331747e-18 -9.60032837e+02  2.62272279e+20",
    "  3.71130256e-35 -3.29711009e-04 -3.34040463e-38 -3.16084511e-15",
    "  2.26847400e-14  1.77084387e+28 -7.76639704e+20 -2.46286811e+18",
    "  3.37346908e+10 -1.43390518e-18  5.59119588e-26 -3.99532518e+09",
    "  1.31539282e+03  2.81319972e+14 -3.55863195e+33 -3.34939542e-32",
    " -3.25033229e+19  1.12057110e-08 -3.54878082e+01 -1.74273785e+38",
    "  4.81704815e-27  1.90789714e-01  2.53173066e-16  2.42582912e+01",
    "  5.44935680e+09  1.19013602e-27 -1.25693466e+23  3.19231491e+01",
    " -5.08954523e+26 -2.20391495e+02  2.39988346e-12 -1.96920062e-08",
    " -8.48557031e+03  4.07808469e-19  6.13045576e-19  6.02881181e+19",
    "  2.38591689e-28  4.67865213e+26  5.55661568e+35 -1.67339531e-13",
    " -7.72313748e-28  1.16472062e+32  5.46911579e-05 -1.34146290e-25",
    "  8.33450288e+31 -1.35003632e+14 -2.56885340e-08 -4.77170019e-04",
    " -6.93999563e-28  1.08588998e+18  1.58544906e+05  8.00602662e+30",
    " -7.22139759e-28  2.91038804e+18  2.12182680e-16  5.01506166e-22",
    "  3.65413145e-32  1.26322576e-07  4.12475164e+24  3.43126125e+05",
    "  1.16914386e-11  1.57758833e+10 -6.87586180e-06  1.09994424e+10",
    " -2.29219168e+26 -4.10441402e-27  1.10787840e-17 -3.12631829e+34",
    " -4.01124465e+20 -1.33368789e+04  1.18629353e-14 -4.44840100e+06",
    " -4.86614873e-08 -5.58551102e+01 -3.72140471e-06 -5.48492857e-24",
    "  2.59498367e+14 -1.43789492e+26 -7.12351976e+35 -1.01573716e-09",
    "  9.89315136e+16 -2.14518896e-39 -1.51684918e-29  4.73984147e-27",
    "  3.03372608e-25  1.15483781e+37 -2.11362220e-29  3.75646505e-06",
    "  2.64446411e+02  1.68311919e-18 -9.38175025e+25 -5.19681457e-38",
    "  1.27746641e+04 -5.14764250e+05 -3.27244884e+32  1.75036460e+07",
    " -1.43247020e+23 -1.64980835e+03 -1.26297010e+07 -5.40375384e-35",
    " -1.21372082e+25  5.82906104e-16  2.05499979e-25 -2.76096467e+33",
    "  2.06283464e+37  4.94978529e+23 -1.80952414e-03  1.94605440e+07",
    " -8.49137791e-18 -1.87255809e+15 -3.42229056e+08  9.34414304e-20",
    " -1.23389594e+34 -6.24342170e-03 -2.28390675e-08  5.43085910e-10",
    " -9.75186609e+26  1.84719068e+22 -6.10001679e+29  3.38425324e-03",
    "  1.56079710e-24 -2.40482685e+14 -4.60776644e-26  8.11383089e+21",
    " -1.28620732e+35 -8.66257951e+34  3.35607642e-37 -1.22935518e-19",
    " -1.73016870e+09 -4.22779944e-09 -2.36026804e-23 -1.22881849e-35",
    " -9.59094841e-34  2.55919462e+09  6.71467171e-17  5.76086233e+22",
    " -1.08167066e-08 -5.57228780e+29 -1.34253096e+33  6.05606232e-08",
    "  2.48762867e-34 -1.04640944e+37 -1.63938253e-12 -4.00832405e+01",
    " -1.57027072e+10  1.74509984e+17 -1.68466924e+18 -4.03831891e-17",
    " -8.31404991e-17  3.13608829e+20  5.39540469e+14  3.90888417e+20",
    " -5.63347658e-06 -2.28881729e-38  9.88523953e-36  2.35036379e-36",
    "  2.99187519e-09  7.26774513e+37 -1.50064773e-23 -3.02895257e+34",
    " -6.42057500e+04  6.07228812e+05 -8.46293962e-37 -1.08759499e+00",
    " -1.27117857e+21  1.08251759e+30 -1.28142347e-05  1.09853147e-06",
    "  4.58461306e+32 -1.64573031e+24  4.67026026e+20  2.43083913e-36",
    " -2.04376988e+06  3.74888992e+08  2.68502236e+29  2.92179329e+21",
    "  1.56052429e+02  6.12381194e-03 -3.85236823e+15  7.06820174e-06",
    " -1.17501690e-22  2.27363650e-02 -9.07463360e+08 -2.36065862e-05",
    " -7.47098000e-19  2.26332090e+27  4.90219561e+17 -1.23641486e+31",
    " -9.75268860e+01  1.54848324e+22  7.51155526e-35  4.10498589e-19",
    "  4.48299887e+30  5.35247593e+32  1.28162418e+19 -2.49587172e+36",
    "  2.09667567e+35 -1.14782040e+07  2.90954628e-19  3.40256913e+19",
    "  1.17402058e-04  6.89024510e-17 -2.23457677e-29  3.54183121e-17",
    "  3.63099736e+21 -2.82700530e-10 -5.56994000e+06 -1.05612882e-29",
    " -9.68758804e-23  1.48814750e+07 -2.83696884e+17  1.79251683e-10",
    " -3.84521228e-03  3.24400854e-25 -3.00062809e-23  3.17494678e+00",
    "  1.32035462e+06  7.93777199e+14 -2.32437781e+05 -3.01797475e+06",
    "  3.29799986e+00 -5.53834457e-33  2.43644948e-27 -9.11916662e+21",
    " -1.28941869e+33  5.17790571e+17 -9.15656100e-33 -3.43371377e-33",
    " -1.01079473e+04  3.40164199e-28 -1.88941190e-34 -5.22758421e+14",
    " -9.56149298e-22 -2.82683897e-30  1.04218402e-33 -1.42189599e+27",
    "  3.81461279e-10  6.28357312e+15 -5.24221985e-12  7.92316674e+32",
    " -4.56029396e-28 -3.34802380e-25  1.67713286e-14  7.86043240e-37",
    " -2.91860951e+31 -3.58674816e+09  3.65595471e-15 -1.02695847e-12",
    " -2.39850460e-37 -2.64986549e-02  9.60049774e-17 -6.49710472e-08",
    " -1.97498121e-05 -3.24744419e+38  2.41215586e+04  1.42102217e+28",
    "  2.90842907e-18  1.30570901e-36  7.61959023e-32  9.21574791e+30",
    "  5.51443136e-12 -1.44134015e-01  2.23693042e-09 -1.61672851e-19",
    " -2.97318080e-33  5.10559991e+12  1.95918917e+31 -1.84118184e+32",
    "  2.91170234e+04 -6.18810006e+31  2.39695619e-05 -3.07292920e+07",
    "  9.63330898e+14 -1.68517414e-12 -1.10225223e-15 -9.29893571e+14",
    "  3.62612953e+20 -2.60016710e+29 -1.90279072e+20  1.90218935e-35",
    "  1.31677372e-23  9.96026916e-21 -2.03769512e-16  2.09703290e+17",
    "  2.84978052e-15  1.58526579e-24 -6.63462146e+25 -1.29472301e-23",
    "  9.26578279e-34  8.36148376e+01 -9.24076608e-15  3.43536957e+02",
    " -3.04531799e+02  1.70281412e+06 -1.41379756e-18  6.81872513e-24",
    " -4.23721165e+09 -8.52224976e-02 -7.10073158e-33 -1.01632826e-15",
    "  3.97956048e-29 -1.62221887e-22  1.32833046e+32  1.10266274e-33",
    "  1.57883941e-34  9.33724718e+27 -8.97014033e-05 -2.12369247e-10",
    "  5.94251254e-12  7.45703751e-15  2.03009534e+00  1.71990528e+21",
    "  9.66348291e-18  6.95189971e-36  5.08179087e+17  2.47029019e-26",
    "  2.09330064e-08  1.39177928e-05  5.87372693e+20  5.03254526e+25",
    "  6.70865488e-31  1.53029784e+33 -4.12042761e+24 -1.10681886e+21",
    "  2.11419970e-17  3.87963494e+10 -6.51902391e-15  1.19738951e-35",
    " -1.45149001e-27 -1.12848758e+12 -1.16218675e+06  2.10232166e-29",
    "  1.11504668e+04  1.33333260e-24 -1.38296570e-38 -1.49153778e+33",
    " -6.43117680e+07 -6.89237595e+00 -6.25289440e+00  6.97126166e+13",
    " -2.55193436e+35  1.45332253e-18  6.51591220e-18  2.37547654e+21",
    "  6.93728522e+32  1.17359939e+14  1.90018176e+34 -3.16157840e+19",
    "  2.96879933e+33  2.16878555e+26 -8.71960697e-18  2.60314515e-26",
    " -2.09405808e+22 -3.77389364e+27  9.91490957e-36 -4.40305946e-20",
    " -1.33330364e+38  5.94768427e-21  1.46272711e-15  1.64762302e-21",
    " -2.99526498e+26  4.04433030e+33 -1.77977595e+32  9.50885737e-25",
    " -4.24443369e-10 -1.26385215e-18 -3.12302511e-33 -5.38205066e-21",
    "  1.94205089e-19  5.49140589e-34 -8.65451691e-21 -1.50373658e+09",
    " -2.16645462e+23 -9.64122375e+05  7.14066484e+32 -6.33606137e+25",
    "  7.66661961e-34 -1.08866800e-12 -6.87957818e-37 -3.25117799e-09",
    " -4.96246431e+18  1.04348997e-13 -6.43142227e+04  2.96369963e-35",
    "  4.56228991e+32  7.91806314e-29  3.68497580e-01 -2.34199346e+33",
    "  3.45392397e+24 -1.78672534e-16 -4.96828569e+31 -4.60464733e+30",
    "  3.85483759e-25  4.24417367e+15 -9.33341119e+37 -1.33875771e+01",
    "  4.16252772e+26  7.49364957e-29 -4.02970975e-16  2.49439087e-13",
    " -2.86797525e+24  3.10029082e+04  4.18344156e+30 -3.47679561e-31",
    "  2.35538507e+37 -4.39662648e-30 -8.13279552e+08  6.69661738e+13",
    "  1.64071038e+27 -1.65327850e+07 -2.84511680e-27  1.89375131e+33",
    " -5.01354265e+33  8.12118149e+00  2.49349500e+32 -3.06756977e+32",
    " -6.28170466e+13 -2.37996966e-27  2.53452494e-30 -4.44259602e-30",
    "  1.67723775e+21 -9.48567965e+33 -1.24588213e-29 -1.85088840e-27",
    " -2.17399399e-20  4.83145361e+24  2.01877999e+00 -3.66794268e-37",
    "  2.17153126e+23 -4.36265104e+12 -4.73380866e+30  4.48174094e+33",
    " -5.38052269e-16  6.12462658e-09 -7.76887599e-26  2.99929962e-15",
    "  7.23449704e-29  2.33033319e-07  6.76149993e-31 -7.53104580e+17",
    "  2.35749280e-06 -3.62602552e+25  1.08611809e-17 -1.45054921e-12",
    " -2.23305479e+36  7.16823541e-22  1.65337931e-38  3.07725156e+05",
    "  1.51250263e+18  5.60946039e+36  6.03413637e-30  2.80816451e-28",
    " -2.33897048e-17  3.96220255e-25  8.99794200e-32  6.39935752e+20",
    "  2.07145201e-28  2.99707732e-16  1.24759700e-26  3.41875036e+36",
    "  4.72673145e+03 -7.28179461e+12 -3.53920442e-27  1.28268580e+13",
    " -7.46085312e+08  3.15880229e-08  9.22670715e+02  2.06471577e-17",
    "  2.59991922e+05  8.12963115e+24 -6.23894594e+11  3.10698175e+17",
    " -4.81392652e-01 -9.87262725e+14  2.09158977e-19 -9.08288755e-04",
    " -9.93562560e+08  1.22990716e+16 -7.03937066e+12 -9.78460416e+08",
    "  1.52329607e-11  5.19408498e-14 -2.16555859e-19  2.21319055e+26",
    "  1.29098767e-08 -9.80111593e+34  2.08533555e-01  2.21033608e-12",
    "  8.21333895e+37  1.06268170e+18 -1.65708730e-35  3.96121604e+11",
    "  4.20421471e+35  2.41371150e+33 -1.31175148e-32 -8.64306341e+24",
    "  4.34995354e-06  1.17303122e+26 -5.35150078e+04 -5.33806865e+24",
    "  4.12348203e+04 -1.04162608e+31 -2.50265870e+25  4.77860586e+04",
    " -1.32371227e-36 -5.44354180e-06  3.98958176e+08  1.01617392e-04",
    "  4.67319499e-12  4.74863524e+33  3.78678102e+36 -1.53195258e-04",
    "  6.13987920e+19  3.36289475e+37 -5.55122783e-20 -2.01317355e-01",
    "  9.96010843e-11  2.96341354e-33 -8.02210721e-39 -1.35857554e+13",
    " -1.23607407e-27  5.74707558e-31  4.68975726e-23 -1.90075201e+12",
    "  4.66692147e+09 -9.68787763e+09  2.23461711e-13 -1.33618312e+27",
    "  4.30050570e-12 -1.33392524e-13  4.92149772e+30  3.52230418e-14",
    "  3.23264384e+13  8.03600873e+29  4.74597793e-04  3.15252342e+29",
    "  3.73828930e-20 -1.52177668e-18 -4.85075827e+31  3.37181830e+20",
    "  2.03102415e+31 -7.08380316e-12 -3.61724300e+28  1.66961968e-07",
    "  5.96153604e-15  1.72541764e+16 -1.91634975e+32 -2.90021375e-32",
    "  9.25411324e-29  4.84613469e+27 -6.95494026e+34  4.69766662e-20",
    "  3.57948849e-03 -3.90460153e+33  5.01960021e-31 -1.80978876e-09",
    " -7.97566856e-34 -1.33169309e+13 -6.98857390e+25  7.34916836e+16",
    "  1.20581728e+08 -2.26491890e+30 -7.91415048e-23 -8.47360717e+09",
    "  1.14564609e-34 -5.00852357e+35  2.93800897e+28  1.58825095e-08",
    " -7.14490185e-16  2.17789345e+35 -1.16110779e-02  1.83544794e+21",
    "  8.98625900e+06 -2.22640529e-21 -1.44856563e+26  2.22500706e+00",
    " -2.28668848e-18  1.90822266e-23  4.55410517e-14  1.70754695e+35",
    "  1.95156543e-29 -1.95625667e-17 -1.24339046e-26  9.53855575e+20",
    " -2.19411278e+00 -8.34193386e+36 -8.84685481e+26  2.25615930e+24",
    " -4.46998124e-23  1.01036264e+08  2.10937511e-25 -1.47376343e+10",
    "  6.65488919e+23  5.04997368e+33  1.59955569e+25  7.72912207e+03",
    " -1.18003570e-07  8.82588750e+05  1.07684488e-35 -4.92802743e+30",
    " -7.75237083e-07 -9.14632810e+32 -9.44416542e+12 -2.07977055e-16",
    " -2.10859860e+37  5.66625547e+04  2.60804121e-14 -2.32877801e-06",
    " -3.40493550e-10  1.51517843e-05 -3.83320270e+36  2.62145540e+11",
    " -2.43386717e+35 -1.68744256e-32  1.01021129e-10  4.18835522e+23",
    "  9.95234348e-19  7.76518598e+15 -6.57702020e-31 -7.29757730e+34",
    " -7.83891548e+33  1.04188186e-12 -3.57226575e-12 -2.12541251e-21",
    "  4.69503868e+19  5.34080826e-33 -5.10570564e-31  8.09787216e-25",
    " -3.08697969e+10  1.44763419e-06 -2.79719434e+04 -3.70765769e+37",
    "  4.04935392e+37 -4.71048639e-04  8.12089777e+24 -3.31004897e+18",
    " -1.39064298e-08  2.63419914e-31  2.35871175e+20 -5.51950569e-11",
    "  1.23443613e+38  3.95341373e+29  5.02192984e+30  9.33881545e+25",
    " -2.86345970e-34 -7.75553985e-07  1.18338275e+06  1.99641101e+09",
    "  2.80375025e+38 -7.13017429e-37  3.56993455e+37  9.54276810e+01",
    " -1.08573640e-05  1.32120864e+22 -9.79709835e-23 -8.18906670e-34",
    " -6.11951200e+07  1.30389804e-14  2.15697550e-14  2.30655000e+04",
    " -3.23423200e+34  3.86182624e+26  1.55172176e-34  4.34892248e+34",
    "  3.62934961e+04 -1.07510520e+08  9.97677656e-36 -6.60837106e-17",
    "  3.47439763e-33 -2.51793553e-29 -1.05997320e+08 -6.32771965e+18",
    "  1.28107828e-20  1.55362301e-08  1.37556584e-14  6.83192419e-23",
    "  4.39005211e-35  2.99834238e+22  2.59639277e+32  8.61295195e-18",
    " -1.23015338e+14 -2.62263341e-30 -5.11285750e+06 -1.37759978e-27",
    " -7.44344990e-33  1.19340077e-18  1.20663290e+22 -1.23569125e-05",
    "  4.53993976e-01 -3.07374206e-30 -1.00704501e-16  1.03317299e+27",
    " -2.15530863e+38 -1.35451361e+26 -2.49512230e-20 -4.42107441e+16",
    " -1.52741480e+07  6.93488619e-05]",
    NULL};
static const uint64_t print_data_174[] = {
    0x2aa531ef3e0006ecu, 0xea6098011c74de41u, 0x2841a8e666a04392u, 0xc1d846184ad2e62du, 0x50011d7a5b466aa1u,
    0x5c76a49394c116e0u, 0x8dc0e5fd6bb85ecau, 0xed0bfcd859e1df14u, 0x86cc19b20f5adau, 0x298ba9a9d01f758cu,
    0xb85fcc9389d94737u, 0x64fbc22b3ead434cu, 0x49adf194e79f4411u, 0xf68054711e4180ecu, 0x43975de36468de07u,
    0xb6d3a54fedb4ccb2u, 0xf6d77e52b75ba0e5u, 0xc344a2e213ccf21bu, 0xb59c28839a1a8cdfu, 0xb924133b95bbae29u,
    0xce234c52b96cad2du, 0x456e41f857035e84u, 0xa06e8a8d7a8a6497u, 0xcd89ee11563b410bu, 0xe363048cb52c41afu,
    0xe7e4bf3fa0e2fe0du, 0xe765c1096e3e64afu, 0x18fe8757af93eb45u, 0x605c263b4da65521u, 0x74d61c90bea187dcu,
    0xe4457ea05bc3aeb8u, 0x6b543487f75548a0u, 0x43d147943df62c68u, 0x51576ed41f876a5u, 0x49ebcce3918fd6b2u,
    0xc7dd8a48a05785f0u, 0x529ec2f4bf4d778u, 0x2a3d0ac493cc3889u, 0x4f9ba05d9ff030c3u, 0x8831e0aada9a9281u,
    0x5cf0682aad947cf4u, 0xe1f4acce6a1ae17au, 0x351d40fe9204ae7du, 0x8fc745a61bb7eceau, 0xc71f0c4ad29e890eu,
    0xedface0e0d1801afu, 0xdf9c6737b3cd234eu, 0x22b18126fcc0cab5u, 0xcab368f70c49dafdu, 0xace37e3cf8352013u,
    0x6bee35f2dabc9207u, 0x68b90bde5ba5dacu, 0x2b00d56c1938f08eu, 0xbfdcaa2a4cc17bccu, 0x158156224f2fbb12u,
    0x5009d352ebabb607u, 0x41559a33ee30fa13u, 0xbf0077e7b228736eu, 0x5beb584f9ea01ae6u, 0x1651f7f3a47803bcu,
    0x5ed54b285c99e143u, 0x53ab1f6fdcc98bb8u, 0xb78eb65b2b86187cu, 0x51f387a279ed3587u, 0xb190cb90d8187c51u,
    0x89e1537b4e13d2b2u, 0xe342756af5096ee9u, 0xbbbdd1e9d16e957cu, 0x686d5cda9e857fdbu, 0x7c2307ba2e728cb2u,
    0x78acbcb66bf68994u, 0xdf27e3692fd5d323u, 0x235656ab2ba0ff83u, 0x6c9a568d5cb562c3u, 0x88efff211e434828u,
    0x6fac4cae3bd3667du, 0x991864c821ba0166u, 0x7fb42e5ca9e59e2eu, 0x69e7f6d53a42d2aau, 0xafd2f997daafdbfcu,
    0x544e7a240e5294e2u, 0x9b5ddd659e21ecefu, 0xba82ccc306dc572bu, 0x21720ed41130c053u, 0x53925d6bac9576d8u,
    0xf1d82862ada00feeu, 0xf74d2bcd523fa9f1u, 0xfe0d30a295e6bb69u, 0xae2f919c9064993u, 0xd39614245567b12du,
    0xef6e3c3bc7b73057u, 0xe6e5d4b0d8a77455u, 0xb70664ad0243f79cu, 0xacf563a63f9d726cu, 0xb83823a3cd868ee5u,
    0x932bb78be02880bdu, 0xc9d5e5fa6fcf0afcu, 0x807e756137d0445eu, 0x39d70a3cf90b5851u, 0x182741f8b0d2a15au,
    0xe8837273fd0f4cf4u, 0xc13fbfb990657dd4u, 0x2d5fba3d920628f0u, 0xd28ca02b6db8901eu, 0x4ce3865944e603f0u,
    0xa2ba48c4bf084a7bu, 0x5b2cd56c68588e71u, 0x36d3645bcceff787u, 0x2cf4b2295691f969u, 0x1229ccb049cbf565u,
    0x130e67bd46c965e7u, 0x11afe56391f7e69du, 0x1704ea9201111aa8u, 0xd582f188294f544du, 0x848f161fb0713c98u,
    0x20eae1ca5a2349a7u, 0x86660c9f86d3e84eu, 0x8ae9c963828101ccu, 0x7f20a7d58a10a62au, 0x34dc4a5719827c8au,
    0x6f34b32f14b2e0b9u, 0xdef072d3974ddd0bu, 0x623c7cff66de3ee6u, 0x81052d47f96f82e4u, 0xee245da96138dd04u,
    0x3b98df56a264c601u, 0xb9badf2bd453e85fu, 0x7bdd069425b3ecc3u, 0xc990f18d8aae720eu, 0x5c13903f6a0397ccu,
    0x8ad803a19661424bu, 0x5e47fcd38f44a8bcu, 0xddbbf4e53361c818u, 0xea318155e11e50f2u, 0xa1bf0a2711ef4c12u,
    0xfb242468526eb7dbu, 0xbb68004ca52b11c9u, 0xd496a9ad9e892fb6u, 0xe50c699a367c631eu, 0x459b9db26123e4a1u,
    0xfc96ecc2659e8c1bu, 0x63f22c66283c53f2u, 0x7f49523ed99ce031u, 0x2e29b2322f6ca710u, 0xd24c6f03f26fe353u,
    0x563eec40bd1a1c52u, 0xb078e0a9095fdda2u, 0x37e626fadba7b1ffu, 0x59f2edf61b53ed5eu, 0x625dd8be40df2859u,
    0x3c9363db671d31feu, 0x8f9eaf0f8ec4d59u, 0xc52c6959b9a689c3u, 0xf34a71756df621deu, 0x39eb612cfe8859a9u,
    0x29a3851532ee6380u, 0x58fc96551af20d15u, 0x1530271638657eb2u, 0xa654e4cc8a056ab1u, 0x5e597538d21bd593u,
    0x8ffe983346fed999u, 0xe7e5c8e28502bef5u, 0xdc907680825700cau, 0xebf303bf1636d638u, 0xef5ff14967d26c11u,
    0x96fe66ce1e8126ebu, 0x8096c0648d85e553u, 0x9a125c23eada937u, 0x1a39980223049d9bu, 0x861fd7f6987ee7efu,
    0xdb235c3968cab6eau, 0x6ec12379604fa7fau, 0xf468510e12a204u, 0x36597f11f28d63bfu, 0xc28d6bdc2e6cf68bu,
    0x288e14cfd5603cfdu, 0x33176f488c48f105u, 0x4918e439951604eau, 0x9bf9fed053f53220u, 0xd61eaca7eede4211u,
    0x38097df8042238d8u, 0x9976ba00e4de4631u, 0x87aa30224985c559u, 0x71e29ee1f9de4951u, 0x9496707f075d595fu,
    0xd06a1251cfc62e2bu, 0x37ad4c1ab45f8506u, 0x7f4abcc07b4150f3u, 0x19115267ba84dcddu, 0x83638952195d9bc0u,
    0xca7f7dae11d05334u, 0xffa18e327aa6ea99u, 0x79c7051e3b98dbdcu, 0x4bee3351e3496550u, 0x945a58c43fcbe67au,
    0x5f2b2485a1edcb2cu, 0x1df3de5ad2874309u, 0x864589d5ab7005a4u, 0xcc942819efc59e95u, 0xe420eafbd73c943cu,
    0xfa657eab06660208u, 0x5e23336d1c88ca10u, 0x406d210b4132aed5u, 0x1c5ec00e194c4c56u, 0x6face51a45b80979u,
    0xce9954fc3eae87fbu, 0x3c11ae49062ff1c0u, 0xd97d30a4f8cba9c1u, 0xb63465aee2401d1du, 0x3370fd1a867da497u,
    0xa1ba7807cd0a54fcu, 0xd1d758cde28d813du, 0xeed097a1e5aa37dau, 0x2986e821015597a2u, 0xd26f9675911ef715u,
    0xc69e0bbade6285f1u, 0x3e648a9be2119d7cu, 0x4b69aff4d447cb62u, 0xf503758a0c177482u, 0x5cad1599910abfe2u,
    0x49fa568960489b1bu, 0xb852a611bd9911f3u, 0x220620d85e0976f6u, 0x7bb0fbfd525b6b24u, 0x5bae9cd0ce0705e1u,
    0x8b42b0607e73da02u, 0x9a6e99f7252cfad1u, 0xa3de15046daa3c28u, 0x6eb1b465bdfafee8u, 0xe30e00995c6a0719u,
    0xd5eede4ec0956bfbu, 0xeef0892bb9ccdc3au, 0x7226df43dfadfb18u, 0xbae6e915eff8439du, 0x6e42143ec5a3dea0u,
    0x475e4e7d65df0255u, 0xa6e207bb130167e3u, 0xf22c36dff1b4727fu, 0xcde71f0c67234bbeu, 0x4902fbc5b06166d8u,
    0x3a65238b9a264146u, 0xc58a8e93e912e6fau, 0xb4834ccea8c2c19au, 0xdd150108eecfc08fu, 0x2577f45c7554e079u,
    0xdc9702aaeb45228au, 0x6ec08aaa962669a3u, 0x45f9f822349b59e9u, 0x57dee1d7eeb1a844u, 0xfe5645982edcf5f6u,
    0xf4be8576e2845f90u, 0x157061538e88d081u, 0x50b03100ebd71827u, 0xb83654b9c97ff45cu, 0x90b115cfc080340u,
    0x9324ae8f5de1ab9u, 0xb7dee262794cfc1u, 0xde52668d38ff3b73u, 0x556f7d39f54e29e8u, 0x5198ef05afa7b134u,
    0xcb1894a5e4e20187u, 0x518d8f7b8000af47u, 0xbd09cdf723876500u, 0x5e8d1d2d92991fc7u, 0x4c2a39c8e452ed6cu,
    0x632146df0ae49af7u, 0x2b047d1d819a1595u, 0x1333ee3439c57575u, 0xdf070ed8f62473dfu, 0xde4e5c2d7c388ccbu,
    0x75f86334e5c5258au, 0xb0396ca0d4a280fdu, 0xdcd69af1c0fbcc9cu, 0x640672794355f8cfu, 0xb63933a18b2d0d20u,
    0xc13a02b0aa4ba2feu, 0x13fcb298bab4ffabu, 0x235e96f0573f32e5u, 0xc015a02ffbec1643u, 0xb4a568a4822fd020u,
    0x2f6db0901e0064bau, 0xd3a4b40ba760baf4u, 0xcd07dbf0b28ef32eu, 0x552eae0d6693d886u, 0x571cb89982a6db40u,
    0x1c4e723739623535u, 0x720b2f21d3a7ab40u, 0x1c19505e67cbf743u, 0x8b1cbafef7855cf4u, 0x9fe4b13796a6bf2du,
    0x94fa18402175945au, 0x12578f18a6199a8bu, 0x9f25cb5ebf6f2c5eu, 0xc0912860dff92970u, 0x24507de85931acc1u,
    0x9856f3f0dad4df1au, 0xd1ad9e9fc28cdbc6u, 0x31910b30987a281fu, 0xe9d58f6c7feb5e25u, 0xf8cf5c7a31f04770u,
    0xb62e566f23f4b822u, 0xdf3dbc709bb103a3u, 0x45938d4a416adb37u, 0xaa3b5e4331f181bau, 0xed17ca344668295cu,
    0xb735c71491a5ff9u, 0xd2218e8b4259c495u, 0x3ca6ff262e727210u, 0xcd15bfb82280e8f6u, 0xa4759b63aafa2a2cu,
    0xcd3206f457d399fbu, 0x66a79b66313eafa8u, 0x73415be0336aa3bbu, 0xec9ebfdf6621a245u, 0x123c5f2e80ff98c8u,
    0x27fcc5553a81ee58u, 0xf90b8b7ba276651cu, 0xe9cad66f358e2556u, 0x25992511ed35d43fu, 0xf9349f8d0e4b7dacu,
    0x43f4e31ceb311e3fu, 0xe4611d9729e81c63u, 0xe79f596cb02bbbddu, 0x614344f1f158fd8u, 0x27c76329430d8bbu,
    0x53b5ef6b4175ef66u, 0xee61b672fb25d7aeu, 0xca957ffd5bb448d9u, 0x6308aa6ce96f50ccu, 0xdba698c0f9f720b4u,
    0x4ebc5f429a2197d0u, 0x58f058ce3ef41fdau, 0x30c32ff2e4f6f49fu, 0xf5a524245ab00e69u, 0xcdbabcb7ac3ec5a2u,
    0x766178d8192e11cbu, 0x43a7a11bc6aff510u, 0xf74a7068dfb987e3u, 0x6595fe467ac295c9u, 0x35f0ccc47867affcu,
    0x6cb647d614a7d513u, 0xb8185c435f449ff5u, 0xc54b99572818858du, 0x1be67a2629a9b498u, 0xf22884ceec701b0au,
    0xacb0ab395370acacu, 0xfffb8e635d08965u, 0xd6623c0039669361u, 0xf8ceaeecd225b7bbu, 0xd676a125da4ec270u,
    0x281430890a46354u, 0x791c5accbab92ebfu, 0x96d417aad10d0399u, 0xe353e1e457f047e9u, 0x80b4e94293e6548fu,
    0x13cb7e5a44f446d2u, 0xeefb870a1c95a501u, 0xf3a4f50e0dc2b1d0u, 0x7c75207e0933f6bdu, 0xdae6c556796fd8du,
    0xd6c18a1fee76fb92u, 0xbdde42b1a6a619b3u, 0xf8a2cbf1816fa094u, 0x1df4f6ed9df5bdbu, 0x6f7c907247413972u,
    0x48a74624a702c704u, 0x1b928fa7928ca1f9u, 0xbc31c804a38f31bfu, 0x5759dc5abf329650u, 0x9f9e1aa14224641u,
    0x22355dc876bf346fu, 0xce56091528c4bbddu, 0x9b1a5cefdbce3410u, 0x370d8eca1ae33ee0u, 0xb22fd2cde71049d5u,
    0x216235643cec0726u, 0xac56086a89e03b58u, 0xa7b0b7da9a9d1a5au, 0x16a2264380ebf27u, 0x82f2ad9726221fcfu,
    0xb9efcee2bb1e7d48u, 0xc22f4464980fc536u, 0xb4a94d3d7ea6c138u, 0xe292596f0b38f7e6u, 0xc196d647ceb00bdeu,
    0xec0787b3dc3ed089u, 0x6a30cab289748fbdu, 0x8bec64086a37169u, 0x2e563d63eb997cd7u, 0x49ac197eebe05b28u,
    0xab2daee8847932du, 0x1bb057ff05a67c2cu, 0x84ceb55f1d0ae074u, 0x40a324eb238054aeu, 0x4918d4a23c85ac0du,
    0xbdd0f267d9c1f16au, 0xdacc48d5ef23b408u, 0xdcaea410371c926fu, 0x5ee10e980906760bu, 0xb5aa51051cb5511bu,
    0xda30a2ec970affb9u, 0x26a52741a5b13045u, 0x33577c32e2b8e786u, 0xa5e0b9cbf32bb179u, 0x43fb1bbf4c9ab013u,
    0x31534a3a477749d8u, 0x5e15ce3cf80c4268u, 0x4177a63e37cbb25u, 0x7035b12d9afe1678u, 0xc19e207e090ee85u,
    0x3ea554b1df336866u, 0x37b0d87e33061083u, 0x545685d954bf23dfu, 0x20198e6257187281u, 0x78a0540e891285f4u,
    0xb0175f7b6a71df2fu, 0x56c40bc21e762a2eu, 0xed5c88e7c1fd06c8u, 0xdc19aea3026eca70u, 0x4e570206c3f6212au,
    0x9f56078edc65a2au, 0xc4a83617dcc87a06u, 0x3d71726a908eda63u, 0x550881864a8364deu, 0x944f503a9496090fu,
    0xffb69418de91cc00u, 0x4cb7ab43f1807e4eu, 0x77f11f9efb76043eu, 0xa0a09efdbe470daau, 0xaef17e0377f03d23u,
    0x365085e33be9581fu, 0x9867018c1ea91a2eu, 0x8b4a8f51d387f875u, 0xa898b09c9016c5e8u, 0x1d707116e81fac85u,
    0x2054d65f9cf008e6u, 0xf9bc2b6baf7c50afu, 0xd240d1bfe04262e0u, 0xd3dacbd3e696d1c7u, 0xef21776bd7c3f5cau,
    0xf5ed02f840aa437au, 0x64bb9951c0c1fe80u, 0xc10a8be4eca3ac32u, 0xa44136e1fb81b2adu, 0x8f5258e5fe4df39du,
    0xade9c690f4da822cu, 0x51c66401d4078ee6u, 0xdcb7be94d6f3017cu, 0x68329d8464b11321u, 0x25ef09d9ae3af855u,
    0x2cfa41bfc9d7394u, 0xa3a1e97d2cce79b0u, 0x3b4c36e0d25456c3u, 0xf4c0b668a33b5eb8u, 0x31ebcfe728c33a79u,
    0x50f122394021f176u, 0xfbf00dd497ad26e9u, 0x85153140d2674ecfu, 0xec09cdda9fa03786u, 0xc80c4ca4f4d9d76cu,
    0x1e748922cc1cb70au, 0x374ab0c64f017cf6u, 0x631e1182cf2070b9u, 0xe186594e0f9f8c38u, 0x5580418deb8415fcu,
    0x768c8b62f4b17837u, 0x7b13725651949f58u, 0x532328ed827d19b3u, 0xc957197fa4026ec3u, 0xe091fd9d7ec5fbdu,
    0x39d53f9263eede36u, 0xd338c8bce04524abu, 0x9dc891e3482ec9b6u, 0x8306f3b933cb0b86u, 0x5e9812ebf91c4b92u,
    0x2150d3ca3d98e3a8u, 0x74efd1055aba2668u, 0xfcb2393bad281980u, 0x9857b7e1549e06ddu, 0x939ab44efbeabb0au,
    0xfd78695d8ca08d5du, 0xe2a9cbc1f6fb5d94u, 0xffcb86ca31046b41u, 0xf4215085caddf6b4u, 0xaae112dc667622d8u,
    0x4e28f09ed77833fbu, 0xa0cdfdc6d5074b0cu, 0x592447a0f7373ba1u, 0xcf8e978b583338e3u, 0x23261f7e0bcc686cu,
    0x76696fbf2cccb710u, 0xd73d18ee61c0da6cu, 0x745ae772f63a77c3u, 0x99dc4e4792158b09u, 0x19291214662586dbu,
    0x48fca3e3df3ed509u, 0xf45924d9ba9456c8u, 0xa82d30a6a6f40814u, 0x5d6ca742b3fdcd1cu, 0x84525322b0f501bau,
    0xc65dc981c8059c02u, 0xc997a8279769a971u, 0xd3f5b4f40d356765u, 0x4a2605c8f617bbe8u, 0x3d019e3594939f92u,
    0xa3754aba8d8b9220u, 0x86f69f22e8751a99u, 0x909c6b0ba0baf86cu, 0x36f100d6eb8d63e9u, 0x519159d22fd93c70u,
    0xc0868ea7628d8fdfu, 0x5bbb12af180f3794u, 0xc1ea92b31712ac58u, 0xbf0e7955f20f8cau, 0xf36bf748b41e3e20u,
    0x35444650591e323bu, 0x7a6bd0c0a6a79243u, 0xebbf22ce004362dfu, 0x40e40b63220fefc4u, 0x3a35db0e5dfd47eau,
    0xfc52f30595f8a926u, 0xe788bc45ba866c6fu, 0x8841496a79fa67b2u, 0xf9f225a5dd85866u, 0x9acb9186abebb22bu,
    0x40676d98076678ceu, 0x36c963fb03674eecu, 0xeea0ed11b406b1cfu, 0x9e928587b4a10e2eu, 0x71ac9305e840cf27u,
    0x100a69346e1bf989u, 0x5f2294797e63ce0du, 0xdd2dffec84f119fdu, 0x4d7c315f25de8b7cu, 0x52a2a53e2ab16c72u,
    0x9b5aeb50558eaf6au, 0x408c4aa0aa99be29u, 0x8e9346d045ceb7b1u, 0xc4c860e7c5cdf998u, 0x496373df5a00b362u,
    0x79063379381b5f76u, 0x9386419498e9e039u, 0x5d03493bde1cc56bu, 0x393f0dc57f27fb58u, 0x1d4970d57105ee2eu,
    0x90c38bb973b878a8u, 0xeffb5c7911fcbe5du, 0x4cddca20a23aaccu, 0xdd9c1ee2130d1ce3u, 0xf664a343c5f5939fu,
    0x8ad5e8dba0e5f5d5u, 0xf7c735d85f7ec366u, 0xb46c9f2ba34bce69u, 0x8b93e11570dbc219u, 0x76b367edd4ca8881u,
    0x7765ece1aac5745eu, 0xae975666c32df30au, 0x3c088b39a10e6f2eu, 0xb724873143bc7f6bu, 0x7db180df346362deu,
    0xacb6a9c477e418e0u, 0xf0dc50d013f06240u, 0x3bc39ed86d74c105u, 0x6739c99eb3e5af2du, 0x4670e4eb1c9a11a3u,
    0xd7c33967b097f1eu, 0x9f414563874d9fe5u, 0xa0e6b00d56b76df0u, 0xffd963b49fc11423u, 0x99dce62f924f7b87u,
    0x65673baea39411ddu, 0xe6b2567c10a8605fu, 0x3f03a1466b95087u, 0x4d7e34352c2264bcu, 0xc07e6c0ab29d9ba4u,
    0x29573681cde6a4efu, 0x5c79f5fb88d12ff6u, 0xd95c3c073d52816du, 0x583c990ab295ced6u, 0x3e32ac4b160e3b5eu,
    0xe3fd97be77af9bddu, 0x13d19d2ccd5d9643u, 0xdb50277f0596353au, 0x50bd0bd962350865u, 0x35316114c9990dcfu,
    0x7ce59f63c133dfcbu, 0x7bc14a2127ff7782u, 0xf6f661bad16525dbu, 0xc0a425e29c6d7d88u, 0x75ca957440537b08u,
    0x8f37fef23bef2c12u, 0x5180952f690bffb4u, 0xfb93a46c263748f7u, 0x62cce2a9a6173156u, 0xe2bc8ad34a719315u,
    0xa7f4aca82d0842a2u, 0xea886afd8a14031cu, 0x5ac4f23ad780c91bu, 0x6aac9df4a0730401u, 0x5e8c363c06faf7a6u,
    0xd3b91400910e6a76u, 0xf3ffda81ffcd8c39u, 0xd316f9cb19674483u, 0x7390583236d9f32du, 0xd43faee1862e1d55u,
    0xbaed7e6eb937c4deu, 0x84e5ea75f9624d90u, 0x2ef9876932b45833u, 0x3ce51c07d253b01eu, 0xb429e4ec5b85bcd4u,
    0x32e095f562af5bdau, 0x8f72d59e6241d936u, 0xcddf4fa69bf26f37u, 0xa765dd493d42c365u, 0x9c18f35fdcae3ff2u,
    0x41fad04ec5167f9du, 0x1eb41fa6cec0e1f9u, 0x8ae50dfacb56c3bu, 0xbdcf1c25eaa326fu, 0x3b54c8dc6bab9014u,
    0x8ec44ac44d8491edu, 0x6c764f41a3d82ee2u, 0x343fd3d9176adb69u, 0x4d7ce7818a7cabf7u, 0x76149089074a4f71u,
    0xcc877a5cd4e7e5d0u, 0xa7eaf903010f2012u, 0xa78c8ed335cd0e6u, 0x7b44d434822dc1e5u, 0x2f9d823526c22744u,
    0xdad653aa60f2343cu, 0xe28915781f69aae5u, 0x8dfe81aa79ea1047u, 0xbc853ccaf960c996u, 0xafd0e1395244c2b4u,
    0xd11c1703ad0bfff7u, 0x476077f780e33620u, 0x3ab2a39290dfb68eu, 0xbf0e1c3a92120cb6u, 0xf58664a2c1fb681au,
    0x3ad557411fd6803au, 0x9159a2c2d2ced743u, 0x8b51f8502b5e7366u, 0x5fa18300a244204cu, 0xc00f956640828c22u,
    0x21bb7079fb28c9ddu, 0x5f2cc8457e861d73u, 0x6e5a6c012e86b403u, 0xf3f7cb253cca3a38u, 0xaf2e888035e0cf94u,
    0xb60166ac7cf5cf18u, 0x3a0e2b51880eaf87u, 0x9a80b8ac70e66201u, 0x1b8fb78654d32191u, 0x299961cd3854572fu,
    0xb2356f26d15295bdu, 0xd373a660e928ab36u, 0xa2c3a17e31904bf6u, 0x946ca6daec7176ccu, 0xca66c678a745f9afu,
    0xf4cbf9c30edb26f2u, 0xecef0569d74a15d9u, 0xcf0c028a16b42f1au, 0x6e9f476bd4da24abu, 0xc42e772e2f7043aau,
    0x3bdc6f362832892eu, 0xe76fbbf2acf31b0cu, 0x479caad7ef4438b0u, 0xfafa7e100a623dc1u, 0x4d3b1d21d084150eu,
    0x439af62d13b72930u, 0x56198e244d58f50du, 0x7c32425d8a7c0021u, 0x3340597058295d2du, 0x43835cf4f89529fdu,
    0xe25d53e7230b8e09u, 0xee6af9b6a039fc8cu, 0x27c6f9da46d8b529u, 0x70fc64db8c9b54f5u, 0x6b7b0de207b7b3e8u,
    0xd40ac168a70c34c3u, 0xa910e379d79e7df9u, 0x68756b544720490fu, 0xc9e7f7ad4d90904bu, 0x9aeb2cda2e9bc8e3u,
    0x3598b0556ec7f061u, 0xcae9adc8233f9d4du, 0x773405311503d6a4u, 0xe30f301fa430e9d4u, 0xaa4c6d6d229637e4u,
    0x26b182e2fd8c7cccu, 0xc1b57f9a52c0faa1u, 0x94c9e674c30d2476u, 0x8aa4f38ce607d191u, 0x6b73eb9e97f3ee3cu,
    0xa9b32cd21778bec7u, 0x1033c272992b620bu, 0x80fb3c81775c232du, 0xef7d5e4a7fec7972u, 0x34722c365fe3466eu,
    0x23134f4ddfc96670u, 0x6917dc7e0d3bd29eu, 0x84fea2e614e595d5u, 0x6063ff4198e7c83cu, 0x7be38f2f2d77294du,
    0xacb70ce671f06c01u, 0xcaf38948e806997du, 0xd351984ec0b6eacu, 0x61b7e443f8dd249cu, 0x9e85ead4ef528028u,
    0x55aba8dade41eaeu, 0xf2fe83c20692cad9u, 0xa40cd7f15aebdf7bu, 0x7c293367d22b3badu, 0x72c4b9e0fc70b618u,
    0x25b2adf0042fed2bu, 0x10f6167f72a5c9aau, 0xae53d589defe9a74u, 0xec8a5b0b100a0213u, 0xcad8a981f24ca45fu,
    0x57e0802d87235b6u, 0x9f9d6a3864db810u, 0x833d965b511332e7u, 0x92c1700f7c692af9u, 0x9b398496a9f3db1eu,
    0xe04329b7c418135au, 0xe5da884434a9c6bcu, 0xfd42665accb0f9b0u, 0x55692ff5bb2f75e0u, 0x77f27dc9500bc6f6u,
    0xfe5e7d9b6ad03fadu, 0xb34af9e48e60842eu, 0xeb40df9abc1edabu, 0xe8d85f88d6061ff2u, 0x9dde43b46aad5fcau,
    0x3197204a2d10e98fu, 0x5904c575e92a5634u, 0x93e17ab7d645bdd4u, 0xa71bb3a166a2d0efu, 0x692580594c87ce40u,
    0xbe8e515591ac60c9u, 0x886751b66e035da6u, 0xf989ba431a76f287u, 0xda7eb7ce0fd6e03du, 0x266cba20b1fc5b70u,
    0x1a63f4773c38c3bfu, 0xda80ea583e551aa8u, 0x9b943cc2fb666187u, 0xf9e9c9a388327b0du, 0x6f92de3c40569ea7u,
    0x2de67f89a9fdfeeau, 0x978117a03d1d5f5u, 0xc4c1f7e3f3770501u, 0x15616e5742b5f0c5u, 0xa4d6d64690900599u,
    0x90446425700f74dbu, 0xbd54597548aff4f1u, 0xf1a2db9992e1e3fdu, 0x3c8cac22004cf637u, 0x7b8bf11b0b7bcffdu,
    0xc0665f2a1b6d2e44u, 0x33cdbeb42e1ec9a4u, 0x178e12e1c0e85cf0u, 0x2355797592a06889u, 0xee831a94fe3d2f8du,
    0xca17c52596a48187u, 0x334e2021bad4e12eu, 0x411596dfce39078u, 0xa3481b53e707cf81u, 0x52687d4258e4fa46u,
    0x3a5b3bcaf41efaaeu, 0x33161407e8cabe4bu, 0x78e3c2eceb68dd86u, 0x579dca91e5aa4fd1u, 0xf0b21497cc88b173u,
    0x90de0070a08fa6bdu, 0xe66eaac1c0806d93u, 0xecb51e9bedabab95u, 0xe66f1536da45b814u, 0x7f9391efee13a171u,
    0x955277047326f999u, 0x88c530fe800abaadu, 0x52ffccb11e873aeu, 0xf247edf6625f451du, 0x26addb7d514f967eu,
    0x8daf495bbe74c367u, 0xaec2028b97b16d79u, 0xc94b5b80ad108b87u, 0x8acf23678fcc8ea3u, 0xa39cc543f3c77a0au,
    0xd3bd706143cdafb6u, 0xa4be463ec2bafbc2u, 0xaab6252d57d5f2b6u, 0xdaa327d1d17688d5u, 0x12cb1b648c0c03b7u,
    0x84bdcbab834ca2d8u, 0x6cc1d09b2785d51u, 0x26c13e7efc42c000u, 0x74c3244c9bf16bau, 0xddc200b1fb804c87u,
    0x5469b94e9026321fu, 0x8568dad47a3b47fcu, 0xc989bc792df651a6u, 0xb05b8ad49e5a9c1du, 0xed22f3772322c22fu,
    0x7d63c648868172ecu, 0xb3d2f6f30be228f0u, 0xde252b83d6926d55u, 0x1b71439c2ddb0e05u, 0x78486d7d394be59fu,
    0x1686caae15461bddu, 0x8e9537686774828eu, 0x5037ecc70650f23fu, 0xd72ae5138840d171u, 0x77e7cf04963538d1u,
    0x29b381a5203cf7fcu, 0xdf95c666771c7f4cu, 0x6d05856cc5ab328au, 0x50bcbc48f016c6cu, 0x44c8cb046e47493du,
    0x6212cdbfca5bf338u, 0x6b7f2a343051c3cu, 0x23de597d70a2cf48u, 0x4be801566a6de107u, 0x566bdbdc619c6ff0u,
    0x700535311798dfefu, 0x4c30ae5b95a4e28au, 0x521750591e307d55u, 0x764acb6a0c325a1cu, 0x5a1843b3cb4d6e7du,
    0xbff1f8cca878734bu, 0xc7f441c5ec65580bu, 0x485c1b0f9b59be7u, 0x297ee00d1a13e82eu, 0x1a10d1c52069d0e9u,
    0x5a559a691c4fba22u, 0x5b33e44191def0ceu, 0xbfd1ac1c0f26e881u, 0xbac1d4b98b880a28u, 0xe1e5ee91dc19afb0u,
    0xaed8f55075b355a7u, 0x9874ece83e6b1174u, 0xfe8c9ee5ba170009u, 0xa457ee3e57333cfeu, 0x63b46bd03693217cu,
    0x4e053838e80050b6u, 0x926ffe270c943c9u, 0xf1b30d9206b280beu, 0xc0acfd323700aab1u, 0x6087f3e626dda7d0u,
    0xe001bb11194e715cu, 0xc34ef4dbce6e512eu, 0x77159a0beb3c90feu, 0xf4ae37a008cc0de6u, 0xe4744b9740ea2c59u,
    0x723015d2c6d55ad0u, 0x6d5085ec1de5e69bu, 0x26d58a0ad00b976eu, 0x1a375a82927576cau, 0x5b722727efa21d55u,
    0x36efc8d9f8cc27a8u, 0x119016d0039cf638u, 0xbc4866804bd79590u, 0xf60f9b1a7ce737feu, 0xaff8af58a7cc46a1u,
    0xe84d7eb0a65a70f7u, 0xded05e2c6152721au, 0xa563d1b305ee19f6u, 0x85c9f5b377464e35u, 0x5b9f6cf7d7972d43u,
    0x7eb6c23661d54ea6u, 0x523d916179a12a6au, 0x2c0c8fcfcfedecbau, 0x7ecdc027e50481c0u, 0xa9419e53a164a6f3u,
    0x95d736327c6514d0u, 0xbce1f45e57ccb464u, 0x560225ad831c4c47u, 0x64b4b10741555u, 0x3670dac38400e908u,
    0x4a2979e071cbdeb1u, 0x8d9847d3116c4c28u, 0x63b31831cba976c2u, 0xa85d2f312436ab4cu, 0x395452b77b1376cau,
    0x77cffb1371d91385u, 0x93340d5741a757u, 0xafb16203e1c6254cu, 0xdd8826eb5fa04643u, 0xdbd0fc6085d19a90u,
    0xdfeb40516c30f206u, 0x3235b4c27f744eb1u, 0xfb3e6cf243a31a75u, 0x8d269684877006aau, 0x2f82283aec29e7f6u,
    0x174f51ac696c30f5u, 0x122b76442a902a29u, 0xa3104a94b24fd345u, 0xa0eb23bcc7e09619u,
};
static const char *const print_text_174[] = {
    "[ 2.95723665e-103 -2.60130970e+204  8.96389161e-115 -1.62898769e+009",
    "  2.47724847e+077  2.63323516e+137 -1.97988077e-242 -1.92962862e+217",
    "  4.05804824e-306  1.47233584e-108 -3.73796933e-037  2.81211458e+178",
    "  8.54740917e+046 -6.42759428e+262  4.20937964e+017 -1.37647803e-044",
    " -2.95912289e+264 -1.16171828e+016 -1.88150996e-050 -1.93316450e-033",
    " -2.60138376e+068  2.92634476e+026 -1.82229468e-152 -3.41342834e+065",
    " -5.74178856e+170 -2.95803908e+192 -1.21156692e+190  2.74075853e-188",
    "  1.50968390e+156  6.48449555e+254 -1.06325531e+175  1.03791110e+209",
    "  4.98050726e+018  3.60866068e-284  1.26969541e+048 -1.57062488e+038",
    "  8.71630865e-284  3.16569431e-105  3.12394715e+075 -3.38402273e-269",
    "  4.88455010e+139 -7.44121228e+163  7.63562011e-053 -1.17108467e-232",
    " -4.03026299e+034 -6.05579337e+221 -3.71898990e+152  1.43546228e-141",
    " -7.26215053e+051 -1.86901440e-092  7.94562909e+211  3.88757037e-277",
    "  1.50317850e-101 -4.47886062e-001  4.31989717e-205  3.73798344e+077",
    "  5.66292772e+006 -3.14109405e-005  6.21105606e+134  3.66788925e-201",
    "  6.80685741e+148  1.13152247e+095 -4.40700303e-041  6.07039672e+086",
    " -6.08367001e-070 -4.40184343e-261 -1.39324603e+170 -6.31462512e-021",
    "  1.07172500e+195  9.27275626e+289  1.94325551e+273 -2.44361921e+150",
    "  1.87584509e-138  1.41866963e+215 -1.24038829e-265  8.58115975e+229",
    " -8.75991747e-188  1.41716514e+307  1.46747220e+202 -2.56048544e-078",
    "  1.30197435e+098 -7.36991759e-177 -7.59319930e-027  1.41224465e-147",
    "  3.83078516e+094 -2.51694162e+240 -4.70304367e+266 -1.52721268e+299",
    "  3.15900885e-256 -4.60544658e+094 -5.73008183e+228 -4.74938563e+187",
    " -1.25518591e-043 -4.10163494e-092 -7.09387865e-038 -2.51257483e-216",
    " -5.00069972e+047 -2.71089779e-306  4.54383741e-030  2.54882232e-192",
    " -2.83923707e+195 -2.08069756e+006  3.89383182e-090 -4.55558630e+089",
    "  2.51001147e+062 -2.15544860e-141  1.59892571e+131  1.35870080e-044",
    "  3.96868437e-092  3.56866333e-221  6.89067005e-217  1.72341608e-223",
    "  8.74414839e-198 -8.48571370e+103 -1.02076287e-286  4.10613903e-150",
    " -7.77407987e-278 -4.29347600e-256  2.28436749e+304  4.61508546e-054",
    "  4.90372115e+227 -2.10322266e+149  1.64052839e+165 -9.65020077e-304",
    " -3.68086331e+222  1.31673472e-021 -1.32488018e-030  4.41975847e+288",
    " -2.41826655e+046  3.55487146e+135 -1.99917837e-256  1.49766531e+146",
    " -3.40912286e+143 -3.43024055e+203 -3.88399849e-146 -1.49759085e+285",
    " -1.58826417e-022 -3.09807736e+099 -5.75674560e+178  2.13668475e+027",
    " -1.42982257e+292  2.80927667e+173  1.38915637e+305  2.58343833e-086",
    " -2.82814336e+088  2.83686172e+107 -3.43755149e-075  2.03436427e-039",
    "  2.00215730e+125  6.87500898e+165  6.72728074e-017  2.00946734e-265",
    " -1.71737133e+025 -2.31110904e+247  1.07993452e-029  4.15573787e-108",
    "  4.61371168e+120  1.25778858e-206 -4.93853466e-124  3.17892628e+146",
    " -1.23164959e-231 -3.10598217e+192 -7.65815812e+137 -1.00019562e+212",
    " -3.02681580e+228 -6.35475855e-198 -8.09981508e-306  2.72279206e-262",
    "  2.40933458e-182 -3.50853878e-279 -1.07359162e+131  3.17191377e+225",
    "  4.64979614e-304  6.97812906e-047 -4.04363659e+012  2.44302657e-113",
    "  1.42416505e-062  1.38774770e+044 -6.56898782e-174 -7.03517799e+106",
    "  9.36430600e-039 -5.22320054e-186 -9.68181190e-272  3.88008335e+240",
    " -1.70637708e-209 -2.41510440e+079  1.68158155e-040  1.46684211e+305",
    "  6.22039728e-188 -2.44714080e-292 -7.36384904e+050 -6.16393084e+306",
    "  4.08066728e+278  5.92410662e+057 -1.25218935e-210  2.77651693e+150",
    "  2.15639869e-164 -1.89848772e-278 -8.09762023e+060 -2.09215615e+174",
    " -3.90174887e+281  2.99701654e+145  2.33032624e+002  4.97313957e-172",
    "  8.76170018e+229 -4.37087147e+070  2.39619546e-019 -1.20601470e+123",
    " -1.39563304e-047  6.60755328e-061 -3.31205470e-146 -1.81421120e+086",
    " -6.14163109e+225  1.21920046e-108 -1.25674503e+089 -1.52350408e+032",
    "  3.82614156e-008  1.96828590e+055 -4.56530636e+255  2.70587516e+138",
    "  2.40581746e+048 -2.19214511e-037  8.86053967e-145  6.46553396e+287",
    "  4.34578025e+133 -1.99149442e-254 -2.30459337e-181 -6.46681001e-136",
    "  1.63834286e+225 -1.41534630e+169 -8.84957598e+105 -2.44828845e+226",
    "  7.62558445e+241 -5.92222312e-025  1.30702291e+223  6.29443475e+035",
    " -2.18198750e-121 -9.40668619e+241 -1.94796424e+067  5.29182334e+043",
    "  2.13447827e-027 -1.02737203e+027 -9.83895011e-056 -2.50127180e+140",
    "  3.45580808e-128 -1.07039134e+138  3.06144176e+225  1.28593606e+029",
    "  1.90128231e+115 -3.72882541e+300 -2.23769056e+254  2.04080575e-205",
    "  4.79958627e+080 -6.56247930e-038  4.19727273e-265  2.26923598e-264",
    "  2.55149246e-253 -2.29768090e+146  3.52638466e+103  1.21094714e+085",
    " -5.88589785e+053  7.17827768e+084 -1.14595232e-014  2.90836846e+147",
    "  8.23107613e+058  3.26010741e+169  1.82955951e-101  3.61344107e-216",
    " -5.89670581e+149 -1.89553003e+146  1.87483915e+260 -2.19568791e-076",
    " -1.68247010e+139  6.93983224e+173 -1.72436917e-047 -1.70462467e+006",
    "  2.13112684e-212  2.56871469e-138 -5.40643304e+000 -4.36558371e-055",
    "  3.12994684e-080 -8.63710672e+094 -1.22688519e+063  2.14734771e+102",
    "  4.31697334e+111  2.46198243e-172  2.26580046e+241  2.55871704e-173",
    " -3.82689159e-255 -4.82280888e-155 -1.26997679e-207  2.60699068e-220",
    " -1.24015937e-158 -1.09809460e+003  9.07592073e-134 -2.01233470e-191",
    " -2.87705623e+085  6.17369482e-070 -6.60132160e+201 -8.48280133e+273",
    " -1.03789255e-047 -6.08361553e+150  1.51275610e+027 -2.98323843e-105",
    " -3.28041490e+217  1.65049331e-253 -4.36570539e+087  1.59571497e-016",
    " -2.23674498e+063 -4.75637609e-133 -7.41594590e+063  3.20987891e+186",
    "  1.51714959e+247 -1.65628480e+215  7.84892415e-221  4.56366860e-116",
    " -1.19208316e+275 -4.10857623e+201  1.45100903e-127 -7.14024427e+275",
    "  2.40812560e+019 -3.38656417e+175 -1.39677135e+191  2.22611981e-279",
    "  1.08799090e-296  1.83020967e+095 -5.12213907e+223 -2.01102248e+051",
    "  1.16359396e+169 -3.20784232e+133  1.95817107e+071  2.63823581e+120",
    "  8.48408356e-074 -5.07896840e+258 -2.81575345e+066  1.71929357e+262",
    "  8.51336337e+017 -4.26258303e+266  2.28153467e+181  7.18433719e-049",
    "  4.80047262e+215 -1.78971976e-038 -6.67302539e+025  2.83996941e-174",
    " -8.17457975e+241 -1.99777614e-093  1.27704883e-231 -1.33825669e+108",
    " -8.29942793e+273 -3.32164415e+108  1.31971941e-296  2.45426189e+275",
    " -1.04996729e-198 -3.00141579e+170 -2.97784976e-305  2.55213791e-213",
    " -4.07571208e+226 -1.17225107e+249  3.29421600e+291  8.91123894e-243",
    " -8.23847589e+109 -1.10087142e-010 -1.27106169e+273  1.16883000e-299",
    "  1.08267835e+229  1.01372553e+042  7.32870833e-176 -9.63927331e-019",
    "  6.21927376e+112  1.31508320e-260  6.84435013e-144 -2.37630137e+069",
    " -4.06609930e-178  1.65677039e-043 -5.90198763e-067  7.12012728e-148",
    " -4.12603172e-095 -1.65741277e-117  7.62194698e-302 -1.82783360e-294",
    " -1.25461019e-029 -6.71457147e+010 -5.15941950e-055 -6.76267186e+166",
    " -9.57854597e+007 -2.47542923e+212  3.29044016e+203  1.49126133e-266",
    "  1.78876065e-085  8.02101583e+046  3.92423409e-257  2.58127245e-175",
    " -1.61336444e-285  2.45045926e+003  1.38435224e+044 -6.16524526e-011",
    " -2.45073799e+129 -2.85068450e+138  1.09051265e+149 -3.51688852e-050",
    " -2.81538725e+126  1.59996630e-122  2.28356963e-061 -3.08857322e-126",
    "  3.12538432e+019  4.36709032e-071  1.70179139e+145  6.02291692e-289",
    "  3.36773810e+232  2.25942068e-250  6.35708544e-007  1.93378873e-040",
    "  1.92434041e+098  4.76516896e-154  1.10415057e+273 -5.04632421e-077",
    "  9.41574441e+109 -6.29551835e+218 -4.66669980e+135  2.48116872e+069",
    "  1.08619394e-260 -5.71673196e+022  9.91743636e-013  4.28805349e+101",
    " -7.44120362e-211 -1.58551650e+307  3.80346254e+061  5.65391361e+269",
    " -1.58675870e-151 -1.44067704e-082  4.52219776e-047 -4.03398904e-191",
    " -2.83021328e-254 -4.01033614e-113  6.97060709e-167  6.21649610e-153",
    " -2.49676044e+278 -1.67292913e+088 -8.94317817e+095 -2.06886602e+227",
    " -1.11516201e+260  1.74746827e+177 -2.17468616e+005 -4.73678277e-134",
    " -7.21297775e-235 -1.61964892e-087  8.69952497e+085 -4.41814835e+138",
    "  8.49312073e+193  5.73155204e-126  3.87048312e-295 -4.81324168e-137",
    "  4.66767564e-023 -2.45057874e+254  3.22377782e-068  8.12623998e+081",
    " -9.77821977e+288 -3.56290423e-284 -2.71466326e+212 -1.20372301e+039",
    "  5.70573480e-162  2.39368915e-042  2.83692551e+169 -6.28409611e+161",
    "  7.28189026e+103  1.12353951e+263  7.22936676e+284  3.12234823e+092",
    " -2.06055352e+045  4.70987616e-241  4.19049371e-030 -8.07778697e+092",
    " -3.33330707e-165 -4.49216424e-294  4.80977303e+147  3.29000608e-148",
    "  1.86611577e+255 -4.54641616e+292 -2.07943809e-191 -3.09859478e-214",
    " -2.49454709e+296 -1.90142314e+167 -3.86595632e+307 -2.47934745e+251",
    " -3.81152263e-102  3.36189507e+068 -1.14526949e-150  2.61837554e+121",
    " -1.72964264e+075  2.32218262e-139  2.50301688e+262 -1.74941321e+112",
    "  3.08201550e+252 -4.16349246e-184  1.80060250e-187  3.99186068e+043",
    " -2.88038036e+252 -3.70413156e-115  1.09190173e+142 -7.52146029e-288",
    " -9.43992038e+030 -3.37641905e+046 -2.89784674e+096  1.60930313e+049",
    "  7.82396595e-015 -7.15182036e-138 -4.08364328e-275 -1.17149125e-228",
    "  4.76533387e-044  8.42674567e+084 -7.21831731e+002  7.68659895e+133",
    " -3.56657375e+009  3.68917379e-251 -9.77678521e+247  4.23354728e-052",
    "  5.04907581e+281 -1.02362099e+211  4.10510979e+004  2.75857565e-028",
    " -7.38667670e+290 -5.51044783e+190 -6.54437248e-269  1.95839803e-233",
    " -1.32875564e-179  1.87424808e+002  8.89493430e-045 -7.83145457e+224",
    " -2.05845264e-161  3.72136531e+239  2.12646123e-231  1.90061026e+150",
    " -7.14504460e+140  1.85565906e+065  1.18692229e+090 -6.64300561e-177",
    "  9.05328450e+002 -1.85018105e-238 -2.30248768e+023  3.47046459e+045",
    "  9.60815352e+274 -1.29122998e-214  1.14834328e+140  5.98074333e-033",
    "  1.34822523e-167 -6.44594668e-228 -2.65492455e+231  1.56888387e-285",
    " -8.57280841e+142 -2.03080699e+262 -1.82397204e-256 -9.57960305e+268",
    " -3.64776750e-056 -6.77865114e-253  6.11070948e+263  1.41394358e+267",
    " -3.00327884e-084  1.66315584e-019 -4.60255818e-043  2.86179352e+297",
    " -2.71619975e-093 -4.50156521e+235  8.30960070e-021  1.79526203e+189",
    "  2.14159586e+031  1.03256157e-243 -3.93107224e-158 -3.46547453e-150",
    " -7.13163823e+307 -4.25077319e-184  3.01269529e+180 -4.98683829e+186",
    "  1.04068439e-289  1.98802860e+065 -4.86752612e+002  1.54436989e-109",
    "  3.01909843e+137 -2.91633987e+122  1.12681146e+117  4.34765143e-009",
    " -4.57449172e+173  3.27009376e-213 -7.16647808e+131  8.61012509e+080",
    "  1.81447559e-052  4.31552884e+293  1.31634589e+288 -1.12763975e+265",
    " -2.57894260e+003  2.55460306e+259 -2.35841456e-235  4.02685021e+084",
    " -1.86933730e+287  8.51659520e+167 -4.20771550e+167 -3.27940807e-116",
    " -1.53114362e+205  1.81490383e+129  7.17780030e+205  2.81825000e+147",
    " -2.09244408e+095 -5.70156654e+250 -1.87209761e+092  4.57118193e+248",
    " -6.76747522e+097 -7.62398852e-025 -4.60566860e-285  2.10258776e-082",
    "  2.34362467e-015 -2.06259454e-057  1.25993084e-063 -2.96180375e-234",
    " -1.31897899e+067 -6.77375152e-119 -2.52199905e-173  7.19774831e+009",
    "  8.94599895e-161  7.34521491e-267  1.57916593e-251  6.87705168e-023",
    " -1.55811505e-237  3.00419849e+214  5.07041827e-057  1.90248764e+065",
    "  6.32377394e+260 -4.71595721e+060 -2.13922341e-116  3.22396534e-258",
    "  6.19459309e+285  2.48868600e-079 -3.86905582e+129 -4.62234184e+166",
    " -2.85940701e-241 -3.68411415e-017 -2.27775989e-078 -5.32904049e+082",
    "  6.84079726e+035  6.02257123e-026 -5.74307799e-005 -1.34493311e+258",
    "  2.75823860e-025 -4.32862414e-225 -3.82975595e-254  4.58581819e+152",
    " -3.94794894e+000  3.43349259e-146  2.94424202e+150  3.82032869e+223",
    " -4.25888012e+250 -2.01179441e-081 -1.48828686e-048  4.75986251e-029",
    " -5.03714860e-181  6.26156926e-176  2.70189243e-108 -7.95038148e-067",
    " -1.02470621e+094 -3.21966543e-141 -2.72348268e-210 -2.66288855e+050",
    " -4.10210024e+254 -5.34693299e+216 -6.18615552e+072  7.23618217e+224",
    " -2.80995088e+020  2.40848907e-020 -1.76739836e+190  9.52636351e+036",
    " -2.46216842e+284  1.11539692e+064  4.85697463e+017  5.86109108e+106",
    "  1.77942026e+290  7.94862362e-062  1.74407417e+017 -6.75548157e+165",
    " -7.80073239e+223  4.55560300e-117  1.80560527e+236  5.55894248e+209",
    " -7.14367598e+096 -7.02254751e-111  1.56358524e+195 -1.09464135e+048",
    " -5.23920515e-179  1.64968407e-050 -7.68607428e+052  1.61386178e+266",
    " -1.47127844e+169 -6.19739779e-105  2.64898540e-122 -3.60684115e+008",
    " -1.57563802e-208 -2.18024910e-257  4.09312312e+209 -8.16467237e-108",
    "  1.27274273e-230 -6.20573609e-304 -1.11315563e+229  4.63212622e-056",
    "  1.01344315e-139  1.78365656e+198 -1.28765866e-284  2.14493764e+156",
    "  5.95661416e+288 -2.76261048e-093 -1.16950175e+053  4.82835840e-245",
    "  5.37432643e+162 -1.21792240e-161  7.18989117e-283 -8.33422632e+245",
    " -4.96044129e-135  1.22794869e+290  7.07593535e+244  4.31167259e-127",
    "  5.82743389e-227 -1.59527113e-085 -7.09807285e+214 -3.69088068e+052",
    "  3.23130619e-282  1.31289481e-260 -4.63265566e-293 -2.46992211e-218",
    " -1.57430149e-177 -5.13866582e+155 -4.40384614e+182 -2.35027894e+295",
    "  2.82066099e+103  6.10555043e+269 -5.10484326e+300 -1.31150746e-061",
    "  7.69940637e-238 -1.13870023e+197 -8.21174551e-165  8.37691313e-070",
    "  6.70459568e+120 -6.49021062e-213 -2.68193270e-120  3.21449787e+198",
    " -2.25884556e-007 -3.53124078e-268 -2.85039514e+277 -8.31746430e+127",
    "  1.35801008e-123  1.50280678e-181 -9.16032068e+127 -7.99054106e-176",
    " -1.82851190e+279  2.86065208e+229  1.41370546e-087  4.77714736e-263",
    " -1.69706003e+023  1.08586478e-205 -3.21737158e-131 -2.62685457e-230",
    " -2.89183019e-013 -2.45594069e+239  4.97386747e-017  1.32959863e+287",
    " -1.78973890e+002  3.70206393e-059  3.21855187e-195  1.80328370e-138",
    " -2.20977150e+224 -8.68501177e+048  1.46462139e-061  4.45068638e-289",
    " -1.01216346e-138  9.74327581e+088  1.37494369e-027  1.34173106e-062",
    "  2.13808213e+274  1.14632475e+114 -7.18597432e+234 -1.97883425e-227",
    " -2.60614702e+185 -4.55031978e+215 -2.64148676e+185  3.43564215e+306",
    " -5.75135544e-206 -2.05377638e-266  1.07555850e-283 -3.19125047e+242",
    "  2.25830961e-122 -9.16413058e-243 -1.85414433e-083 -1.22018225e+045",
    " -1.29613009e-256 -3.86554224e-137 -2.45630033e+095 -1.06629503e-131",
    " -6.17961690e-103 -4.14937500e+128  3.83949986e-218 -7.82701303e-286",
    "  6.34377554e-276  5.21714528e-122  1.62879726e-273 -4.39062125e+143",
    "  4.39566567e+098 -1.33716326e-282 -1.83659832e+046 -9.51440016e-076",
    " -5.22636641e+217  1.01035091e+296 -4.72069130e-059 -3.30436779e+145",
    "  1.70414498e-176  2.58100322e+271  3.72194516e-200 -2.03636625e-238",
    "  2.77031553e+078 -8.08494744e+111  3.93062089e+269  8.30575780e-108",
    " -2.85112335e+152  1.48379257e+217  2.33655447e-284  2.34163608e+023",
    "  2.70708032e+164  2.70190253e-276  6.52430890e-136  4.70885121e+057",
    "  2.04461413e+108  4.11568283e+231  1.04708867e+059  2.89863106e+087",
    "  6.59163749e+261  1.02657072e+126 -1.12324205e+000 -4.30817177e+038",
    "  7.14406342e-287  8.21658508e-109  3.95834378e-183  1.46236437e+127",
    "  2.20611629e+131 -2.76129737e-001 -1.15229854e-025 -3.94679146e+163",
    " -5.13896301e-083 -7.33832456e-191 -3.83341484e+301 -1.31697104e-133",
    "  1.97295711e+172  7.15099723e+067  1.42657017e-264 -4.96272429e+239",
    " -3.71059808e+003  1.02769156e+157 -2.97162772e+154 -1.74269484e+016",
    "  4.35336434e+265 -1.10769912e+254 -8.03142229e+175  1.07256662e+242",
    "  3.64543448e+218  1.30332247e-121  2.19844515e-182  3.22125715e+132",
    "  4.45396775e-044  4.34665626e-224 -2.64549614e-018 -4.85952764e+260",
    " -1.33239599e-077 -2.69137304e+194 -5.23226704e+148 -1.42960685e-128",
    " -8.93829922e-281  2.23060393e+133  2.43860811e+302  1.47048005e+088",
    "  1.67146173e-096  6.37560667e+302 -5.86083675e-110 -1.85084494e-203",
    " -1.99335710e-015  2.08102648e+106  8.75304302e-309  1.84517572e-046",
    "  1.86166670e+049 -3.55600440e-243  1.84478624e+172 -2.96272666e-114",
    "  1.56563561e-032  1.31994246e+269  6.83661190e-306 -5.86411759e-079",
    " -3.68147273e+142 -1.92905812e+134 -1.14181070e+154  8.05123729e-067",
    " -4.52433395e+285 -2.58446436e-245  7.65665039e-080  2.09489008e-196",
    "  3.79861260e-221 -8.55024579e-140 -4.14548744e-150]",
    NULL};
static const uint64_t print_data_175[] = {
    0x41e8225eu, 0xc2180a3fu, 0xc3817e9cu, 0xc0b06366u, 0x4236bc00u,
    0x424a7796u, 0xc18ac5a2u, 0x422d536fu,
};
static const char *const print_text_175[] = {
    "[[  29.01678    -38.010006 ]",
    " [-258.98914     -5.5121336]",
    " [  45.683594    50.616783 ]",
    " [ -17.3465      43.33148  ]]",
    NULL};
static const uint64_t print_data_176[] = {
    0x42303a74u, 0xc2591c00u, 0xc0c3fdc0u, 0xc1f61531u, 0xc298f54bu,
    0xc2528c0eu, 0xc2b0cffdu, 0x42bceb69u, 0xc252f6bfu,
};
static const char *const print_text_176[] = {
    "[ 44.057083  -54.277344   -6.1247253 -30.760347  -76.47909   -52.636772",
    " -88.40623    94.459785  -52.740963 ]",
    NULL};
static const uint64_t print_data_177[] = {
    0x3ef20bc78bd10cdfu, 0x3ec417036868af4du,
};
static const char *const print_text_177[] = {
    "[1.72100197e-05 2.39490220e-06]",
    NULL};
static const uint64_t print_data_178[] = {
    0x404a800000000000u, 0xc058800000000000u, 0xc04d800000000000u, 0x4034000000000000u, 0x402e000000000000u,
    0x4050400000000000u, 0xc055000000000000u, 0xc03a000000000000u, 0xc033000000000000u,
};
static const char *const print_text_178[] = {
    "[ 53. -98. -59.  20.  15.  65. -84. -26. -19.]",
    NULL};
static const uint64_t print_data_179[] = {
    0xc007caceu, 0xbfeaa81eu, 0xbff9d269u, 0xc0035d6eu,
};
static const char *const print_text_179[] = {
    "[[-2.1217532 -1.8332555]",
    " [-1.9517337 -2.0525775]]",
    NULL};
static const uint64_t print_data_180[] = {
    0xc1b00000u, 0x41800000u, 0xc2a60000u, 0xc1000000u, 0x41300000u,
    0x41500000u, 0xc2bc0000u, 0x425c0000u, 0x42300000u,
};
static const char *const print_text_180[] = {
    "[-22.  16. -83.  -8.  11.  13. -94.  55.  44.]",
    NULL};
static const uint64_t print_data_181[] = {
    0x3ff58c139746cfe8u, 0xc00d0afe0db9764bu, 0xbfd1ab5ba5c04e56u, 0xbff3607302cfdb36u,
};
static const char *const print_text_181[] = {
    "[ 1.34669837 -3.63036738 -0.27608386 -1.21104718]",
    NULL};
static const uint64_t print_data_182[] = {
    0x4056a872b020c49cu, 0x4052eb126e978d50u, 0xc03c66e978d4fdf4u, 0xc03c0872b020c49cu, 0xc006a9fbe76c8b44u,
    0x4057084189374bc7u, 0xc051cd0e56041893u, 0x40238f5c28f5c28fu, 0x403d8ac083126e98u,
};
static const char *const print_text_182[] = {
    "[ 90.632  75.673 -28.402 -28.033  -2.833  92.129 -71.204   9.78   29.542]",
    NULL};
static const uint64_t print_data_183[] = {
    0x40000229u, 0x400001deu, 0x3ffffadfu, 0x4000023cu, 0x3ffffd7fu,
    0x3ffff9bbu, 0x3ffffbf9u, 0x3ffffcd5u, 0x3ffffffau, 0x3ffffc9eu,
    0x3ffffb0du, 0x3fffff22u,
};
static const char *const print_text_183[] = {
    "[[[2.0001318]",
    "  [2.000114 ]",
    "  [1.9998435]",
    "  [2.0001364]]",
    "",
    " [[1.9999236]",
    "  [1.9998087]",
    "  [1.9998771]",
    "  [1.9999033]]",
    "",
    " [[1.9999993]",
    "  [1.9998968]",
    "  [1.999849 ]",
    "  [1.9999735]]]",
    NULL};
static const uint64_t print_data_184[] = {
    0xc2ab3333u, 0x41fccccdu, 0xc28d6666u, 0xc25c0000u, 0x428d999au,
    0xc2ab0000u, 0x42393333u, 0xc2b0cccdu, 0x3ff33333u,
};
static const char *const print_text_184[] = {
    "[-85.6  31.6 -70.7 -55.   70.8 -85.5  46.3 -88.4   1.9]",
    NULL};
static const uint64_t print_data_185[] = {
    0xbff01f40b0c8b1d1u, 0xbff04d5e62aec611u, 0xbfef95b85034f6e0u,
};
static const char *const print_text_185[] = {
    "[[-1.00763005]",
    " [-1.01888884]",
    " [-0.98702636]]",
    NULL};
static const uint64_t print_data_186[] = {
    0x404a800000000000u, 0xc049000000000000u, 0xc048000000000000u, 0xc058800000000000u, 0x4054000000000000u,
    0xc057400000000000u, 0xc042800000000000u, 0x403d000000000000u, 0xc041000000000000u,
};
static const char *const print_text_186[] = {
    "[ 53. -50. -48. -98.  80. -93. -37.  29. -34.]",
    NULL};
static const uint64_t print_data_187[] = {
    0xbb97b5b3u, 0x3d6297b4u, 0x3d5c71f7u, 0x3e2ca241u,
};
static const char *const print_text_187[] = {
    "[[-0.00462981  0.05532046]",
    " [ 0.05381962  0.1685877 ]]",
    NULL};
static const uint64_t print_data_188[] = {
    0x41900000u, 0x42860000u, 0x42b60000u, 0xc1a00000u, 0x42820000u,
    0xc1980000u, 0xc1d00000u, 0xc2920000u, 0x42940000u,
};
static const char *const print_text_188[] = {
    "[ 18.  67.  91. -20.  65. -19. -26. -73.  74.]",
    NULL};
static const uint64_t print_data_189[] = {
    0x3feffffa914a90b7u, 0x3fefffda6d2cd724u, 0x3ff0000123b4d291u, 0x3ff0000a38e1759cu, 0x3ff00006cc1b6a1bu,
    0x3feffff230425418u, 0x3feffff3aef95f31u, 0x3fefffe71f194eccu, 0x3ff000069a9303b3u, 0x3ff0000f1dec68ddu,
    0x3feffff4f84c4c7au, 0x3fefffdc64e89defu,
};
static const char *const print_text_189[] = {
    "[[0.99999741 0.99998208 1.00000109]",
    " [1.00000975 1.00000648 0.99999341]",
    " [0.99999413 0.99998814 1.0000063 ]",
    " [1.00001442 0.99999474 0.99998302]]",
    NULL};
static const uint64_t print_data_190[] = {
    0x40573b5b78cc9a78u, 0xc0497236b8f9b131u, 0xc0523114ec204f2bu, 0x4048791c64ba94bcu, 0x4041b429068986fdu,
    0xc025644bd33d2956u, 0x403d857928e0c9dau, 0x4056351ea78af3e4u, 0x40511875e6362a5eu,
};
static const char *const print_text_190[] = {
    "[ 92.927458 -50.892295 -72.766902  48.946179  35.407502 -10.695891",
    "  29.52138   88.829996  68.382196]",
    NULL};
static const uint64_t print_data_191[] = {
    0xc42b1514u, 0x4381d9e9u, 0xc4eef200u, 0x443dbd19u, 0x4453fe2cu,
    0x4232b62cu, 0x43256c46u, 0x44cab4d6u,
};
static const char *const print_text_191[] = {
    "[[ -684.32935    259.70242  -1911.5625     758.95465 ]",
    " [  847.97144     44.677902   165.42294   1621.6511  ]]",
    NULL};
static const uint64_t print_data_192[] = {
    0xc2a66666u, 0xc2b16666u, 0xc2bbcccdu, 0xc29d3333u, 0xc243999au,
    0xc2b4999au, 0x419a6666u, 0x41680000u, 0xc10e6666u,
};
static const char *const print_text_192[] = {
    "[-83.2 -88.7 -93.9 -78.6 -48.9 -90.3  19.3  14.5  -8.9]",
    NULL};
static const uint64_t print_data_193[] = {
    0xbfef26578a74066eu, 0xbff1515af01fadfau, 0xbfcf37b0facbac0cu, 0xbfdc03f2b5815392u,
};
static const char *const print_text_193[] = {
    "[-0.97343041 -1.08236212 -0.24388706 -0.43774097]",
    NULL};
static const uint64_t print_data_194[] = {
    0x4040000000000000u, 0xc056400000000000u, 0x4030000000000000u, 0x4039000000000000u, 0x4031000000000000u,
    0x4058800000000000u, 0x4037000000000000u, 0xc050c00000000000u, 0x4055c00000000000u,
};
static const char *const print_text_194[] = {
    "[ 32. -89.  16.  25.  17.  98.  23. -67.  87.]",
    NULL};
static const uint64_t print_data_195[] = {
    0x4038a842u, 0x413ab156u, 0x41a55c05u, 0x41dbe98eu, 0x41482230u,
    0xc1498d53u, 0xc0a15804u, 0x3fbcfcb0u, 0x419d7340u, 0x40b884bdu,
    0x41308a22u, 0xc02f5447u, 0x409ce41bu, 0x40c5d24fu, 0xc0b204cbu,
    0x40d8beb5u, 0x411b5467u, 0xc0255aa4u, 0x4112e748u, 0x4177ac3au,
    0xbeac8b58u, 0xbf7f2cdcu, 0xc08313d9u, 0xc0e62dd5u,
};
static const char *const print_text_195[] = {
    "[[[  2.8852696   11.668295    20.669931  ]",
    "  [ 27.48904     12.508347   -12.597003  ]",
    "  [ -5.041994     1.4764614   19.681274  ]",
    "  [  5.7662034   11.033724    -2.739519  ]]",
    "",
    " [[  4.902845     6.1819224   -5.563085  ]",
    "  [  6.7732797    9.708106    -2.5836573 ]",
    "  [  9.181465    15.4795475   -0.3370006 ]",
    "  [ -0.99677825  -4.096173    -7.1930947 ]]]",
    NULL};
static const uint64_t print_data_196[] = {
    0xc1d3c28fu, 0x42331eb8u, 0x420b51ecu, 0xc287b333u, 0x418ae148u,
    0x42ad23d7u, 0x42a3bd71u, 0x428bc28fu, 0xc22e6666u,
};
static const char *const print_text_196[] = {
    "[-26.47  44.78  34.83 -67.85  17.36  86.57  81.87  69.88 -43.6 ]",
    NULL};
static const uint64_t print_data_197[] = {
    0x3ff0f724eb28206eu, 0x3fedeb492730f04cu, 0x3ff29aa91802f9e9u, 0x3fee20332129c40au, 0x3ff021789df8f073u,
    0x3ff23737b53cd192u, 0x3fed59cda8e93dc0u, 0x3ff21656537d5066u, 0x3fed625807618070u,
};
static const char *const print_text_197[] = {
    "[[[1.06033794 0.93497141 1.16275892]]",
    "",
    " [[0.94143063 1.00817167 1.13848086]]",
    "",
    " [[0.91721232 1.13045342 0.91825487]]]",
    NULL};
static const uint64_t print_data_198[] = {
    0x401297a489b7a447u, 0x401eed4bc19f7221u, 0xc051cfb3eae91786u, 0xc03795dd58354b3bu, 0x405020067996c4d3u,
    0x40421e4c2cff3c8cu, 0x40405a328c444681u, 0x4042249e76782c62u, 0xc03e1775ea67e847u,
};
static const char *const print_text_198[] = {
    "[  4.6480886   7.7317343 -71.2453563 -23.5854087  64.5003952  36.2366997",
    "  32.7046676  36.2860859 -30.091643 ]",
    NULL};
static const uint64_t print_data_199[] = {
    0x44a23782u, 0xc4050f90u, 0x4481acf3u, 0x44b78766u, 0xc406b579u,
    0xc4ac584du, 0xc3b3c4adu, 0x452e8b50u, 0x436c42adu, 0xc497c6b4u,
    0xc37cf280u, 0xc4788357u, 0xc3c7a3ebu, 0x42be49cau, 0xc520198du,
    0x43b4334du, 0x44b0d56eu, 0xc3455e6au, 0xc3bf58f3u, 0x4488b2e5u,
    0xc49e5470u, 0xc49bbc7cu, 0xc4add127u, 0xc31d60c2u, 0x43c50374u,
    0xc2b52559u, 0x440971aeu, 0x444fafd2u, 0x43f84aeau, 0xc44a29d8u,
    0xc3860b39u, 0x449c07e9u,
};
static const char *const print_text_199[] = {
    "[[[ 1297.7346    -532.24316 ]",
    "  [ 1037.4047    1468.2312  ]",
    "  [ -538.8355   -1378.7594  ]",
    "  [ -359.53653   2792.707   ]]",
    "",
    " [[  236.26045  -1214.2095  ]",
    "  [ -252.94727   -994.0522  ]",
    "  [ -399.2806      95.14412 ]",
    "  [-2561.597      360.4008  ]]",
    "",
    " [[ 1414.6697    -197.3688  ]",
    "  [ -382.69492   1093.5905  ]",
    "  [-1266.6387   -1245.8901  ]",
    "  [-1390.536     -157.37796 ]]",
    "",
    " [[  394.02698    -90.572945]",
    "  [  549.77625    830.7472  ]",
    "  [  496.58527   -808.6538  ]",
    "  [ -268.08768   1248.2472  ]]]",
    NULL};
static const uint64_t print_data_200[] = {
    0x42affec3u, 0xc28abf2au, 0x429adb52u, 0xc2136371u, 0x4245b45au,
    0x42890cfbu, 0x41a81148u, 0x422f6790u, 0x41d364cdu,
};
static const char *const print_text_200[] = {
    "[ 87.99758  -69.37337   77.42836  -36.84711   49.426125  68.52535",
    "  21.008438  43.851135  26.42422 ]",
    NULL};
static const uint64_t print_data_201[] = {
    0x3fff03fab94734a6u, 0x3fff6d257e6afa7bu, 0x3fffdd475a098071u, 0x3fff449c1e652b9eu, 0x3ffc1352eb9fcd2au,
    0x40000454fa7751fcu, 0x4000359487412c63u, 0x4000618668ceecdbu, 0x3ffe68dd1e1aa180u, 0x4000468079ed9349u,
    0x40002c2cec452320u, 0x3ffd2b7e00cf90bfu,
};
static const char *const print_text_201[] = {
    "[[[1.93847153 1.96414709 1.99152312]",
    "  [1.95425045 1.75471775 2.00211521]",
    "  [2.0261622  2.04761965 1.9006015 ]",
    "  [2.03442474 2.02157006 1.82311821]]]",
    NULL};
static const uint64_t print_data_202[] = {
    0xc04d2632f4491299u, 0xc0422452934acaffu, 0x4028652a84380885u, 0xc04c22c7b890d5a6u, 0x4054d819e30014f9u,
    0xc056c8ec41dd1a22u, 0x4052d16e82949a56u, 0x4057fee5de15ca6du, 0x40370c4d013a92a3u,
};
static const char *const print_text_202[] = {
    "[-58.29843 -36.28377  12.19759 -56.27172  83.37658 -91.13942  75.27237",
    "  95.98278  23.04805]",
    NULL};
static const uint64_t print_data_203[] = {
    0x45cea885u, 0xc5a8a347u, 0x460f3415u,
};
static const char *const print_text_203[] = {
    "[[ 6613.065  -5396.4097  9165.0205]]",
    NULL};
static const uint64_t print_data_204[] = {
    0x42b5999au, 0xc2a9cccdu, 0xc2b0cccdu, 0x42626666u, 0x425c6666u,
    0xc216cccdu, 0xc1c9999au, 0x42166666u, 0x41a00000u,
};
static const char *const print_text_204[] = {
    "[ 90.8 -84.9 -88.4  56.6  55.1 -37.7 -25.2  37.6  20. ]",
    NULL};
static const uint64_t print_data_205[] = {
    0xc0009b5b0ecc1c67u, 0xc00019e75a28c5a6u, 0xc0000d23b214f423u,
};
static const char *const print_text_205[] = {
    "[[-2.07585727]",
    " [-2.0126483 ]",
    " [-2.00641574]]",
    NULL};
static const uint64_t print_data_206[] = {
    0xc040800000000000u, 0xc044400000000000u, 0x4050400000000000u, 0x4030000000000000u, 0xc040e66666666666u,
    0x401c666666666666u, 0xc01f333333333333u, 0x402199999999999au, 0xc04a400000000000u,
};
static const char *const print_text_206[] = {
    "[-33.  -40.5  65.   16.  -33.8   7.1  -7.8   8.8 -52.5]",
    NULL};
static const uint64_t print_data_207[] = {
    0xc9c0c29fu, 0xc96917f5u,
};
static const char *const print_text_207[] = {
    "[-1.5790919e+06 -9.5475131e+05]",
    NULL};
static const uint64_t print_data_208[] = {
    0x4195d70au, 0xc26a5c29u, 0x4271c28fu, 0xc2bdfae1u, 0xc25d70a4u,
    0x41cfc28fu, 0xc2933333u, 0xc17dc28fu, 0xc2216666u,
};
static const char *const print_text_208[] = {
    "[ 18.73 -58.59  60.44 -94.99 -55.36  25.97 -73.6  -15.86 -40.35]",
    NULL};
static const uint64_t print_data_209[] = {
    0x3ffffb6e964d58d3u,
};
static const char *const print_text_209[] = {
    "[1.99888476]",
    NULL};
static const uint64_t print_data_210[] = {
    0xc0531ae147ae147bu, 0x4054c33333333333u, 0xc051151eb851eb85u, 0x4047ab851eb851ecu, 0x403fc28f5c28f5c3u,
    0x4045c3d70a3d70a4u, 0x404b55c28f5c28f6u, 0xc04ff851eb851eb8u, 0xc057228f5c28f5c3u,
};
static const char *const print_text_210[] = {
    "[-76.42  83.05 -68.33  47.34  31.76  43.53  54.67 -63.94 -92.54]",
    NULL};
static const uint64_t print_data_211[] = {
    0xbf6c4119u, 0xbf6da09bu,
};
static const char *const print_text_211[] = {
    "[[-0.9228683]",
    " [-0.9282319]]",
    NULL};
static const uint64_t print_data_212[] = {
    0x80000000u, 0x40c00000u, 0xc2c40000u, 0x42780000u, 0xc1e00000u,
    0xc1000000u, 0xc2880000u, 0xc1a00000u, 0xc1100000u,
};
static const char *const print_text_212[] = {
    "[ -0.   6. -98.  62. -28.  -8. -68. -20.  -9.]",
    NULL};
static const uint64_t print_data_213[] = {
    0xc0e35b9ed30f340eu, 0xc103f2a06582d7c8u, 0xc10028c9dbf45b10u, 0xc0f80e57899b30e7u, 0x40e6352680eb534du,
    0xc0fdc4617250fd28u, 0xc10942f64a3f2833u, 0xc101bb1e03d1d266u, 0xc0ece787221fb599u, 0x41046cfc7825ce83u,
    0x410e8a88600afadfu, 0xc0e7813c62e59d1cu,
};
static const char *const print_text_213[] = {
    "[[[ -39644.96326409]",
    "  [-163412.04956597]",
    "  [-132377.23239967]",
    "  [ -98533.47109527]]",
    "",
    " [[  45481.20323721]",
    "  [-121926.09040927]",
    "  [-206942.78625327]",
    "  [-145251.75186505]]",
    "",
    " [[ -59196.22291551]",
    "  [ 167327.55866586]",
    "  [ 250193.04689594]",
    "  [ -48137.88707238]]]",
    NULL};
static const uint64_t print_data_214[] = {
    0x4050000000000000u, 0x4050000000000000u, 0xc037000000000000u, 0xc041000000000000u, 0x4056000000000000u,
    0xc041000000000000u, 0x404c800000000000u, 0xc050400000000000u, 0xc000000000000000u,
};
static const char *const print_text_214[] = {
    "[ 64.  64. -23. -34.  88. -34.  57. -65.  -2.]",
    NULL};
static const uint64_t print_data_215[] = {
    0x375199ecu, 0x37674b69u, 0x37066e74u, 0xb6e66e02u,
};
static const char *const print_text_215[] = {
    "[[ 1.24932085e-05  1.37862307e-05]",
    " [ 8.01273927e-06 -6.86734074e-06]]",
    NULL};
static const uint64_t print_data_216[] = {
    0x428a3333u, 0x420d999au, 0xc294999au, 0xc2673333u, 0x429c999au,
    0x41380000u, 0x4190cccdu, 0xc286cccdu, 0xc2913333u,
};
static const char *const print_text_216[] = {
    "[ 69.1  35.4 -74.3 -57.8  78.3  11.5  18.1 -67.4 -72.6]",
    NULL};
static const uint64_t print_data_217[] = {
    0xbff01aa8521d5915u,
};
static const char *const print_text_217[] = {
    "[-1.00650818]",
    NULL};
static const uint64_t print_data_218[] = {
    0x4041c0a3d70a3d71u, 0xc02b7ae147ae147bu, 0x4006ed916872b021u, 0x4056983126e978d5u, 0xc056e374bc6a7efau,
    0x403b5e353f7ced91u, 0x40479ed916872b02u, 0xc04ffced916872b0u, 0x40520676c8b43958u,
};
static const char *const print_text_218[] = {
    "[ 35.505 -13.74    2.866  90.378 -91.554  27.368  47.241 -63.976  72.101]",
    NULL};
static const uint64_t print_data_219[] = {
    0xc5b701d2u,
};
static const char *const print_text_219[] = {
    "[[-5856.2275]]",
    NULL};
static const uint64_t print_data_220[] = {
    0xc1a722d1u, 0x416774bcu, 0x41d7645au, 0xc2b7d0e5u, 0x427bdb23u,
    0x40a90625u, 0x42a76560u, 0xc28468f6u, 0xc1323127u,
};
static const char *const print_text_220[] = {
    "[-20.892  14.466  26.924 -91.908  62.964   5.282  83.698 -66.205 -11.137]",
    NULL};
static const uint64_t print_data_221[] = {
    0x3ffffff4d9da2c31u, 0x3fffff4b6580db34u, 0x4000002332446247u, 0x3ffffff15c7f10c6u, 0x4000005975224d9au,
    0x400000218f4d72e7u, 0x3fffff8aecb71911u, 0x3fffff701d759871u, 0x4000003c582bd77du, 0x3fffffa4435aa119u,
    0x40000023e315e15eu, 0x3fffffe0763e39bfu, 0x4000006e4d311ae0u, 0x400000043456889bu, 0x4000004f785d0cf2u,
    0x40000045f29ec635u, 0x3fffffcfa79da8ccu, 0x3fffffddcf9e4398u, 0x4000004e17e47030u, 0x400000005f006ec3u,
    0x3fffffa5c0517705u, 0x4000003fa16ee91au, 0x400000878538f704u, 0x3ffffffd8931702au,
};
static const char *const print_text_221[] = {
    "[[[1.99998937 1.99982776 2.00006713]",
    "  [1.99998604 2.00017063 2.00006401]]",
    "",
    " [[1.99988835 1.99986278 2.0001151 ]",
    "  [1.99991251 2.00006845 1.99996992]]",
    "",
    " [[2.00021038 2.00000802 2.00015158]",
    "  [2.00013341 1.99995389 1.99996739]]",
    "",
    " [[2.00014895 2.00000071 1.99991393]",
    "  [2.00012137 2.00025848 1.99999765]]]",
    NULL};
static const uint64_t print_data_222[] = {
    0xc040e0c49ba5e354u, 0xc053aa7ef9db22d1u, 0x4046e6e978d4fdf4u, 0x404d65c28f5c28f6u, 0x40437a5e353f7ceeu,
    0xc05025c28f5c28f6u, 0xc057aa5e353f7ceeu, 0x4025d26e978d4fdfu, 0xc051810624dd2f1bu,
};
static const char *const print_text_222[] = {
    "[-33.756 -78.664  45.804  58.795  38.956 -64.59  -94.662  10.911 -70.016]",
    NULL};
static const uint64_t print_data_223[] = {
    0xbc0d1376u,
};
static const char *const print_text_223[] = {
    "[-0.0086106]",
    NULL};
static const uint64_t print_data_224[] = {
    0xc20edf63u, 0x414312aau, 0x42bd320du, 0x4208b6d4u, 0xc1b6c6e9u,
    0x424a6f7cu, 0xc2752a5eu, 0xc29e68bbu, 0xc2b87d05u,
};
static const char *const print_text_224[] = {
    "[-35.71815   12.192057  94.597755  34.178543 -22.847124  50.60887",
    " -61.291374 -79.20455  -92.24418 ]",
    NULL};
static const uint64_t print_data_225[] = {
    0xc0514ab198e150e1u, 0xc04c8775e242ade9u, 0x405ae0c046245a3fu, 0xc04cf69914bc7de2u, 0x40586e45bf512505u,
    0x406a32d8460b0134u, 0x4060bd98c5b153fcu, 0xc065d96c484aa860u, 0x4054dde539cf2fd7u,
};
static const char *const print_text_225[] = {
    "[[ -69.16708967  -57.05828503  107.51173547]",
    " [ -57.92654666   97.72300704  209.58890059]",
    " [ 133.92489895 -174.79446807   83.46711583]]",
    NULL};
static const uint64_t print_data_226[] = {
    0x4046c66666666666u, 0x405141eb851eb852u, 0xc0401eb851eb851fu, 0x404e08f5c28f5c29u, 0xc04e4a3d70a3d70au,
    0x4057bf5c28f5c28fu, 0xc03cc51eb851eb85u, 0x404023d70a3d70a4u, 0x403470a3d70a3d71u,
};
static const char *const print_text_226[] = {
    "[ 45.55  69.03 -32.24  60.07 -60.58  94.99 -28.77  32.28  20.44]",
    NULL};
static const uint64_t print_data_227[] = {
    0x3ffbebfau, 0x40091e8fu, 0x4004d13fu,
};
static const char *const print_text_227[] = {
    "[[[1.9681389 2.1424901 2.0752714]]]",
    NULL};
static const uint64_t print_data_228[] = {
    0xc27e4b02u, 0xc2b48fe8u, 0x41cb2fddu, 0xc21808afu, 0x4120e2acu,
    0xc2439867u, 0x421848a4u, 0xc295abf2u, 0x40182728u,
};
static const char *const print_text_228[] = {
    "[-63.57325 -90.28107  25.39837 -38.00848  10.05534 -48.89883  38.07094",
    " -74.83583   2.37739]",
    NULL};
static const uint64_t print_data_229[] = {
    0x3f621b90a373ed71u, 0xbf83d4224980cc37u, 0x3f5b4c11d409d6dcu, 0xbf8cea90cd35fe35u, 0x3f84205112c8369au,
    0x3f685d4875f3da3bu, 0xbf8a703d07ec3616u, 0x3f6863b3e24f436cu,
};
static const char *const print_text_229[] = {
    "[[[ 0.00221041]",
    "  [-0.00968196]",
    "  [ 0.00166609]",
    "  [-0.01411927]]",
    "",
    " [[ 0.00982726]",
    "  [ 0.00297417]",
    "  [-0.01290939]",
    "  [ 0.00297723]]]",
    NULL};
static const uint64_t print_data_230[] = {
    0xc03bc2fec56d5cfbu, 0xc0561597f62b6ae8u, 0x402b6ff972474539u, 0xc0360786c226809du, 0x3ff1075f6fd21ff3u,
    0x4043f484b5dcc63fu, 0xc0353c84b5dcc63fu, 0xc050e4e219652bd4u, 0x405089ba5e353f7du,
};
static const char *const print_text_230[] = {
    "[-27.7617 -88.3374  13.7187 -22.0294   1.0643  39.9103 -21.2364 -67.5763",
    "  66.152 ]",
    NULL};
static const uint64_t print_data_231[] = {
    0x40000b86u, 0x40000071u, 0x400003c8u, 0x3fffe2f8u, 0x40000427u,
    0x3fffde37u, 0x400001d5u, 0x3ffff581u,
};
static const char *const print_text_231[] = {
    "[[2.0007033 2.000027 ]",
    " [2.0002308 1.999114 ]",
    " [2.0002534 1.998969 ]",
    " [2.0001118 1.9996797]]",
    NULL};
static const uint64_t print_data_232[] = {
    0xc267f5c3u, 0x428b0000u, 0x424a6666u, 0x41770a3du, 0x41c0b852u,
    0x4293e148u, 0xc1fdc28fu, 0xbfb33333u, 0xc2587ae1u,
};
static const char *const print_text_232[] = {
    "[-57.99  69.5   50.6   15.44  24.09  73.94 -31.72  -1.4  -54.12]",
    NULL};
static const uint64_t print_data_233[] = {
    0xc0abd870377f6c39u, 0xc0c026084ca86db9u,
};
static const char *const print_text_233[] = {
    "[-3564.21917341 -8268.06483941]",
    NULL};
static const uint64_t print_data_234[] = {
    0xc04654d184c27200u, 0x403e928b2a6b0d95u, 0x404db66e7e62dc6eu, 0x4039ea9f7b5aea31u, 0xc018921dda059a74u,
    0xc035da5cf67b1c00u, 0xc05561a908a265f1u, 0x404a9fa09cc319c6u, 0x4056c5d4d834091cu,
};
static const char *const print_text_234[] = {
    "[-44.662644  30.572436  59.425247  25.916496  -6.142692 -21.852981",
    " -85.525942  53.247089  91.091116]",
    NULL};
static const uint64_t print_data_235[] = {
    0xc482b73au, 0x4432948fu,
};
static const char *const print_text_235[] = {
    "[-1045.7258   714.3212]",
    NULL};
static const uint64_t print_data_236[] = {
    0xc27323d4u, 0xc292086bu, 0xc2028cefu, 0xc27b18eau, 0x41a3cd4fu,
    0xc2a4da92u, 0x420c39dfu, 0x4264459eu, 0xc2b77612u,
};
static const char *const print_text_236[] = {
    "[-60.78499  -73.01644  -32.63763  -62.77433   20.475248 -82.426895",
    "  35.056515  57.067986 -91.730606]",
    NULL};
static const uint64_t print_data_237[] = {
    0xbe961116c272324bu, 0xbe97b682064525f3u, 0xbea2814ef7431eedu, 0x3ea0fcfd9f634776u,
};
static const char *const print_text_237[] = {
    "[-3.28820251e-07 -3.53350066e-07 -5.51495289e-07  5.06289154e-07]",
    NULL};
static const uint64_t print_data_238[] = {
    0xc054f24bac3b5ccdu, 0x402e599f53edbddeu, 0xc0552539e716faeeu, 0xc0548a7ad5f493bbu, 0x405789cc6d2b7c86u,
    0x404edd43e963dc48u, 0x404143ba94bbe447u, 0x404cbc3f5b5fa227u, 0xc04c9e8b5be934e2u,
};
static const char *const print_text_238[] = {
    "[-83.7858687  15.1750437 -84.5816591 -82.1637473  94.1531022  61.728635",
    "  34.5291315  57.4706835 -57.2386279]",
    NULL};
static const uint64_t print_data_239[] = {
    0x3f7f5d6cu,
};
static const char *const print_text_239[] = {
    "[0.99751925]",
    NULL};
static const uint64_t print_data_240[] = {
    0x422e1451u, 0xc184d1cbu, 0x3fde78d9u, 0x42400054u, 0x418c09b0u,
    0xc25ef3e7u, 0xc0bf3674u, 0x42adefedu, 0x42b86da5u,
};
static const char *const print_text_240[] = {
    "[ 43.51984  -16.602438   1.738063  48.00032   17.50473  -55.738186",
    "  -5.975397  86.968605  92.21415 ]",
    NULL};
static const uint64_t print_data_241[] = {
    0x3fffff7131fcbef2u, 0x3ffffff78a863715u,
};
static const char *const print_text_241[] = {
    "[[[1.99986381]",
    "  [1.99999193]]]",
    NULL};
static const uint64_t print_data_242[] = {
    0x4007e2b6ae7d566du, 0xc040bba92a305532u, 0x40530e31f8a0902eu, 0xc049daca57a786c2u, 0x4023cf5c28f5c28fu,
    0x4053460c49ba5e35u, 0x4052942c3c9eecc0u, 0xc05264226809d495u, 0xc0437e147ae147aeu,
};
static const char *const print_text_242[] = {
    "[  2.9857 -33.4661  76.2218 -51.7093   9.905   77.0945  74.3152 -73.5646",
    " -38.985 ]",
    NULL};
static const uint64_t print_data_243[] = {
    0xc7acadc0u, 0x475886c9u, 0xc51b7366u, 0x47a4c89au, 0x484ad358u,
    0x46a3f91fu, 0x4799942cu, 0xc7c31bbcu, 0x465c7a1eu, 0x4819d911u,
    0xc5629d41u, 0xc76faf96u, 0x46b364ddu, 0xc67c99d8u, 0xc6aa1cf9u,
    0xc708b4a9u,
};
static const char *const print_text_243[] = {
    "[[-88411.5     55430.785   -2487.2124  84369.2   ]",
    " [207693.38    20988.56    78632.34   -99895.47  ]",
    " [ 14110.529  157540.27    -3625.8284 -61359.586 ]",
    " [ 22962.432  -16166.461  -21774.486  -34996.66  ]]",
    NULL};
static const uint64_t print_data_244[] = {
    0x41c04b5eu, 0xc222d134u, 0x4289c952u, 0x42b2fa51u, 0x41157454u,
    0xc11642c4u, 0xc1b5809du, 0xc1c7dbc0u, 0x4291a745u,
};
static const char *const print_text_244[] = {
    "[ 24.0368 -40.7043  68.8932  89.4889   9.3409  -9.3913 -22.6878 -24.9823",
    "  72.8267]",
    NULL};
static const uint64_t print_data_245[] = {
    0xc00000000ce8983au, 0xc00000003514336cu, 0xc0000000a75abc59u, 0xbffffffefc711064u, 0xbfffffffb21f1fa1u,
    0xc00000002d5b9ae3u, 0xc000000051c3344du, 0xbfffffffdb296033u,
};
static const char *const print_text_245[] = {
    "[[[-2.0000001 ]",
    "  [-2.0000004 ]",
    "  [-2.00000125]",
    "  [-1.99999903]]",
    "",
    " [[-1.99999971]",
    "  [-2.00000034]",
    "  [-2.00000061]",
    "  [-1.99999986]]]",
    NULL};
static const uint64_t print_data_246[] = {
    0xc0443b4395810625u, 0x403a19a027525461u, 0x4031795e9e1b089au, 0x4044cd844d013a93u, 0x4057b395810624ddu,
    0xbfd163886594af4fu, 0xc0571ee48e8a71deu, 0xbff03d70a3d70a3du, 0x3ff95a1cac083127u,
};
static const char *const print_text_246[] = {
    "[-40.463   26.1001  17.4741  41.6056  94.806   -0.2717 -92.4827  -1.015",
    "   1.5845]",
    NULL};
static const uint64_t print_data_247[] = {
    0x4920ccb9u, 0x48d666b4u, 0xc822f56du, 0x49188362u,
};
static const char *const print_text_247[] = {
    "[ 658635.56  439093.62 -166869.7   624694.1 ]",
    NULL};
static const uint64_t print_data_248[] = {
    0xc2c621ffu, 0x4289ff21u, 0xc18c86c2u, 0xc262a17cu, 0x42b27724u,
    0xc2a5ab78u, 0xc1ecdf07u, 0xc0d8425bu, 0xc23cabd4u,
};
static const char *const print_text_248[] = {
    "[-99.0664  68.9983 -17.5658 -56.6577  89.2327 -82.8349 -29.6089  -6.7581",
    " -47.1678]",
    NULL};
static const uint64_t print_data_249[] = {
    0x4060bc33a4373c04u, 0xc047d8fd5b7d4687u, 0x405309504299fec3u, 0x40732d17dbaa6717u, 0xbff57c32a9e2f702u,
    0x4045d71fe7c5149du, 0xc03d28dbb808b6a9u, 0x3ff1448c3a9f93c2u, 0x4043e6b9d60c2057u, 0x4061a466ed577e4cu,
    0xc055e309cf9a0964u, 0xc0618ad7a61ecda0u, 0x40147047d1b1c7c2u, 0x40371a5ca0862628u, 0x4061f71dc48e5c3au,
    0x4052981bf25c91a4u,
};
static const char *const print_text_249[] = {
    "[[ 133.88130389  -47.69523185   76.14552369  306.81832472]",
    " [  -1.34282175   43.68066117  -29.15960264    1.0792353 ]",
    " [  39.80254627  141.13756435  -87.54747381 -140.33882433]",
    " [   5.10964897   23.10297588  143.72238376   74.37670573]]",
    NULL};
static const uint64_t print_data_250[] = {
    0x4045000000000000u, 0x4038000000000000u, 0x4018000000000000u, 0xc050000000000000u, 0xc044800000000000u,
    0x4042800000000000u, 0xc000000000000000u, 0xc041800000000000u, 0xc055800000000000u,
};
static const char *const print_text_250[] = {
    "[ 42.  24.   6. -64. -41.  37.  -2. -35. -86.]",
    NULL};
static const uint64_t print_data_251[] = {
    0xc8934e1eu,
};
static const char *const print_text_251[] = {
    "[-301680.94]",
    NULL};
static const uint64_t print_data_252[] = {
    0xc24dcf95u, 0x41907684u, 0xc2439b22u, 0x4298f98au, 0xc25d0164u,
    0x41126a5au, 0x42ba903bu, 0x42380d6au, 0x412e7271u,
};
static const char *const print_text_252[] = {
    "[-51.452717  18.057869 -48.901497  76.48738  -55.251358   9.150965",
    "  93.2817    46.0131    10.90294 ]",
    NULL};
static const uint64_t print_data_253[] = {
    0x40e3ede4f844d972u, 0x40f7a639fbfb7410u, 0xc12178881ff22e7eu, 0xc12a465866cd6570u, 0x41292810a5f454cbu,
    0x412e73befc7d9f7du,
};
static const char *const print_text_253[] = {
    "[[[  40815.15530627   96867.6240191  -572484.06239457]]",
    "",
    " [[-860972.2007858   824328.32412972  997855.49314593]]]",
    NULL};
static const uint64_t print_data_254[] = {
    0x4054f3bab21815a0u, 0xc057f7b866e43aa8u, 0xc0200a6ca03c4b0au, 0x4042595f99c38b05u, 0x40493bfc6540cc79u,
    0xc05108d1b71758e2u, 0xc058a35f1bef49cfu, 0xc0490fd9a95421c0u, 0xc042947a398201cdu,
};
static const char *const print_text_254[] = {
    "[ 83.80827 -95.87063  -8.02036  36.69823  50.46864 -68.1378  -98.55268",
    " -50.12383 -37.15998]",
    NULL};
static const uint64_t print_data_255[] = {
    0x3f8000a7u, 0x3f8000f4u, 0x3f7ffc2fu, 0x3f7fff01u,
};
static const char *const print_text_255[] = {
    "[1.0000199  1.0000291  0.99994177 0.9999848 ]",
    NULL};
static const uint64_t print_data_256[] = {
    0xc2717405u, 0xbf605bc0u, 0x42aec9a0u, 0x4280b47bu, 0x424916a1u,
    0x42b0ff14u, 0x42a8aae8u, 0x4129b8bbu, 0x4219617cu,
};
static const char *const print_text_256[] = {
    "[-60.3633  -0.8764  87.3938  64.3525  50.2721  88.4982  84.3338  10.6076",
    "  38.3452]",
    NULL};
static const uint64_t print_data_257[] = {
    0xbffff04869538d83u, 0xbffff84d01cfe388u, 0xbfffe5bea77b3f27u, 0xc00007d365a33b5eu, 0xc0001a8d4a90f657u,
    0xbfffbcd650798187u, 0xc00001966ca572c2u, 0xbffffb352f7fbe05u, 0xbffff7cb1219f9bdu, 0xbfffcc5254fe4074u,
    0xbfffe07fbd2574b8u, 0xbfffcfe90b1b2a37u, 0xbfffde4bf8e42779u, 0xbffff9b2cce871a8u, 0xbffff58b500c88ccu,
    0xc0000f30fc52c493u, 0xc00027ac47a46d1au, 0xc00004de96fc4a27u,
};
static const char *const print_text_257[] = {
    "[[[-1.99616281 -1.99812031 -1.99359003]",
    "  [-2.00382118 -2.0129648  -1.98360282]",
    "  [-2.00077519 -1.99883002 -1.9979964 ]]",
    "",
    " [[-1.98738321 -1.99230932 -1.98825936]",
    "  [-1.99177167 -1.99846153 -1.99744731]",
    "  [-2.00741765 -2.01937157 -2.00237768]]]",
    NULL};
static const uint64_t print_data_258[] = {
    0xc052f9999999999au, 0xc052f9999999999au, 0x4050933333333333u, 0xc050000000000000u, 0xc0536ccccccccccdu,
    0x40508ccccccccccdu, 0x40570ccccccccccdu, 0x4047666666666666u, 0xc05559999999999au,
};
static const char *const print_text_258[] = {
    "[-75.9 -75.9  66.3 -64.  -77.7  66.2  92.2  46.8 -85.4]",
    NULL};
static const uint64_t print_data_259[] = {
    0x40000050u, 0x4000002au,
};
static const char *const print_text_259[] = {
    "[2.000019 2.00001 ]",
    NULL};
static const uint64_t print_data_260[] = {
    0x426c0000u, 0xc1900000u, 0xc2740000u, 0xc2a20000u, 0x41600000u,
    0x42600000u, 0x41880000u, 0xc2500000u, 0x42740000u,
};
static const char *const print_text_260[] = {
    "[ 59. -18. -61. -81.  14.  56.  17. -52.  61.]",
    NULL};
static const uint64_t print_data_261[] = {
    0xc0f99246edd98285u, 0x40e073a716411f69u, 0xc0e4076ec6b182adu,
};
static const char *const print_text_261[] = {
    "[-104740.43306876   33693.2214666   -41019.46175457]",
    NULL};
static const uint64_t print_data_262[] = {
    0x40437294b52e4a96u, 0xc044f5ea1b922cbeu, 0x404d003bec3f58dbu, 0x4028f593acf08e73u, 0x40204614e99c106cu,
    0xc051eeaba74db743u, 0xc057a4d6521c2c86u, 0x4057bda75543ff33u, 0xc0577b6b059cf7f3u,
};
static const char *const print_text_262[] = {
    "[ 38.8951632 -41.9212069  58.0018287  12.4796423   8.1368783 -71.7292269",
    " -94.5755811  94.9633382 -93.9284071]",
    NULL};
static const uint64_t print_data_263[] = {
    0x40050352u,
};
static const char *const print_text_263[] = {
    "[2.0783277]",
    NULL};
static const uint64_t print_data_264[] = {
    0x42c4e4ddu, 0x422cc0b8u, 0x4280448fu, 0x427f7296u, 0x42b133deu,
    0x42bb9213u, 0xc209e162u, 0x4226ad43u, 0x3fd727bbu,
};
static const char *const print_text_264[] = {
    "[ 98.447   43.1882  64.1339  63.8619  88.6013  93.7853 -34.4701  41.6692",
    "   1.6809]",
    NULL};
static const uint64_t print_data_265[] = {
    0xbff014e88e025c82u, 0xbfefdea21f544740u, 0xbff025969c8698e3u, 0xbff0063468cd76d0u, 0xbfefef350f71b1f1u,
    0xbfeff3c374d45514u, 0xbfefe6c9a04a351au, 0xbff02525f56870edu, 0xbff04be90bfbc9dbu, 0xbff00edd6ff624e9u,
    0xbff0248d0b0fafadu, 0xbff01cadf6799548u, 0xbfef50e8d09ddd77u, 0xbfefa0bc78aa15e2u, 0xbff0072540c3314cu,
    0xbff03ab6a909e67eu, 0xbff0352c91c7068au, 0xbfefe2692b561dc5u, 0xbfefa86621420bbdu, 0xbff00bd14c5f177du,
    0xbfeff4eec12d9079u, 0xbfefeb20562450f6u, 0xbfefa8a84ee3dd4eu, 0xbff04d062bd7c4ecu,
};
static const char *const print_text_265[] = {
    "[[[-1.00510459 -0.99592692 -1.00917684]",
    "  [-1.00151483 -0.99795011 -0.99850629]]",
    "",
    " [[-0.99692231 -1.0090694  -1.0185328 ]",
    "  [-1.00362915 -1.00892357 -1.00700184]]",
    "",
    " [[-0.97862664 -0.98837112 -1.00174451]",
    "  [-1.01433435 -1.01298196 -0.99638804]]",
    "",
    " [[-0.98930651 -1.00288515 -0.998649  ]",
    "  [-0.99745194 -0.98933807 -1.01880471]]]",
    NULL};
static const uint64_t print_data_266[] = {
    0xc056fcd7b18d0059u, 0xc02a027bbc63f3f0u, 0x403ebe30357ce482u, 0xc041943681f2330eu, 0x402aaa14aa86fcb4u,
    0x404e36c042fba82du, 0x4014150318634e2eu, 0x405557d5676594dau, 0x404b132a3e01985cu,
};
static const char *const print_text_266[] = {
    "[-91.95066489 -13.00485028  30.74292311 -35.15791344  13.33218892",
    "  60.42774236   5.02051962  85.37240014  54.14972663]",
    NULL};
static const uint64_t print_data_267[] = {
    0x49ba3ae4u,
};
static const char *const print_text_267[] = {
    "[[1.5255965e+06]]",
    NULL};
static const uint64_t print_data_268[] = {
    0x42b64333u, 0xc2b589b4u, 0xc26990f1u, 0xc27db06du, 0x42908085u,
    0x42a3118bu, 0x4234d70eu, 0x428d5fd7u, 0xc23fa6abu,
};
static const char *const print_text_268[] = {
    "[ 91.13125  -90.76895  -58.391544 -63.42229   72.251015  81.53426",
    "  45.210014  70.68719  -47.91276 ]",
    NULL};
static const uint64_t print_data_269[] = {
    0x3fff8f56c05a06f6u, 0x3fffdc7895d968d2u, 0x40001224acc00657u, 0x3fffb544f86f5755u,
};
static const char *const print_text_269[] = {
    "[[[1.97249484 1.99132594 2.00885901 1.98175523]]]",
    NULL};
static const uint64_t print_data_270[] = {
    0xc0304ccccccccccdu, 0x4058733333333333u, 0x40444ccccccccccdu, 0x404d666666666666u, 0xc054d9999999999au,
    0x4056b33333333333u, 0x4024333333333333u, 0xc051533333333333u, 0x402d666666666666u,
};
static const char *const print_text_270[] = {
    "[-16.3  97.8  40.6  58.8 -83.4  90.8  10.1 -69.3  14.7]",
    NULL};
static const uint64_t print_data_271[] = {
    0x41d7fe2eu, 0x41126e6fu, 0xc1c460a9u, 0xc14122e4u, 0x40534459u,
    0x3f2693b3u, 0xc195271bu, 0xbfb846fdu, 0xc0682362u, 0xbf0af418u,
    0xbfa2e65fu, 0x411283abu,
};
static const char *const print_text_271[] = {
    "[[ 26.999111    9.151961  -24.547197 ]",
    " [-12.071018    3.3010466   0.6506912]",
    " [-18.644094   -1.4396664  -3.6271596]",
    " [ -0.5427871  -1.2726554   9.1571455]]",
    NULL};
static const uint64_t print_data_272[] = {
    0x42759a9fu, 0xc20d6336u, 0x42b11107u, 0xc090c5cfu, 0xc244da56u,
    0xc1f7fc97u, 0xc2364360u, 0x421c1522u, 0xc1c9d21au,
};
static const char *const print_text_272[] = {
    "[ 61.400997  -35.346886   88.53326    -4.5241466 -49.21322   -30.998335",
    " -45.565796   39.020638  -25.227589 ]",
    NULL};
static const uint64_t print_data_273[] = {
    0x40c28f8202957771u, 0xc08a64f14b47ad99u, 0x40b19bc8cf69c44eu,
};
static const char *const print_text_273[] = {
    "[9503.01570385 -844.61781937 4507.78441487]",
    NULL};
static const uint64_t print_data_274[] = {
    0xc04aa3d70a3d70a4u, 0xc0544851eb851eb8u, 0x4043eb851eb851ecu, 0xc058347ae147ae14u, 0x4047570a3d70a3d7u,
    0x404967ae147ae148u, 0x404e9ae147ae147bu, 0x403c547ae147ae14u, 0x40569e147ae147aeu,
};
static const char *const print_text_274[] = {
    "[-53.28 -81.13  39.84 -96.82  46.68  50.81  61.21  28.33  90.47]",
    NULL};
static const uint64_t print_data_275[] = {
    0xc8a00dd4u, 0xc7b3167eu, 0x493770bau, 0x49de91c7u, 0x49be0841u,
    0x49190374u, 0xc8c41604u, 0xc897615du,
};
static const char *const print_text_275[] = {
    "[[-3.2779062e+05 -9.1692984e+04]",
    " [ 7.5137162e+05  1.8232889e+06]",
    " [ 1.5567441e+06  6.2674325e+05]",
    " [-4.0158412e+05 -3.1002691e+05]]",
    NULL};
static const uint64_t print_data_276[] = {
    0xc26bc145u, 0xc1d9571fu, 0xc22a279eu, 0xc29ca461u, 0x4296840fu,
    0x41ac8a67u, 0x42c15a82u, 0x41a55e5fu, 0x41b84774u,
};
static const char *const print_text_276[] = {
    "[-58.93874 -27.16754 -42.53869 -78.32105  75.25793  21.56758  96.67677",
    "  20.67108  23.03489]",
    NULL};
static const uint64_t print_data_277[] = {
    0x40c883d76a63d213u, 0xc0bf59e5d65e8a05u, 0x40c6e6933082fb61u, 0x40d09b4f7ce4945cu, 0x40b900ca1020809cu,
    0x40a5f348a07e8c9bu, 0x40c90ff112dffc79u, 0x40c61b3cdc733c10u, 0xc0bd41461d99254eu, 0x40ca8fa21c39cd04u,
    0x40bd1532639789fau, 0x4098c7caaa64c2b4u,
};
static const char *const print_text_277[] = {
    "[[12551.68293426 -8025.89780227 11725.14991796 17005.24199786]",
    " [ 6400.78930858  2809.64184947 12831.88338852 11318.4754776 ]",
    " [-7489.27388913 13599.26648638  7445.19683215  1585.94791562]]",
    NULL};
static const uint64_t print_data_278[] = {
    0x4023117fc7607c42u, 0xc0548789d6adf71fu, 0xc0329dfc3b4f6167u, 0x404231360d024702u, 0x4050d1e61cffeb07u,
    0x40099f8769ec2ce4u, 0x40567fbc7f77af64u, 0x40478cd91eeaa6d2u, 0x404cfda8826aa8ebu,
};
static const char *const print_text_278[] = {
    "[  9.534178 -82.117788 -18.61713   36.384462  67.27967    3.202895",
    "  89.99588   47.100376  57.981705]",
    NULL};
static const uint64_t print_data_279[] = {
    0x3f178a09u, 0x3eb33110u,
};
static const char *const print_text_279[] = {
    "[0.59195   0.3499837]",
    NULL};
static const uint64_t print_data_280[] = {
    0x4297eb85u, 0xc293ae14u, 0xc2aa3852u, 0xc1a747aeu, 0xc288b333u,
    0x411fd70au, 0xc1547ae1u, 0xc2beae14u, 0xc24d3d71u,
};
static const char *const print_text_280[] = {
    "[ 75.96 -73.84 -85.11 -20.91 -68.35   9.99 -13.28 -95.34 -51.31]",
    NULL};
static const uint64_t print_data_281[] = {
    0xc000004c9d9f5d56u, 0xbfffff5946189ebbu,
};
static const char *const print_text_281[] = {
    "[[-2.00014613 -1.999841  ]]",
    NULL};
static const uint64_t print_data_282[] = {
    0xc036ef4a3c64345du, 0xc04fe949d7ba6699u, 0xc0406efd60e94ee4u, 0x4043950ab20aa9a7u, 0xc03172f39085f4a1u,
    0xc0587da38ccd027du, 0x4026333ffe1cd0f1u, 0x40029969ae19835fu, 0x40422390a4fe51aau,
};
static const char *const print_text_282[] = {
    "[-22.9347265 -63.822566  -32.8671075  39.1643889 -17.449029  -97.9631073",
    "  11.1000976   2.3249086  36.2778517]",
    NULL};
static const uint64_t print_data_283[] = {
    0x47e5e173u, 0xc816c8eau, 0xc7292902u, 0xc7baa373u,
};
static const char *const print_text_283[] = {
    "[[ 117698.9   -154403.66   -43305.008  -95558.9  ]]",
    NULL};
static const uint64_t print_data_284[] = {
    0xc21ff5c3u, 0x429c3852u, 0xc0c147aeu, 0xc2b4b852u, 0xc2974ccdu,
    0x424b0a3du, 0xc20b7ae1u, 0xc21c6666u, 0xc223cccdu,
};
static const char *const print_text_284[] = {
    "[-39.99  78.11  -6.04 -90.36 -75.65  50.76 -34.87 -39.1  -40.95]",
    NULL};
static const uint64_t print_data_285[] = {
    0x4031cd4178863c86u, 0x4042e31140a45bbau, 0xc03f0a62eacfc285u, 0xc0497f4c070c1ae3u, 0xc05636e8b7cdead9u,
    0x406326cf1609f4f0u, 0xc065616070378428u, 0x403cff3d3bf4f080u, 0xc00b3bb697e2048bu, 0xc03a8fee476cb6dcu,
    0xc063b4810c0a442au, 0xc05f2029aa6b5ee9u, 0x40584aa77b3c50d0u, 0xc05197e41fb0627eu, 0x4055ba39e24b9ae5u,
    0x40507e437e9f509fu,
};
static const char *const print_text_285[] = {
    "[[[  17.80178026   37.773964  ]",
    "  [ -31.04057186  -50.99450768]]",
    "",
    " [[ -88.85795398  153.21277906]",
    "  [-171.04302226   28.99702811]]",
    "",
    " [[  -3.40415686  -26.5622296 ]",
    "  [-157.64075281 -124.50254307]]",
    "",
    " [[  97.16647225  -70.37329857]",
    "  [  86.90978296   65.97286954]]]",
    NULL};
static const uint64_t print_data_286[] = {
    0xc024cccccccccccdu, 0x4055733333333333u, 0xc056666666666666u, 0x40464ccccccccccdu, 0x40384ccccccccccdu,
    0xc04999999999999au, 0x4054e00000000000u, 0xc037cccccccccccdu, 0x4050cccccccccccdu,
};
static const char *const print_text_286[] = {
    "[-10.4  85.8 -89.6  44.6  24.3 -51.2  83.5 -23.8  67.2]",
    NULL};
static const uint64_t print_data_287[] = {
    0xc05b3395u, 0xc146321bu,
};
static const char *const print_text_287[] = {
    "[ -3.4250233 -12.387233 ]",
    NULL};
static const uint64_t print_data_288[] = {
    0xc2670106u, 0x41f70000u, 0x41e0978du, 0xc2b52873u, 0x41a2f5c3u,
    0x42b0ed0eu, 0xc24ad2f2u, 0x41cb9ba6u, 0x42a6a979u,
};
static const char *const print_text_288[] = {
    "[-57.751  30.875  28.074 -90.579  20.37   88.463 -50.706  25.451  83.331]",
    NULL};
static const uint64_t print_data_289[] = {
    0xbffffeb8268044b8u, 0xc000005280665886u,
};
static const char *const print_text_289[] = {
    "[-1.99968734 -2.00015736]",
    NULL};
static const uint64_t print_data_290[] = {
    0xc044800000000000u, 0xc049800000000000u, 0x4054800000000000u, 0x4034000000000000u, 0xc052c00000000000u,
    0xc038000000000000u, 0xc047000000000000u, 0x4058c00000000000u, 0x4053000000000000u,
};
static const char *const print_text_290[] = {
    "[-41. -51.  82.  20. -75. -24. -46.  99.  76.]",
    NULL};
static const uint64_t print_data_291[] = {
    0xbf80bf50u, 0xbf816957u, 0xbf802775u, 0xbf7d4b4bu,
};
static const char *const print_text_291[] = {
    "[[[-1.0058384 -1.0110272]]",
    "",
    " [[-1.0012041 -0.9894301]]]",
    NULL};
static const uint64_t print_data_292[] = {
    0x4183f591u, 0xc19bd0c7u, 0xc2a48dcbu, 0x428e8c32u, 0xc0774e98u,
    0xc2aae1f9u, 0xc08e2cbdu, 0xc2b5ff2bu, 0xc21150d2u,
};
static const char *const print_text_292[] = {
    "[ 16.494905 -19.476942 -82.27694   71.27382   -3.864172 -85.44135",
    "  -4.442961 -90.998375 -36.328926]",
    NULL};
static const uint64_t print_data_293[] = {
    0x3f5539c8a200e9a3u, 0xbf28bc2d4e45c6bbu, 0xbf5162b46fa11400u, 0xbf45acb5aa449fa9u,
};
static const char *const print_text_293[] = {
    "[ 0.00129551 -0.00018871 -0.00106113 -0.00066146]",
    NULL};
static const uint64_t print_data_294[] = {
    0xc037bb0e4da09cc3u, 0x40519b3a7daa4fcau, 0xc019667f0aa21a72u, 0x4050e0362e903644u, 0xc03347aca3619978u,
    0xc03db83ac929aa1du, 0xc0502ffc158fb43eu, 0xc0559ec804102ff9u, 0x402caf210be9424eu,
};
static const char *const print_text_294[] = {
    "[-23.730687  70.425445  -6.350094  67.503307 -19.279978 -29.719647",
    " -64.749761 -86.480958  14.342049]",
    NULL};
static const uint64_t print_data_295[] = {
    0xbf80727fu, 0xbf7eebefu, 0xbf7fc00du, 0xbf7f3a0fu,
};
static const char *const print_text_295[] = {
    "[[-1.0034941 ]",
    " [-0.99578756]",
    " [-0.9990242 ]",
    " [-0.99697965]]",
    NULL};
static const uint64_t print_data_296[] = {
    0x42080000u, 0xc1a80000u, 0xc1400000u, 0x42680000u, 0xc28a0000u,
    0xc2840000u, 0x42580000u, 0x42a80000u, 0xc2860000u,
};
static const char *const print_text_296[] = {
    "[ 34. -21. -12.  58. -69. -66.  54.  84. -67.]",
    NULL};
static const uint64_t print_data_297[] = {
    0x40c397caf4dcb2ceu, 0xc0d5be6483f2be8au, 0x40a3510c8dec2903u,
};
static const char *const print_text_297[] = {
    "[ 10031.5855976  -22265.57055348   2472.52452028]",
    NULL};
static const uint64_t print_data_298[] = {
    0xc051584189374bc7u, 0x4054038ef34d6a16u, 0x405443e76c8b4396u, 0x40478f3b645a1cacu, 0x40582cf5c28f5c29u,
    0xc043742c3c9eecc0u, 0xc053142a9930be0eu, 0x403ca4189374bc6au, 0xc0499126e978d4feu,
};
static const char *const print_text_298[] = {
    "[-69.379   80.0556  81.061   47.119   96.7025 -38.9076 -76.3151  28.641",
    " -51.134 ]",
    NULL};
static const uint64_t print_data_299[] = {
    0x49231f90u, 0x48726919u, 0xc93b06bbu,
};
static const char *const print_text_299[] = {
    "[ 668153.    248228.39 -766059.7 ]",
    NULL};
static const uint64_t print_data_300[] = {
    0xc2a60000u, 0xc1200000u, 0x42b20000u, 0xc2b20000u, 0xc1100000u,
    0x42480000u, 0xc0800000u, 0x428e0000u, 0xc1980000u,
};
static const char *const print_text_300[] = {
    "[-83. -10.  89. -89.  -9.  50.  -4.  71. -19.]",
    NULL};
static const uint64_t print_data_301[] = {
    0x40000000669270bcu, 0x3ffffffe9d69316bu, 0x3fffffff9cd79315u, 0x3ffffffffbc2fd49u,
};
static const char *const print_text_301[] = {
    "[2.00000076 1.99999868 1.99999963 1.99999998]",
    NULL};
static const uint64_t print_data_302[] = {
    0xc056000000000000u, 0x4052000000000000u, 0xc03b000000000000u, 0xc046800000000000u, 0x4048800000000000u,
    0xc040000000000000u, 0xc037000000000000u, 0x4044000000000000u, 0x4053c00000000000u,
};
static const char *const print_text_302[] = {
    "[-88.  72. -27. -45.  49. -32. -23.  40.  79.]",
    NULL};
static const uint64_t print_data_303[] = {
    0xc2997853u,
};
static const char *const print_text_303[] = {
    "[-76.73501]",
    NULL};
static const uint64_t print_data_304[] = {
    0x42b20000u, 0x41400000u, 0x42800000u, 0xc2780000u, 0x42920000u,
    0xc2200000u, 0x41c00000u, 0xc2640000u, 0x40400000u,
};
static const char *const print_text_304[] = {
    "[ 89.  12.  64. -62.  73. -40.  24. -57.   3.]",
    NULL};
static const uint64_t print_data_305[] = {
    0xc137499e687bd3e2u, 0x4134883bf0da5cb6u, 0x40d477db8a063674u,
};
static const char *const print_text_305[] = {
    "[[[-1526174.40813946  1345595.94083194    20959.43029933]]]",
    NULL};
static const uint64_t print_data_306[] = {
    0xc0545e147ae147aeu, 0xc041770a3d70a3d7u, 0xc0525f5c28f5c28fu, 0xc0408e147ae147aeu, 0x404abc28f5c28f5cu,
    0xc0506eb851eb851fu, 0xc0554ae147ae147bu, 0x404ec66666666666u, 0x4055a0a3d70a3d71u,
};
static const char *const print_text_306[] = {
    "[-81.47 -34.93 -73.49 -33.11  53.47 -65.73 -85.17  61.55  86.51]",
    NULL};
static const uint64_t print_data_307[] = {
    0xba25c5cbu, 0xbb6cc7edu, 0x3c9e77f9u, 0xbb198c69u, 0xbc4d934eu,
    0x3b0b04e5u,
};
static const char *const print_text_307[] = {
    "[[[-0.00063237]",
    "  [-0.00361299]",
    "  [ 0.01934432]]",
    "",
    " [[-0.00234296]",
    "  [-0.01254733]",
    "  [ 0.00212126]]]",
    NULL};
static const uint64_t print_data_308[] = {
    0x4223147bu, 0xc21cb333u, 0x42922d0eu, 0x42665917u, 0x42b0da1du,
    0x425471aau, 0x4236ae14u, 0xc2786979u, 0x415da9fcu,
};
static const char *const print_text_308[] = {
    "[ 40.77  -39.175  73.088  57.587  88.426  53.111  45.67  -62.103  13.854]",
    NULL};
static const uint64_t print_data_309[] = {
    0xc0e09089285673fdu,
};
static const char *const print_text_309[] = {
    "[-33924.28617404]",
    NULL};
static const uint64_t print_data_310[] = {
    0x4050a47e28240b78u, 0x40527104816f0069u, 0xc03c78c7e28240b8u, 0x40414c8e8a71de6au, 0xc0526a6809d49518u,
    0xc05686cbfb15b574u, 0x404b58ded288ce70u, 0xc04c349eecbfb15bu, 0xc032f75f6fd21ff3u,
};
static const char *const print_text_310[] = {
    "[ 66.5702  73.7659 -28.4718  34.5981 -73.6626 -90.1062  54.6943 -56.4111",
    " -18.9663]",
    NULL};
static const uint64_t print_data_311[] = {
    0xc80a3d1bu, 0x48f7d365u, 0xc945edf0u, 0xc90073fbu, 0x479ca817u,
    0x4997dd99u, 0x4959bcd2u, 0x497c7bf0u,
};
static const char *const print_text_311[] = {
    "[[[-1.4155642e+05  5.0754716e+05 -8.1071900e+05 -5.2614369e+05]]",
    "",
    " [[ 8.0208180e+04  1.2440831e+06  8.9185312e+05  1.0341750e+06]]]",
    NULL};
static const uint64_t print_data_312[] = {
    0x415a8962u, 0x4241890bu, 0x40405943u, 0xc2827eadu, 0xc26ee0e5u,
    0xc114110eu, 0xc245a7ddu, 0xc26a4e07u, 0xc1d38739u,
};
static const char *const print_text_312[] = {
    "[ 13.658541  48.38383    3.005448 -65.24741  -59.719624  -9.254164",
    " -49.41393  -58.5762   -26.441027]",
    NULL};
static const uint64_t print_data_313[] = {
    0xbffffb827ce2adcau, 0xc000011093ad7288u, 0xc000001e03488fa2u, 0xbffff89fd42a26f5u, 0xc0000286dd9ee005u,
    0xbfffffdab68dddd7u, 0xc000001284ee49f5u, 0xbfffffeb3a4a0752u,
};
static const char *const print_text_313[] = {
    "[[[-1.99890374]",
    "  [-2.0005199 ]",
    "  [-2.00005724]",
    "  [-1.9981993 ]]",
    "",
    " [[-2.0012338 ]",
    "  [-1.99996444]",
    "  [-2.00003532]",
    "  [-1.99998019]]]",
    NULL};
static const uint64_t print_data_314[] = {
    0x4054b217c1bda512u, 0x404f11c0980b2420u, 0xc052eb55714b9cb7u, 0x4022cb923a29c77au, 0xc03a990ea9e6eeb7u,
    0xc056f18e4b87bdcfu, 0x40240cb5350092cdu, 0x4057c8b6848beb5bu, 0xc051bd02de00d1b7u,
};
static const char *const print_text_314[] = {
    "[ 82.7827   62.13869 -75.67709   9.3976  -26.59788 -91.77431  10.02482",
    "  95.13614 -70.9533 ]",
    NULL};
static const uint64_t print_data_315[] = {
    0x385ffd45u,
};
static const char *const print_text_315[] = {
    "[5.340322e-05]",
    NULL};
static const uint64_t print_data_316[] = {
    0xc23c9c95u, 0x421aa28bu, 0xc23a30abu, 0x42911430u, 0xc294b191u,
    0xc289d6e9u, 0x42bbc03cu, 0xc2aaaef5u, 0x424bfff7u,
};
static const char *const print_text_316[] = {
    "[-47.152912  38.658733 -46.547527  72.53943  -74.34681  -68.91975",
    "  93.87546  -85.34171   50.999966]",
    NULL};
static const uint64_t print_data_317[] = {
    0xc000003947c9e679u, 0xc000007c4aae6b92u, 0xbfffff86a1222a0cu,
};
static const char *const print_text_317[] = {
    "[-2.00010925 -2.00023707 -1.99988425]",
    NULL};
static const uint64_t print_data_318[] = {
    0xc01acccccccccccdu, 0xc018666666666666u, 0xc04f59999999999au, 0x403fb33333333333u, 0x4052800000000000u,
    0x4047f33333333333u, 0x404ce66666666666u, 0xc047e66666666666u, 0x402a666666666666u,
};
static const char *const print_text_318[] = {
    "[ -6.7  -6.1 -62.7  31.7  74.   47.9  57.8 -47.8  13.2]",
    NULL};
static const uint64_t print_data_319[] = {
    0x4412b46du, 0xc41bbfd7u, 0x44bc7a8du,
};
static const char *const print_text_319[] = {
    "[[ 586.81915 -622.9975  1507.8297 ]]",
    NULL};
static const uint64_t print_data_320[] = {
    0xc2a32fbfu, 0x424ad7a7u, 0x429e30d0u, 0xc2693bf0u, 0xc223ef1eu,
    0xc0bc34d4u, 0x41981253u, 0xc1069f87u, 0x416a6a9eu,
};
static const char *const print_text_320[] = {
    "[-81.593254   50.710598   79.09534   -58.308533  -40.983513   -5.8814487",
    "  19.008947   -8.413947   14.65103  ]",
    NULL};
static const uint64_t print_data_321[] = {
    0xbfbb7902be9f77d7u, 0x3f9cccff9e1d4da5u, 0xbfaa07a4a9e8b2a0u, 0xbfc1691eb17fb8c6u, 0xbf7c383b3bb9d3edu,
    0x3f993b66e3ba8da0u, 0x3f897d6fe79ebd24u, 0xbfbe337c2dfe9b38u, 0xbfac6fd2f18cf0aau, 0x3fc1d14458d27082u,
    0xbfb31ba1b4d3d742u, 0xbf9f2309f3cf4770u, 0x3fcdc6befa59c44au, 0x3fa2ecdf3fc9cb6au, 0xbfa8a4419edf429du,
    0xbfc8a0c900d602e3u,
};
static const char *const print_text_321[] = {
    "[[[-0.10731523  0.02812576]",
    "  [-0.05083956 -0.1360205 ]",
    "  [-0.00688956  0.02464066]",
    "  [ 0.01244628 -0.1179731 ]]",
    "",
    " [[-0.05554065  0.13919882]",
    "  [-0.07464038 -0.0304071 ]",
    "  [ 0.23262775  0.03696344]",
    "  [-0.04812818 -0.19240677]]]",
    NULL};
static const uint64_t print_data_322[] = {
    0xc02355b6c477bea8u, 0x3fcd556d04653f75u, 0xc01b3b7f849a83fau, 0x4034ef8a4c9f95ddu, 0xc053ab6d6944bd1eu,
    0xc05877b66b9727cfu, 0xc029536a75bf9fbeu, 0x4031b6d78e46d527u, 0xc02e53ef284167a9u,
};
static const char *const print_text_322[] = {
    "[ -9.66741003   0.22916949  -6.80810363  20.93570403 -78.67855293",
    " -97.87050905 -12.6629216   17.71422662 -15.163934  ]",
    NULL};
static const uint64_t print_data_323[] = {
    0xbffffcd0u, 0xbffffe91u,
};
static const char *const print_text_323[] = {
    "[[-1.9999027 -1.9999563]]",
    NULL};
static const uint64_t print_data_324[] = {
    0x41c66666u, 0x40933333u, 0xc2b1999au, 0xc2a4cccdu, 0x427b3333u,
    0x422ccccdu, 0xc288cccdu, 0x418b3333u, 0x429d6666u,
};
static const char *const print_text_324[] = {
    "[ 24.8   4.6 -88.8 -82.4  62.8  43.2 -68.4  17.4  78.7]",
    NULL};
static const uint64_t print_data_325[] = {
    0x40c73f52b9126a33u, 0x40e19a852ecc3d46u, 0xc0b5928253140b6bu, 0xc0b53037fb2dd55fu, 0xc102263181a23e72u,
    0xc1072aed88581b22u, 0x40fecd0e807e4c56u, 0x40ec070bd1cefa39u, 0xc1020e47872f1725u, 0x41074e531a87dfc9u,
    0xc0f170d93173a345u, 0x40e8f34834e07539u,
};
static const char *const print_text_325[] = {
    "[[  11902.64627295   36052.16196262   -5522.50908017]",
    " [  -5424.21867644 -148678.18829774 -189789.6915743 ]",
    " [ 126160.90637045   57400.36936139 -147912.94100779]",
    " [ 190922.38795447  -71437.57457317   51098.25645469]]",
    NULL};
static const uint64_t print_data_326[] = {
    0x3ff1089a02752546u, 0x4032ebf7f06705c9u, 0x40569cadf71eafeeu, 0x4052d905d95dd4c7u, 0x403cfe9f7b5aea31u,
    0xc058bc1d25aab474u, 0x403cdbc45cbbc2b9u, 0xc04381f811f4f50au, 0xc0494c6ee30caa32u,
};
static const char *const print_text_326[] = {
    "[  1.0646    18.921752  90.448118  75.390982  28.994621 -98.939279",
    "  28.858465 -39.015383 -50.597134]",
    NULL};
static const uint64_t print_data_327[] = {
    0x470d9408u, 0x4708aa28u, 0xc618ffccu,
};
static const char *const print_text_327[] = {
    "[[36244.03 ]",
    " [34986.156]",
    " [-9791.949]]",
    NULL};
static const uint64_t print_data_328[] = {
    0x42aa1d31u, 0xc2bbc826u, 0x426e7eb6u, 0x42458839u, 0x4222a15cu,
    0xc2ba7aa3u, 0x42b0bb3au, 0xc26ba012u, 0x42951f85u,
};
static const char *const print_text_328[] = {
    "[ 85.057014 -93.890915  59.62374   49.38303   40.657578 -93.239525",
    "  88.36568  -58.90632   74.56156 ]",
    NULL};
static const uint64_t print_data_329[] = {
    0xbff000091a8e2accu, 0xbff000016d1aecbdu,
};
static const char *const print_text_329[] = {
    "[[-1.00000868 -1.00000136]]",
    NULL};
static const uint64_t print_data_330[] = {
    0xc0532ccccccccccdu, 0xc058accccccccccdu, 0x4040800000000000u, 0x4057d9999999999au, 0x4007333333333333u,
    0x4050066666666666u, 0x4057866666666666u, 0xc054f9999999999au, 0xc02dcccccccccccdu,
};
static const char *const print_text_330[] = {
    "[-76.7 -98.7  33.   95.4   2.9  64.1  94.1 -83.9 -14.9]",
    NULL};
static const uint64_t print_data_331[] = {
    0xc0007f77u, 0xbfff2e50u, 0xbfff9ba5u, 0xc000b3aau,
};
static const char *const print_text_331[] = {
    "[[-2.0077798]",
    " [-1.9936008]",
    " [-1.9969374]",
    " [-2.0109658]]",
    NULL};
static const uint64_t print_data_332[] = {
    0xc2b41eb8u, 0x424cae14u, 0xc1687ae1u, 0x41f428f6u, 0xc2bc428fu,
    0xc2a80000u, 0xc22c6666u, 0xc209d70au, 0x40b1eb85u,
};
static const char *const print_text_332[] = {
    "[-90.06  51.17 -14.53  30.52 -94.13 -84.   -43.1  -34.46   5.56]",
    NULL};
static const uint64_t print_data_333[] = {
    0xbf50806e7c0539cdu, 0xbf1bd6b31d67f532u, 0xbeedb6ed9817c4d9u,
};
static const char *const print_text_333[] = {
    "[-1.00718297e-03 -1.06196101e-04 -1.41690077e-05]",
    NULL};
static const uint64_t print_data_334[] = {
    0x404f2f5c28f5c28fu, 0x4037d1eb851eb852u, 0x403819999999999au, 0xc029d1eb851eb852u, 0xc020ae147ae147aeu,
    0x40589c28f5c28f5cu, 0xc02e0f5c28f5c28fu, 0x403f7d70a3d70a3du, 0xc05497ae147ae148u,
};
static const char *const print_text_334[] = {
    "[ 62.37  23.82  24.1  -12.91  -8.34  98.44 -15.03  31.49 -82.37]",
    NULL};
static const uint64_t print_data_335[] = {
    0x3f800007u, 0x3f7ffeceu, 0x3f7ffeeeu,
};
static const char *const print_text_335[] = {
    "[1.0000008  0.99998176 0.99998367]",
    NULL};
static const uint64_t print_data_336[] = {
    0xc29c0b44u, 0xc0925e35u, 0xc2bb851fu, 0xc2a39f3bu, 0x420a947bu,
    0xc2601aa0u, 0xc2b3be77u, 0xc0ca3d71u, 0x421e9168u,
};
static const char *const print_text_336[] = {
    "[-78.022  -4.574 -93.76  -81.811  34.645 -56.026 -89.872  -6.32   39.642]",
    NULL};
static const uint64_t print_data_337[] = {
    0xbff000cf7ef8fbccu, 0xbfefffb29946b6f1u,
};
static const char *const print_text_337[] = {
    "[-1.00019788 -0.99996309]",
    NULL};
static const uint64_t print_data_338[] = {
    0xc020000000000000u, 0xc04c800000000000u, 0xc02c000000000000u, 0x4054c00000000000u, 0x404e800000000000u,
    0x4050400000000000u, 0x4055800000000000u, 0x4040800000000000u, 0xc028000000000000u,
};
static const char *const print_text_338[] = {
    "[ -8. -57. -14.  83.  61.  65.  86.  33. -12.]",
    NULL};
static const uint64_t print_data_339[] = {
    0xc00013a2u,
};
static const char *const print_text_339[] = {
    "[-2.0011983]",
    NULL};
static const uint64_t print_data_340[] = {
    0xc21c0000u, 0xc2300000u, 0x42b00000u, 0x42920000u, 0xc2440000u,
    0xc1c80000u, 0xc0a00000u, 0xc2b40000u, 0xc2c00000u,
};
static const char *const print_text_340[] = {
    "[-39. -44.  88.  73. -49. -25.  -5. -90. -96.]",
    NULL};
static const uint64_t print_data_341[] = {
    0xc0831cb6845dd21fu, 0x405ba5fcaeb91513u, 0x40a61f8d45ae78f8u, 0x40a69ae1e047549au, 0x40c2c91055c4c512u,
    0xc0be5375db625e3cu, 0x40bbe34da3801d2du, 0x4098e7c5870dfd00u, 0xc0b026706292d41au,
};
static const char *const print_text_341[] = {
    "[[ -611.58911966   110.59354752  2831.77592225]",
    " [ 2893.44116424  9618.12761745 -7763.46037879]",
    " [ 7139.30327607  1593.94289801 -4134.43900411]]",
    NULL};
static const uint64_t print_data_342[] = {
    0xc0532431ec0b5675u, 0xc047206ba493c89fu, 0xc0405b4f3775b813u, 0x40534bd2630ec311u, 0xc048ed0a02b84125u,
    0x40422ff08893b7d8u, 0x4050be3968d759efu, 0xc058551cc532a498u, 0xc0469fabe27179c0u,
};
static const char *const print_text_342[] = {
    "[-76.565547 -46.253285 -32.713355  77.184716 -49.851868  36.374528",
    "  66.972254 -97.329881 -45.247433]",
    NULL};
static const uint64_t print_data_343[] = {
    0x3ffffcebu, 0x40000044u, 0x4000015bu, 0x400000ffu, 0x4000012fu,
    0x3ffff8e3u, 0x400000cfu, 0x400000afu, 0x4000011du, 0x3ffffdc9u,
    0x400000d5u, 0x400001a2u,
};
static const char *const print_text_343[] = {
    "[[[1.999906  2.0000162]",
    "  [2.0000827 2.0000608]",
    "  [2.0000722 1.9997829]]",
    "",
    " [[2.0000494 2.0000417]",
    "  [2.000068  1.9999324]",
    "  [2.0000508 2.0000997]]]",
    NULL};
static const uint64_t print_data_344[] = {
    0xc22eded3u, 0x422a4083u, 0xc1bcc5d6u, 0xc16f6f00u, 0x427d0000u,
    0xc1e6126fu, 0x40c05048u, 0x4276fe91u, 0x4282af1bu,
};
static const char *const print_text_344[] = {
    "[-43.7176  42.563  -23.5966 -14.9646  63.25   -28.759    6.0098  61.7486",
    "  65.342 ]",
    NULL};
static const uint64_t print_data_345[] = {
    0x3ffffffeedec0059u, 0x3fffffff24849e8bu, 0x40000000a1824af5u, 0x4000000020c2bba3u, 0x3fffffffa944d18bu,
    0x4000000071e9836eu, 0x400000005c6e0d40u, 0x3fffffff0023e09fu, 0x400000006f90aca1u, 0x4000000021b0c644u,
    0x3ffffffddff6a70du, 0x3ffffffec845b4dau, 0x4000000024185bb0u, 0x400000004200efabu, 0x3fffffffb702ebf8u,
    0x3ffffffefa7af017u, 0x40000000229638c7u, 0x3ffffffe1e1ba4a2u, 0x400000004b974a1cu, 0x3fffffffdba5592du,
    0x3ffffffffc90bf9du, 0x3fffffff57206b0au, 0x4000000070073601u, 0x3ffffffd9a236586u, 0x3fffffff1e301dacu,
    0x400000004efc92acu, 0x3fffffff4a08edeeu,
};
static const char *const print_text_345[] = {
    "[[[1.99999898 1.99999918 2.0000012 ]",
    "  [2.00000024 1.99999968 2.00000085]",
    "  [2.00000069 1.99999905 2.00000083]]",
    "",
    " [[2.00000025 1.99999797 1.99999884]",
    "  [2.00000027 2.00000049 1.99999973]",
    "  [1.99999903 2.00000026 1.9999982 ]]",
    "",
    " [[2.00000056 1.99999986 1.99999999]",
    "  [1.99999937 2.00000083 1.99999771]",
    "  [1.99999916 2.00000059 1.99999932]]]",
    NULL};
static const uint64_t print_data_346[] = {
    0xc0576fbfbbd7b203u, 0x4027d32c83ec892bu, 0xc030e792e54a7214u, 0xc0526962d68eed6eu, 0x402d3fd1ed9dfdacu,
    0xc05340261ee31a16u, 0xc056789fc66ee4bau, 0x404516199bb2788eu, 0x405393a44a6223e2u,
};
static const char *const print_text_346[] = {
    "[-93.7460775  11.912449  -16.9045852 -73.6466576  14.6246485 -77.0023267",
    " -89.8847519  42.1726565  78.3069025]",
    NULL};
static const uint64_t print_data_347[] = {
    0x49257dc2u, 0x49d8dd8du, 0xc940b5edu, 0x492dba99u, 0xca2cc6c2u,
    0xc9a20d48u, 0x492d98f7u, 0x49c4f208u, 0x47d07f84u, 0x490eb3c3u,
    0x4893b661u, 0x497eaa40u,
};
static const char *const print_text_347[] = {
    "[[ 6.7785212e+05  1.7765616e+06 -7.8934281e+05  7.1159356e+05]",
    " [-2.8307685e+06 -1.3275290e+06  7.1105544e+05  1.6133770e+06]",
    " [ 1.0675103e+05  5.8450819e+05  3.0251503e+05  1.0431080e+06]]",
    NULL};
static const uint64_t print_data_348[] = {
    0xc2a2199au, 0xc2bf147bu, 0x425870a4u, 0x4299570au, 0xc2916148u,
    0xc1fb47aeu, 0xc2c1a3d7u, 0xc17e3d71u, 0xc2983852u,
};
static const char *const print_text_348[] = {
    "[-81.05 -95.54  54.11  76.67 -72.69 -31.41 -96.82 -15.89 -76.11]",
    NULL};
static const uint64_t print_data_349[] = {
    0xbfeffffc9978423bu, 0xbfeffffd3ac79540u, 0xbfeffffee1d8f48du, 0xbff000007ff286f8u, 0xbfefffff5b86a1d9u,
    0xbfeffffeb4c063feu,
};
static const char *const print_text_349[] = {
    "[[-0.99999838 -0.99999868 -0.99999947]",
    " [-1.00000048 -0.99999969 -0.99999938]]",
    NULL};
static const uint64_t print_data_350[] = {
    0xc0483ea65cf67b1cu, 0xc051156a6e32e382u, 0x40571ca176ddacefu, 0x405839b0318b9347u, 0x404c560fa15db339u,
    0xc043fbed3953dea4u, 0xc04f5e4998d045feu, 0x404f9c0c521dda06u, 0x404ff56b11c6d1e1u,
};
static const char *const print_text_350[] = {
    "[-48.489452 -68.334621  92.447355  96.901379  56.672352 -39.968177",
    " -62.736621  63.219126  63.91733 ]",
    NULL};
static const uint64_t print_data_351[] = {
    0x3f7fffa5u, 0x3f7fffc0u, 0x3f7fffb6u, 0x3f7fff9eu, 0x3f8000a6u,
    0x3f7ffeefu, 0x3f800018u, 0x3f7fff65u, 0x3f7fff3au, 0x3f80000cu,
    0x3f7fff04u, 0x3f7ffff9u,
};
static const char *const print_text_351[] = {
    "[[[0.9999946  0.9999962  0.9999956  0.99999416]]",
    "",
    " [[1.0000198  0.9999837  1.0000029  0.99999076]]",
    "",
    " [[0.9999882  1.0000014  0.999985   0.9999996 ]]]",
    NULL};
static const uint64_t print_data_352[] = {
    0x42976666u, 0xc2206666u, 0x4244cccdu, 0x42af0000u, 0xc1e80000u,
    0x42ac999au, 0x4298cccdu, 0xc2976666u, 0xc294cccdu,
};
static const char *const print_text_352[] = {
    "[ 75.7 -40.1  49.2  87.5 -29.   86.3  76.4 -75.7 -74.4]",
    NULL};
static const uint64_t print_data_353[] = {
    0xc0c6b82dafe8c10du, 0x40bec36997e61560u, 0x40cc8c2912d98abdu, 0xc0ab210812766836u, 0x40bc5c652639d2cbu,
    0xc0a9f0589ef00821u, 0x40b059793975775eu, 0x40b2878254180f3au,
};
static const char *const print_text_353[] = {
    "[[-11632.35693082   7875.41247404]",
    " [ 14616.32088775  -3472.51576586]",
    " [  7260.39511453  -3320.1730876 ]",
    " [  4185.473533     4743.50909567]]",
    NULL};
static const uint64_t print_data_354[] = {
    0x4056a66666666666u, 0x404fe66666666666u, 0x40484ccccccccccdu, 0xc048d9999999999au, 0x4050000000000000u,
    0xc04e666666666666u, 0x403b19999999999au, 0xc050e66666666666u, 0xc023000000000000u,
};
static const char *const print_text_354[] = {
    "[ 90.6  63.8  48.6 -49.7  64.  -60.8  27.1 -67.6  -9.5]",
    NULL};
static const uint64_t print_data_355[] = {
    0xc3e920e3u, 0x4482e26du, 0xc2e1b1d6u,
};
static const char *const print_text_355[] = {
    "[[-466.25693 ]",
    " [1047.0758  ]",
    " [-112.847336]]",
    NULL};
static const uint64_t print_data_356[] = {
    0xc1b80000u, 0x42340000u, 0x42940000u, 0xc2c00000u, 0xc1a00000u,
    0x42ae0000u, 0x42ac0000u, 0x429a0000u, 0xc28a0000u,
};
static const char *const print_text_356[] = {
    "[-23.  45.  74. -96. -20.  87.  86.  77. -69.]",
    NULL};
static const uint64_t print_data_357[] = {
    0x3ff00001290a5541u, 0x3ff00002579ec8efu, 0x3feffffede01818bu, 0x3ff00000afd58a3cu, 0x3feffffff13e7b9eu,
    0x3ff0000152383df2u, 0x3fefffffcd7adb8fu, 0x3feffffea6d0e8bfu,
};
static const char *const print_text_357[] = {
    "[[[1.00000111 1.00000223 0.99999946 1.00000066]]",
    "",
    " [[0.99999997 1.00000126 0.99999991 0.99999936]]]",
    NULL};
static const uint64_t print_data_358[] = {
    0xc045a6410b630a91u, 0xc0519289f40a2878u, 0xc052c812839042d9u, 0xc0515868b19a415fu, 0x4054ceaa64c2f838u,
    0xc03a3f9b13165d3au, 0x402ac8a86d71f362u, 0xc051a62949a56580u, 0x4053d5e7967caea7u,
};
static const char *const print_text_358[] = {
    "[-43.29886 -70.28967 -75.12613 -69.38139  83.22915 -26.24846  13.39191",
    " -70.59627  79.34226]",
    NULL};
static const uint64_t print_data_359[] = {
    0xc9704ed2u, 0x49477f75u, 0x47d1e26fu, 0x48a909beu, 0xc9466aa1u,
    0x4809e39du, 0x4855f483u, 0x49168da8u, 0xc9b26b68u, 0xc93b4dc6u,
    0x49d315a1u, 0xc8bfdecau, 0xc7a3ea7bu, 0xc8c285ecu, 0xc9b6b47du,
    0xc9835039u, 0x48b50210u, 0xc9241524u, 0x49f77400u, 0xc9b6e22eu,
    0xc9ed1a80u, 0xc8bf63cdu, 0xc993a66au, 0x49a889c0u, 0xc8d01dc9u,
    0x48fc207fu, 0xc9ad29adu, 0x49214dddu, 0x491aaf01u, 0x49968f04u,
    0x48501934u, 0x48f8cc6au, 0x481bbdcbu, 0x495fc8c6u, 0xc8cd731fu,
    0x4902e919u, 0xc90d1511u, 0x492a4d72u, 0xc88bc99au, 0xc920ed65u,
    0xc92802e1u, 0x49b26066u, 0xc9bf665au, 0xc9b639f4u, 0x49190d90u,
    0xc975a819u, 0xc8e8a433u, 0xc8f600f4u,
};
static const char *const print_text_359[] = {
    "[[[-9.84301125e+05  8.17143312e+05  1.07460867e+05  3.46189938e+05]",
    "  [-8.12714062e+05  1.41198453e+05  2.19090047e+05  6.16666500e+05]",
    "  [-1.46161300e+06 -7.67196375e+05  1.72920412e+06 -3.92950312e+05]]",
    "",
    " [[-8.39249609e+04 -3.98383375e+05 -1.49671962e+06 -1.07571912e+06]",
    "  [ 3.70704500e+05 -6.72082250e+05  2.02713600e+06 -1.49818175e+06]",
    "  [-1.94235200e+06 -3.91966406e+05 -1.20954925e+06  1.38066400e+06]]",
    "",
    " [[-4.26222281e+05  5.16355969e+05 -1.41854962e+06  6.60701812e+05]",
    "  [ 6.33584062e+05  1.23337650e+06  2.13092812e+05  5.09539312e+05]",
    "  [ 1.59479172e+05  9.16620375e+05 -4.20760969e+05  5.36209562e+05]]",
    "",
    " [[-5.77873062e+05  6.97559125e+05 -2.86284812e+05 -6.59158312e+05]",
    "  [-6.88174062e+05  1.46126075e+06 -1.56794725e+06 -1.49279850e+06]",
    "  [ 6.26905000e+05 -1.00620956e+06 -4.76449594e+05 -5.03815625e+05]]]",
    NULL};
static const uint64_t print_data_360[] = {
    0xc21e4cbcu, 0x42ac4057u, 0xc223d07du, 0x41d9cc9cu, 0x42b144b6u,
    0x421e0ecau, 0xc2b27cedu, 0x41c2cd2eu, 0x428e7023u,
};
static const char *const print_text_360[] = {
    "[-39.574936  86.12566  -40.9536    27.224907  88.6342    39.514442",
    " -89.243996  24.350185  71.21902 ]",
    NULL};
static const uint64_t print_data_361[] = {
    0xbfef86178e20c523u,
};
static const char *const print_text_361[] = {
    "[[[-0.98511865]]]",
    NULL};
static const uint64_t print_data_362[] = {
    0x4058000000000000u, 0xc054c00000000000u, 0xc050400000000000u, 0x403b000000000000u, 0xc053800000000000u,
    0x4038000000000000u, 0x403a000000000000u, 0x4024000000000000u, 0xc030000000000000u,
};
static const char *const print_text_362[] = {
    "[ 96. -83. -65.  27. -78.  24.  26.  10. -16.]",
    NULL};
static const uint64_t print_data_363[] = {
    0x48881cc2u, 0x49778c28u, 0x493b8af1u, 0xc9b53b3cu, 0xc93c4a2du,
    0x49fdf998u,
};
static const char *const print_text_363[] = {
    "[[ 2.7875806e+05  1.0139545e+06]",
    " [ 7.6817506e+05 -1.4846475e+06]",
    " [-7.7123481e+05  2.0805630e+06]]",
    NULL};
static const uint64_t print_data_364[] = {
    0x3fce353fu, 0x4278b958u, 0x42a531aau, 0xc2af0ac1u, 0xc1976c8bu,
    0xc0be7efau, 0xc2a0676du, 0xc205a5e3u, 0xc1839db2u,
};
static const char *const print_text_364[] = {
    "[  1.611  62.181  82.597 -87.521 -18.928  -5.953 -80.202 -33.412 -16.452]",
    NULL};
static const uint64_t print_data_365[] = {
    0x3ff1970c487f189au, 0x3fee3be0e20b4c95u,
};
static const char *const print_text_365[] = {
    "[1.09937695 0.94480938]",
    NULL};
static const uint64_t print_data_366[] = {
    0xc053eccccccccccdu, 0xc055cccccccccccdu, 0x4007333333333333u, 0xc058d9999999999au, 0xc03499999999999au,
    0xc055f9999999999au, 0x4042d9999999999au, 0x403de66666666666u, 0xc051533333333333u,
};
static const char *const print_text_366[] = {
    "[-79.7 -87.2   2.9 -99.4 -20.6 -87.9  37.7  29.9 -69.3]",
    NULL};
static const uint64_t print_data_367[] = {
    0xc2087a5eu, 0xc4512e5du, 0x43c13bf9u, 0x447b9cd5u,
};
static const char *const print_text_367[] = {
    "[[ -34.1195  -836.7244 ]",
    " [ 386.46854 1006.4505 ]]",
    NULL};
static const uint64_t print_data_368[] = {
    0xc2b629f5u, 0xc19166a0u, 0x4216e3b2u, 0xc0c556c1u, 0xc1cd33c6u,
    0xc24786a8u, 0x4217e90du, 0xc289c3c7u, 0x4252d56cu,
};
static const char *const print_text_368[] = {
    "[-91.08195 -18.17511  37.72236  -6.16684 -25.65028 -49.8815   37.97759",
    " -68.88238  52.70842]",
    NULL};
static const uint64_t print_data_369[] = {
    0x3ff3e7969f7b319du, 0xbfd2366c1c999cbcu,
};
static const char *const print_text_369[] = {
    "[ 1.24404013 -0.28457167]",
    NULL};
static const uint64_t print_data_370[] = {
    0x405272ae7d566cf4u, 0xc05487fe5c91d14eu, 0x40007fcb923a29c7u, 0x403edf1a9fbe76c9u, 0xc050e2027525460bu,
    0x40439d6d5cfaacdau, 0x403fd810624dd2f2u, 0xc0206f5c28f5c28fu, 0x404d6bd07c84b5ddu,
};
static const char *const print_text_370[] = {
    "[ 73.7919 -82.1249   2.0624  30.8715 -67.5314  39.2299  31.844   -8.2175",
    "  58.8423]",
    NULL};
static const uint64_t print_data_371[] = {
    0x49f7efa4u,
};
static const char *const print_text_371[] = {
    "[2.0310925e+06]",
    NULL};
static const uint64_t print_data_372[] = {
    0xc2897fd6u, 0xc2c34949u, 0x419ba9a0u, 0x411d6f70u, 0x42432dc8u,
    0x42909dc1u, 0xc0d93ef7u, 0x40a208e1u, 0x418ce1bdu,
};
static const char *const print_text_372[] = {
    "[-68.74968  -97.643135  19.457825   9.839706  48.79471   72.30811",
    "  -6.788936   5.063584  17.610224]",
    NULL};
static const uint64_t print_data_373[] = {
    0xbffffd2153dee226u, 0xbfffff7b406033efu,
};
static const char *const print_text_373[] = {
    "[-1.99929936 -1.9998734 ]",
    NULL};
static const uint64_t print_data_374[] = {
    0x40430e5af56f026cu, 0xc04c8d157140dfefu, 0xc04595cedb047301u, 0x402db5f77af64064u, 0xc027ef9ba0afe35du,
    0x402f2873b630283cu, 0xc04a5c3472ce53b6u, 0x4049d9769e97db29u, 0xc0536ce09fbd7516u,
};
static const char *const print_text_374[] = {
    "[ 38.11215084 -57.10221687 -43.17037523  14.85540375 -11.96798422",
    "  15.57900781 -52.7203506   51.69893248 -77.70120996]",
    NULL};
static const uint64_t print_data_375[] = {
    0x3f7fffe3u,
};
static const char *const print_text_375[] = {
    "[0.9999983]",
    NULL};
static const uint64_t print_data_376[] = {
    0xc2002043u, 0xc2a50081u, 0x42c29f4fu, 0x4211f65du, 0xc22d8a27u,
    0xc259bb2fu, 0xc28bfc73u, 0xc29b60a3u, 0x422f2d47u,
};
static const char *const print_text_376[] = {
    "[-32.031506 -82.500984  97.31115   36.49059  -43.384914 -54.432796",
    " -69.993065 -77.68874   43.794216]",
    NULL};
static const uint64_t print_data_377[] = {
    0xc03327b1a70cbcc3u, 0x3ff56542bf8f1c3cu,
};
static const char *const print_text_377[] = {
    "[[-19.15505451   1.33722186]]",
    NULL};
static const uint64_t print_data_378[] = {
    0xc05325f3b645a1cbu, 0xc058fb3333333333u, 0x4050b4dd2f1a9fbeu, 0x40505604189374bcu, 0xc0527de353f7ced9u,
    0xc04679db22d0e560u, 0xc021d604189374bcu, 0x4055d76c8b439581u, 0xc03a947ae147ae14u,
};
static const char *const print_text_378[] = {
    "[-76.593 -99.925  66.826  65.344 -73.967 -44.952  -8.918  87.366 -26.58 ]",
    NULL};
static const uint64_t print_data_379[] = {
    0xb8456c60u, 0x3a6ed09au, 0x3a15ca9du,
};
static const char *const print_text_379[] = {
    "[-4.7069392e-05  9.1100635e-04  5.7140907e-04]",
    NULL};
static const uint64_t print_data_380[] = {
    0xc2adbec5u, 0x423245bcu, 0xc26d7da5u, 0x42a0bf97u, 0x42c33759u,
    0x42b3d687u, 0xc27e3972u, 0x4193a5e3u, 0x42970c98u,
};
static const char *const print_text_380[] = {
    "[-86.8726  44.5681 -59.3727  80.3742  97.6081  89.919  -63.5561  18.456",
    "  75.5246]",
    NULL};
static const uint64_t print_data_381[] = {
    0x3f44cc5048962c67u, 0x3f786aa370845185u, 0xbf4172900ebb772fu, 0x3f7f6b2f27d0c0c9u,
};
static const char *const print_text_381[] = {
    "[[ 0.00063471]",
    " [ 0.00596107]",
    " [-0.00053246]",
    " [ 0.00767058]]",
    NULL};
static const uint64_t print_data_382[] = {
    0x4051aaf74eebf65eu, 0x40420aae46cfc82au, 0xc04799733f92bd07u, 0xc04ebbb2dc60be87u, 0xc0537995790e08d7u,
    0xc04684af1be1ddd6u, 0x403245c335745613u, 0x40548a73b5da4200u, 0xc0472221f0eb9006u,
};
static const char *const print_text_382[] = {
    "[ 70.6713445  36.0834435 -47.1988296 -61.4663959 -77.8997481 -45.0365939",
    "  18.2725099  82.1633124 -46.2666608]",
    NULL};
static const uint64_t print_data_383[] = {
    0xbf803dceu, 0xbf7c42c0u, 0xbf817d49u, 0xbf80a216u, 0xbf8000d0u,
    0xbf80321fu, 0xbf80c428u, 0xbf7fae55u, 0xbf81d0c5u, 0xbf80c068u,
    0xbf80c73eu, 0xbf806618u, 0xbf8065b8u, 0xbf80050bu, 0xbf807688u,
    0xbf808db9u, 0xbf7f1dc0u, 0xbf7dbd37u, 0xbf7d9507u, 0xbf817f74u,
    0xbf7f6a32u, 0xbf7e2305u, 0xbf805dc6u, 0xbf7edacfu, 0xbf804ea6u,
    0xbf7f1687u, 0xbf81f9cfu, 0xbf7edfa3u, 0xbf80a505u, 0xbf80f815u,
    0xbf80695bu, 0xbf7d887bu, 0xbf7da4e1u, 0xbf7f6c40u, 0xbf7dd908u,
    0xbf808d17u, 0xbf819fb0u, 0xbf826b32u, 0xbf801250u, 0xbf803833u,
    0xbf7ff8edu, 0xbf7fe480u, 0xbf7cf28bu, 0xbf813606u, 0xbf81062fu,
    0xbf7b2951u, 0xbf7e19a0u, 0xbf806ba6u,
};
static const char *const print_text_383[] = {
    "[[[-1.0018861  -0.9853935  -1.0116359  -1.0049465 ]",
    "  [-1.0000248  -1.0015296  -1.0059862  -0.99875385]",
    "  [-1.0141836  -1.0058718  -1.0060804  -1.0031157 ]",
    "  [-1.0031042  -1.0001539  -1.0036173  -1.004325  ]]",
    "",
    " [[-0.9965477  -0.99116844 -0.9905552  -1.0117021 ]",
    "  [-0.99771416 -0.99272186 -1.0028617  -0.99552625]",
    "  [-1.0024002  -0.9964375  -1.015436   -0.9955999 ]",
    "  [-1.005036   -1.0075709  -1.0032152  -0.9903638 ]]",
    "",
    " [[-0.9907971  -0.9977455  -0.9915929  -1.0043057 ]",
    "  [-1.0126858  -1.0188963  -1.0005589  -1.0017151 ]",
    "  [-0.99989206 -0.9995804  -0.9880759  -1.0094612 ]",
    "  [-1.0080012  -0.9810992  -0.9925785  -1.0032852 ]]]",
    NULL};
static const uint64_t print_data_384[] = {
    0xc20181b8u, 0x42ae7983u, 0xc1beef29u, 0xc2c21db9u, 0x41e70844u,
    0x42af399du, 0xc2512f02u, 0x429fa16du, 0x428859acu,
};
static const char *const print_text_384[] = {
    "[-32.37668   87.23733  -23.866777 -97.05805   28.879036  87.612526",
    " -52.295906  79.815285  68.17514 ]",
    NULL};
static const uint64_t print_data_385[] = {
    0x40620985c7be59acu, 0x40879dd8301b3c4fu,
};
static const char *const print_text_385[] = {
    "[144.2975806  755.73056051]",
    NULL};
static const uint64_t print_data_386[] = {
    0xbf902de00d1b7176u, 0xc04d4b8ef34d6a16u, 0xc02c0d42c3c9eeccu, 0xc033d4c2f837b4a2u, 0xc05507dbf487fcb9u,
    0x4052f2b020c49ba6u, 0xc0446d97f62b6ae8u, 0xc041c65604189375u, 0x4056b0083126e979u,
};
static const char *const print_text_386[] = {
    "[-1.58000e-02 -5.85903e+01 -1.40259e+01 -1.98311e+01 -8.41228e+01",
    "  7.57920e+01 -4.08562e+01 -3.55495e+01  9.07505e+01]",
    NULL};
static const uint64_t print_data_387[] = {
    0xc42e85dfu, 0x44c4e7a8u, 0x44883694u, 0xc538b326u,
};
static const char *const print_text_387[] = {
    "[[ -698.09174  1575.2393 ]",
    " [ 1089.7056  -2955.1968 ]]",
    NULL};
static const uint64_t print_data_388[] = {
    0xc21111ecu, 0xc217c937u, 0x42bdf24fu, 0xc01eca58u, 0xc2ad2140u,
    0xc2a8d8a2u, 0x425f3d8bu, 0x429f8257u, 0x42b7ee4fu,
};
static const char *const print_text_388[] = {
    "[-36.2675  -37.9465   94.97326  -2.4811  -86.56494 -84.42311  55.8101",
    "  79.75457  91.96545]",
    NULL};
static const uint64_t print_data_389[] = {
    0xbfffff0658792284u, 0xbffffa41a01876ccu, 0xc0000351f1113c03u,
};
static const char *const print_text_389[] = {
    "[-1.99976191 -1.99859774 -2.00162114]",
    NULL};
static const uint64_t print_data_390[] = {
    0x404a4ccccccccccdu, 0x4048000000000000u, 0x4054333333333333u, 0xc02599999999999au, 0x403dcccccccccccdu,
    0xc04dd9999999999au, 0x4048733333333333u, 0xc0582ccccccccccdu, 0x4051e00000000000u,
};
static const char *const print_text_390[] = {
    "[ 52.6  48.   80.8 -10.8  29.8 -59.7  48.9 -96.7  71.5]",
    NULL};
static const uint64_t print_data_391[] = {
    0xbff6807cu, 0xc009f557u, 0xc009db7fu, 0xbff9c39fu, 0xc00713bcu,
    0xc0038155u, 0xc002275au, 0xc005de54u, 0xbff0daabu, 0xbff60735u,
    0xbffdc349u, 0xbff8d100u,
};
static const char *const print_text_391[] = {
    "[[[-1.925796  -2.1555994]",
    "  [-2.154022  -1.9512824]]",
    "",
    " [[-2.1105795 -2.0547688]",
    "  [-2.0336518 -2.0916948]]",
    "",
    " [[-1.8816732 -1.922095 ]",
    "  [-1.9825221 -1.9438782]]]",
    NULL};
static const uint64_t print_data_392[] = {
    0xc276dd2bu, 0xc27fe155u, 0xc07ce615u, 0xc208e428u, 0x419422c8u,
    0xc035a7d8u, 0xc1fce15du, 0x4214010du, 0x416957a1u,
};
static const char *const print_text_392[] = {
    "[-61.715984  -63.97005    -3.951543  -34.22281    18.516983   -2.8383694",
    " -31.61004    37.001026   14.583894 ]",
    NULL};
static const uint64_t print_data_393[] = {
    0x3f7965f414193adfu, 0x3f794e66cbba41ecu,
};
static const char *const print_text_393[] = {
    "[0.00620075 0.00617829]",
    NULL};
static const uint64_t print_data_394[] = {
    0x405079999999999au, 0x4016000000000000u, 0x403c000000000000u, 0x4052466666666666u, 0xc056b33333333333u,
    0xc052f9999999999au, 0x40470ccccccccccdu, 0xc053e00000000000u, 0xc058b9999999999au,
};
static const char *const print_text_394[] = {
    "[ 65.9   5.5  28.   73.1 -90.8 -75.9  46.1 -79.5 -98.9]",
    NULL};
static const uint64_t print_data_395[] = {
    0x4148b22eu, 0x413c9861u, 0x42080759u, 0x40438d14u,
};
static const char *const print_text_395[] = {
    "[12.543501  11.787202  34.007175   3.0554857]",
    NULL};
static const uint64_t print_data_396[] = {
    0xc29a9080u, 0x42c6b3ebu, 0x429de10bu, 0xc22659a2u, 0xc2aa4155u,
    0x425cb2e6u, 0x42c7ce69u, 0xc28cf67eu, 0x429d9f73u,
};
static const char *const print_text_396[] = {
    "[-77.28223   99.3514    78.93954  -41.587532 -85.1276    55.174706",
    "  99.903145 -70.48143   78.811424]",
    NULL};
static const uint64_t print_data_397[] = {
    0xbff0005c8ad0d1f4u, 0xbff00047ec7ced5du, 0xbff000423c35098cu, 0xbff000a9470b0a65u, 0xbff000472c438502u,
    0xbfeffeb2906aaee9u, 0xbff0006eb91deb32u, 0xbff000c3dc88f5fau, 0xbff0001ccae022f4u, 0xbff00034f7845e3au,
    0xbfefff7139fe86bau, 0xbff0004df6df8367u, 0xbff000131066aa98u, 0xbff0005843ab08e5u, 0xbff000664f87ff10u,
    0xbfefffb2bd183da4u,
};
static const char *const print_text_397[] = {
    "[[[-1.00008826 -1.00006859 -1.00006317 -1.00016144]]",
    "",
    " [[-1.00006788 -0.99984101 -1.00010559 -1.00018679]]",
    "",
    " [[-1.00002746 -1.00005051 -0.99993192 -1.00007435]]",
    "",
    " [[-1.00001818 -1.00008418 -1.00009757 -0.99996316]]]",
    NULL};
static const uint64_t print_data_398[] = {
    0x404971d36f7e3d1du, 0xc04042467be553acu, 0xc04236060fe47992u, 0x3fce0b9991361dc9u, 0xc03669b60ae9680eu,
    0xc04edd6a2f48c2e7u, 0x4047107674d16335u, 0x404b6aed5f138bceu, 0x4054b260e51d25abu,
};
static const char *const print_text_398[] = {
    "[ 50.889265 -32.517776 -36.42206    0.234729 -22.412934 -61.729803",
    "  46.128615  54.835369  82.787164]",
    NULL};
static const uint64_t print_data_399[] = {
    0x400582e3u, 0x402ba3dau, 0x401e649eu,
};
static const char *const print_text_399[] = {
    "[2.0861137 2.6818757 2.4748912]",
    NULL};
static const uint64_t print_data_400[] = {
    0x423c0000u, 0xc29e0000u, 0x41980000u, 0x429e0000u, 0x428a0000u,
    0xc1c00000u, 0x42820000u, 0x428a0000u, 0x41c00000u,
};
static const char *const print_text_400[] = {
    "[ 47. -79.  19.  79.  69. -24.  65.  69.  24.]",
    NULL};
static const uint64_t print_data_401[] = {
    0x412ba97f78cd65c5u, 0xc11a52be8c4f916eu, 0xc1269eb5071e5ab6u, 0xc0eb6e0dfa0cd11au, 0xc121e2fa073da284u,
    0x412ceae05cdd7578u, 0x4116c606990b694au, 0x413542ef384f2bc0u, 0x4143f0221c637156u, 0xc12aaeac3dcffc64u,
    0xc1229907c25d61c3u, 0x411cff56da836729u,
};
static const char *const print_text_401[] = {
    "[[[ 906431.73594206 -431279.63702228 -741210.51390346]]",
    "",
    " [[ -56176.43677369 -586109.01414211  947568.1813771 ]]",
    "",
    " [[ 373121.64945759 1393391.21995805 2613316.22178475]]",
    "",
    " [[-874326.12072743 -609411.8796187   475093.71339189]]]",
    NULL};
static const uint64_t print_data_402[] = {
    0x405409e496ededafu, 0x4058cdd916872b02u, 0xc03999361dc93ea3u, 0xc04462a0663c74fbu, 0x40492ca18372e6a7u,
    0xc00d3b8fde2ef4e0u, 0x4058f9a4bdba0a52u, 0x4028e98e325d4a5eu, 0xc05394574b407033u,
};
static const char *const print_text_402[] = {
    "[ 80.154577  99.216375 -25.598482 -40.77052   50.348679  -3.654083",
    "  99.90068   12.456163 -78.317828]",
    NULL};
static const uint64_t print_data_403[] = {
    0xbf800000u,
};
static const char *const print_text_403[] = {
    "[-1.]",
    NULL};
static const uint64_t print_data_404[] = {
    0xc23274d1u, 0x420c96f5u, 0xc24ef203u, 0xc1c98174u, 0xc1c17e51u,
    0x425fd3bfu, 0x422fccd4u, 0x42a84576u, 0xc2309c1cu,
};
static const char *const print_text_404[] = {
    "[-44.61408   35.14742  -51.73634  -25.18821  -24.186678  55.956783",
    "  43.950027  84.135666 -44.15245 ]",
    NULL};
static const uint64_t print_data_405[] = {
    0x40001235fa610049u, 0x40000a1c38cf0b3fu, 0x40000ab427e7322cu, 0x3ffffa3955026f3fu, 0x3ffff8aa2a80c2fau,
    0x4000043f9419a89bu, 0x3ffff6f7081858aeu, 0x3fffc55eb54c2c18u, 0x3fffd64412a2b3d3u,
};
static const char *const print_text_405[] = {
    "[[[2.00889202 2.00493664 2.00522643]",
    "  [1.99858983 1.99820916 2.00207439]",
    "  [1.99779418 1.98568602 1.98981101]]]",
    NULL};
static const uint64_t print_data_406[] = {
    0xc023b851eb851eb8u, 0xc0583ccccccccccdu, 0x40544ae147ae147bu, 0xc05671eb851eb852u, 0xc042200000000000u,
    0x4054533333333333u, 0x400ccccccccccccdu, 0x4022051eb851eb85u, 0x403de8f5c28f5c29u,
};
static const char *const print_text_406[] = {
    "[ -9.86 -96.95  81.17 -89.78 -36.25  81.3    3.6    9.01  29.91]",
    NULL};
static const uint64_t print_data_407[] = {
    0x3f7fb859u, 0x3f7f99f3u, 0x3f7fcdfbu, 0x3f7f668du, 0x3f7fcb53u,
    0x3f801b2bu, 0x3f802011u, 0x3f803270u, 0x3f8001d7u, 0x3f8004ccu,
    0x3f7fd82eu, 0x3f7fdcb8u, 0x3f800929u, 0x3f801dc2u, 0x3f800dcfu,
    0x3f7f7918u, 0x3f800ffau, 0x3f7fff61u,
};
static const char *const print_text_407[] = {
    "[[[0.9989067  0.9984428 ]",
    "  [0.99923676 0.99765855]",
    "  [0.99919623 1.0008291 ]]",
    "",
    " [[1.0009786  1.0015392 ]",
    "  [1.0000561  1.0001464 ]",
    "  [0.9993924  0.99946165]]",
    "",
    " [[1.0002795  1.0009081 ]",
    "  [1.0004214  0.9979415 ]",
    "  [1.0004876  0.9999905 ]]]",
    NULL};
static const uint64_t print_data_408[] = {
    0xc290cccdu, 0xc280999au, 0x425c6666u, 0x423e6666u, 0x42c10000u,
    0xc2b16666u, 0xc2b3cccdu, 0x42c3999au, 0x42240000u,
};
static const char *const print_text_408[] = {
    "[-72.4 -64.3  55.1  47.6  96.5 -88.7 -89.9  97.8  41. ]",
    NULL};
static const uint64_t print_data_409[] = {
    0xc03da183ec8d5496u, 0xc053db5ef7220d17u, 0x4065d94e2411a1ffu, 0xc061b7e52096a3dbu,
};
static const char *const print_text_409[] = {
    "[ -29.63091925  -79.42767123  174.79078868 -141.74671964]",
    NULL};
static const uint64_t print_data_410[] = {
    0xc038cdc5d6388659u, 0xc04e2e9e1b089a02u, 0x405835d63886594bu, 0xc0251b71758e2196u, 0xc046df9096bb98c8u,
    0x403e2c91d14e3bcdu, 0x40417f79a6b50b0fu, 0x4032f2ca57a786c2u, 0x4052e346dc5d6388u,
};
static const char *const print_text_410[] = {
    "[-24.8038 -60.3642  96.8412 -10.5536 -45.7466  30.1741  34.9959  18.9484",
    "  75.5512]",
    NULL};
static const uint64_t print_data_411[] = {
    0x3c4e09d3u, 0xbc2b04afu, 0xbc848bceu,
};
static const char *const print_text_411[] = {
    "[[ 0.01257558]",
    " [-0.01043813]",
    " [-0.01617995]]",
    NULL};
static const uint64_t print_data_412[] = {
    0xc28e851fu, 0x42845c29u, 0xc1126666u, 0x4236cccdu, 0x428c8f5cu,
    0xc2b26148u, 0x42b68000u, 0x412d1eb8u, 0xc2081eb8u,
};
static const char *const print_text_412[] = {
    "[-71.26  66.18  -9.15  45.7   70.28 -89.19  91.25  10.82 -34.03]",
    NULL};
static const uint64_t print_data_413[] = {
    0xbfefaaa908d22c70u, 0xbfef8bd092b89a64u, 0xbfefd1ed40cc02d2u, 0xbfefd556c49f293bu, 0xbfefc4a467501ab8u,
    0xbff00ba3983bde57u,
};
static const char *const print_text_413[] = {
    "[[[-0.98958256]",
    "  [-0.98581723]",
    "  [-0.99437583]]",
    "",
    " [[-0.99479235]",
    "  [-0.99275417]",
    "  [-1.00284156]]]",
    NULL};
static const uint64_t print_data_414[] = {
    0x4046f1eb851eb852u, 0xc058566666666666u, 0xc02899999999999au, 0xc015333333333333u, 0xc032c51eb851eb85u,
    0x400e3d70a3d70a3du, 0x4051433333333333u, 0x40125c28f5c28f5cu, 0x404fb70a3d70a3d7u,
};
static const char *const print_text_414[] = {
    "[ 45.89 -97.35 -12.3   -5.3  -18.77   3.78  69.05   4.59  63.43]",
    NULL};
static const uint64_t print_data_415[] = {
    0x7u,
};
static const char *const print_text_415[] = {
    "7",
    NULL};
static const uint64_t print_data_416[] = {
    0x0u, 0x1u, 0xffffffffffffff38u,
};
static const char *const print_text_416[] = {
    "[   0    1 -200]",
    NULL};
static const uint64_t print_data_417[] = {
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
};
static const char *const print_text_417[] = {
    "[3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3",
    " 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3]",
    NULL};
static const uint64_t print_data_418[] = {
    0x0u, 0x1u, 0x2u, 0x3u, 0x4u,
    0x5u, 0x6u, 0x7u, 0x8u, 0x9u,
    0xau, 0xbu, 0xcu, 0xdu, 0xeu,
    0xfu, 0x10u, 0x11u, 0x12u, 0x13u,
    0x14u, 0x15u, 0x16u, 0x17u,
};
static const char *const print_text_418[] = {
    "[[[ 0  1  2  3]",
    "  [ 4  5  6  7]",
    "  [ 8  9 10 11]]",
    "",
    " [[12 13 14 15]",
    "  [16 17 18 19]",
    "  [20 21 22 23]]]",
    NULL};
static const char *const print_text_419[] = {
    "[]",
    NULL};
static const char *const print_text_420[] = {
    "[[  0   0   0 ...   3   3   3]",
    " [  4   4   4 ...   7   7   7]",
    " [  8   8   8 ...  11  11  11]",
    " ...",
    " [108 108 108 ... 111 111 111]",
    " [112 112 112 ... 115 115 115]",
    " [116 116 116 ... 119 119 119]]",
    NULL};
static const char *const print_text_421[] = {
    "[  0   0   0 ... 239 239 239]",
    NULL};
static const uint64_t print_data_422[] = {
    0x7u,
};
static const char *const print_text_422[] = {
    "7",
    NULL};
static const uint64_t print_data_423[] = {
    0x0u, 0x1u, 0xffffffffffffff38u,
};
static const char *const print_text_423[] = {
    "[   0    1 -200]",
    NULL};
static const uint64_t print_data_424[] = {
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
};
static const char *const print_text_424[] = {
    "[3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3",
    " 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3]",
    NULL};
static const uint64_t print_data_425[] = {
    0x0u, 0x1u, 0x2u, 0x3u, 0x4u,
    0x5u, 0x6u, 0x7u, 0x8u, 0x9u,
    0xau, 0xbu, 0xcu, 0xdu, 0xeu,
    0xfu, 0x10u, 0x11u, 0x12u, 0x13u,
    0x14u, 0x15u, 0x16u, 0x17u,
};
static const char *const print_text_425[] = {
    "[[[ 0  1  2  3]",
    "  [ 4  5  6  7]",
    "  [ 8  9 10 11]]",
    "",
    " [[12 13 14 15]",
    "  [16 17 18 19]",
    "  [20 21 22 23]]]",
    NULL};
static const char *const print_text_426[] = {
    "[]",
    NULL};
static const char *const print_text_427[] = {
    "[[  0   0   0 ...   3   3   3]",
    " [  4   4   4 ...   7   7   7]",
    " [  8   8   8 ...  11  11  11]",
    " ...",
    " [108 108 108 ... 111 111 111]",
    " [112 112 112 ... 115 115 115]",
    " [116 116 116 ... 119 119 119]]",
    NULL};
static const char *const print_text_428[] = {
    "[  0   0   0 ... 239 239 239]",
    NULL};
static const uint64_t print_data_429[] = {
    0x7u,
};
static const char *const print_text_429[] = {
    "7",
    NULL};
static const uint64_t print_data_430[] = {
    0x0u, 0x1u, 0xc8u,
};
static const char *const print_text_430[] = {
    "[  0   1 200]",
    NULL};
static const uint64_t print_data_431[] = {
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
    0x3u, 0x3u, 0x3u, 0x3u, 0x3u,
};
static const char *const print_text_431[] = {
    "[3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3",
    " 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3]",
    NULL};
static const uint64_t print_data_432[] = {
    0x0u, 0x1u, 0x2u, 0x3u, 0x4u,
    0x5u, 0x6u, 0x7u, 0x8u, 0x9u,
    0xau, 0xbu, 0xcu, 0xdu, 0xeu,
    0xfu, 0x10u, 0x11u, 0x12u, 0x13u,
    0x14u, 0x15u, 0x16u, 0x17u,
};
static const char *const print_text_432[] = {
    "[[[ 0  1  2  3]",
    "  [ 4  5  6  7]",
    "  [ 8  9 10 11]]",
    "",
    " [[12 13 14 15]",
    "  [16 17 18 19]",
    "  [20 21 22 23]]]",
    NULL};
static const char *const print_text_433[] = {
    "[]",
    NULL};
static const char *const print_text_434[] = {
    "[[  0   0   0 ...   3   3   3]",
    " [  4   4   4 ...   7   7   7]",
    " [  8   8   8 ...  11  11  11]",
    " ...",
    " [108 108 108 ... 111 111 111]",
    " [112 112 112 ... 115 115 115]",
    " [116 116 116 ... 119 119 119]]",
    NULL};
static const char *const print_text_435[] = {
    "[  0   0   0 ... 239 239 239]",
    NULL};
static const uint64_t print_data_436[] = {
    0xffffffff80000000u, 0x7fffffffu,
};
static const char *const print_text_436[] = {
    "[-2147483648  2147483647]",
    NULL};
static const uint64_t print_data_437[] = {
    0x8000000000000000u, 0x7fffffffffffffffu, 0x20000000000001u,
};
static const char *const print_text_437[] = {
    "[-9223372036854775808  9223372036854775807     9007199254740993]",
    NULL};
static const uint64_t print_data_438[] = {
    0x1u,
};
static const char *const print_text_438[] = {
    "True",
    NULL};
static const uint64_t print_data_439[] = {
    0x0u,
};
static const char *const print_text_439[] = {
    "False",
    NULL};
static const uint64_t print_data_440[] = {
    0x1u, 0x0u, 0x1u,
};
static const char *const print_text_440[] = {
    "[ True False  True]",
    NULL};
static const uint64_t print_data_441[] = {
    0x1u, 0x1u, 0x1u, 0x1u, 0x1u,
    0x1u, 0x1u, 0x1u, 0x1u, 0x1u,
    0x1u, 0x1u, 0x1u, 0x1u, 0x1u,
    0x1u, 0x1u, 0x1u, 0x1u, 0x1u,
    0x0u, 0x0u, 0x0u, 0x0u, 0x0u,
    0x0u, 0x0u, 0x0u, 0x0u, 0x0u,
    0x0u, 0x0u, 0x0u, 0x0u, 0x0u,
    0x0u, 0x0u, 0x0u, 0x0u, 0x0u,
};
static const char *const print_text_441[] = {
    "[[ True  True  True  True  True  True  True  True  True  True  True  True",
    "   True  True  True  True  True  True  True  True]",
    " [False False False False False False False False False False False False",
    "  False False False False False False False False]]",
    NULL};
static const struct print_case print_cases[] = {
    {WG_F32, {0, {0}}, print_data_0, 0.0, 0.0, print_text_0},
    {WG_F32, {1, {1}}, print_data_1, 0.0, 0.0, print_text_1},
    {WG_F32, {0, {0}}, print_data_2, 0.0, 0.0, print_text_2},
    {WG_F32, {1, {1}}, print_data_3, 0.0, 0.0, print_text_3},
    {WG_F32, {0, {0}}, print_data_4, 0.0, 0.0, print_text_4},
    {WG_F32, {1, {1}}, print_data_5, 0.0, 0.0, print_text_5},
    {WG_F32, {0, {0}}, print_data_6, 0.0, 0.0, print_text_6},
    {WG_F32, {1, {1}}, print_data_7, 0.0, 0.0, print_text_7},
    {WG_F32, {0, {0}}, print_data_8, 0.0, 0.0, print_text_8},
    {WG_F32, {1, {1}}, print_data_9, 0.0, 0.0, print_text_9},
    {WG_F32, {0, {0}}, print_data_10, 0.0, 0.0, print_text_10},
    {WG_F32, {1, {1}}, print_data_11, 0.0, 0.0, print_text_11},
    {WG_F32, {0, {0}}, print_data_12, 0.0, 0.0, print_text_12},
    {WG_F32, {1, {1}}, print_data_13, 0.0, 0.0, print_text_13},
    {WG_F32, {0, {0}}, print_data_14, 0.0, 0.0, print_text_14},
    {WG_F32, {1, {1}}, print_data_15, 0.0, 0.0, print_text_15},
    {WG_F32, {0, {0}}, print_data_16, 0.0, 0.0, print_text_16},
    {WG_F32, {1, {1}}, print_data_17, 0.0, 0.0, print_text_17},
    {WG_F32, {0, {0}}, print_data_18, 0.0, 0.0, print_text_18},
    {WG_F32, {1, {1}}, print_data_19, 0.0, 0.0, print_text_19},
    {WG_F32, {0, {0}}, print_data_20, 0.0, 0.0, print_text_20},
    {WG_F32, {1, {1}}, print_data_21, 0.0, 0.0, print_text_21},
    {WG_F32, {0, {0}}, print_data_22, 0.0, 0.0, print_text_22},
    {WG_F32, {1, {1}}, print_data_23, 0.0, 0.0, print_text_23},
    {WG_F32, {0, {0}}, print_data_24, 0.0, 0.0, print_text_24},
    {WG_F32, {1, {1}}, print_data_25, 0.0, 0.0, print_text_25},
    {WG_F32, {0, {0}}, print_data_26, 0.0, 0.0, print_text_26},
    {WG_F32, {1, {1}}, print_data_27, 0.0, 0.0, print_text_27},
    {WG_F32, {0, {0}}, print_data_28, 0.0, 0.0, print_text_28},
    {WG_F32, {1, {1}}, print_data_29, 0.0, 0.0, print_text_29},
    {WG_F32, {0, {0}}, print_data_30, 0.0, 0.0, print_text_30},
    {WG_F32, {1, {1}}, print_data_31, 0.0, 0.0, print_text_31},
    {WG_F32, {0, {0}}, print_data_32, 0.0, 0.0, print_text_32},
    {WG_F32, {1, {1}}, print_data_33, 0.0, 0.0, print_text_33},
    {WG_F32, {0, {0}}, print_data_34, 0.0, 0.0, print_text_34},
    {WG_F32, {1, {1}}, print_data_35, 0.0, 0.0, print_text_35},
    {WG_F32, {0, {0}}, print_data_36, 0.0, 0.0, print_text_36},
    {WG_F32, {1, {1}}, print_data_37, 0.0, 0.0, print_text_37},
    {WG_F32, {0, {0}}, print_data_38, 0.0, 0.0, print_text_38},
    {WG_F32, {1, {1}}, print_data_39, 0.0, 0.0, print_text_39},
    {WG_F32, {0, {0}}, print_data_40, 0.0, 0.0, print_text_40},
    {WG_F32, {1, {1}}, print_data_41, 0.0, 0.0, print_text_41},
    {WG_F32, {0, {0}}, print_data_42, 0.0, 0.0, print_text_42},
    {WG_F32, {1, {1}}, print_data_43, 0.0, 0.0, print_text_43},
    {WG_F32, {0, {0}}, print_data_44, 0.0, 0.0, print_text_44},
    {WG_F32, {1, {1}}, print_data_45, 0.0, 0.0, print_text_45},
    {WG_F32, {0, {0}}, print_data_46, 0.0, 0.0, print_text_46},
    {WG_F32, {1, {1}}, print_data_47, 0.0, 0.0, print_text_47},
    {WG_F32, {0, {0}}, print_data_48, 0.0, 0.0, print_text_48},
    {WG_F32, {1, {1}}, print_data_49, 0.0, 0.0, print_text_49},
    {WG_F32, {1, {2}}, print_data_50, 0.0, 0.0, print_text_50},
    {WG_F32, {1, {4}}, print_data_51, 0.0, 0.0, print_text_51},
    {WG_F32, {1, {2}}, print_data_52, 0.0, 0.0, print_text_52},
    {WG_F32, {1, {2}}, print_data_53, 0.0, 0.0, print_text_53},
    {WG_F32, {1, {2}}, print_data_54, 0.0, 0.0, print_text_54},
    {WG_F32, {1, {2}}, print_data_55, 0.0, 0.0, print_text_55},
    {WG_F32, {1, {3}}, print_data_56, 0.0, 0.0, print_text_56},
    {WG_F32, {1, {3}}, print_data_57, 0.0, 0.0, print_text_57},
    {WG_F32, {1, {2}}, print_data_58, 0.0, 0.0, print_text_58},
    {WG_F32, {1, {2}}, print_data_59, 0.0, 0.0, print_text_59},
    {WG_F32, {1, {4}}, print_data_60, 0.0, 0.0, print_text_60},
    {WG_F32, {1, {3}}, print_data_61, 0.0, 0.0, print_text_61},
    {WG_F32, {1, {3}}, print_data_62, 0.0, 0.0, print_text_62},
    {WG_F32, {2, {2, 2}}, print_data_63, 0.0, 0.0, print_text_63},
    {WG_F32, {1, {0}}, NULL, 0.0, 0.0, print_text_64},
    {WG_F32, {3, {3, 0, 2}}, NULL, 0.0, 0.0, print_text_65},
    {WG_F32, {3, {2, 3, 2}}, print_data_66, 0.0, 0.0, print_text_66},
    {WG_F32, {1, {4}}, print_data_67, 0.0, 0.0, print_text_67},
    {WG_F32, {1, {40}}, print_data_68, 0.0, 0.0, print_text_68},
    {WG_F32, {1, {90}}, print_data_69, 0.0, 0.0, print_text_69},
    {WG_F32, {2, {3, 11}}, print_data_70, 0.0, 0.0, print_text_70},
    {WG_F32, {1, {18}}, print_data_71, 0.0, 0.0, print_text_71},
    {WG_F32, {4, {1, 2, 3, 4}}, print_data_72, 0.0, 0.0, print_text_72},
    {WG_F32, {8, {1, 1, 1, 1, 2, 2, 2, 2}}, print_data_73, 0.0, 0.0, print_text_73},
    {WG_F32, {1, {1000}}, NULL, 0.0, 1.0, print_text_74},
    {WG_F32, {1, {1001}}, NULL, 0.0, 1.0, print_text_75},
    {WG_F32, {1, {1001}}, NULL, -500.0, 0.5, print_text_76},
    {WG_F32, {2, {40, 50}}, NULL, 0.0, 0.25, print_text_77},
    {WG_F32, {2, {7, 200}}, NULL, 0.0, 1.0, print_text_78},
    {WG_F32, {2, {6, 200}}, NULL, 0.0, 1.0, print_text_79},
    {WG_F32, {3, {12, 10, 11}}, NULL, 0.0, 1.0, print_text_80},
    {WG_F32, {3, {2, 3, 1000}}, NULL, -0.5, 0.125, print_text_81},
    {WG_F32, {1, {100000}}, NULL, 0.0, 1.0, print_text_82},
    {WG_F32, {2, {1000, 2}}, NULL, 0.0, 1e-05, print_text_83},
    {WG_F64, {0, {0}}, print_data_84, 0.0, 0.0, print_text_84},
    {WG_F64, {1, {1}}, print_data_85, 0.0, 0.0, print_text_85},
    {WG_F64, {0, {0}}, print_data_86, 0.0, 0.0, print_text_86},
    {WG_F64, {1, {1}}, print_data_87, 0.0, 0.0, print_text_87},
    {WG_F64, {0, {0}}, print_data_88, 0.0, 0.0, print_text_88},
    {WG_F64, {1, {1}}, print_data_89, 0.0, 0.0, print_text_89},
    {WG_F64, {0, {0}}, print_data_90, 0.0, 0.0, print_text_90},
    {WG_F64, {1, {1}}, print_data_91, 0.0, 0.0, print_text_91},
    {WG_F64, {0, {0}}, print_data_92, 0.0, 0.0, print_text_92},
    {WG_F64, {1, {1}}, print_data_93, 0.0, 0.0, print_text_93},
    {WG_F64, {0, {0}}, print_data_94, 0.0, 0.0, print_text_94},
    {WG_F64, {1, {1}}, print_data_95, 0.0, 0.0, print_text_95},
    {WG_F64, {0, {0}}, print_data_96, 0.0, 0.0, print_text_96},
    {WG_F64, {1, {1}}, print_data_97, 0.0, 0.0, print_text_97},
    {WG_F64, {0, {0}}, print_data_98, 0.0, 0.0, print_text_98},
    {WG_F64, {1, {1}}, print_data_99, 0.0, 0.0, print_text_99},
    {WG_F64, {0, {0}}, print_data_100, 0.0, 0.0, print_text_100},
    {WG_F64, {1, {1}}, print_data_101, 0.0, 0.0, print_text_101},
    {WG_F64, {0, {0}}, print_data_102, 0.0, 0.0, print_text_102},
    {WG_F64, {1, {1}}, print_data_103, 0.0, 0.0, print_text_103},
    {WG_F64, {0, {0}}, print_data_104, 0.0, 0.0, print_text_104},
    {WG_F64, {1, {1}}, print_data_105, 0.0, 0.0, print_text_105},
    {WG_F64, {0, {0}}, print_data_106, 0.0, 0.0, print_text_106},
    {WG_F64, {1, {1}}, print_data_107, 0.0, 0.0, print_text_107},
    {WG_F64, {0, {0}}, print_data_108, 0.0, 0.0, print_text_108},
    {WG_F64, {1, {1}}, print_data_109, 0.0, 0.0, print_text_109},
    {WG_F64, {0, {0}}, print_data_110, 0.0, 0.0, print_text_110},
    {WG_F64, {1, {1}}, print_data_111, 0.0, 0.0, print_text_111},
    {WG_F64, {0, {0}}, print_data_112, 0.0, 0.0, print_text_112},
    {WG_F64, {1, {1}}, print_data_113, 0.0, 0.0, print_text_113},
    {WG_F64, {0, {0}}, print_data_114, 0.0, 0.0, print_text_114},
    {WG_F64, {1, {1}}, print_data_115, 0.0, 0.0, print_text_115},
    {WG_F64, {0, {0}}, print_data_116, 0.0, 0.0, print_text_116},
    {WG_F64, {1, {1}}, print_data_117, 0.0, 0.0, print_text_117},
    {WG_F64, {0, {0}}, print_data_118, 0.0, 0.0, print_text_118},
    {WG_F64, {1, {1}}, print_data_119, 0.0, 0.0, print_text_119},
    {WG_F64, {0, {0}}, print_data_120, 0.0, 0.0, print_text_120},
    {WG_F64, {1, {1}}, print_data_121, 0.0, 0.0, print_text_121},
    {WG_F64, {0, {0}}, print_data_122, 0.0, 0.0, print_text_122},
    {WG_F64, {1, {1}}, print_data_123, 0.0, 0.0, print_text_123},
    {WG_F64, {0, {0}}, print_data_124, 0.0, 0.0, print_text_124},
    {WG_F64, {1, {1}}, print_data_125, 0.0, 0.0, print_text_125},
    {WG_F64, {0, {0}}, print_data_126, 0.0, 0.0, print_text_126},
    {WG_F64, {1, {1}}, print_data_127, 0.0, 0.0, print_text_127},
    {WG_F64, {0, {0}}, print_data_128, 0.0, 0.0, print_text_128},
    {WG_F64, {1, {1}}, print_data_129, 0.0, 0.0, print_text_129},
    {WG_F64, {0, {0}}, print_data_130, 0.0, 0.0, print_text_130},
    {WG_F64, {1, {1}}, print_data_131, 0.0, 0.0, print_text_131},
    {WG_F64, {0, {0}}, print_data_132, 0.0, 0.0, print_text_132},
    {WG_F64, {1, {1}}, print_data_133, 0.0, 0.0, print_text_133},
    {WG_F64, {1, {2}}, print_data_134, 0.0, 0.0, print_text_134},
    {WG_F64, {1, {4}}, print_data_135, 0.0, 0.0, print_text_135},
    {WG_F64, {1, {2}}, print_data_136, 0.0, 0.0, print_text_136},
    {WG_F64, {1, {2}}, print_data_137, 0.0, 0.0, print_text_137},
    {WG_F64, {1, {2}}, print_data_138, 0.0, 0.0, print_text_138},
    {WG_F64, {1, {2}}, print_data_139, 0.0, 0.0, print_text_139},
    {WG_F64, {1, {3}}, print_data_140, 0.0, 0.0, print_text_140},
    {WG_F64, {1, {3}}, print_data_141, 0.0, 0.0, print_text_141},
    {WG_F64, {1, {2}}, print_data_142, 0.0, 0.0, print_text_142},
    {WG_F64, {1, {2}}, print_data_143, 0.0, 0.0, print_text_143},
    {WG_F64, {1, {4}}, print_data_144, 0.0, 0.0, print_text_144},
    {WG_F64, {1, {3}}, print_data_145, 0.0, 0.0, print_text_145},
    {WG_F64, {1, {3}}, print_data_146, 0.0, 0.0, print_text_146},
    {WG_F64, {2, {2, 2}}, print_data_147, 0.0, 0.0, print_text_147},
    {WG_F64, {1, {0}}, NULL, 0.0, 0.0, print_text_148},
    {WG_F64, {3, {3, 0, 2}}, NULL, 0.0, 0.0, print_text_149},
    {WG_F64, {3, {2, 3, 2}}, print_data_150, 0.0, 0.0, print_text_150},
    {WG_F64, {1, {4}}, print_data_151, 0.0, 0.0, print_text_151},
    {WG_F64, {1, {40}}, print_data_152, 0.0, 0.0, print_text_152},
    {WG_F64, {1, {90}}, print_data_153, 0.0, 0.0, print_text_153},
    {WG_F64, {2, {3, 11}}, print_data_154, 0.0, 0.0, print_text_154},
    {WG_F64, {1, {18}}, print_data_155, 0.0, 0.0, print_text_155},
    {WG_F64, {4, {1, 2, 3, 4}}, print_data_156, 0.0, 0.0, print_text_156},
    {WG_F64, {8, {1, 1, 1, 1, 2, 2, 2, 2}}, print_data_157, 0.0, 0.0, print_text_157},
    {WG_F64, {1, {1000}}, NULL, 0.0, 1.0, print_text_158},
    {WG_F64, {1, {1001}}, NULL, 0.0, 1.0, print_text_159},
    {WG_F64, {1, {1001}}, NULL, -500.0, 0.5, print_text_160},
    {WG_F64, {2, {40, 50}}, NULL, 0.0, 0.25, print_text_161},
    {WG_F64, {2, {7, 200}}, NULL, 0.0, 1.0, print_text_162},
    {WG_F64, {2, {6, 200}}, NULL, 0.0, 1.0, print_text_163},
    {WG_F64, {3, {12, 10, 11}}, NULL, 0.0, 1.0, print_text_164},
    {WG_F64, {3, {2, 3, 1000}}, NULL, -0.5, 0.125, print_text_165},
    {WG_F64, {1, {100000}}, NULL, 0.0, 1.0, print_text_166},
    {WG_F64, {2, {1000, 2}}, NULL, 0.0, 1e-05, print_text_167},
    {WG_F32, {1, {277}}, print_data_168, 0.0, 0.0, print_text_168},
    {WG_F64, {1, {600}}, print_data_169, 0.0, 0.0, print_text_169},
    {WG_F64, {1, {600}}, print_data_170, 0.0, 0.0, print_text_170},
    {WG_F64, {1, {600}}, print_data_171, 0.0, 0.0, print_text_171},
    {WG_F64, {1, {298}}, print_data_172, 0.0, 0.0, print_text_172},
    {WG_F32, {1, {894}}, print_data_173, 0.0, 0.0, print_text_173},
    {WG_F64, {1, {899}}, print_data_174, 0.0, 0.0, print_text_174},
    {WG_F32, {2, {4, 2}}, print_data_175, 0.0, 0.0, print_text_175},
    {WG_F32, {1, {9}}, print_data_176, 0.0, 0.0, print_text_176},
    {WG_F64, {1, {2}}, print_data_177, 0.0, 0.0, print_text_177},
    {WG_F64, {1, {9}}, print_data_178, 0.0, 0.0, print_text_178},
    {WG_F32, {2, {2, 2}}, print_data_179, 0.0, 0.0, print_text_179},
    {WG_F32, {1, {9}}, print_data_180, 0.0, 0.0, print_text_180},
    {WG_F64, {1, {4}}, print_data_181, 0.0, 0.0, print_text_181},
    {WG_F64, {1, {9}}, print_data_182, 0.0, 0.0, print_text_182},
    {WG_F32, {3, {3, 4, 1}}, print_data_183, 0.0, 0.0, print_text_183},
    {WG_F32, {1, {9}}, print_data_184, 0.0, 0.0, print_text_184},
    {WG_F64, {2, {3, 1}}, print_data_185, 0.0, 0.0, print_text_185},
    {WG_F64, {1, {9}}, print_data_186, 0.0, 0.0, print_text_186},
    {WG_F32, {2, {2, 2}}, print_data_187, 0.0, 0.0, print_text_187},
    {WG_F32, {1, {9}}, print_data_188, 0.0, 0.0, print_text_188},
    {WG_F64, {2, {4, 3}}, print_data_189, 0.0, 0.0, print_text_189},
    {WG_F64, {1, {9}}, print_data_190, 0.0, 0.0, print_text_190},
    {WG_F32, {2, {2, 4}}, print_data_191, 0.0, 0.0, print_text_191},
    {WG_F32, {1, {9}}, print_data_192, 0.0, 0.0, print_text_192},
    {WG_F64, {1, {4}}, print_data_193, 0.0, 0.0, print_text_193},
    {WG_F64, {1, {9}}, print_data_194, 0.0, 0.0, print_text_194},
    {WG_F32, {3, {2, 4, 3}}, print_data_195, 0.0, 0.0, print_text_195},
    {WG_F32, {1, {9}}, print_data_196, 0.0, 0.0, print_text_196},
    {WG_F64, {3, {3, 1, 3}}, print_data_197, 0.0, 0.0, print_text_197},
    {WG_F64, {1, {9}}, print_data_198, 0.0, 0.0, print_text_198},
    {WG_F32, {3, {4, 4, 2}}, print_data_199, 0.0, 0.0, print_text_199},
    {WG_F32, {1, {9}}, print_data_200, 0.0, 0.0, print_text_200},
    {WG_F64, {3, {1, 4, 3}}, print_data_201, 0.0, 0.0, print_text_201},
    {WG_F64, {1, {9}}, print_data_202, 0.0, 0.0, print_text_202},
    {WG_F32, {2, {1, 3}}, print_data_203, 0.0, 0.0, print_text_203},
    {WG_F32, {1, {9}}, print_data_204, 0.0, 0.0, print_text_204},
    {WG_F64, {2, {3, 1}}, print_data_205, 0.0, 0.0, print_text_205},
    {WG_F64, {1, {9}}, print_data_206, 0.0, 0.0, print_text_206},
    {WG_F32, {1, {2}}, print_data_207, 0.0, 0.0, print_text_207},
    {WG_F32, {1, {9}}, print_data_208, 0.0, 0.0, print_text_208},
    {WG_F64, {1, {1}}, print_data_209, 0.0, 0.0, print_text_209},
    {WG_F64, {1, {9}}, print_data_210, 0.0, 0.0, print_text_210},
    {WG_F32, {2, {2, 1}}, print_data_211, 0.0, 0.0, print_text_211},
    {WG_F32, {1, {9}}, print_data_212, 0.0, 0.0, print_text_212},
    {WG_F64, {3, {3, 4, 1}}, print_data_213, 0.0, 0.0, print_text_213},
    {WG_F64, {1, {9}}, print_data_214, 0.0, 0.0, print_text_214},
    {WG_F32, {2, {2, 2}}, print_data_215, 0.0, 0.0, print_text_215},
    {WG_F32, {1, {9}}, print_data_216, 0.0, 0.0, print_text_216},
    {WG_F64, {1, {1}}, print_data_217, 0.0, 0.0, print_text_217},
    {WG_F64, {1, {9}}, print_data_218, 0.0, 0.0, print_text_218},
    {WG_F32, {2, {1, 1}}, print_data_219, 0.0, 0.0, print_text_219},
    {WG_F32, {1, {9}}, print_data_220, 0.0, 0.0, print_text_220},
    {WG_F64, {3, {4, 2, 3}}, print_data_221, 0.0, 0.0, print_text_221},
    {WG_F64, {1, {9}}, print_data_222, 0.0, 0.0, print_text_222},
    {WG_F32, {1, {1}}, print_data_223, 0.0, 0.0, print_text_223},
    {WG_F32, {1, {9}}, print_data_224, 0.0, 0.0, print_text_224},
    {WG_F64, {2, {3, 3}}, print_data_225, 0.0, 0.0, print_text_225},
    {WG_F64, {1, {9}}, print_data_226, 0.0, 0.0, print_text_226},
    {WG_F32, {3, {1, 1, 3}}, print_data_227, 0.0, 0.0, print_text_227},
    {WG_F32, {1, {9}}, print_data_228, 0.0, 0.0, print_text_228},
    {WG_F64, {3, {2, 4, 1}}, print_data_229, 0.0, 0.0, print_text_229},
    {WG_F64, {1, {9}}, print_data_230, 0.0, 0.0, print_text_230},
    {WG_F32, {2, {4, 2}}, print_data_231, 0.0, 0.0, print_text_231},
    {WG_F32, {1, {9}}, print_data_232, 0.0, 0.0, print_text_232},
    {WG_F64, {1, {2}}, print_data_233, 0.0, 0.0, print_text_233},
    {WG_F64, {1, {9}}, print_data_234, 0.0, 0.0, print_text_234},
    {WG_F32, {1, {2}}, print_data_235, 0.0, 0.0, print_text_235},
    {WG_F32, {1, {9}}, print_data_236, 0.0, 0.0, print_text_236},
    {WG_F64, {1, {4}}, print_data_237, 0.0, 0.0, print_text_237},
    {WG_F64, {1, {9}}, print_data_238, 0.0, 0.0, print_text_238},
    {WG_F32, {1, {1}}, print_data_239, 0.0, 0.0, print_text_239},
    {WG_F32, {1, {9}}, print_data_240, 0.0, 0.0, print_text_240},
    {WG_F64, {3, {1, 2, 1}}, print_data_241, 0.0, 0.0, print_text_241},
    {WG_F64, {1, {9}}, print_data_242, 0.0, 0.0, print_text_242},
    {WG_F32, {2, {4, 4}}, print_data_243, 0.0, 0.0, print_text_243},
    {WG_F32, {1, {9}}, print_data_244, 0.0, 0.0, print_text_244},
    {WG_F64, {3, {2, 4, 1}}, print_data_245, 0.0, 0.0, print_text_245},
    {WG_F64, {1, {9}}, print_data_246, 0.0, 0.0, print_text_246},
    {WG_F32, {1, {4}}, print_data_247, 0.0, 0.0, print_text_247},
    {WG_F32, {1, {9}}, print_data_248, 0.0, 0.0, print_text_248},
    {WG_F64, {2, {4, 4}}, print_data_249, 0.0, 0.0, print_text_249},
    {WG_F64, {1, {9}}, print_data_250, 0.0, 0.0, print_text_250},
    {WG_F32, {1, {1}}, print_data_251, 0.0, 0.0, print_text_251},
    {WG_F32, {1, {9}}, print_data_252, 0.0, 0.0, print_text_252},
    {WG_F64, {3, {2, 1, 3}}, print_data_253, 0.0, 0.0, print_text_253},
    {WG_F64, {1, {9}}, print_data_254, 0.0, 0.0, print_text_254},
    {WG_F32, {1, {4}}, print_data_255, 0.0, 0.0, print_text_255},
    {WG_F32, {1, {9}}, print_data_256, 0.0, 0.0, print_text_256},
    {WG_F64, {3, {2, 3, 3}}, print_data_257, 0.0, 0.0, print_text_257},
    {WG_F64, {1, {9}}, print_data_258, 0.0, 0.0, print_text_258},
    {WG_F32, {1, {2}}, print_data_259, 0.0, 0.0, print_text_259},
    {WG_F32, {1, {9}}, print_data_260, 0.0, 0.0, print_text_260},
    {WG_F64, {1, {3}}, print_data_261, 0.0, 0.0, print_text_261},
    {WG_F64, {1, {9}}, print_data_262, 0.0, 0.0, print_text_262},
    {WG_F32, {1, {1}}, print_data_263, 0.0, 0.0, print_text_263},
    {WG_F32, {1, {9}}, print_data_264, 0.0, 0.0, print_text_264},
    {WG_F64, {3, {4, 2, 3}}, print_data_265, 0.0, 0.0, print_text_265},
    {WG_F64, {1, {9}}, print_data_266, 0.0, 0.0, print_text_266},
    {WG_F32, {2, {1, 1}}, print_data_267, 0.0, 0.0, print_text_267},
    {WG_F32, {1, {9}}, print_data_268, 0.0, 0.0, print_text_268},
    {WG_F64, {3, {1, 1, 4}}, print_data_269, 0.0, 0.0, print_text_269},
    {WG_F64, {1, {9}}, print_data_270, 0.0, 0.0, print_text_270},
    {WG_F32, {2, {4, 3}}, print_data_271, 0.0, 0.0, print_text_271},
    {WG_F32, {1, {9}}, print_data_272, 0.0, 0.0, print_text_272},
    {WG_F64, {1, {3}}, print_data_273, 0.0, 0.0, print_text_273},
    {WG_F64, {1, {9}}, print_data_274, 0.0, 0.0, print_text_274},
    {WG_F32, {2, {4, 2}}, print_data_275, 0.0, 0.0, print_text_275},
    {WG_F32, {1, {9}}, print_data_276, 0.0, 0.0, print_text_276},
    {WG_F64, {2, {3, 4}}, print_data_277, 0.0, 0.0, print_text_277},
    {WG_F64, {1, {9}}, print_data_278, 0.0, 0.0, print_text_278},
    {WG_F32, {1, {2}}, print_data_279, 0.0, 0.0, print_text_279},
    {WG_F32, {1, {9}}, print_data_280, 0.0, 0.0, print_text_280},
    {WG_F64, {2, {1, 2}}, print_data_281, 0.0, 0.0, print_text_281},
    {WG_F64, {1, {9}}, print_data_282, 0.0, 0.0, print_text_282},
    {WG_F32, {2, {1, 4}}, print_data_283, 0.0, 0.0, print_text_283},
    {WG_F32, {1, {9}}, print_data_284, 0.0, 0.0, print_text_284},
    {WG_F64, {3, {4, 2, 2}}, print_data_285, 0.0, 0.0, print_text_285},
    {WG_F64, {1, {9}}, print_data_286, 0.0, 0.0, print_text_286},
    {WG_F32, {1, {2}}, print_data_287, 0.0, 0.0, print_text_287},
    {WG_F32, {1, {9}}, print_data_288, 0.0, 0.0, print_text_288},
    {WG_F64, {1, {2}}, print_data_289, 0.0, 0.0, print_text_289},
    {WG_F64, {1, {9}}, print_data_290, 0.0, 0.0, print_text_290},
    {WG_F32, {3, {2, 1, 2}}, print_data_291, 0.0, 0.0, print_text_291},
    {WG_F32, {1, {9}}, print_data_292, 0.0, 0.0, print_text_292},
    {WG_F64, {1, {4}}, print_data_293, 0.0, 0.0, print_text_293},
    {WG_F64, {1, {9}}, print_data_294, 0.0, 0.0, print_text_294},
    {WG_F32, {2, {4, 1}}, print_data_295, 0.0, 0.0, print_text_295},
    {WG_F32, {1, {9}}, print_data_296, 0.0, 0.0, print_text_296},
    {WG_F64, {1, {3}}, print_data_297, 0.0, 0.0, print_text_297},
    {WG_F64, {1, {9}}, print_data_298, 0.0, 0.0, print_text_298},
    {WG_F32, {1, {3}}, print_data_299, 0.0, 0.0, print_text_299},
    {WG_F32, {1, {9}}, print_data_300, 0.0, 0.0, print_text_300},
    {WG_F64, {1, {4}}, print_data_301, 0.0, 0.0, print_text_301},
    {WG_F64, {1, {9}}, print_data_302, 0.0, 0.0, print_text_302},
    {WG_F32, {1, {1}}, print_data_303, 0.0, 0.0, print_text_303},
    {WG_F32, {1, {9}}, print_data_304, 0.0, 0.0, print_text_304},
    {WG_F64, {3, {1, 1, 3}}, print_data_305, 0.0, 0.0, print_text_305},
    {WG_F64, {1, {9}}, print_data_306, 0.0, 0.0, print_text_306},
    {WG_F32, {3, {2, 3, 1}}, print_data_307, 0.0, 0.0, print_text_307},
    {WG_F32, {1, {9}}, print_data_308, 0.0, 0.0, print_text_308},
    {WG_F64, {1, {1}}, print_data_309, 0.0, 0.0, print_text_309},
    {WG_F64, {1, {9}}, print_data_310, 0.0, 0.0, print_text_310},
    {WG_F32, {3, {2, 1, 4}}, print_data_311, 0.0, 0.0, print_text_311},
    {WG_F32, {1, {9}}, print_data_312, 0.0, 0.0, print_text_312},
    {WG_F64, {3, {2, 4, 1}}, print_data_313, 0.0, 0.0, print_text_313},
    {WG_F64, {1, {9}}, print_data_314, 0.0, 0.0, print_text_314},
    {WG_F32, {1, {1}}, print_data_315, 0.0, 0.0, print_text_315},
    {WG_F32, {1, {9}}, print_data_316, 0.0, 0.0, print_text_316},
    {WG_F64, {1, {3}}, print_data_317, 0.0, 0.0, print_text_317},
    {WG_F64, {1, {9}}, print_data_318, 0.0, 0.0, print_text_318},
    {WG_F32, {2, {1, 3}}, print_data_319, 0.0, 0.0, print_text_319},
    {WG_F32, {1, {9}}, print_data_320, 0.0, 0.0, print_text_320},
    {WG_F64, {3, {2, 4, 2}}, print_data_321, 0.0, 0.0, print_text_321},
    {WG_F64, {1, {9}}, print_data_322, 0.0, 0.0, print_text_322},
    {WG_F32, {2, {1, 2}}, print_data_323, 0.0, 0.0, print_text_323},
    {WG_F32, {1, {9}}, print_data_324, 0.0, 0.0, print_text_324},
    {WG_F64, {2, {4, 3}}, print_data_325, 0.0, 0.0, print_text_325},
    {WG_F64, {1, {9}}, print_data_326, 0.0, 0.0, print_text_326},
    {WG_F32, {2, {3, 1}}, print_data_327, 0.0, 0.0, print_text_327},
    {WG_F32, {1, {9}}, print_data_328, 0.0, 0.0, print_text_328},
    {WG_F64, {2, {1, 2}}, print_data_329, 0.0, 0.0, print_text_329},
    {WG_F64, {1, {9}}, print_data_330, 0.0, 0.0, print_text_330},
    {WG_F32, {2, {4, 1}}, print_data_331, 0.0, 0.0, print_text_331},
    {WG_F32, {1, {9}}, print_data_332, 0.0, 0.0, print_text_332},
    {WG_F64, {1, {3}}, print_data_333, 0.0, 0.0, print_text_333},
    {WG_F64, {1, {9}}, print_data_334, 0.0, 0.0, print_text_334},
    {WG_F32, {1, {3}}, print_data_335, 0.0, 0.0, print_text_335},
    {WG_F32, {1, {9}}, print_data_336, 0.0, 0.0, print_text_336},
    {WG_F64, {1, {2}}, print_data_337, 0.0, 0.0, print_text_337},
    {WG_F64, {1, {9}}, print_data_338, 0.0, 0.0, print_text_338},
    {WG_F32, {1, {1}}, print_data_339, 0.0, 0.0, print_text_339},
    {WG_F32, {1, {9}}, print_data_340, 0.0, 0.0, print_text_340},
    {WG_F64, {2, {3, 3}}, print_data_341, 0.0, 0.0, print_text_341},
    {WG_F64, {1, {9}}, print_data_342, 0.0, 0.0, print_text_342},
    {WG_F32, {3, {2, 3, 2}}, print_data_343, 0.0, 0.0, print_text_343},
    {WG_F32, {1, {9}}, print_data_344, 0.0, 0.0, print_text_344},
    {WG_F64, {3, {3, 3, 3}}, print_data_345, 0.0, 0.0, print_text_345},
    {WG_F64, {1, {9}}, print_data_346, 0.0, 0.0, print_text_346},
    {WG_F32, {2, {3, 4}}, print_data_347, 0.0, 0.0, print_text_347},
    {WG_F32, {1, {9}}, print_data_348, 0.0, 0.0, print_text_348},
    {WG_F64, {2, {2, 3}}, print_data_349, 0.0, 0.0, print_text_349},
    {WG_F64, {1, {9}}, print_data_350, 0.0, 0.0, print_text_350},
    {WG_F32, {3, {3, 1, 4}}, print_data_351, 0.0, 0.0, print_text_351},
    {WG_F32, {1, {9}}, print_data_352, 0.0, 0.0, print_text_352},
    {WG_F64, {2, {4, 2}}, print_data_353, 0.0, 0.0, print_text_353},
    {WG_F64, {1, {9}}, print_data_354, 0.0, 0.0, print_text_354},
    {WG_F32, {2, {3, 1}}, print_data_355, 0.0, 0.0, print_text_355},
    {WG_F32, {1, {9}}, print_data_356, 0.0, 0.0, print_text_356},
    {WG_F64, {3, {2, 1, 4}}, print_data_357, 0.0, 0.0, print_text_357},
    {WG_F64, {1, {9}}, print_data_358, 0.0, 0.0, print_text_358},
    {WG_F32, {3, {4, 3, 4}}, print_data_359, 0.0, 0.0, print_text_359},
    {WG_F32, {1, {9}}, print_data_360, 0.0, 0.0, print_text_360},
    {WG_F64, {3, {1, 1, 1}}, print_data_361, 0.0, 0.0, print_text_361},
    {WG_F64, {1, {9}}, print_data_362, 0.0, 0.0, print_text_362},
    {WG_F32, {2, {3, 2}}, print_data_363, 0.0, 0.0, print_text_363},
    {WG_F32, {1, {9}}, print_data_364, 0.0, 0.0, print_text_364},
    {WG_F64, {1, {2}}, print_data_365, 0.0, 0.0, print_text_365},
    {WG_F64, {1, {9}}, print_data_366, 0.0, 0.0, print_text_366},
    {WG_F32, {2, {2, 2}}, print_data_367, 0.0, 0.0, print_text_367},
    {WG_F32, {1, {9}}, print_data_368, 0.0, 0.0, print_text_368},
    {WG_F64, {1, {2}}, print_data_369, 0.0, 0.0, print_text_369},
    {WG_F64, {1, {9}}, print_data_370, 0.0, 0.0, print_text_370},
    {WG_F32, {1, {1}}, print_data_371, 0.0, 0.0, print_text_371},
    {WG_F32, {1, {9}}, print_data_372, 0.0, 0.0, print_text_372},
    {WG_F64, {1, {2}}, print_data_373, 0.0, 0.0, print_text_373},
    {WG_F64, {1, {9}}, print_data_374, 0.0, 0.0, print_text_374},
    {WG_F32, {1, {1}}, print_data_375, 0.0, 0.0, print_text_375},
    {WG_F32, {1, {9}}, print_data_376, 0.0, 0.0, print_text_376},
    {WG_F64, {2, {1, 2}}, print_data_377, 0.0, 0.0, print_text_377},
    {WG_F64, {1, {9}}, print_data_378, 0.0, 0.0, print_text_378},
    {WG_F32, {1, {3}}, print_data_379, 0.0, 0.0, print_text_379},
    {WG_F32, {1, {9}}, print_data_380, 0.0, 0.0, print_text_380},
    {WG_F64, {2, {4, 1}}, print_data_381, 0.0, 0.0, print_text_381},
    {WG_F64, {1, {9}}, print_data_382, 0.0, 0.0, print_text_382},
    {WG_F32, {3, {3, 4, 4}}, print_data_383, 0.0, 0.0, print_text_383},
    {WG_F32, {1, {9}}, print_data_384, 0.0, 0.0, print_text_384},
    {WG_F64, {1, {2}}, print_data_385, 0.0, 0.0, print_text_385},
    {WG_F64, {1, {9}}, print_data_386, 0.0, 0.0, print_text_386},
    {WG_F32, {2, {2, 2}}, print_data_387, 0.0, 0.0, print_text_387},
    {WG_F32, {1, {9}}, print_data_388, 0.0, 0.0, print_text_388},
    {WG_F64, {1, {3}}, print_data_389, 0.0, 0.0, print_text_389},
    {WG_F64, {1, {9}}, print_data_390, 0.0, 0.0, print_text_390},
    {WG_F32, {3, {3, 2, 2}}, print_data_391, 0.0, 0.0, print_text_391},
    {WG_F32, {1, {9}}, print_data_392, 0.0, 0.0, print_text_392},
    {WG_F64, {1, {2}}, print_data_393, 0.0, 0.0, print_text_393},
    {WG_F64, {1, {9}}, print_data_394, 0.0, 0.0, print_text_394},
    {WG_F32, {1, {4}}, print_data_395, 0.0, 0.0, print_text_395},
    {WG_F32, {1, {9}}, print_data_396, 0.0, 0.0, print_text_396},
    {WG_F64, {3, {4, 1, 4}}, print_data_397, 0.0, 0.0, print_text_397},
    {WG_F64, {1, {9}}, print_data_398, 0.0, 0.0, print_text_398},
    {WG_F32, {1, {3}}, print_data_399, 0.0, 0.0, print_text_399},
    {WG_F32, {1, {9}}, print_data_400, 0.0, 0.0, print_text_400},
    {WG_F64, {3, {4, 1, 3}}, print_data_401, 0.0, 0.0, print_text_401},
    {WG_F64, {1, {9}}, print_data_402, 0.0, 0.0, print_text_402},
    {WG_F32, {1, {1}}, print_data_403, 0.0, 0.0, print_text_403},
    {WG_F32, {1, {9}}, print_data_404, 0.0, 0.0, print_text_404},
    {WG_F64, {3, {1, 3, 3}}, print_data_405, 0.0, 0.0, print_text_405},
    {WG_F64, {1, {9}}, print_data_406, 0.0, 0.0, print_text_406},
    {WG_F32, {3, {3, 3, 2}}, print_data_407, 0.0, 0.0, print_text_407},
    {WG_F32, {1, {9}}, print_data_408, 0.0, 0.0, print_text_408},
    {WG_F64, {1, {4}}, print_data_409, 0.0, 0.0, print_text_409},
    {WG_F64, {1, {9}}, print_data_410, 0.0, 0.0, print_text_410},
    {WG_F32, {2, {3, 1}}, print_data_411, 0.0, 0.0, print_text_411},
    {WG_F32, {1, {9}}, print_data_412, 0.0, 0.0, print_text_412},
    {WG_F64, {3, {2, 3, 1}}, print_data_413, 0.0, 0.0, print_text_413},
    {WG_F64, {1, {9}}, print_data_414, 0.0, 0.0, print_text_414},
    {WG_I32, {0, {0}}, print_data_415, 0.0, 0.0, print_text_415},
    {WG_I32, {1, {3}}, print_data_416, 0.0, 0.0, print_text_416},
    {WG_I32, {1, {60}}, print_data_417, 0.0, 0.0, print_text_417},
    {WG_I32, {3, {2, 3, 4}}, print_data_418, 0.0, 0.0, print_text_418},
    {WG_I32, {1, {0}}, NULL, 0.0, 0.0, print_text_419},
    {WG_I32, {2, {30, 40}}, NULL, 0.0, 0.1, print_text_420},
    {WG_I32, {1, {1200}}, NULL, 0.0, 0.2, print_text_421},
    {WG_I64, {0, {0}}, print_data_422, 0.0, 0.0, print_text_422},
    {WG_I64, {1, {3}}, print_data_423, 0.0, 0.0, print_text_423},
    {WG_I64, {1, {60}}, print_data_424, 0.0, 0.0, print_text_424},
    {WG_I64, {3, {2, 3, 4}}, print_data_425, 0.0, 0.0, print_text_425},
    {WG_I64, {1, {0}}, NULL, 0.0, 0.0, print_text_426},
    {WG_I64, {2, {30, 40}}, NULL, 0.0, 0.1, print_text_427},
    {WG_I64, {1, {1200}}, NULL, 0.0, 0.2, print_text_428},
    {WG_U8, {0, {0}}, print_data_429, 0.0, 0.0, print_text_429},
    {WG_U8, {1, {3}}, print_data_430, 0.0, 0.0, print_text_430},
    {WG_U8, {1, {60}}, print_data_431, 0.0, 0.0, print_text_431},
    {WG_U8, {3, {2, 3, 4}}, print_data_432, 0.0, 0.0, print_text_432},
    {WG_U8, {1, {0}}, NULL, 0.0, 0.0, print_text_433},
    {WG_U8, {2, {30, 40}}, NULL, 0.0, 0.1, print_text_434},
    {WG_U8, {1, {1200}}, NULL, 0.0, 0.2, print_text_435},
    {WG_I32, {1, {2}}, print_data_436, 0.0, 0.0, print_text_436},
    {WG_I64, {1, {3}}, print_data_437, 0.0, 0.0, print_text_437},
    {WG_BOOL, {0, {0}}, print_data_438, 0.0, 0.0, print_text_438},
    {WG_BOOL, {0, {0}}, print_data_439, 0.0, 0.0, print_text_439},
    {WG_BOOL, {1, {3}}, print_data_440, 0.0, 0.0, print_text_440},
    {WG_BOOL, {2, {2, 20}}, print_data_441, 0.0, 0.0, print_text_441},
};
