ALTER TABLE member ADD COLUMN outside BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE member ALTER COLUMN outside DROP DEFAULT;

COMMENT ON TABLE member IS 'outside: all of their work came out of files; nobody acts as them.';
