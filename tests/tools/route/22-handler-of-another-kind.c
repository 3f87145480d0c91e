#include "web/route.h"

static enum status show(struct request *rq, struct response *rs)
{
    return redirect(rs, rq->path);
}

static int count(const char *s)
{
    return *s;
}

extern const struct route routes[];
const struct route routes[] = {
    {GET, "/", PERM_SIGNED_IN, show},
    {GET, "/incidents/{id}", PERM_INCIDENT_READ, count},
    {.run = NULL},
};
