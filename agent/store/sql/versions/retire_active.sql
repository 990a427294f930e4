UPDATE versions SET state = 'previous' WHERE model = ?1 AND state = 'active'
