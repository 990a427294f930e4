UPDATE pauses SET until_us = ?3, end_noted = 1 WHERE model = ?1 AND kind = ?2 AND (until_us = 0 OR until_us > ?3)
