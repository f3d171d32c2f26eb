/* libFuzzer's entry for programs that have a main function of their own; clang has no header for it. */
#ifndef QPSPIN_FUZZER_H
#define QPSPIN_FUZZER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

#endif
