CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit trail is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$;
---
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
---
CREATE TRIGGER audit_entries_stand BEFORE TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stay();
---
CREATE FUNCTION conversations_used() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE heard boolean := TG_OP = 'INSERT';
BEGIN
    IF NOT heard THEN heard := NEW.turns <> OLD.turns; END IF;
    INSERT INTO inbox (
        conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
        red_flag, not_understood, yes_changed, unread, review
    ) VALUES (
        NEW.id, NEW.channel, NEW.created_at, NEW.used_at,
        CASE WHEN NEW.state = 'finished' THEN NEW.used_at END,
        NEW.checklist_version IS NOT NULL, NEW.state,
        CASE WHEN NEW.state IN ('asking', 'paused') THEN NEW.question END,
        NEW.outcome, NEW.red_flag, false, false, true, 'new'
    )
    ON CONFLICT (conversation_id) DO UPDATE SET
        used_at = excluded.used_at,
        finished_at = coalesce(inbox.finished_at, excluded.finished_at),
        started = excluded.started,
        state = excluded.state,
        question = excluded.question,
        outcome = excluded.outcome,
        red_flag = excluded.red_flag,
        unread = inbox.unread OR heard;
    RETURN NULL;
END $$;
---
CREATE TRIGGER conversations_used AFTER INSERT OR UPDATE ON conversations
FOR EACH ROW WHEN (NEW.turns > 0) EXECUTE FUNCTION conversations_used();
---
CREATE FUNCTION turns_understood() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE inbox SET not_understood = true WHERE conversation_id = NEW.conversation_id;
    RETURN NULL;
END $$;
---
CREATE TRIGGER turns_understood AFTER INSERT OR UPDATE OF understood, moves ON turns
FOR EACH ROW WHEN (
    NEW.understood ->> 'intent' = 'not_understood' OR NEW.moves::text LIKE '%"unclear"%'
) EXECUTE FUNCTION turns_understood();
---
CREATE FUNCTION answer_changes_of_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE inbox SET yes_changed = true WHERE conversation_id = NEW.conversation_id;
    RETURN NULL;
END $$;
---
CREATE TRIGGER answer_changes_of_yes AFTER INSERT ON answer_changes
FOR EACH ROW WHEN (NEW.previous = 'yes' AND NEW.answer IS DISTINCT FROM 'yes')
EXECUTE FUNCTION answer_changes_of_yes();
---
CREATE INDEX ix_messages_search ON messages USING gin (to_tsvector('simple', text)) WHERE sender = 'visitor';
---
INSERT INTO inbox (
    conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
    red_flag, not_understood, yes_changed, unread, review
)
SELECT
    id, channel, created_at, used_at, CASE WHEN state = 'finished' THEN used_at END,
    checklist_version IS NOT NULL, state,
    CASE WHEN state IN ('asking', 'paused') THEN question END, outcome, red_flag,
    EXISTS (
        SELECT 1 FROM turns WHERE turns.conversation_id = conversations.id
        AND (understood ->> 'intent' = 'not_understood' OR moves::text LIKE '%"unclear"%')
    ),
    EXISTS (
        SELECT 1 FROM answer_changes WHERE answer_changes.conversation_id = conversations.id
        AND previous = 'yes' AND answer IS DISTINCT FROM 'yes'
    ), true, 'new'
FROM conversations WHERE turns > 0;
