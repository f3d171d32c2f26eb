/* Eight doubles at a time, one vector instruction each. Swift's own operators on SIMD8<Double> and its masks go element by
   element, and the compiler does not put them together again. No logic here. */
#ifndef QPSPIN_LANES_H
#define QPSPIN_LANES_H

typedef double qpspin_lanes __attribute__((ext_vector_type(8)));
typedef long long qpspin_lane_mask __attribute__((ext_vector_type(8)));
typedef unsigned int qpspin_lane_words __attribute__((ext_vector_type(8)));
typedef int qpspin_lane_integers __attribute__((ext_vector_type(8)));
typedef _Bool qpspin_lane_bits __attribute__((ext_vector_type(8)));

#define QPSPIN_INLINE static inline __attribute__((always_inline))

QPSPIN_INLINE qpspin_lanes qpspin_add(qpspin_lanes a, qpspin_lanes b) { return a + b; }
QPSPIN_INLINE qpspin_lanes qpspin_subtract(qpspin_lanes a, qpspin_lanes b) { return a - b; }
QPSPIN_INLINE qpspin_lanes qpspin_multiply(qpspin_lanes a, qpspin_lanes b) { return a * b; }
QPSPIN_INLINE qpspin_lanes qpspin_divide(qpspin_lanes a, qpspin_lanes b) { return a / b; }
/* All bits where it holds. */
QPSPIN_INLINE qpspin_lane_mask qpspin_less(qpspin_lanes a, qpspin_lanes b) { return (qpspin_lane_mask)(a < b); }
QPSPIN_INLINE qpspin_lane_mask qpspin_at_least(qpspin_lanes a, qpspin_lanes b) { return (qpspin_lane_mask)(a >= b); }
QPSPIN_INLINE qpspin_lane_mask qpspin_or(qpspin_lane_mask a, qpspin_lane_mask b) { return a | b; }
QPSPIN_INLINE qpspin_lane_mask qpspin_and(qpspin_lane_mask a, qpspin_lane_mask b) { return a & b; }
/* b where the mask is set, else a. */
QPSPIN_INLINE qpspin_lanes qpspin_select(qpspin_lanes a, qpspin_lanes b, qpspin_lane_mask mask) {
  return mask ? b : a;
}
/* One bit a lane, lane 0 lowest. */
QPSPIN_INLINE unsigned qpspin_bits(qpspin_lane_mask mask) {
  return (unsigned)__builtin_bit_cast(unsigned char, __builtin_convertvector(mask, qpspin_lane_bits));
}
/* Whole numbers below 2^31 as integers, and any as doubles; exact. */
QPSPIN_INLINE qpspin_lane_words qpspin_to_words(qpspin_lanes lanes) {
  return (qpspin_lane_words)__builtin_convertvector(lanes, qpspin_lane_integers);
}
QPSPIN_INLINE qpspin_lanes qpspin_from_words(qpspin_lane_words words) {
  return __builtin_convertvector(words, qpspin_lanes);
}

#endif
