SELECT reference, report, assessed_us, told_state, told_us FROM drift WHERE model = ?1 AND version = ?2
