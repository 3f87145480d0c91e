/* Values of a story and what can be done with them, as JavaScript does it: numbers are doubles, whole ones count as integers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

#include <math.h>

struct ink_value ink_int(double n)
{
    return (struct ink_value){.kind = INK_INT, .number = n == 0 ? 0 : n}; /* never -0 */
}

struct ink_value ink_string(struct str s)
{
    return (struct ink_value){.kind = INK_STRING, .text = s};
}

/* ---- as text */

/* The shortest digits that read back as the same number; *ret_point: where the point is, as in 0.DIGITS times 10^point. */
static size_t digits_of(double v, char ret[32], int *ret_point)
{
    char text[40];
    size_t n = 0;

    for (int precision = 1; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision - 1, v);
        if (strtod(text, NULL) == v)
            break;
    }
    char *e = strchr(text, 'e');
    for (const char *p = text; p < e; p++)
        if (*p != '.')
            ret[n++] = *p;
    while (n > 1 && ret[n - 1] == '0')
        n--;
    *ret_point = (int)strtol(e + 1, NULL, 10) + 1;
    return n;
}

/* ECMA-262, Number::toString. */
static struct str number_text(struct arena *a, double v)
{
    char digits[32];
    int point;
    struct buf b = buf_new(a, 32);

    if (isnan(v))
        return STR("NaN");
    if (v < 0)
        buf_char(&b, '-');
    if (isinf(v)) {
        buf_add(&b, STR("Infinity"));
        return buf_str(&b);
    }
    if (v == 0)
        return STR("0");
    int n = (int)digits_of(fabs(v), digits, &point);
    if (point > 21 || point < -5) {
        buf_char(&b, digits[0]);
        if (n > 1) {
            buf_char(&b, '.');
            buf_add(&b, (struct str){digits + 1, (size_t)n - 1});
        }
        buf_printf(&b, "e%+d", point - 1);
        return buf_str(&b);
    }
    for (int i = point; i <= 0; i++)
        buf_add(&b, i == point ? STR("0.") : STR("0"));
    for (int i = 0; i < n; i++) {
        if (i == point && i > 0)
            buf_char(&b, '.');
        buf_char(&b, digits[i]);
    }
    for (int i = n; i < point; i++)
        buf_char(&b, '0');
    return buf_str(&b);
}

struct str ink_value_text(struct arena *a, const struct ink_value *v)
{
    switch (v->kind) {
    case INK_BOOL:
        return v->number != 0 ? STR("true") : STR("false");
    case INK_INT:
    case INK_FLOAT:
        return number_text(a, v->number);
    case INK_STRING:
    case INK_TAG:
        return v->text;
    case INK_TARGET:
        return arena_printf(a, "DivertTargetValue(%.*s)", STR_ARG(v->text));
    case INK_VARIABLE:
        return arena_printf(a, "VariablePointerValue(%.*s)", STR_ARG(v->text));
    case INK_NONE:
    case INK_VOID:
    case INK_GLUE:
    case INK_MARK:
        break;
    }
    return STR("");
}

enum ink_step ink_truth(const struct ink_value *v, bool *ret)
{
    switch (v->kind) {
    case INK_BOOL:
    case INK_INT:
    case INK_FLOAT:
        *ret = v->number != 0;
        return INK_FINE;
    case INK_STRING:
        *ret = v->text.n > 0;
        return INK_FINE;
    case INK_TARGET:
        return ink_soft("a divert target is used as a condition: %.*s", STR_ARG(v->text));
    case INK_VARIABLE:
        return ink_hard("a reference is used as a condition: %.*s", STR_ARG(v->text));
    case INK_NONE:
    case INK_VOID:
    case INK_TAG:
    case INK_GLUE:
    case INK_MARK:
        break;
    }
    *ret = false;
    return INK_FINE;
}

/* ---- operations */

static const struct {
    const char *word;
    int takes;
} ops[] = {
#define X(name, word, takes) {word, takes},
    INK_OPS(X)
#undef X
};

int ink_op_takes(enum ink_op op)
{
    return ops[op].takes;
}

static enum ink_step no_such(enum ink_op op, const char *what)
{
    return ink_soft("cannot perform %s on %s", ops[op].word, what);
}

static struct ink_value truth_value(bool b)
{
    return (struct ink_value){.kind = INK_BOOL, .number = b};
}

/* Whole numbers are integers, whatever they were made of. */
static enum ink_step number_value(double n, struct ink_value *ret)
{
    if (isnan(n))
        return ink_hard("a calculation gives no number");
    *ret = isfinite(n) && floor(n) == n ? ink_int(n)
                                        : (struct ink_value){.kind = INK_FLOAT, .number = n};
    return INK_FINE;
}

