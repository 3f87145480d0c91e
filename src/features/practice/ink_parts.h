/* What the parts of the story walker share: the loaded story, values, and the state of a walk.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_INK_PARTS_H
#define PRACTICE_INK_PARTS_H

#include "base/buf.h"
#include "features/practice/ink.h"

/* Control commands; the order is of no meaning. */
#define INK_COMMANDS(X)                                                                            \
    X(EVAL_START, "ev")                                                                            \
    X(EVAL_OUTPUT, "out")                                                                          \
    X(EVAL_END, "/ev")                                                                             \
    X(DUPLICATE, "du")                                                                             \
    X(POP, "pop")                                                                                  \
    X(POP_FUNCTION, "~ret")                                                                        \
    X(POP_TUNNEL, "->->")                                                                          \
    X(BEGIN_STRING, "str")                                                                         \
    X(END_STRING, "/str")                                                                          \
    X(NO_OP, "nop")                                                                                \
    X(CHOICE_COUNT, "choiceCnt")                                                                   \
    X(TURNS, "turn")                                                                               \
    X(TURNS_SINCE, "turns")                                                                        \
    X(READ_COUNT, "readc")                                                                         \
    X(RANDOM, "rnd")                                                                               \
    X(SEED_RANDOM, "srnd")                                                                         \
    X(VISIT_INDEX, "visit")                                                                        \
    X(SHUFFLE_INDEX, "seq")                                                                        \
    X(START_THREAD, "thread")                                                                      \
    X(DONE, "done")                                                                                \
    X(END, "end")                                                                                  \
    X(BEGIN_TAG, "#")                                                                              \
    X(END_TAG, "/#")

enum ink_command {
#define X(name, word) INK_##name,
    INK_COMMANDS(X)
#undef X
        INK_COMMAND_N
};

/* Native functions with the number of what they take. */
#define INK_OPS(X)                                                                                 \
    X(ADD, "+", 2)                                                                                 \
    X(SUBTRACT, "-", 2)                                                                            \
    X(DIVIDE, "/", 2)                                                                              \
    X(MULTIPLY, "*", 2)                                                                            \
    X(MOD, "%", 2)                                                                                 \
    X(NEGATE, "_", 1)                                                                              \
    X(EQUAL, "==", 2)                                                                              \
    X(GREATER, ">", 2)                                                                             \
    X(LESS, "<", 2)                                                                                \
    X(GREATER_EQUAL, ">=", 2)                                                                      \
    X(LESS_EQUAL, "<=", 2)                                                                         \
    X(NOT_EQUAL, "!=", 2)                                                                          \
    X(NOT, "!", 1)                                                                                 \
    X(AND, "&&", 2)                                                                                \
    X(OR, "||", 2)                                                                                 \
    X(MIN, "MIN", 2)                                                                               \
    X(MAX, "MAX", 2)                                                                               \
    X(POW, "POW", 2)                                                                               \
    X(FLOOR, "FLOOR", 1)                                                                           \
    X(CEILING, "CEILING", 1)                                                                       \
    X(INT, "INT", 1)                                                                               \
    X(FLOAT, "FLOAT", 1)                                                                           \
    X(HAS, "?", 2)                                                                                 \
    X(HASNT, "!?", 2)

enum ink_op {
#define X(name, word, takes) INK_OP_##name,
    INK_OPS(X)
#undef X
        INK_OP_N
};

/* The order of BOOL to VARIABLE is that of coercion: operations take the greatest of their kinds. */
enum ink_kind {
    INK_NONE, /* an empty stack gives it: inkjs' null */
    INK_VOID,
    INK_BOOL,
    INK_INT,
    INK_FLOAT,
    INK_STRING,
    INK_TARGET,   /* of a divert */
    INK_VARIABLE, /* a reference to one */
    INK_TAG,
    INK_GLUE,
    INK_MARK /* a command that stands in the output */
};

