SELECT id, fingerprint, begun_us, reply FROM commands ORDER BY begun_us, id
