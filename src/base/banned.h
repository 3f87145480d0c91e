/* Functions that no file of src/ uses: the compiler refuses their names. The build puts this in
 * front of every file of src/ (see `banned` in meson.build), so the headers that declare them come
 * first.
 *
 *   strcpy … strtok   no limit, or no state of their own: use struct str and struct buf
 *   sprintf           arena_printf, buf_printf or snprintf
 *   atoi …            cannot say that the text is no number: str_int64
 *   rand …            guessable: random_bytes (base/clock.h)
 *   localtime …       one zone per process: base/zone.h
 *   system, popen     a shell
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef sprintf /* a macro with clang */
#undef vsprintf

#pragma GCC poison strcpy stpcpy strcat strncpy strncat strtok
#pragma GCC poison sprintf vsprintf gets
#pragma GCC poison atoi atol atoll atof
#pragma GCC poison rand srand rand_r drand48 lrand48
#pragma GCC poison gmtime localtime asctime ctime mktime
#pragma GCC poison system popen mktemp tmpnam tempnam

#endif
