/* Documents as other programs see them: the text poppler finds in the file, its pages and its tags.
 * SPDX-License-Identifier: MPL-2.0 */
#include "../../tests/support/check.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "pdf/pdf.h"

static struct arena *arena;
static char folder[200];

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    snprintf(folder, sizeof folder, "%s/pdf-XXXXXX", test_folder());
    return mkdtemp(folder) == NULL;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return rmdir(folder);
}

static struct str read_all(int fd)
{
    struct buf b = buf_new(arena, 4096);
    ssize_t n;

    while ((n = read(fd, buf_room(&b, 4096), 4096)) > 0)
        b.n += (size_t)n;
    assert_true(n == 0);
    return buf_str(&b);
}

/* What the program says of the file, with an option: seen("pdftotext", "-layout", pdf). */
static struct str seen(const char *program, const char *option, struct str pdf)
{
    const char *path = str_c(arena, arena_printf(arena, "%s/x.pdf", folder));
    int out[2], state, fd = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    struct str text;
    pid_t pid;

    assert_int_equal(write(fd, pdf.p, pdf.n), pdf.n);
    close(fd);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(out[1], 1);
        execlp(program, program, option, path, strcmp(program, "pdftotext") == 0 ? "-" : NULL,
               NULL);
        _exit(127);
    }
    close(out[1]);
    text = read_all(out[0]);
    close(out[0]);
    assert_int_equal(waitpid(pid, &state, 0), pid);
    assert_int_equal(state, 0);
    unlink(path);
    return text;
}

static void assert_has(struct str text, const char *part)
{
    size_t at;

    if (!str_find(text, str_of(part), &at))
        fail_msg("\"%s\" is not in:\n%.*s", part, STR_ARG(text));
}

/* Words with one blank between them. */
static struct str words(struct str text)
{
    struct buf b = buf_new(arena, text.n);

    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\f';

        if (!blank)
            buf_char(&b, text.p[i]);
        else if (b.n > 0 && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

static struct pdf *document(void)
{
    struct pdf_about about = {
        .title = STR("Anmeldelse på æøå"), .lang = STR("da"), .at = INT64_C(1795334400123)};

    return pdf_new(arena, &about);
}

static struct str written(struct pdf *d)
{
    struct str pdf;

    assert_ok(pdf_write(d, &pdf));
    return pdf;
}

static void the_text_is_what_was_put(void **state)
{
    struct pdf *d = document();
    struct str text;

    (void)state;
    pdf_heading(d, 1, STR("Anmeldelse til politiet"));
    pdf_paragraph(d,
                  STR("Æblegrød på Ærø: «affald», officielt, fjøs – 100 € & <b>.\nNæste linje."));
    pdf_paragraph(d, STR(""));
    pdf_row(d, STR("Hvem"), STR("Åse Ørsted"));
    pdf_row(d, STR("Hvad der skete"),
            STR("Truslen blev gentaget tre gange, og opkaldet blev afsluttet af medarbejderen."));
    pdf_item(d, STR("Første"));
    pdf_item(d, STR("Anden"));
    text = words(seen("pdftotext", "-raw", written(d)));
    assert_str(text, "Anmeldelse til politiet Æblegrød på Ærø: «affald», officielt, fjøs – 100 € & "
                     "<b>. Næste linje. "
                     "Hvem Åse Ørsted Hvad der skete Truslen blev gentaget tre gange, og opkaldet "
                     "blev afsluttet af "
                     "medarbejderen. • Første • Anden 1 / 1");
}

static void what_is_what_is_tagged(void **state)
{
    struct pdf *d = document();
    struct str pdf, tags, about;

    (void)state;
    pdf_heading(d, 1, STR("Overskrift"));
    pdf_heading(d, 2, STR("Under"));
    pdf_paragraph(d, STR("Tekst"));
    pdf_row(d, STR("Felt"), STR("Værdi"));
    pdf_row(d, STR("Felt 2"), STR("Værdi 2"));
    pdf_item(d, STR("Punkt"));
    pdf = written(d);
    tags = words(seen("pdfinfo", "-struct-text", pdf));
    assert_has(tags, "Document H1 (block) \"Overskrift\" H2 (block) \"Under\" P (block) \"Tekst\" "
                     "Table (block) TR TH "
                     "\"Felt\" TD "
                     "\"Værdi\" TR TH \"Felt 2\" TD \"Værdi 2\" L (block) LI (block) Lbl (block) "
                     "\"•\" LBody (block) \"Punkt\"");
    about = words(seen("pdfinfo", "-isodates", pdf));
    assert_has(about, "Title: Anmeldelse på æøå");
    assert_has(about, "CreationDate: 2026-11-22T");
    assert_has(about, "Tagged: yes");
    assert_has(about, "A4");
    assert_has(pdf, "/Lang (da)");
}

static void long_texts_take_more_pages(void **state)
{
    struct buf b = buf_new(arena, 40000);
    struct pdf *d = document();
    struct str pdf, all;

    (void)state;
    for (int i = 1; i <= 1500; i++)
        buf_printf(&b, "%sord%d", i > 1 ? " " : "", i);
    pdf_heading(d, 1, STR("Lang"));
    pdf_paragraph(d, buf_str(&b));
    pdf_row(d, STR("Felt"), arena_copy(arena, buf_str(&b)));
    pdf = written(d);
    assert_has(words(seen("pdfinfo", "-isodates", pdf)), "Pages: 8");
    all = seen("pdftotext", "-raw", pdf);
    for (int i = 1; i <= 1500; i++)
        assert_has(all, str_c(arena, arena_printf(arena, "ord%d", i)));
    assert_has(all, "2 / 8");
    assert_has(words(seen("pdfinfo", "-struct-text", pdf)), "ord1500");
}

static void a_letter_has_its_address(void **state)
{
    struct pdf_letter letter = {.sender = STR("Ungdommens Rådgivning\nTorvet 1\n8000 Aarhus C"),
                                .recipient = STR("Bo Ågård\nSøvej 2\n5000 Odense C"),
                                .date = STR("22. november 2026"),
                                .reference = STR("Sag 17")};
    struct pdf *d = document();
    struct str text;

    (void)state;
    pdf_letter(d, &letter);
    pdf_heading(d, 1, STR("Advarsel"));
    pdf_paragraph(d, STR("Kære Bo Ågård"));
    text = words(seen("pdftotext", "-raw", written(d)));
    assert_str(text, "Ungdommens Rådgivning Torvet 1 8000 Aarhus C Bo Ågård Søvej 2 5000 Odense C "
                     "22. november 2026 Sag 17 "
                     "Advarsel Kære Bo Ågård 1 / 1");
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    struct str pdf[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct pdf *d = document();

        pdf_heading(d, 1, STR("Ens"));
        pdf_paragraph(d, STR("Samme tekst, samme bytes."));
        pdf[i] = written(d);
    }
    assert_true(str_eq(pdf[0], pdf[1]));
}

static void an_empty_document_is_a_page(void **state)
{
    (void)state;
    assert_has(words(seen("pdfinfo", "-isodates", written(document()))), "Pages: 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_text_is_what_was_put, begin, end),
        cmocka_unit_test_setup_teardown(what_is_what_is_tagged, begin, end),
        cmocka_unit_test_setup_teardown(long_texts_take_more_pages, begin, end),
        cmocka_unit_test_setup_teardown(a_letter_has_its_address, begin, end),
        cmocka_unit_test_setup_teardown(the_same_document_gives_the_same_bytes, begin, end),
        cmocka_unit_test_setup_teardown(an_empty_document_is_a_page, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
