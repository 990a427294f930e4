SELECT inbox_id FROM cursor WHERE id = 1
