A

{true:

B

}
{false: never}
{nothing()}
C {nothing()} D
{true:E}
{true:
 F
}
G
-> END
== function nothing()
~ return
