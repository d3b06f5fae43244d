ALTER TABLE code ADD COLUMN merged_into VARCHAR(64);

ALTER TABLE code ADD COLUMN counts_as VARCHAR(64);

UPDATE code SET counts_as = id;

ALTER TABLE code ALTER COLUMN counts_as SET NOT NULL;

ALTER TABLE code ADD COLUMN recode_from INTEGER DEFAULT 1 NOT NULL;

ALTER TABLE code ALTER COLUMN recode_from DROP DEFAULT;

ALTER TABLE code ALTER COLUMN position TYPE FLOAT;

ALTER TABLE code ADD COLUMN removed BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE code ALTER COLUMN removed DROP DEFAULT;

CREATE INDEX ix_code_counts_as ON code (counts_as);

COMMENT ON TABLE code IS 'position: among the codes of one parent. counts_as: where merged_into leads in the end, the code itself where nowhere. recode_from: codings stamped with an older version wait for a look. removed: its addition was taken back; its id is not used again.';

ALTER TABLE codebook_release ADD COLUMN name TEXT;

UPDATE codebook_release SET name = title_en;

ALTER TABLE codebook_release ALTER COLUMN name SET NOT NULL;

ALTER TABLE codebook_release ADD COLUMN frozen_by VARCHAR(64) CONSTRAINT fk_codebook_release_frozen_by REFERENCES member (id);

ALTER TABLE codebook_release ADD COLUMN frozen_at TIMESTAMP WITH TIME ZONE;

UPDATE codebook_release SET (frozen_by, frozen_at) = (
  SELECT
    (
      SELECT MAX(v.created_by) FROM release_code rc JOIN code_version v ON v.id = rc.code_version_id
      WHERE rc.release_id = codebook_release.id
    ),
    COALESCE(
      (
        SELECT MAX(v.created_at) FROM release_code rc JOIN code_version v ON v.id = rc.code_version_id
        WHERE rc.release_id = codebook_release.id
      ),
      (SELECT created_at FROM study)
    )
);

ALTER TABLE codebook_release ALTER COLUMN frozen_at SET NOT NULL;

ALTER TABLE release_code ADD COLUMN status VARCHAR(32) CONSTRAINT ck_release_code_status CHECK (status IN ('active', 'proposed', 'retired'));

ALTER TABLE release_code ADD COLUMN replaced_by VARCHAR(64);

UPDATE release_code SET status = code.status, replaced_by = code.replaced_by
FROM code_version JOIN code ON code.id = code_version.code_id
WHERE code_version.id = release_code.code_version_id;

ALTER TABLE release_code ALTER COLUMN status SET NOT NULL;

ALTER TABLE release_code ADD COLUMN by_id BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE release_code ALTER COLUMN by_id DROP DEFAULT;

COMMENT ON TABLE release_code IS 'by_id: its name is the words of a source, and the release calls it by its id.';

CREATE TABLE lineage_step (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  kind VARCHAR(32) NOT NULL CONSTRAINT ck_lineage_step_kind CHECK (kind IN ('added', 'reworded', 'meaning_changed', 'moved', 'merged', 'split', 'retired', 'brought_back')),
  from_ids JSON NOT NULL,
  to_ids JSON NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
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
SELECT id, ROW_NUMBER() OVER (ORDER BY at, id), 'added', '[]', to_ids, at, member_id, '', release_id, false
FROM (
  SELECT
    r.id AS id, (
      SELECT json_agg(v.code_id ORDER BY rc.position)
      FROM release_code rc JOIN code_version v ON v.id = rc.code_version_id WHERE rc.release_id = r.id
    ) AS to_ids, r.frozen_at AS at,
    r.frozen_by AS member_id, r.id AS release_id
  FROM codebook_release r 
  UNION ALL
  SELECT v.id, json_build_array(c.id), v.created_at, v.created_by, NULL
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
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
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
  at TIMESTAMP WITH TIME ZONE,
  anchor TEXT NOT NULL,
  file_sha256 VARCHAR(64),
  fingerprint VARCHAR(64) NOT NULL,
  received_at TIMESTAMP WITH TIME ZONE NOT NULL,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_review_comment_status CHECK (status IN ('open', 'accepted', 'answered', 'rejected')),
  reason TEXT NOT NULL,
  decided_by VARCHAR(64),
  decided_at TIMESTAMP WITH TIME ZONE,
  step_ids JSON NOT NULL,
  removed BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_review_comment PRIMARY KEY (id),
  CONSTRAINT fk_review_comment_bundle_id FOREIGN KEY(bundle_id) REFERENCES review_bundle (id),
  CONSTRAINT uq_review_comment_number UNIQUE (number),
  CONSTRAINT fk_review_comment_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_review_comment_decided_by FOREIGN KEY(decided_by) REFERENCES member (id)
);

COMMENT ON TABLE review_comment IS 'code_id: as the reviewer has it; there may be no such code. member_id: who wrote it here, None where it came in a file. step_ids: the steps in the life of codes that an accepted remark became.';

CREATE INDEX ix_review_comment_bundle ON review_comment (bundle_id);
