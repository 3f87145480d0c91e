-- Only a comment.

