// Tests of the kernel.
