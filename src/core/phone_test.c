/* The port to a phone system, with tapes behind it: who counts as reached, what may be sent.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "phone_tape.h"

static struct phone_tape tape;
static struct phone_ask ask;
static int n_heard;

static void hear(void *context, const struct phone_event *e)
{
    (void)context;
    n_heard++;
    assert_int_equal(e->seq, n_heard);
    phone_ask_hear(&ask, e);
}

static const struct phone_command dial = {.kind = PHONE_DO_DIAL_ASK,
                                          .request = 7,
                                          .to = {"bagvagt", 7},
                                          .prompt = {"help", 4},
                                          .ring_s = 25,
                                          .n = 3};

/* Plays it all, asking as an escalation step of the voice kind does; what came of it. */
static enum phone_answer asked(const char *text)
{
    struct phone *p = phone_of_tape(&tape);
    int64_t now = 1000000, next;

    ask = (struct phone_ask){.request = dial.request};
    n_heard = 0;
    phone_tape_begin(&tape, text, hear, NULL);
    assert_ok(phone_tape_ops.step(p, now));
    assert_true((phone_tape_ops.can(p) & PHONE_CAN_DIAL_ASK) != 0);
    assert_ok(phone_tape_ops.send(p, &dial));
    assert_ok(phone_tape_ops.step(p, now));
    while ((next = phone_tape_ops.deadline_ms(p)) >= 0) {
        now = next;
        assert_ok(phone_tape_ops.step(p, now));
    }
    assert_int_equal(tape.n_passed, 1);
    phone_tape_ops.close(p);
    return ask.answer;
}

static void only_a_key_accepts(void **state)
{
    (void)state;
    assert_int_equal(
        asked("0 up\n> dial_ask\n10 dial_ringing request=7\n4000 dial_answered request=7\n"
              "9000 dial_digit request=7 digit=1\n9100 dial_end request=7 why=finished\n"
              "9100 done request=7 result=0\n"),
        PHONE_ACCEPTED);
    assert_int_equal(
        asked("0 up\n> dial_ask\n4000 dial_answered request=7\n5000 dial_digit request=7 digit=9\n"
              "9000 dial_digit request=7 digit=2\n9100 dial_end request=7 why=finished\n"),
        PHONE_DECLINED);
}

static void a_machine_is_nobody(void **state)
{
    (void)state;
    assert_int_equal(
        asked("0 up\n> dial_ask\n4000 dial_answered request=7\n"
              "38000 dial_end request=7 why=no_digit\n38000 done request=7 result=0\n"),
        PHONE_UNREACHED);
    assert_int_equal(asked("0 up\n> dial_ask\n25000 dial_end request=7 why=no_answer\n"),
                     PHONE_UNREACHED);
    assert_int_equal(asked("0 up\n> dial_ask\n20 done request=7 result=4\n"), PHONE_UNREACHED);
    /* Somebody else's key, and a key after the end. */
    assert_int_equal(asked("0 up\n> dial_ask\n20 dial_digit request=8 digit=1\n"
                           "30 dial_end request=7 why=rejected\n40 dial_digit request=7 digit=1\n"),
                     PHONE_UNREACHED);
}

static void a_lost_connection_is_no_answer(void **state)
{
    (void)state;
    assert_int_equal(asked("0 up\n> dial_ask\n4000 dial_ringing request=7\n5000 down\n"
                           "5000 done request=7 result=5\n"),
                     PHONE_ASKING);
}

static void refuses_what_is_no_command(void **state)
{
    struct phone_command c = dial;

    (void)state;
    assert_ok(phone_check(&c));
    c.to = STR("x\r\nAction: Command");
    assert_status(phone_check(&c), INVALID);
    c.to = STR_NONE;
    assert_status(phone_check(&c), INVALID);
    c = dial;
    c.request = 0;
    assert_status(phone_check(&c), INVALID);
    c = (struct phone_command){.kind = PHONE_DO_WARN_END, .request = 1, .call = STR("c")};
    assert_status(phone_check(&c), INVALID); /* without a warning */
    c.prompt = STR("warn");
    assert_ok(phone_check(&c));
    c = (struct phone_command){.kind = PHONE_DO_SYNC, .request = 2};
    assert_ok(phone_check(&c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_key_accepts),
        cmocka_unit_test(a_machine_is_nobody),
        cmocka_unit_test(a_lost_connection_is_no_answer),
        cmocka_unit_test(refuses_what_is_no_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
