#include "web/route.h"

static enum status show(struct request *rq, struct response *rs)
{
    return redirect(rs, rq->path);
}

struct note {
    struct str text;
};
extern const struct field fields[];
const struct field fields[] = {
    {.name = "text", .kind = FIELD_TEXT, .offset = offsetof(struct note, txet), .max = 100},
};
extern const struct route routes[];
const struct route routes[] = {{GET, "/", PERM_SIGNED_IN, show}, {.run = NULL}};
