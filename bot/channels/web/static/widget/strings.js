/** Every word that the widget itself says. Another language replaces them through the attribute `strings`. */
export const ENGLISH = {
  launcher: "Ask about inversion therapy",
  title: "Heads Up",
  subtitle: "A program, not a doctor. Not read live.",
  close: "Close the chat",
  options: "Options",
  unread_one: "1 new message",
  unread_many: "{count} new messages",

  log: "Messages",
  you: "You",
  input: "Your message",
  placeholder: "Write a message",
  send: "Send",
  writing: "{title} is writing",
  newest: "New messages",
  choices: "You can choose: {choices}.",
  answers: "Answers to choose from",
  chosen: "(your answer)",
  new_tab: "(opens in a new tab)",
  progress: "Question {position} of {total}",
  paused: "Paused at question {position} of {total}",

  waiting: "Waiting to be sent",
  sending: "Sending",
  edit: "Edit",
  remove: "Remove",
  try_again: "Try again now",
  offline: "You are offline. What you write waits here and is sent when you are connected again.",
  unreachable: "The chat cannot be reached right now. What you write waits here and is sent by itself.",
  busy: "That was a lot at once. What you write waits here and is sent in a moment.",
  too_many_conversations: "Too many chats were started from here. Please try again later.",
  emergency_number: "In an emergency call {number}.",
  emergency_local: "In an emergency call your local emergency number.",
  connected: "Connected again.",
  renewed: "Your earlier chat is not there any more: it was deleted, or not used for a long time. This is a new one.",
  not_carried: "Your last choice belonged to the earlier chat and was not sent.",

  refused: "This message was not accepted, and nothing of it was kept.",
  refused_text_too_long: "This message is too long: 2,000 characters at most. Nothing of it was kept.",
  refused_too_big: "This message is too long: 2,000 characters at most. Nothing of it was kept.",
  refused_empty_text: "This message is empty.",
  refused_never_offered: "This choice cannot be made any more. Please answer the newest question.",
  refused_too_many_turns: "This chat is full. Please end it under Options and start a new one.",

  emergency: "Please get help",
  outcome_eligible: "None of the listed reasons found",
  outcome_ask_clinician: "Please ask a clinician first",
  outcome_avoid: "Please do not start for now",
  outcome_urgent: "Medical help comes first",
  earlier_result: "Earlier result, replaced since",
  print: "Print",
  save: "Save as text",
  saved_file: "inversion-check.txt",
  saved_note: "This is not medical clearance. It shows what the program told you on {date}.",

  start_over: "Start over",
  start_over_note: "Answer the questions again from the first one.",
  start_over_text: "start over",
  erase: "Delete my data",
  erase_note: "Erase this chat, its answers and its result.",
  erase_ask: "Delete everything of this chat?",
  erase_detail: "Messages, answers and result are erased at the clinic and here. This cannot be undone.",
  erase_yes: "Delete everything",
  erase_failed: "It could not be deleted just now. Nothing has changed. Please try again in a moment.",
  erased: "Everything of this chat is deleted.",
  end: "End chat on this device",
  end_note: "For shared computers: nobody can read it here after you.",
  end_ask: "End the chat on this device?",
  end_detail:
    "This device forgets the chat, and you cannot come back to it. What the clinic has stored stays stored; "
    + "to erase it, choose “Delete my data” instead.",
  end_yes: "End chat",
  ended: "This device has forgotten the chat.",
  cancel: "Cancel",
  new_chat: "Start a new chat",
};

/** The words in {braces} filled in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** English, with every string that `changes` (an object, or its JSON) knows better. */
export function stringsFrom(changes) {
  const strings = { ...ENGLISH };
  let known = changes;
  if (typeof changes === "string") {
    try {
      known = JSON.parse(changes);
    } catch (error) {
      console.warn("heads-up-chat: the attribute strings is not JSON, so English is used");
    }
  }
  for (const [name, text] of Object.entries(known && typeof known === "object" ? known : {})) {
    if (name in ENGLISH && typeof text === "string") strings[name] = text;
  }
  return strings;
}
