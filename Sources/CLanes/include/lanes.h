/* Arithmetic of eight doubles at a time, one vector instruction each. Swift's own operators on SIMD8<Double> go element by
   element, and the compiler does not put them together again. No logic here. */
#ifndef QPSPIN_LANES_H
#define QPSPIN_LANES_H

typedef double qpspin_lanes __attribute__((ext_vector_type(8)));
typedef long long qpspin_lane_mask __attribute__((ext_vector_type(8)));

#define QPSPIN_INLINE static inline __attribute__((always_inline))

QPSPIN_INLINE qpspin_lanes qpspin_add(qpspin_lanes a, qpspin_lanes b) { return a + b; }
QPSPIN_INLINE qpspin_lanes qpspin_subtract(qpspin_lanes a, qpspin_lanes b) { return a - b; }
QPSPIN_INLINE qpspin_lanes qpspin_multiply(qpspin_lanes a, qpspin_lanes b) { return a * b; }
QPSPIN_INLINE qpspin_lanes qpspin_divide(qpspin_lanes a, qpspin_lanes b) { return a / b; }
/* b where the mask is set (all bits), else a. */
QPSPIN_INLINE qpspin_lanes qpspin_select(qpspin_lanes a, qpspin_lanes b, qpspin_lane_mask mask) {
  return mask ? b : a;
}

#endif