struct ink_node;
struct ink_value {
    enum ink_kind kind;
    enum ink_command mark;
    double number;               /* BOOL, INT, FLOAT; whole for INT */
    struct str text;             /* STRING, TAG; the name of VARIABLE; the path of TARGET */
    const struct ink_node *node; /* TARGET */
    int64_t context;             /* VARIABLE: -1 not known yet, 0 global, else 1 and up */
};

enum ink_node_kind {
    INK_CONTAINER,
    INK_VALUE,
    INK_COMMAND,
    INK_OPERATION,
    INK_DIVERT,
    INK_CHOICE_POINT,
    INK_VAR_GET,
    INK_VAR_SET,
    INK_COUNT_GET
};
enum ink_push { INK_PUSH_NONE, INK_PUSH_FUNCTION, INK_PUSH_TUNNEL };

struct ink_pointer {
    const struct ink_node *container; /* NULL: nowhere */
    int64_t index;                    /* -1: the container itself */
};

struct ink_node {
    enum ink_node_kind kind;
    const struct ink_node *parent;
    int64_t place; /* in the parent's content; -1: only by name */
    union {
        struct {
            struct ink_node *content;
            size_t n;
            struct ink_node *named; /* those that are not content */
            size_t n_named;
            struct str name;
            bool count_visits, count_turns, at_start_only;
            size_t id; /* of the counts */
        } container;
        struct ink_value value; /* a TARGET's node is resolved */
        enum ink_command command;
        enum ink_op op;
        struct {
            struct str path; /* or the variable's name */
            bool by_variable, is_conditional;
            enum ink_push push;
            struct ink_pointer target;
        } divert;
        struct {
            struct str path;
            bool has_condition, has_start, has_only, is_default, is_once;
            const struct ink_node *target;
        } choice;
        struct {
            struct str name; /* or the path of what is counted */
            bool is_new, is_global;
            const struct ink_node *target;
        } var;
    } as;
};

struct ink_story {
    struct ink_node root;
    size_t n_counts; /* containers */
};

/* ---- the state of a walk: copied whole at each line end that may not be the last word (ink_flow.c) */

struct ink_variable {
    struct str name;
    struct ink_value value;
};
struct ink_variables {
    struct ink_variable *at;
    size_t n, cap;
};
struct ink_element {
    struct ink_pointer pointer;
    enum ink_push type; /* the lowest is a tunnel that never ends */
    bool in_expression;
    int64_t function_start; /* in the output; -1: text has come since */
    struct ink_variables temps;
};
struct ink_thread {
    struct ink_element *at;
    size_t n, cap;
    struct ink_pointer previous;
};
struct ink_threads {
    struct ink_thread *at;
    size_t n, cap;
};
struct ink_values {
    struct ink_value *at;
    size_t n, cap;
};
struct ink_offer {
    struct ink_choice shown;
    bool is_default;
    struct ink_pointer target;
    struct ink_thread thread;
};
struct ink_offers {
    struct ink_offer *at;
    size_t n, cap;
};
struct ink_state {
    struct ink_threads threads;
    struct ink_values stack, output;
    struct ink_offers offers;
    struct ink_variables globals;
    int32_t *visits, *turns; /* by container; turns INT32_MIN: never */
    struct ink_pointer diverted;
    int64_t turn, seed, random;
    bool is_safe_exit, has_error, has_warning;
};
struct ink_walk {
    struct arena *arena;
    const struct ink_story *story;
    struct ink_state now, kept; /* kept: at the latest line end, while has_kept */
    bool has_kept;
    struct ink_variables defaults; /* globals as declared */
    int64_t steps;                 /* of this ink_continue */
    bool is_broken;
    size_t room_at; /* arena_used where the line began */
    bool *entered;  /* by container, by whichever walk; NULL: nobody asks (ink_check.c) */
};

#define INK_MAX_STEPS 200000            /* between two lines */
#define INK_MAX_DEPTH 200               /* elements of a thread, threads */
#define INK_MAX_VALUES 1000             /* on a stack, in the output of a line */
#define INK_MAX_TEXT 8192               /* of one value */
#define INK_MAX_ROOM (32 * 1024 * 1024) /* of memory for a line */

