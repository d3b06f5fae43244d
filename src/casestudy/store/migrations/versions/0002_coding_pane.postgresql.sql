ALTER TABLE study ADD COLUMN suggestions BOOLEAN DEFAULT true NOT NULL;

ALTER TABLE study ALTER COLUMN suggestions DROP DEFAULT;

ALTER TABLE text_version ADD COLUMN edits JSON DEFAULT '[]' NOT NULL;

ALTER TABLE text_version ALTER COLUMN edits DROP DEFAULT;

ALTER TABLE text_version ADD COLUMN reason TEXT DEFAULT '' NOT NULL;

ALTER TABLE text_version ALTER COLUMN reason DROP DEFAULT;

ALTER TABLE text_version ADD COLUMN made_by VARCHAR(64) CONSTRAINT fk_text_version_made_by REFERENCES member (id);

ALTER TABLE memo ADD COLUMN round_id VARCHAR(64) CONSTRAINT fk_memo_round_id REFERENCES coding_round (id);

ALTER TABLE memo ADD COLUMN body_number INTEGER DEFAULT 1 NOT NULL;

ALTER TABLE memo ALTER COLUMN body_number DROP DEFAULT;

ALTER TABLE memo ADD COLUMN revision INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE memo ALTER COLUMN revision DROP DEFAULT;

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
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (member_id, target_kind, target_id),
  CONSTRAINT fk_draft_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_draft_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_draft_source ON draft (source_id);

COMMENT ON TABLE memo IS 'body_number tells which version is in force, so that an edit can be taken back.';

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
  done_at TIMESTAMP WITH TIME ZONE,
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
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_suggestion PRIMARY KEY (id),
  CONSTRAINT fk_suggestion_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_suggestion_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_suggestion_code_id FOREIGN KEY(code_id) REFERENCES code (id)
);

CREATE INDEX ix_suggestion_source ON suggestion (source_id);

COMMENT ON TABLE text_version IS 'edits: what replaced what since the version before, as [old start, old end, new start, new end].';

CREATE TABLE visit (
  member_id VARCHAR(36) NOT NULL,
  source_id VARCHAR(36) NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  place INTEGER NOT NULL,
  read_turns JSON NOT NULL,
  seen_change INTEGER NOT NULL,
  visit_change INTEGER NOT NULL,
  left_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_visit PRIMARY KEY (member_id, source_id),
  CONSTRAINT fk_visit_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_visit_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_visit_source ON visit (source_id);

COMMENT ON TABLE visit IS 'seen_change: the newest change of the source at the last contact. visit_change and left_at: the same, and when, at the end of the visit before this one.';

CREATE TABLE text_check (
  id VARCHAR(36) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  text_version_id VARCHAR(64) NOT NULL,
  coding_id VARCHAR(64) NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE,
  seen_by VARCHAR(64),
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_text_check PRIMARY KEY (id),
  CONSTRAINT uq_text_check_text_version_id_coding_id UNIQUE (text_version_id, coding_id),
  CONSTRAINT fk_text_check_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_text_check_text_version_id FOREIGN KEY(text_version_id) REFERENCES text_version (id),
  CONSTRAINT fk_text_check_coding_id FOREIGN KEY(coding_id) REFERENCES coding (id),
  CONSTRAINT fk_text_check_seen_by FOREIGN KEY(seen_by) REFERENCES member (id)
);

COMMENT ON TABLE text_check IS 'A coding whose words a correction touched, until its coder has looked at it.';

CREATE INDEX ix_text_check_source ON text_check (source_id);
