UPDATE drift SET report = ?3, assessed_us = ?4, told_state = ?5, told_us = ?6 WHERE model = ?1 AND version = ?2
