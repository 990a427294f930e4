DELETE FROM commands WHERE begun_us < ?1
