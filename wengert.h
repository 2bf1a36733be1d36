/* All of Wengert: #include <wengert/wengert.h>.  One line per public layer header, lowest layer first. */
#ifndef WENGERT_H
#define WENGERT_H

#include "autograd.h"
#include "data.h"
#include "engine.h"
#include "nn.h"
#include "ops.h"
#include "tensor.h"

#endif
