VAR name = "Bo"
{name == "Bo": "hi {name}"|no}
{name == "Bo" && "a" == "a"}
~ name = "{name} {name}"
{name}
{"{name == "Bo Bo": yes|no}"}
-> END
