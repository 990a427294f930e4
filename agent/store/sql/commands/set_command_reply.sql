UPDATE commands SET reply = ?2 WHERE id = ?1
