UPDATE versions SET state = ?3 WHERE model = ?1 AND version = ?2
