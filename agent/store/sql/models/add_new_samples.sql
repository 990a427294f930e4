UPDATE model_state SET samples_new = samples_new + ?2, samples_total = samples_total + ?2 WHERE model = ?1
