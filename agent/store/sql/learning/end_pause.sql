UPDATE pauses SET until_us = ?3 WHERE model = ?1 AND kind = ?2 AND (until_us = 0 OR until_us > ?3)
