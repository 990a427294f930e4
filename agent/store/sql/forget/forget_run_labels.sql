UPDATE runs SET metrics = json_remove(metrics, '$.classes')
WHERE json_valid(metrics) AND (model = ?1 OR (?2 <> '' AND instr(metrics, ?2) > 0))
