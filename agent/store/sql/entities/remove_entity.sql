UPDATE entities SET removed_us = ?2 WHERE entity_id = ?1
