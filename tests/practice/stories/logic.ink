VAR t = true
VAR f = false
{t} {f} {t && f} {t || f} {not t} {!f} {t == 1} {f == 0} {t + t} {not 0.5} {not 0} {not 3}
{1 and 0} {1 or 0} {t != f} {5 > 3 && 2 > 1} {t > f}
{"" : empty|not} {"x": full|no}
-> END