/* Grows an array of the arena by one. */
#define ink_push(arena, list, v)                                                                   \
    do {                                                                                           \
        if ((list)->n == (list)->cap) {                                                            \
            size_t more_ = (list)->cap ? 2 * (list)->cap : 8;                                      \
            void *room_ = arena_alloc_array((arena), sizeof *(list)->at, more_);                   \
            if ((list)->n > 0)                                                                     \
                memcpy(room_, (list)->at, (list)->n * sizeof *(list)->at);                         \
            (list)->at = room_;                                                                    \
            (list)->cap = more_;                                                                   \
        }                                                                                          \
        (list)->at[(list)->n++] = (v);                                                             \
    } while (0)

/* ---- values (ink_value.c) */

/* A story's own mistake, as inkjs tells them apart: SOFT ends the flow, HARD ends everything at once. Both note fail(INVALID). */
enum ink_step { INK_FINE, INK_SOFT, INK_HARD };
#define ink_soft(...) ((void)fail(INVALID, __VA_ARGS__), INK_SOFT)
#define ink_hard(...) ((void)fail(INVALID, __VA_ARGS__), INK_HARD)
#define INK_TRY(call)                                                                              \
    do {                                                                                           \
        enum ink_step step_ = (call);                                                              \
        if (step_ != INK_FINE)                                                                     \
            return step_;                                                                          \
    } while (0)

struct ink_value ink_int(double n);
struct ink_value ink_string(struct str s);
/* As JavaScript writes it. */
struct str ink_value_text(struct arena *a, const struct ink_value *v);
enum ink_step ink_truth(const struct ink_value *v, bool *ret);
enum ink_step ink_operate(struct arena *a, enum ink_op op, const struct ink_value *in,
                          struct ink_value *ret);
int ink_op_takes(enum ink_op op);

/* ---- output (ink_output.c) */
void ink_put(struct arena *a, struct ink_state *s, const struct ink_value *v);
void ink_trim_function_end(struct ink_state *s);
bool ink_in_string(const struct ink_state *s);
bool ink_ends_in_newline(const struct ink_state *s);
struct str ink_clean(struct arena *a, struct str text);
struct str ink_text_now(struct arena *a, const struct ink_state *s);
struct ink_texts ink_tags_now(struct arena *a, const struct ink_state *s);

/* ---- state and flow (ink_state.c, ink_step.c) */
struct ink_thread *ink_thread(struct ink_state *s);
struct ink_element *ink_element(struct ink_state *s);
struct ink_thread ink_thread_copy(struct arena *a, const struct ink_thread *t);
void ink_state_copy(struct arena *a, const struct ink_story *story, struct ink_state *to,
                    const struct ink_state *from);
void ink_stack_reset(struct arena *a, struct ink_state *s, const struct ink_story *story);
bool ink_may_go_on(const struct ink_state *s);
enum ink_step ink_var_get(struct ink_walk *w, struct str name, int64_t context,
                          struct ink_value *ret); /* NONE: there is none */
enum ink_step ink_var_set(struct ink_walk *w, const struct ink_node *node, struct ink_value v);
int64_t ink_var_context(struct ink_walk *w, struct str name);
/* Where a path leads that was found to be this node: a number at its end points into what holds it. */
struct ink_pointer ink_pointer_to(const struct ink_node *node, struct str path);
const struct ink_node *ink_at(struct ink_pointer p);
void ink_force_end(struct ink_walk *w);
void ink_go_to(struct ink_walk *w, struct ink_pointer target, bool is_turn);
void ink_visit_diverted(struct ink_walk *w);
void ink_visit(struct ink_walk *w, const struct ink_node *c, bool at_start);
enum ink_step ink_step(struct ink_walk *w);
enum ink_step ink_command(struct ink_walk *w, enum ink_command command); /* ink_command.c */
struct ink_value ink_pop(struct ink_state *s);                           /* NONE: nothing there */
enum ink_step ink_grow(struct ink_walk *w, struct ink_value v);          /* onto the stack */
void ink_pop_element(struct ink_state *s);
enum ink_step ink_visits(struct ink_walk *w, const struct ink_node *c, double *ret);

#endif
