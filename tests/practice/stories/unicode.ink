Æblegrød på en båd. »Ja!« – 日本語 😀 # id: æøå # view: 😀
* [»Øh …« 😀] Så siger vi det. 
- {~æ|ø|å}{~😀|日}
-> END
