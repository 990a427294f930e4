SELECT id, model, kind, from_us, until_us, reason FROM pauses WHERE until_us = 0 OR until_us > ?1 ORDER BY id
