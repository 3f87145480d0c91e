/* Stands in for what textc makes, here and in src/web/html_test.c. */
enum text_key { T_NONE, T_NOTES, T_OPENED, T_SAVE, T_N };