static enum ink_step on_numbers(enum ink_op op, double x, double y, bool is_int,
                                struct ink_value *ret)
{
    switch (op) {
    case INK_OP_ADD:
        return number_value(x + y, ret);
    case INK_OP_SUBTRACT:
        return number_value(x - y, ret);
    case INK_OP_MULTIPLY:
        return number_value(x * y, ret);
    case INK_OP_DIVIDE:
        return number_value(is_int ? floor(x / y) : x / y, ret);
    case INK_OP_MOD:
        return number_value(fmod(x, y), ret);
    case INK_OP_POW: /* where C says 1, JavaScript says that it is no number */
        return number_value(fabs(x) == 1 && !isfinite(y) ? (double)NAN : pow(x, y), ret);
    case INK_OP_MIN:
        return number_value(x < y ? x : y, ret);
    case INK_OP_MAX:
        return number_value(x > y ? x : y, ret);
    case INK_OP_EQUAL:
        *ret = truth_value(x == y);
        break;
    case INK_OP_NOT_EQUAL:
        *ret = truth_value(x != y);
        break;
    case INK_OP_GREATER:
        *ret = truth_value(x > y);
        break;
    case INK_OP_LESS:
        *ret = truth_value(x < y);
        break;
    case INK_OP_GREATER_EQUAL:
        *ret = truth_value(x >= y);
        break;
    case INK_OP_LESS_EQUAL:
        *ret = truth_value(x <= y);
        break;
    case INK_OP_AND:
        *ret = truth_value(x != 0 && y != 0);
        break;
    case INK_OP_OR:
        *ret = truth_value(x != 0 || y != 0);
        break;
    case INK_OP_HAS:
    case INK_OP_HASNT:
    case INK_OP_NEGATE:
    case INK_OP_NOT:
    case INK_OP_FLOOR:
    case INK_OP_CEILING:
    case INK_OP_INT:
    case INK_OP_FLOAT:
    case INK_OP_N:
        return no_such(op, "numbers");
    }
    return INK_FINE;
}

/* inkjs keeps a float a float here (FLOOR(2.5) is the float 2), but for INT. */
static enum ink_step on_number(enum ink_op op, double x, bool is_int, struct ink_value *ret)
{
    struct ink_value v = {.kind = is_int ? INK_INT : INK_FLOAT};

    if (op == INK_OP_INT)
        return number_value(floor(x), ret);
    if (op == INK_OP_NEGATE)
        v.number = -x;
    else if (op == INK_OP_FLOOR)
        v.number = floor(x);
    else if (op == INK_OP_CEILING)
        v.number = ceil(x);
    else if (op == INK_OP_FLOAT)
        v = (struct ink_value){.kind = INK_FLOAT, .number = x};
    else if (op == INK_OP_NOT)
        v = (struct ink_value){.kind = is_int ? INK_BOOL : INK_FLOAT, .number = x == 0};
    else
        return no_such(op, "a number");
    if (v.number == 0)
        v.number = 0;
    *ret = v;
    return INK_FINE;
}

static enum ink_step on_strings(struct arena *a, enum ink_op op, struct str x, struct str y,
                                struct ink_value *ret)
{
    size_t at;

    if (op == INK_OP_ADD && x.n + y.n > INK_MAX_TEXT)
        return ink_hard("a text grows beyond %d bytes", INK_MAX_TEXT);
    if (op == INK_OP_ADD)
        *ret = ink_string(arena_printf(a, "%.*s%.*s", STR_ARG(x), STR_ARG(y)));
    else if (op == INK_OP_EQUAL || op == INK_OP_NOT_EQUAL)
        *ret = truth_value(str_eq(x, y) == (op == INK_OP_EQUAL));
    else if (op == INK_OP_HAS || op == INK_OP_HASNT)
        *ret = truth_value((y.n == 0 || str_find(x, y, &at)) == (op == INK_OP_HAS));
    else
        return no_such(op, "text");
    return INK_FINE;
}

static enum ink_kind common_kind(enum ink_op op, const struct ink_value *in)
{
    enum ink_kind kind = INK_INT;

    for (int i = 0; i < ops[op].takes; i++)
        kind = in[i].kind > kind ? in[i].kind : kind;
    return kind;
}

enum ink_step ink_operate(struct arena *a, enum ink_op op, const struct ink_value *in,
                          struct ink_value *ret)
{
    bool two = ops[op].takes == 2;
    enum ink_kind kind = common_kind(op, in);

    for (int i = 0; i < ops[op].takes; i++) {
        if (in[i].kind == INK_VOID)
            return ink_soft("%s on nothing: a function gave no value back", ops[op].word);
        if (in[i].kind == INK_NONE || in[i].kind > INK_VARIABLE)
            return ink_hard("%s on what is no value", ops[op].word);
    }
    if (kind == INK_INT || kind == INK_FLOAT)
        return two ? on_numbers(op, in[0].number, in[1].number, kind == INK_INT, ret)
                   : on_number(op, in[0].number, kind == INK_INT, ret);
    if (kind == INK_STRING)
        return two ? on_strings(a, op, ink_value_text(a, &in[0]), ink_value_text(a, &in[1]), ret)
                   : no_such(op, "text");
    for (int i = 0; i < ops[op].takes; i++)
        if (in[i].kind != kind)
            return ink_soft("%s cannot be made a divert target", ops[op].word);
    if (kind == INK_VARIABLE)
        return ink_hard("%s on a reference", ops[op].word);
    if (!two || (op != INK_OP_EQUAL && op != INK_OP_NOT_EQUAL))
        return no_such(op, "a divert target");
    *ret = truth_value(str_eq(in[0].text, in[1].text) == (op == INK_OP_EQUAL));
    return INK_FINE;
}
