#include "autograd/check_dd.h"
bool wg__hear_double_double(wg__check *c) { (void)c; return true; }
