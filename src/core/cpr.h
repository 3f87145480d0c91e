/* What must not be written down here: national identity numbers. One check for every text and reference that people type.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_CPR_H
#define CORE_CPR_H

#include "base/str.h"

/* The text holds what reads as a Danish CPR number: ten digits that begin with a day and a month, with or without a blank or
 * hyphen after six, not part of a longer number. The check digit is not asked for: since 2007 numbers without it are given out.
 * A case number of ten digits can look the same; say so, and ask for it to be written with its separators. */
bool text_has_cpr(struct str s);

#endif
