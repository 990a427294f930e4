-- What names the entity; what names one whose id begins alike goes too, rather than staying by mistake.
DELETE FROM suggestions WHERE instr(body, ?1) > 0
