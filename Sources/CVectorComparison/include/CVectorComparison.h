// Sixteen comparisons at once. Swift's SIMD types compare lane by lane on x86-64's baseline, and a loop of
// comparisons becomes branches; clang's vector extensions become four vector instructions on x86-64 and arm64.
#pragma once

#include <stdint.h>

typedef int32_t ringfence_int32x4 __attribute__((vector_size(16), aligned(4)));

/// How many of sixteen keys are not above a key, all as signed numbers.
static inline int32_t ringfence_count_not_above(const int32_t *_Nonnull keys, int32_t key) {
  const ringfence_int32x4 *block = (const ringfence_int32x4 *)keys;
  const ringfence_int32x4 probe = {key, key, key, key};
  // A true comparison is −1.
  const ringfence_int32x4 above = (block[0] > probe) + (block[1] > probe) + (block[2] > probe) + (block[3] > probe);
  return 16 + above[0] + above[1] + above[2] + above[3];
}
