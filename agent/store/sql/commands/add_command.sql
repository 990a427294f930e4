INSERT OR REPLACE INTO commands (id, fingerprint, begun_us, reply) VALUES (?1, ?2, ?3, ?4)
