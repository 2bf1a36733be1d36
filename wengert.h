/* All of Wengert: #include <wengert/wengert.h>.  One line per public layer header, lowest layer first. */
#ifndef WENGERT_H
#define WENGERT_H

#include "tensor.h"
#include "ops.h"
#include "engine.h"
#include "autograd.h"
#include "nn.h"
#include "data.h"

#endif
