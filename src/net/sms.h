/* Hands a text message to the gateway of the installation's telephone company: one POST whose shape the administrator
 * writes down, since no two gateways agree.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NET_SMS_H
#define NET_SMS_H

#include "net/http.h"

struct sms_gateway {
    struct str url; /* empty: none */
    /* With {to}, {text} and {id}. Beginning with '{' it is JSON, else a form: "to={to}&message={text}". */
    struct str body;
    struct str secret; /* sent as "Authorization: Bearer …"; empty: none */
    bool is_at_home;   /* in our own network; then it may speak without TLS */
};

/* INVALID with the reason: no address, or a body without {to} and {text}. */
CHECKED enum status sms_gateway_check(const struct sms_gateway *g);

#define SMS_NUMBER_MAX 16
/* "+4512345678" of what people write: spaces, 0045, eight digits alone are Danish. STR_NONE: no number. */
struct str sms_number(struct arena *a, struct str typed);

/* id: the same for the same message, however often it is sent; also in the header Idempotency-Key. */
struct http_result sms_send(struct arena *a, const struct sms_gateway *g, struct str to,
                            struct str text, struct str id);

#endif
