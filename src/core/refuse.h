/* A refusal with a reason the user can read, in their language, carried beside the status.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_REFUSE_H
#define CORE_REFUSE_H

#include "base/status.h"
#include "core/text.h"

/* return refuse(CONFLICT, T_INCIDENT_ALREADY_TALKED); — like fail(), but the text is for people. */
#ifdef __clang_analyzer__ /* as in base/status.h */
#define refuse(status, key) ((void)refuse_at((status), (key), __FILE__, __LINE__), (status))
#else
#define refuse(status, key) refuse_at((status), (key), __FILE__, __LINE__)
#endif
enum status refuse_at(enum status status, enum text_key key, const char *file, int line);
/* The key of this thread's latest refusal, T_NONE when the latest failure had none. Cleared by failure_clear users:
 * the web boundary calls refuse_clear() with failure_clear(). */
enum text_key refuse_key(void);
void refuse_clear(void);

#endif
