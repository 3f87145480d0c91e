\#not a tag \{not logic\} \| bar \/\/ not a comment \~ x
// comment
/* block
comment */
Text /* inline */ after
-> END
