// The module is its header.
#include "CVectorComparison.h"
