UPDATE entities SET name = iif(?2 = '', name, ?2), device_class = iif(?3 = '', device_class, ?3),
    unit = iif(?4 = '', unit, ?4)
WHERE id = ?1
