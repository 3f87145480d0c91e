#include "web/route.h"

static enum status show(struct request *rq, struct response *rs)
{
    return redirect(rs, rq->path);
}

extern const struct route routes[];
const struct route routes[] = {
    {GET, "/incidents/{id}", PERM_INCIDENT_RAED, show},
    {.run = NULL},
};
