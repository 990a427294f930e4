SELECT ifnull(max(version), 0) + 1 FROM versions WHERE model = ?1
