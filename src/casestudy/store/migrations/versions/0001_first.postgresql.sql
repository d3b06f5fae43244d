CREATE TABLE "case" (
  id VARCHAR(36) NOT NULL,
  label VARCHAR(16) NOT NULL,
  name TEXT NOT NULL,
  service_type TEXT NOT NULL,
  setting TEXT NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_case PRIMARY KEY (id),
  CONSTRAINT uq_case_label UNIQUE (label)
);

CREATE TABLE code (
  id VARCHAR(64) NOT NULL,
  guid VARCHAR(36) NOT NULL,
  current_version_id VARCHAR(36) NOT NULL,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_code_status CHECK (status IN ('active', 'proposed', 'retired')),
  replaced_by VARCHAR(64),
  position INTEGER NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_code PRIMARY KEY (id),
  CONSTRAINT uq_code_guid UNIQUE (guid)
);

CREATE TABLE codebook_release (
  id VARCHAR(36) NOT NULL,
  number VARCHAR(16) NOT NULL,
  position INTEGER NOT NULL,
  title_nb TEXT NOT NULL,
  title_en TEXT NOT NULL,
  date DATE NOT NULL,
  note_nb TEXT NOT NULL,
  note_en TEXT NOT NULL,
  CONSTRAINT pk_codebook_release PRIMARY KEY (id),
  CONSTRAINT uq_codebook_release_number UNIQUE (number)
);

CREATE TABLE counter (
  name VARCHAR(32) NOT NULL,
  value INTEGER NOT NULL,
  CONSTRAINT pk_counter PRIMARY KEY (name)
);

CREATE TABLE member (
  id VARCHAR(36) NOT NULL,
  handle VARCHAR(64) NOT NULL,
  name TEXT NOT NULL,
  role VARCHAR(32) NOT NULL CONSTRAINT ck_member_role CHECK (role IN ('project_leader', 'coder', 'researcher', 'facilitator', 'reviewer')),
  language VARCHAR(2) NOT NULL,
  may_export BOOLEAN NOT NULL,
  active BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_member PRIMARY KEY (id),
  CONSTRAINT uq_member_handle UNIQUE (handle)
);

CREATE TABLE study (
  id VARCHAR(36) NOT NULL,
  title_nb TEXT NOT NULL,
  title_en TEXT NOT NULL,
  research_questions JSON NOT NULL,
  phase TEXT NOT NULL,
  approvals JSON NOT NULL,
  is_demo BOOLEAN NOT NULL,
  disclosure_floor INTEGER NOT NULL,
  cookie_secret VARCHAR(64) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_study PRIMARY KEY (id)
);

CREATE TABLE theory (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  origin VARCHAR(32) NOT NULL CONSTRAINT ck_theory_origin CHECK (origin IN ('literature', 'team', 'earlier_study')),
  current_version_id VARCHAR(36) NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_theory PRIMARY KEY (id),
  CONSTRAINT uq_theory_number UNIQUE (number)
);

CREATE TABLE time_point (
  id VARCHAR(36) NOT NULL,
  label VARCHAR(16) NOT NULL,
  starts DATE,
  ends DATE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_time_point PRIMARY KEY (id),
  CONSTRAINT uq_time_point_label UNIQUE (label)
);

CREATE TABLE change (
  number SERIAL NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  member_id VARCHAR(64),
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  verb VARCHAR(48) NOT NULL,
  target_kind VARCHAR(32) NOT NULL,
  target_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(36),
  rows JSON NOT NULL,
  result JSON,
  undone BOOLEAN NOT NULL,
  undoes INTEGER,
  CONSTRAINT pk_change PRIMARY KEY (number),
  CONSTRAINT uq_change_request_id UNIQUE (request_id),
  CONSTRAINT fk_change_member_id FOREIGN KEY(member_id) REFERENCES member (id)
);

COMMENT ON TABLE change IS 'Row images hold ids, hashes, codebook and theory text; never transcript text.';

CREATE INDEX ix_change_member_source ON change (member_id, source_id, number);

CREATE INDEX ix_change_target ON change (target_id);

