DROP TRIGGER conversations_begun;
---
DROP TRIGGER conversations_used;
---
CREATE TRIGGER conversations_begun AFTER INSERT ON conversations WHEN NEW.turns > 0
BEGIN
    INSERT INTO inbox (
        conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
        red_flag, not_understood, yes_changed, unread, review, doubt
    ) VALUES (
        NEW.id, NEW.channel, NEW.created_at, NEW.used_at,
        CASE WHEN NEW.state = 'finished' THEN NEW.used_at END,
        NEW.checklist_version IS NOT NULL, NEW.state,
        CASE WHEN NEW.state IN ('asking', 'paused') THEN NEW.question END,
        NEW.outcome, NEW.red_flag, 0, 0, 1, 'new',
        coalesce(json_array_length(NEW.screening, '$.unheard') > 0, 0) OR EXISTS (
            SELECT 1 FROM json_each(NEW.screening, '$.doubts')
            WHERE coalesce(json_extract(value, '$.answer'), 'waits') IN ('waits', 'health')
        )
    );
END;
---
CREATE TRIGGER conversations_used AFTER UPDATE ON conversations WHEN NEW.turns > 0
BEGIN
    INSERT INTO inbox (
        conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
        red_flag, not_understood, yes_changed, unread, review, doubt
    ) VALUES (
        NEW.id, NEW.channel, NEW.created_at, NEW.used_at,
        CASE WHEN NEW.state = 'finished' THEN NEW.used_at END,
        NEW.checklist_version IS NOT NULL, NEW.state,
        CASE WHEN NEW.state IN ('asking', 'paused') THEN NEW.question END,
        NEW.outcome, NEW.red_flag, 0, 0, 1, 'new',
        coalesce(json_array_length(NEW.screening, '$.unheard') > 0, 0) OR EXISTS (
            SELECT 1 FROM json_each(NEW.screening, '$.doubts')
            WHERE coalesce(json_extract(value, '$.answer'), 'waits') IN ('waits', 'health')
        )
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
        unread = inbox.unread OR NEW.turns <> OLD.turns;
END;
---
UPDATE inbox SET doubt = 1 WHERE conversation_id IN (
    SELECT id FROM conversations
    WHERE coalesce(json_array_length(screening, '$.unheard') > 0, 0) OR EXISTS (
        SELECT 1 FROM json_each(screening, '$.doubts')
        WHERE coalesce(json_extract(value, '$.answer'), 'waits') IN ('waits', 'health')
    )
);
