CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
---
CREATE TRIGGER audit_entries_stand BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
---
CREATE TRIGGER conversations_begun AFTER INSERT ON conversations WHEN NEW.turns > 0
BEGIN
    INSERT INTO inbox (
        conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
        red_flag, not_understood, yes_changed, unread, review
    ) VALUES (
        NEW.id, NEW.channel, NEW.created_at, NEW.used_at,
        CASE WHEN NEW.state = 'finished' THEN NEW.used_at END,
        NEW.checklist_version IS NOT NULL, NEW.state,
        CASE WHEN NEW.state IN ('asking', 'paused') THEN NEW.question END,
        NEW.outcome, NEW.red_flag, 0, 0, 1, 'new'
    );
END;
---
CREATE TRIGGER conversations_used AFTER UPDATE ON conversations WHEN NEW.turns > 0
BEGIN
    INSERT INTO inbox (
        conversation_id, channel, begun_at, used_at, finished_at, started, state, question, outcome,
        red_flag, not_understood, yes_changed, unread, review
    ) VALUES (
        NEW.id, NEW.channel, NEW.created_at, NEW.used_at,
        CASE WHEN NEW.state = 'finished' THEN NEW.used_at END,
        NEW.checklist_version IS NOT NULL, NEW.state,
        CASE WHEN NEW.state IN ('asking', 'paused') THEN NEW.question END,
        NEW.outcome, NEW.red_flag, 0, 0, 1, 'new'
    )
    ON CONFLICT (conversation_id) DO UPDATE SET
        used_at = excluded.used_at,
        finished_at = coalesce(inbox.finished_at, excluded.finished_at),
        started = excluded.started,
        state = excluded.state,
        question = excluded.question,
        outcome = excluded.outcome,
        red_flag = excluded.red_flag,
        unread = inbox.unread OR NEW.turns <> OLD.turns;
END;
---
CREATE TRIGGER turns_taken AFTER INSERT ON turns
WHEN json_extract(NEW.understood, '$.intent') = 'not_understood' OR NEW.moves LIKE '%"unclear"%'
BEGIN UPDATE inbox SET not_understood = 1 WHERE conversation_id = NEW.conversation_id; END;
---
CREATE TRIGGER turns_understood AFTER UPDATE OF understood, moves ON turns
WHEN json_extract(NEW.understood, '$.intent') = 'not_understood' OR NEW.moves LIKE '%"unclear"%'
BEGIN UPDATE inbox SET not_understood = 1 WHERE conversation_id = NEW.conversation_id; END;
---
CREATE TRIGGER answer_changes_of_yes AFTER INSERT ON answer_changes
WHEN NEW.previous = 'yes' AND NEW.answer IS NOT 'yes'
BEGIN UPDATE inbox SET yes_changed = 1 WHERE conversation_id = NEW.conversation_id; END;
---
CREATE VIRTUAL TABLE message_search USING fts5(
    text, content = 'messages', content_rowid = 'id', detail = 'none', columnsize = 0,
    tokenize = "unicode61 categories 'L* N* Co Mn Mc'"
);
---
CREATE TRIGGER messages_said AFTER INSERT ON messages WHEN NEW.sender = 'visitor'
BEGIN INSERT INTO message_search (rowid, text) VALUES (NEW.id, NEW.text); END;
---
CREATE TRIGGER messages_erased AFTER DELETE ON messages WHEN OLD.sender = 'visitor'
BEGIN
    INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
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
        AND (json_extract(understood, '$.intent') = 'not_understood' OR moves LIKE '%"unclear"%')
    ),
    EXISTS (
        SELECT 1 FROM answer_changes WHERE answer_changes.conversation_id = conversations.id
        AND previous = 'yes' AND answer IS NOT 'yes'
    ), 1, 'new'
FROM conversations WHERE turns > 0;
---
INSERT INTO message_search (rowid, text) SELECT id, text FROM messages WHERE sender = 'visitor';
