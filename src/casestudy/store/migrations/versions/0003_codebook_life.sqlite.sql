CREATE TABLE code_before AS SELECT * FROM code;

DROP TABLE code;

CREATE TABLE code (
  id VARCHAR(64) NOT NULL,
  guid VARCHAR(36) NOT NULL,
  current_version_id VARCHAR(36) NOT NULL,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_code_status CHECK (status IN ('active', 'proposed', 'retired')),
  replaced_by VARCHAR(64),
  merged_into VARCHAR(64),
  counts_as VARCHAR(64) NOT NULL,
  recode_from INTEGER NOT NULL,
  position FLOAT NOT NULL,
  removed BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_code PRIMARY KEY (id),
  CONSTRAINT uq_code_guid UNIQUE (guid)
);

CREATE INDEX ix_code_counts_as ON code (counts_as);

INSERT INTO code (
  id, guid, current_version_id, status, replaced_by, position, version,
  merged_into, counts_as, recode_from, removed
) SELECT
  id, guid, current_version_id, status, replaced_by, position, version,
  NULL, id, 1, 0
FROM code_before;

DROP TABLE code_before;

CREATE TABLE codebook_release_before AS SELECT * FROM codebook_release;

DROP TABLE codebook_release;

CREATE TABLE codebook_release (
  id VARCHAR(36) NOT NULL,
  number VARCHAR(16) NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  title_nb TEXT NOT NULL,
  title_en TEXT NOT NULL,
  date DATE NOT NULL,
  note_nb TEXT NOT NULL,
  note_en TEXT NOT NULL,
  frozen_by VARCHAR(64),
  frozen_at DATETIME NOT NULL,
  CONSTRAINT pk_codebook_release PRIMARY KEY (id),
  CONSTRAINT uq_codebook_release_number UNIQUE (number),
  CONSTRAINT fk_codebook_release_frozen_by FOREIGN KEY(frozen_by) REFERENCES member (id)
);

INSERT INTO codebook_release (
  id, number, name, position, title_nb, title_en, date, note_nb, note_en, frozen_by, frozen_at
) SELECT
  id, number, title_en, position, title_nb, title_en, date, note_nb, note_en,
  (
    SELECT MAX(v.created_by) FROM release_code rc JOIN code_version v ON v.id = rc.code_version_id
    WHERE rc.release_id = codebook_release_before.id
  ),
  COALESCE(
    (
      SELECT MAX(v.created_at) FROM release_code rc JOIN code_version v ON v.id = rc.code_version_id
      WHERE rc.release_id = codebook_release_before.id
    ),
    (SELECT created_at FROM study)
  )
FROM codebook_release_before;

DROP TABLE codebook_release_before;

CREATE TABLE release_code_before AS SELECT * FROM release_code;

DROP TABLE release_code;

CREATE TABLE release_code (
  release_id VARCHAR(36) NOT NULL,
  code_version_id VARCHAR(36) NOT NULL,
  position INTEGER NOT NULL,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_release_code_status CHECK (status IN ('active', 'proposed', 'retired')),
  replaced_by VARCHAR(64),
  by_id BOOLEAN NOT NULL,
  CONSTRAINT pk_release_code PRIMARY KEY (release_id, code_version_id),
  CONSTRAINT fk_release_code_release_id FOREIGN KEY(release_id) REFERENCES codebook_release (id),
  CONSTRAINT fk_release_code_code_version_id FOREIGN KEY(code_version_id) REFERENCES code_version (id)
);

INSERT INTO release_code (release_id, code_version_id, position, status, replaced_by, by_id)
SELECT b.release_id, b.code_version_id, b.position, c.status, c.replaced_by, 0
FROM release_code_before b
JOIN code_version v ON v.id = b.code_version_id
JOIN code c ON c.id = v.code_id;

DROP TABLE release_code_before;

CREATE TABLE lineage_step (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  kind VARCHAR(32) NOT NULL CONSTRAINT ck_lineage_step_kind CHECK (kind IN ('added', 'reworded', 'meaning_changed', 'moved', 'merged', 'split', 'retired', 'brought_back')),
  from_ids JSON NOT NULL,
  to_ids JSON NOT NULL,
  at DATETIME NOT NULL,
  member_id VARCHAR(64),
  why TEXT NOT NULL,
  release_id VARCHAR(64),
  removed BOOLEAN NOT NULL,
  CONSTRAINT pk_lineage_step PRIMARY KEY (id),
  CONSTRAINT uq_lineage_step_number UNIQUE (number),
  CONSTRAINT fk_lineage_step_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_lineage_step_release_id FOREIGN KEY(release_id) REFERENCES codebook_release (id)
);

INSERT INTO lineage_step (id, number, kind, from_ids, to_ids, at, member_id, why, release_id, removed)
SELECT id, ROW_NUMBER() OVER (ORDER BY at, id), 'added', '[]', to_ids, at, member_id, '', release_id, 0
FROM (
  SELECT
    r.id AS id, (
      SELECT json_group_array(code_id) FROM (
        SELECT v.code_id FROM release_code rc JOIN code_version v ON v.id = rc.code_version_id
        WHERE rc.release_id = r.id ORDER BY rc.position
      )
    ) AS to_ids, r.frozen_at AS at, r.frozen_by AS member_id, r.id AS release_id
  FROM codebook_release r
  UNION ALL
  SELECT v.id, json_array(c.id), v.created_at, v.created_by, NULL
  FROM code c JOIN code_version v ON v.id = c.current_version_id
  WHERE NOT EXISTS (
    SELECT 1 FROM release_code rc JOIN code_version w ON w.id = rc.code_version_id WHERE w.code_id = c.id
  )
) AS step;

CREATE TABLE review_bundle (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  release_id VARCHAR(64) NOT NULL,
  for_whom TEXT NOT NULL,
  made_by VARCHAR(64) NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT pk_review_bundle PRIMARY KEY (id),
  CONSTRAINT uq_review_bundle_number UNIQUE (number),
  CONSTRAINT fk_review_bundle_release_id FOREIGN KEY(release_id) REFERENCES codebook_release (id),
  CONSTRAINT fk_review_bundle_made_by FOREIGN KEY(made_by) REFERENCES member (id)
);

CREATE TABLE review_comment (
  id VARCHAR(36) NOT NULL,
  bundle_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  code_id VARCHAR(64),
  field VARCHAR(32),
  kind VARCHAR(32) NOT NULL CONSTRAINT ck_review_comment_kind CHECK (kind IN ('agree', 'comment', 'wording', 'new_code', 'delete')),
  text TEXT NOT NULL,
  proposed TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  member_id VARCHAR(64),
  at DATETIME,
  anchor TEXT NOT NULL,
  file_sha256 VARCHAR(64),
  fingerprint VARCHAR(64) NOT NULL,
  received_at DATETIME NOT NULL,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_review_comment_status CHECK (status IN ('open', 'accepted', 'answered', 'rejected')),
  reason TEXT NOT NULL,
  decided_by VARCHAR(64),
  decided_at DATETIME,
  step_ids JSON NOT NULL,
  removed BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_review_comment PRIMARY KEY (id),
  CONSTRAINT fk_review_comment_bundle_id FOREIGN KEY(bundle_id) REFERENCES review_bundle (id),
  CONSTRAINT uq_review_comment_number UNIQUE (number),
  CONSTRAINT fk_review_comment_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_review_comment_decided_by FOREIGN KEY(decided_by) REFERENCES member (id)
);

CREATE INDEX ix_review_comment_bundle ON review_comment (bundle_id);
