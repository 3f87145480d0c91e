/* Lets a build tool be included and run again and again in one process: its input is a text in
 * memory, its output goes nowhere, and exit comes back. To be included before the tool. The tools
 * free nothing, so leaks are not looked for here.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FUZZ_FUZZ_TOOL_H
#define FUZZ_FUZZ_TOOL_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int tool_main(int argc, char **argv);
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

static jmp_buf tool_end;
static char *tool_input;
static size_t tool_input_n;
static FILE *tool_nowhere;

static FILE *tool_open(const char *name, const char *mode)
{
    bool reads = mode[0] == 'r' && tool_input_n > 0 && strncmp(name, "/nonexistent", 12) != 0;

    return reads ? fmemopen(tool_input, tool_input_n, "rb") : fopen("/dev/null", mode);
}

static _Noreturn void tool_exit(int code)
{
    (void)code;
    longjmp(tool_end, 1);
}

/* Runs it over the input; the tool's own globals are the caller's to reset. */
static inline void tool_run(int argc, char **argv, const uint8_t *data, size_t n)
{
    if (tool_nowhere == NULL)
        tool_nowhere = fopen("/dev/null", "w");
    tool_input = malloc(n + 1);
    if (tool_nowhere == NULL || tool_input == NULL)
        abort();
    memcpy(tool_input, data, n);
    tool_input_n = n;
    if (setjmp(tool_end) == 0)
        (void)tool_main(argc, argv);
    free(tool_input);
}

#define fopen(name, mode) tool_open((name), (mode))
#define exit(code) tool_exit(code)
#undef stderr
#define stderr tool_nowhere
#undef stdout
#define stdout tool_nowhere
#define main tool_main

#endif
