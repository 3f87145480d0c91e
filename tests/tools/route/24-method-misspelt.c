#include "web/route.h"

static enum status show(struct request *rq, struct response *rs)
{
    return redirect(rs, rq->path);
}

extern const struct route routes[];
const struct route routes[] = {
    {GETT, "/", PERM_SIGNED_IN, show},
    {.run = NULL},
};
