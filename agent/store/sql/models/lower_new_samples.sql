UPDATE model_state SET samples_new = min(samples_new, ?2) WHERE model = ?1
