CREATE TABLE study_before AS SELECT * FROM study;

DROP TABLE study;

CREATE TABLE study (
  id VARCHAR(36) NOT NULL,
  title_nb TEXT NOT NULL,
  title_en TEXT NOT NULL,
  research_questions JSON NOT NULL,
  phase TEXT NOT NULL,
  approvals JSON NOT NULL,
  is_demo BOOLEAN NOT NULL,
  disclosure_floor INTEGER NOT NULL,
  suggestions BOOLEAN NOT NULL,
  cookie_secret VARCHAR(64) NOT NULL,
  created_at DATETIME NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_study PRIMARY KEY (id)
);

INSERT INTO study (
  id, title_nb, title_en, research_questions, phase, approvals, is_demo, disclosure_floor, cookie_secret, created_at, version,
  suggestions
) SELECT
  id, title_nb, title_en, research_questions, phase, approvals, is_demo, disclosure_floor, cookie_secret, created_at, version,
  1
FROM study_before;

DROP TABLE study_before;

CREATE TABLE preference (
  member_id VARCHAR(36) NOT NULL,
  name VARCHAR(32) NOT NULL,
  value JSON NOT NULL,
  CONSTRAINT pk_preference PRIMARY KEY (member_id, name),
  CONSTRAINT fk_preference_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);

CREATE TABLE draft (
  member_id VARCHAR(36) NOT NULL,
  target_kind VARCHAR(32) NOT NULL CONSTRAINT ck_draft_target_kind CHECK (target_kind IN ('coding', 'segment', 'turn', 'source')),
  target_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  body TEXT NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (member_id, target_kind, target_id),
  CONSTRAINT fk_draft_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_draft_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_draft_source ON draft (source_id);

CREATE TABLE memo_before AS SELECT * FROM memo;

DROP TABLE memo;

CREATE TABLE memo (
  id VARCHAR(36) NOT NULL,
  target_kind VARCHAR(32) NOT NULL,
  target_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64),
  author_id VARCHAR(64) NOT NULL,
  created_at DATETIME NOT NULL,
  removed BOOLEAN NOT NULL,
  round_id VARCHAR(64),
  body_number INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_memo PRIMARY KEY (id),
  CONSTRAINT fk_memo_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_memo_author_id FOREIGN KEY(author_id) REFERENCES member (id),
  CONSTRAINT fk_memo_round_id FOREIGN KEY(round_id) REFERENCES coding_round (id)
);

CREATE INDEX ix_memo_source ON memo (source_id);

CREATE INDEX ix_memo_target ON memo (target_id);

INSERT INTO memo (
  id, target_kind, target_id, source_id, author_id, created_at, removed, version,
  round_id, body_number, revision
) SELECT
  id, target_kind, target_id, source_id, author_id, created_at, removed, version,
  NULL, 1, 0
FROM memo_before;

DROP TABLE memo_before;

UPDATE memo SET
  round_id = (
    SELECT coding.round_id FROM coding
    WHERE coding.id = memo.target_id AND coding.coder_id = memo.author_id
  ),
  body_number = (SELECT MAX(number) FROM memo_version WHERE memo_version.memo_id = memo.id)
WHERE target_kind = 'coding';

CREATE TABLE pass_work (
  id VARCHAR(36) NOT NULL,
  member_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  coding_pass VARCHAR(32) NOT NULL CONSTRAINT ck_pass_work_coding_pass CHECK (coding_pass IN ('rq1', 'rq2', 'rq3', 'realist')),
  done_at DATETIME,
  CONSTRAINT pk_pass_work PRIMARY KEY (id),
  CONSTRAINT uq_pass_work_member_id_source_id_coding_pass UNIQUE (member_id, source_id, coding_pass),
  CONSTRAINT fk_pass_work_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_pass_work_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_pass_work_source ON pass_work (source_id);

CREATE TABLE suggestion (
  id VARCHAR(36) NOT NULL,
  member_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  code_id VARCHAR(64) NOT NULL,
  kind VARCHAR(32) NOT NULL CONSTRAINT ck_suggestion_kind CHECK (kind IN ('segment', 'similar')),
  answer VARCHAR(32) NOT NULL CONSTRAINT ck_suggestion_answer CHECK (answer IN ('shown', 'accepted', 'rejected')),
  at DATETIME NOT NULL,
  CONSTRAINT pk_suggestion PRIMARY KEY (id),
  CONSTRAINT fk_suggestion_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_suggestion_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_suggestion_code_id FOREIGN KEY(code_id) REFERENCES code (id)
);

CREATE INDEX ix_suggestion_source ON suggestion (source_id);

CREATE TABLE text_version_before AS SELECT * FROM text_version;

DROP TABLE text_version;

CREATE TABLE text_version (
  id VARCHAR(36) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_sha256 VARCHAR(64) NOT NULL,
  created_at DATETIME NOT NULL,
  edits JSON NOT NULL,
  reason TEXT NOT NULL,
  made_by VARCHAR(64),
  CONSTRAINT pk_text_version PRIMARY KEY (id),
  CONSTRAINT uq_text_version_source_id_number UNIQUE (source_id, number),
  CONSTRAINT fk_text_version_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_text_version_made_by FOREIGN KEY(made_by) REFERENCES member (id)
);

INSERT INTO text_version (
  id, source_id, number, text, text_sha256, created_at,
  edits, reason
) SELECT
  id, source_id, number, text, text_sha256, created_at,
  '[]', ''
FROM text_version_before;

DROP TABLE text_version_before;

CREATE TABLE visit (
  member_id VARCHAR(36) NOT NULL,
  source_id VARCHAR(36) NOT NULL,
  seen_at DATETIME NOT NULL,
  place INTEGER NOT NULL,
  read_turns JSON NOT NULL,
  seen_change INTEGER NOT NULL,
  visit_change INTEGER NOT NULL,
  left_at DATETIME,
  CONSTRAINT pk_visit PRIMARY KEY (member_id, source_id),
  CONSTRAINT fk_visit_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_visit_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_visit_source ON visit (source_id);

CREATE TABLE text_check (
  id VARCHAR(36) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  text_version_id VARCHAR(64) NOT NULL,
  coding_id VARCHAR(64) NOT NULL,
  seen_at DATETIME,
  seen_by VARCHAR(64),
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_text_check PRIMARY KEY (id),
  CONSTRAINT uq_text_check_text_version_id_coding_id UNIQUE (text_version_id, coding_id),
  CONSTRAINT fk_text_check_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_text_check_text_version_id FOREIGN KEY(text_version_id) REFERENCES text_version (id),
  CONSTRAINT fk_text_check_coding_id FOREIGN KEY(coding_id) REFERENCES coding (id),
  CONSTRAINT fk_text_check_seen_by FOREIGN KEY(seen_by) REFERENCES member (id)
);

CREATE INDEX ix_text_check_source ON text_check (source_id);
