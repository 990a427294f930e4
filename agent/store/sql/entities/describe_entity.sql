UPDATE entities SET area = iif(?2 = '', area, ?2), unique_id = iif(?3 = '', unique_id, ?3),
    device = iif(?4 = '', device, ?4)
WHERE id = ?1
