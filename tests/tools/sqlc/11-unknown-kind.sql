
-- name: x :some
SELECT 1;
