CONST LIMIT = 3
CONST WHO = "boss"
VAR at = LIMIT
{LIMIT + at} {WHO}
{at == LIMIT: same}
-> END
