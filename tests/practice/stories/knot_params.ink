-> greet("Anna", 3)
== greet(name, times)
{name} {times}
{times > 0: -> greet(name + "!", times - 1)}
-> END
