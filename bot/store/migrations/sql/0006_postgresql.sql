CREATE FUNCTION in_doubt(screening json) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(screening ->> 'unheard' <> '[]', false) OR EXISTS (
        SELECT 1 FROM json_array_elements(
            CASE WHEN json_typeof(screening -> 'doubts') = 'array' THEN screening -> 'doubts' END
        )
        WHERE coalesce(value ->> 'answer', 'waits') IN ('waits', 'health')
    )
$$;
---
CREATE OR REPLACE FUNCTION conversations_used() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE heard boolean := TG_OP = 'INSERT';
BEGIN
    IF NOT heard THEN heard := NEW.turns <> OLD.turns; END IF;
    INSERT INTO inbox (
        conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
        red_flag, not_understood, yes_changed, unread, review, doubt
    ) VALUES (
        NEW.id, NEW.channel, NEW.created_at, NEW.used_at,
        CASE WHEN NEW.state = 'finished' THEN NEW.used_at END,
        NEW.checklist_version IS NOT NULL, NEW.state,
        CASE WHEN NEW.state IN ('asking', 'paused') THEN NEW.question END,
        NEW.outcome, NEW.red_flag, false, false, true, 'new', in_doubt(NEW.screening)
    )
    ON CONFLICT (conversation_id) DO UPDATE SET
        used_at = excluded.used_at,
        finished_at = coalesce(inbox.finished_at, excluded.finished_at),
        started = excluded.started,
        state = excluded.state,
        question = excluded.question,
        outcome = excluded.outcome,
        red_flag = excluded.red_flag,
        doubt = excluded.doubt,
        unread = inbox.unread OR heard;
    RETURN NULL;
END $$;
---
UPDATE inbox SET doubt = true FROM conversations
WHERE conversations.id = inbox.conversation_id AND in_doubt(conversations.screening);
