CREATE TABLE member_before AS SELECT * FROM member;

DROP TABLE member;

CREATE TABLE member (
  id VARCHAR(36) NOT NULL,
  handle VARCHAR(64) NOT NULL,
  name TEXT NOT NULL,
  role VARCHAR(32) NOT NULL CONSTRAINT ck_member_role CHECK (role IN ('project_leader', 'coder', 'researcher', 'facilitator', 'reviewer')),
  language VARCHAR(2) NOT NULL,
  may_export BOOLEAN NOT NULL,
  active BOOLEAN NOT NULL,
  outside BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_member PRIMARY KEY (id),
  CONSTRAINT uq_member_handle UNIQUE (handle)
);

INSERT INTO member (id, handle, name, role, language, may_export, active, outside, version)
SELECT id, handle, name, role, language, may_export, active, 0, version
FROM member_before;

DROP TABLE member_before;
