SELECT id, model, kind, from_us, until_us, reason FROM pauses
WHERE end_noted = 0 AND until_us > 0 AND until_us <= ?1 ORDER BY id
