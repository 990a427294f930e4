UPDATE model_state SET samples_new = max(0, samples_new - ?2), watermark_sample_id = max(watermark_sample_id, ?3)
WHERE model = ?1
