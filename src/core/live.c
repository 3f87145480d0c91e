/* The words of live events, as they go through the database. The hub is in live_hub.c.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/live_inner.h"

enum status live_tell(struct db *db, int64_t person_id, enum live_topic topic, int64_t object_id)
{
    char word[DB_WORD_MAX];

    must(topic >= 0 && topic < LIVE_TOPIC_N);
    return db_tell(db, live_word(word, &(struct live_event){.kind = LIVE_TO_PERSON,
                                                            .person_id = person_id,
                                                            .topic = topic,
                                                            .object_id = object_id}));
}

enum status live_tell_many(struct db *db, const int64_t *person_ids, size_t n,
                           enum live_topic topic, int64_t object_id)
{
    for (size_t i = 0; i < n; i++)
        TRY(live_tell(db, person_ids[i], topic, object_id));
    return OK;
}

enum status live_tell_all(struct db *db, int64_t centre_id, enum permission p,
                          enum live_topic topic, int64_t object_id)
{
    char word[DB_WORD_MAX];

    must(topic >= 0 && topic < LIVE_TOPIC_N && p >= 0 && p < PERM_N);
    return db_tell(db, live_word(word, &(struct live_event){.kind = LIVE_TO_ALL,
                                                            .centre_id = centre_id,
                                                            .permission = p,
                                                            .topic = topic,
                                                            .object_id = object_id}));
}

enum status live_check(struct db *db, int64_t person_id)
{
    char word[DB_WORD_MAX];

    return db_tell(
        db, live_word(word, &(struct live_event){.kind = LIVE_END_OF, .person_id = person_id}));
}

/* ---- words: "live KIND PERSON CENTRE PERMISSION TOPIC OBJECT", numbers alone */

struct str live_word(char to[DB_WORD_MAX], const struct live_event *e)
{
    int n = snprintf(to, DB_WORD_MAX, "live %d %lld %lld %d %d %lld", (int)e->kind,
                     (long long)e->person_id, (long long)e->centre_id, (int)e->permission,
                     (int)e->topic, (long long)e->object_id);

    return (struct str){to, (size_t)n};
}

/* From a newer or older program on the same database something may come that we do not know. */
bool live_word_read(struct str word, struct live_event *ret)
{
    int64_t number[6];
    struct str part;

    if (!str_cut(&word, ' ', &part) || !str_eq(part, STR("live")))
        return false;
    for (int i = 0; i < 6; i++)
        if (!str_cut(&word, ' ', &part) || !str_int64(part, &number[i]))
            return false;
    if (number[0] < 0 || number[0] > LIVE_END_OF || number[3] < 0 || number[3] >= PERM_N ||
        number[4] < 0 || number[4] >= LIVE_TOPIC_N)
        return false;
    *ret = (struct live_event){.kind = (enum live_kind)number[0],
                               .person_id = number[1],
                               .centre_id = number[2],
                               .permission = (enum permission)number[3],
                               .topic = (enum live_topic)number[4],
                               .object_id = number[5]};
    return true;
}

const char *live_topic_word(enum live_topic topic)
{
    static const char *const words[] = {
#define X(name, word) word,
        LIVE_TOPICS(X)
#undef X
    };

    return words[topic];
}