CREATE TABLE cmoc (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  theory_id VARCHAR(64),
  scope VARCHAR(32) NOT NULL CONSTRAINT ck_cmoc_scope CHECK (scope IN ('case', 'cross_case')),
  case_id VARCHAR(64),
  current_version_id VARCHAR(36) NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_cmoc PRIMARY KEY (id),
  CONSTRAINT uq_cmoc_number UNIQUE (number),
  CONSTRAINT fk_cmoc_theory_id FOREIGN KEY(theory_id) REFERENCES theory (id),
  CONSTRAINT fk_cmoc_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE code_version (
  id VARCHAR(36) NOT NULL,
  code_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  parent_id VARCHAR(64),
  assignable BOOLEAN NOT NULL,
  colour VARCHAR(7) NOT NULL,
  label_nb TEXT NOT NULL,
  label_en TEXT NOT NULL,
  content JSON NOT NULL,
  meaning_changed BOOLEAN NOT NULL,
  why_changed TEXT NOT NULL,
  created_by VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_code_version PRIMARY KEY (id),
  CONSTRAINT uq_code_version_code_id_number UNIQUE (code_id, number),
  CONSTRAINT fk_code_version_code_id FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_code_version_created_by FOREIGN KEY(created_by) REFERENCES member (id)
);

CREATE TABLE coding_round (
  id VARCHAR(36) NOT NULL,
  name TEXT NOT NULL,
  visibility VARCHAR(32) NOT NULL CONSTRAINT ck_coding_round_visibility CHECK (visibility IN ('open', 'blind')),
  release_id VARCHAR(64),
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  closed_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_coding_round PRIMARY KEY (id),
  CONSTRAINT fk_coding_round_release_id FOREIGN KEY(release_id) REFERENCES codebook_release (id)
);

CREATE TABLE dialogue_meeting (
  id VARCHAR(36) NOT NULL,
  title TEXT NOT NULL,
  date DATE,
  case_id VARCHAR(64),
  groups_present JSON NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_dialogue_meeting PRIMARY KEY (id),
  CONSTRAINT fk_dialogue_meeting_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE measure (
  id VARCHAR(36) NOT NULL,
  case_id VARCHAR(64) NOT NULL,
  name_nb TEXT NOT NULL,
  name_en TEXT NOT NULL,
  origin VARCHAR(32) CONSTRAINT ck_measure_origin CHECK (origin IN ('staff', 'user', 'management', 'external')),
  requested_vs_delivered TEXT NOT NULL,
  stage VARCHAR(32) CONSTRAINT ck_measure_stage CHECK (stage IN ('prepare', 'plan', 'do', 'evaluate', 'follow_up')),
  starts DATE,
  ends DATE,
  resource TEXT NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_measure PRIMARY KEY (id),
  CONSTRAINT fk_measure_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE TABLE participant (
  id VARCHAR(36) NOT NULL,
  pseudonym VARCHAR(32) NOT NULL,
  case_id VARCHAR(64) NOT NULL,
  role VARCHAR(32) NOT NULL CONSTRAINT ck_participant_role CHECK (role IN ('service_user', 'staff', 'leader', 'peer_worker', 'next_of_kin', 'authority', 'researcher')),
  role_detail TEXT NOT NULL,
  age_band VARCHAR(16) NOT NULL,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_participant PRIMARY KEY (id),
  CONSTRAINT uq_participant_pseudonym UNIQUE (pseudonym),
  CONSTRAINT fk_participant_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

CREATE INDEX ix_participant_case ON participant (case_id);

CREATE TABLE population (
  id VARCHAR(36) NOT NULL,
  case_id VARCHAR(64) NOT NULL,
  role VARCHAR(32) NOT NULL CONSTRAINT ck_population_role CHECK (role IN ('service_user', 'staff', 'leader', 'peer_worker', 'next_of_kin', 'authority', 'researcher')),
  count INTEGER,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_population PRIMARY KEY (id),
  CONSTRAINT uq_population_case_id_role UNIQUE (case_id, role),
  CONSTRAINT fk_population_case_id FOREIGN KEY(case_id) REFERENCES "case" (id)
);

COMMENT ON TABLE population IS 'How many people of a role the service has; unknown counts as below the floor.';

CREATE TABLE source (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  type VARCHAR(32) NOT NULL CONSTRAINT ck_source_type CHECK (type IN ('interview', 'group_interview', 'observation', 'document', 'dialogue_meeting', 'literature', 'measure')),
  case_id VARCHAR(64),
  time_point_id VARCHAR(64),
  date DATE,
  language VARCHAR(8) NOT NULL,
  interviewer TEXT NOT NULL,
  peer_interviewer BOOLEAN NOT NULL,
  place TEXT NOT NULL,
  time TEXT NOT NULL,
  situation TEXT NOT NULL,
  observer TEXT NOT NULL,
  file_sha256 VARCHAR(64) NOT NULL,
  file_format VARCHAR(8) NOT NULL,
  words INTEGER NOT NULL,
  text_version_id VARCHAR(36) NOT NULL,
  coding_revision INTEGER NOT NULL,
  legal_retention_until DATE,
  imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
  imported_by VARCHAR(64),
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_source PRIMARY KEY (id),
  CONSTRAINT uq_source_number UNIQUE (number),
  CONSTRAINT fk_source_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
  CONSTRAINT fk_source_time_point_id FOREIGN KEY(time_point_id) REFERENCES time_point (id),
  CONSTRAINT uq_source_file_sha256 UNIQUE (file_sha256),
  CONSTRAINT fk_source_imported_by FOREIGN KEY(imported_by) REFERENCES member (id)
);

CREATE INDEX ix_source_case ON source (case_id);

CREATE TABLE theory_version (
  id VARCHAR(36) NOT NULL,
  theory_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  phase VARCHAR(32) NOT NULL CONSTRAINT ck_theory_version_phase CHECK (phase IN ('initial', 'tested', 'refined')),
  title_nb TEXT NOT NULL,
  title_en TEXT NOT NULL,
  if_nb TEXT NOT NULL,
  if_en TEXT NOT NULL,
  then_nb TEXT NOT NULL,
  then_en TEXT NOT NULL,
  because_nb TEXT NOT NULL,
  because_en TEXT NOT NULL,
  why_changed TEXT NOT NULL,
  created_by VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_theory_version PRIMARY KEY (id),
  CONSTRAINT uq_theory_version_theory_id_number UNIQUE (theory_id, number),
  CONSTRAINT fk_theory_version_theory_id FOREIGN KEY(theory_id) REFERENCES theory (id),
  CONSTRAINT fk_theory_version_created_by FOREIGN KEY(created_by) REFERENCES member (id)
);

CREATE TABLE assignment (
  id VARCHAR(36) NOT NULL,
  member_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  round_id VARCHAR(64),
  due DATE,
  done_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_assignment PRIMARY KEY (id),
  CONSTRAINT uq_assignment_member_id_source_id_round_id UNIQUE (member_id, source_id, round_id),
  CONSTRAINT fk_assignment_member_id FOREIGN KEY(member_id) REFERENCES member (id),
  CONSTRAINT fk_assignment_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_assignment_round_id FOREIGN KEY(round_id) REFERENCES coding_round (id)
);

CREATE INDEX ix_assignment_source ON assignment (source_id);

CREATE TABLE cmoc_link (
  id VARCHAR(36) NOT NULL,
  from_cmoc_id VARCHAR(64) NOT NULL,
  to_cmoc_id VARCHAR(64) NOT NULL,
  type VARCHAR(32) NOT NULL CONSTRAINT ck_cmoc_link_type CHECK (type IN ('ripple', 'rival', 'generalises', 'contradicts')),
  note TEXT NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_cmoc_link PRIMARY KEY (id),
  CONSTRAINT fk_cmoc_link_from_cmoc_id FOREIGN KEY(from_cmoc_id) REFERENCES cmoc (id),
  CONSTRAINT fk_cmoc_link_to_cmoc_id FOREIGN KEY(to_cmoc_id) REFERENCES cmoc (id)
);

CREATE TABLE cmoc_version (
  id VARCHAR(36) NOT NULL,
  cmoc_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  title_nb TEXT NOT NULL,
  title_en TEXT NOT NULL,
  statement_nb TEXT NOT NULL,
  statement_en TEXT NOT NULL,
  for_whom_nb TEXT NOT NULL,
  for_whom_en TEXT NOT NULL,
  rival_nb TEXT NOT NULL,
  rival_en TEXT NOT NULL,
  uncertainty_nb TEXT NOT NULL,
  uncertainty_en TEXT NOT NULL,
  dissent_nb TEXT NOT NULL,
  dissent_en TEXT NOT NULL,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_cmoc_version_status CHECK (status IN ('draft', 'testing', 'retained', 'refined', 'rejected', 'split_or_merged')),
  replaced_by VARCHAR(36),
  chime JSON NOT NULL,
  measure_id VARCHAR(64),
  why_changed TEXT NOT NULL,
  created_by VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_cmoc_version PRIMARY KEY (id),
  CONSTRAINT uq_cmoc_version_cmoc_id_number UNIQUE (cmoc_id, number),
  CONSTRAINT fk_cmoc_version_cmoc_id FOREIGN KEY(cmoc_id) REFERENCES cmoc (id),
  CONSTRAINT fk_cmoc_version_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
  CONSTRAINT fk_cmoc_version_created_by FOREIGN KEY(created_by) REFERENCES member (id)
);

CREATE TABLE consent (
  id VARCHAR(36) NOT NULL,
  participant_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  scopes JSON NOT NULL,
  given DATE,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_consent PRIMARY KEY (id),
  CONSTRAINT uq_consent_participant_id_number UNIQUE (participant_id, number),
  CONSTRAINT fk_consent_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE TABLE memo (
  id VARCHAR(36) NOT NULL,
  target_kind VARCHAR(32) NOT NULL,
  target_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64),
  author_id VARCHAR(64) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  removed BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_memo PRIMARY KEY (id),
  CONSTRAINT fk_memo_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_memo_author_id FOREIGN KEY(author_id) REFERENCES member (id)
);

CREATE INDEX ix_memo_source ON memo (source_id);

CREATE INDEX ix_memo_target ON memo (target_id);

CREATE TABLE quant_finding (
  id VARCHAR(36) NOT NULL,
  case_id VARCHAR(64),
  measure_id VARCHAR(64),
  instrument TEXT NOT NULL,
  role VARCHAR(32) CONSTRAINT ck_quant_finding_role CHECK (role IN ('service_user', 'staff', 'leader', 'peer_worker', 'next_of_kin', 'authority', 'researcher')),
  time_point_id VARCHAR(64),
  value FLOAT,
  unit TEXT NOT NULL,
  direction VARCHAR(32) CONSTRAINT ck_quant_finding_direction CHECK (direction IN ('up', 'down', 'unchanged')),
  quoted_from TEXT NOT NULL,
  is_baseline BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_quant_finding PRIMARY KEY (id),
  CONSTRAINT fk_quant_finding_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
  CONSTRAINT fk_quant_finding_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id),
  CONSTRAINT fk_quant_finding_time_point_id FOREIGN KEY(time_point_id) REFERENCES time_point (id)
);

CREATE TABLE recommendation (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  text_nb TEXT NOT NULL,
  text_en TEXT NOT NULL,
  level VARCHAR(32) NOT NULL CONSTRAINT ck_recommendation_level CHECK (level IN ('system', 'service', 'individual_user', 'individual_provider')),
  addressee TEXT NOT NULL,
  cmoc_ids JSON NOT NULL,
  meeting_id VARCHAR(64),
  responsible TEXT NOT NULL,
  due DATE,
  status VARCHAR(32) NOT NULL CONSTRAINT ck_recommendation_status CHECK (status IN ('open_need', 'proposed', 'agreed', 'under_way', 'done', 'dropped')),
  follow_up TEXT NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_recommendation PRIMARY KEY (id),
  CONSTRAINT uq_recommendation_number UNIQUE (number),
  CONSTRAINT fk_recommendation_meeting_id FOREIGN KEY(meeting_id) REFERENCES dialogue_meeting (id)
);

CREATE TABLE release_code (
  release_id VARCHAR(36) NOT NULL,
  code_version_id VARCHAR(36) NOT NULL,
  position INTEGER NOT NULL,
  CONSTRAINT pk_release_code PRIMARY KEY (release_id, code_version_id),
  CONSTRAINT fk_release_code_release_id FOREIGN KEY(release_id) REFERENCES codebook_release (id),
  CONSTRAINT fk_release_code_code_version_id FOREIGN KEY(code_version_id) REFERENCES code_version (id)
);

CREATE TABLE speaker (
  id VARCHAR(36) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  label TEXT NOT NULL,
  is_interviewer BOOLEAN NOT NULL,
  participant_id VARCHAR(64),
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_speaker PRIMARY KEY (id),
  CONSTRAINT uq_speaker_source_id_label UNIQUE (source_id, label),
  CONSTRAINT fk_speaker_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_speaker_participant_id FOREIGN KEY(participant_id) REFERENCES participant (id)
);

CREATE INDEX ix_speaker_participant ON speaker (participant_id);

CREATE TABLE text_version (
  id VARCHAR(36) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_sha256 VARCHAR(64) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_text_version PRIMARY KEY (id),
  CONSTRAINT uq_text_version_source_id_number UNIQUE (source_id, number),
  CONSTRAINT fk_text_version_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE case_verdict (
  id VARCHAR(36) NOT NULL,
  cmoc_version_id VARCHAR(64) NOT NULL,
  case_id VARCHAR(64) NOT NULL,
  verdict VARCHAR(32) NOT NULL CONSTRAINT ck_case_verdict_verdict CHECK (verdict IN ('supports', 'refutes', 'mixed', 'asked_nothing_found', 'not_asked', 'not_relevant')),
  replication VARCHAR(32) NOT NULL CONSTRAINT ck_case_verdict_replication CHECK (replication IN ('literal', 'contrast', 'none')),
  reason TEXT NOT NULL,
  decided_by VARCHAR(64),
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_case_verdict PRIMARY KEY (id),
  CONSTRAINT uq_case_verdict_cmoc_version_id_case_id UNIQUE (cmoc_version_id, case_id),
  CONSTRAINT fk_case_verdict_cmoc_version_id FOREIGN KEY(cmoc_version_id) REFERENCES cmoc_version (id),
  CONSTRAINT fk_case_verdict_case_id FOREIGN KEY(case_id) REFERENCES "case" (id),
  CONSTRAINT fk_case_verdict_decided_by FOREIGN KEY(decided_by) REFERENCES member (id)
);

CREATE TABLE cmoc_element (
  id VARCHAR(36) NOT NULL,
  cmoc_version_id VARCHAR(64) NOT NULL,
  position INTEGER NOT NULL,
  role VARCHAR(32) NOT NULL CONSTRAINT ck_cmoc_element_role CHECK (role IN ('intervention', 'context', 'actor', 'resource', 'reasoning', 'outcome', 'unclear')),
  text_nb TEXT NOT NULL,
  text_en TEXT NOT NULL,
  level VARCHAR(32) CONSTRAINT ck_cmoc_element_level CHECK (level IN ('system', 'service', 'individual_user', 'individual_provider')),
  circumstances_nb TEXT NOT NULL,
  circumstances_en TEXT NOT NULL,
  activation VARCHAR(32) CONSTRAINT ck_cmoc_element_activation CHECK (activation IN ('not', 'partly', 'fully', 'varies')),
  outcome_kind VARCHAR(32) CONSTRAINT ck_cmoc_element_outcome_kind CHECK (outcome_kind IN ('intended', 'unintended', 'no_change')),
  codes JSON NOT NULL,
  CONSTRAINT pk_cmoc_element PRIMARY KEY (id),
  CONSTRAINT fk_cmoc_element_cmoc_version_id FOREIGN KEY(cmoc_version_id) REFERENCES cmoc_version (id)
);

CREATE INDEX ix_cmoc_element_version ON cmoc_element (cmoc_version_id);

CREATE TABLE memo_version (
  id VARCHAR(36) NOT NULL,
  memo_id VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_memo_version PRIMARY KEY (id),
  CONSTRAINT uq_memo_version_memo_id_number UNIQUE (memo_id, number),
  CONSTRAINT fk_memo_version_memo_id FOREIGN KEY(memo_id) REFERENCES memo (id)
);

COMMENT ON TABLE memo_version IS 'Apart from the memo, so that withdrawal can empty it.';

CREATE TABLE segment (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  text_version_id VARCHAR(64) NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text_sha256 VARCHAR(64) NOT NULL,
  CONSTRAINT pk_segment PRIMARY KEY (id),
  CONSTRAINT uq_segment_text_version_id_start_end UNIQUE (text_version_id, start, "end"),
  CONSTRAINT ck_segment_not_empty CHECK (start >= 0 AND start < "end"),
  CONSTRAINT uq_segment_number UNIQUE (number),
  CONSTRAINT fk_segment_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_segment_text_version_id FOREIGN KEY(text_version_id) REFERENCES text_version (id)
);

CREATE INDEX ix_segment_source ON segment (source_id);

CREATE TABLE strength_verdict (
  id VARCHAR(36) NOT NULL,
  cmoc_version_id VARCHAR(64) NOT NULL,
  band VARCHAR(32) NOT NULL CONSTRAINT ck_strength_verdict_band CHECK (band IN ('suggested', 'supported', 'well_supported')),
  reason_nb TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  decided_by VARCHAR(64),
  date DATE NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_strength_verdict PRIMARY KEY (id),
  CONSTRAINT uq_strength_verdict_cmoc_version_id UNIQUE (cmoc_version_id),
  CONSTRAINT fk_strength_verdict_cmoc_version_id FOREIGN KEY(cmoc_version_id) REFERENCES cmoc_version (id),
  CONSTRAINT fk_strength_verdict_decided_by FOREIGN KEY(decided_by) REFERENCES member (id)
);

CREATE TABLE turn (
  text_version_id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  speaker_id VARCHAR(64),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  seconds FLOAT,
  CONSTRAINT pk_turn PRIMARY KEY (text_version_id, number),
  CONSTRAINT fk_turn_text_version_id FOREIGN KEY(text_version_id) REFERENCES text_version (id),
  CONSTRAINT fk_turn_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id)
);

CREATE TABLE coding (
  id VARCHAR(36) NOT NULL,
  segment_id VARCHAR(64) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  code_id VARCHAR(64) NOT NULL,
  code_version_id VARCHAR(64) NOT NULL,
  coder_id VARCHAR(64) NOT NULL,
  round_id VARCHAR(64),
  layer VARCHAR(16) NOT NULL,
  valence INTEGER CONSTRAINT ck_coding_valence CHECK (valence IN (-2, -1, 0, 1, 2)),
  level VARCHAR(32) CONSTRAINT ck_coding_level CHECK (level IN ('system', 'service', 'individual_user', 'individual_provider')),
  stage VARCHAR(32) CONSTRAINT ck_coding_stage CHECK (stage IN ('prepare', 'plan', 'do', 'evaluate', 'follow_up')),
  claim_status VARCHAR(32) CONSTRAINT ck_coding_claim_status CHECK (claim_status IN ('first_hand', 'observed', 'anticipated', 'implied', 'hearsay')),
  measure_id VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  removed BOOLEAN NOT NULL,
  revision INTEGER NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_coding PRIMARY KEY (id),
  CONSTRAINT ck_coding_layer CHECK (layer IN ('coder', 'consensus')),
  CONSTRAINT fk_coding_segment_id FOREIGN KEY(segment_id) REFERENCES segment (id),
  CONSTRAINT fk_coding_source_id FOREIGN KEY(source_id) REFERENCES source (id),
  CONSTRAINT fk_coding_code_id FOREIGN KEY(code_id) REFERENCES code (id),
  CONSTRAINT fk_coding_code_version_id FOREIGN KEY(code_version_id) REFERENCES code_version (id),
  CONSTRAINT fk_coding_coder_id FOREIGN KEY(coder_id) REFERENCES member (id),
  CONSTRAINT fk_coding_round_id FOREIGN KEY(round_id) REFERENCES coding_round (id),
  CONSTRAINT fk_coding_measure_id FOREIGN KEY(measure_id) REFERENCES measure (id)
);

CREATE INDEX ix_coding_code ON coding (code_id, removed);

CREATE INDEX ix_coding_segment ON coding (segment_id);

CREATE INDEX ix_coding_source_revision ON coding (source_id, revision);

CREATE TABLE dialogue_response (
  id VARCHAR(36) NOT NULL,
  meeting_id VARCHAR(64) NOT NULL,
  cmoc_version_id VARCHAR(64) NOT NULL,
  role VARCHAR(32) NOT NULL CONSTRAINT ck_dialogue_response_role CHECK (role IN ('service_user', 'staff', 'leader', 'peer_worker', 'next_of_kin', 'authority', 'researcher')),
  answer VARCHAR(32) NOT NULL CONSTRAINT ck_dialogue_response_answer CHECK (answer IN ('agree', 'partly', 'disagree', 'dont_know')),
  comment TEXT NOT NULL,
  comment_segment_id VARCHAR(64),
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_dialogue_response PRIMARY KEY (id),
  CONSTRAINT uq_dialogue_response_meeting_id_cmoc_version_id_role UNIQUE (meeting_id, cmoc_version_id, role),
  CONSTRAINT fk_dialogue_response_meeting_id FOREIGN KEY(meeting_id) REFERENCES dialogue_meeting (id),
  CONSTRAINT fk_dialogue_response_cmoc_version_id FOREIGN KEY(cmoc_version_id) REFERENCES cmoc_version (id),
  CONSTRAINT fk_dialogue_response_comment_segment_id FOREIGN KEY(comment_segment_id) REFERENCES segment (id)
);

CREATE TABLE element_link (
  id VARCHAR(36) NOT NULL,
  from_element_id VARCHAR(64) NOT NULL,
  to_element_id VARCHAR(64) NOT NULL,
  type VARCHAR(32) NOT NULL CONSTRAINT ck_element_link_type CHECK (type IN ('enables', 'triggers', 'produces', 'blocks')),
  CONSTRAINT pk_element_link PRIMARY KEY (id),
  CONSTRAINT fk_element_link_from_element_id FOREIGN KEY(from_element_id) REFERENCES cmoc_element (id),
  CONSTRAINT fk_element_link_to_element_id FOREIGN KEY(to_element_id) REFERENCES cmoc_element (id)
);

CREATE TABLE evidence (
  id VARCHAR(36) NOT NULL,
  target_kind VARCHAR(16) NOT NULL,
  target_id VARCHAR(36) NOT NULL,
  cmoc_version_id VARCHAR(64) NOT NULL,
  segment_id VARCHAR(64),
  quant_finding_id VARCHAR(64),
  literature TEXT NOT NULL,
  stance VARCHAR(32) NOT NULL CONSTRAINT ck_evidence_stance CHECK (stance IN ('supports', 'refutes', 'qualifies', 'counterfactual')),
  coverage VARCHAR(32) NOT NULL CONSTRAINT ck_evidence_coverage CHECK (coverage IN ('full', 'dyad', 'element')),
  claim_status VARCHAR(32) CONSTRAINT ck_evidence_claim_status CHECK (claim_status IN ('first_hand', 'observed', 'anticipated', 'implied', 'hearsay')),
  note TEXT NOT NULL,
  answered BOOLEAN NOT NULL,
  added_by VARCHAR(64),
  added_at TIMESTAMP WITH TIME ZONE NOT NULL,
  removed BOOLEAN NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_evidence PRIMARY KEY (id),
  CONSTRAINT fk_evidence_cmoc_version_id FOREIGN KEY(cmoc_version_id) REFERENCES cmoc_version (id),
  CONSTRAINT fk_evidence_segment_id FOREIGN KEY(segment_id) REFERENCES segment (id),
  CONSTRAINT fk_evidence_quant_finding_id FOREIGN KEY(quant_finding_id) REFERENCES quant_finding (id),
  CONSTRAINT fk_evidence_added_by FOREIGN KEY(added_by) REFERENCES member (id)
);

CREATE INDEX ix_evidence_segment ON evidence (segment_id);

CREATE INDEX ix_evidence_version ON evidence (cmoc_version_id);

CREATE TABLE quote_release (
  id VARCHAR(36) NOT NULL,
  number INTEGER NOT NULL,
  segment_id VARCHAR(64) NOT NULL,
  audience VARCHAR(32) NOT NULL CONSTRAINT ck_quote_release_audience CHECK (audience IN ('team', 'dialogue_meeting', 'report', 'partner')),
  wording VARCHAR(32) NOT NULL CONSTRAINT ck_quote_release_wording CHECK (wording IN ('verbatim', 'edited', 'paraphrased')),
  text_nb TEXT NOT NULL,
  text_en TEXT NOT NULL,
  checks JSON NOT NULL,
  edits TEXT NOT NULL,
  proposed_by VARCHAR(64),
  approved_by VARCHAR(64),
  approved_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_quote_release PRIMARY KEY (id),
  CONSTRAINT uq_quote_release_segment_id_audience UNIQUE (segment_id, audience),
  CONSTRAINT uq_quote_release_number UNIQUE (number),
  CONSTRAINT fk_quote_release_segment_id FOREIGN KEY(segment_id) REFERENCES segment (id),
  CONSTRAINT fk_quote_release_proposed_by FOREIGN KEY(proposed_by) REFERENCES member (id),
  CONSTRAINT fk_quote_release_approved_by FOREIGN KEY(approved_by) REFERENCES member (id)
);

CREATE INDEX ix_quote_release_segment ON quote_release (segment_id);
