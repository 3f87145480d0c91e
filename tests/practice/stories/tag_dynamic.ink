VAR mood = "calm"
Line # mood:{mood} # n:{1+2}
~ mood = "angry"
Line # mood:{mood}
* [pick # c:{mood}] Picked # p:{mood}
* {mood == "angry"} two # t
- {true: conditional # inside}
-> END
