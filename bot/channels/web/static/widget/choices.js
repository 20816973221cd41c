/** Which buttons can still be pressed, and which one was. Values are the server's own and are not read here. */

const QUESTION = "question:";

/** For each bot message with choices: `{locked, chosen}`, `chosen` being the values that were chosen. */
export function choiceStates(messages, screening, waiting) {
  const states = new Map();
  const groups = messages.filter((message) => message.choices.length);
  for (const group of groups) {
    const later = messages.slice(messages.indexOf(group) + 1);
    const said = later.filter((message) => message.from === "visitor");
    const isNewest = group === groups[groups.length - 1];
    const pressed = waiting.filter((entry) => entry.group === group.id).map((entry) => entry.choice);
    const isOpen = isNewest && !waiting.length && stillAsks(group, screening, said);
    states.set(group.id, { locked: !isOpen, chosen: [...pressed, ...chosenBefore(group, said, later, isOpen)] });
  }
  return states;
}

/**
 * A choice's text is its title, so the history tells what was chosen: by the first thing that was said after the
 * question; of a menu, which can be used more than once, by anything said before the next one.
 */
function chosenBefore(group, said, later, isOpen) {
  const next = later.findIndex((message) => message.choices.length);
  const until = isMenu(group) ? later.slice(0, next < 0 ? later.length : next) : said.slice(0, 1);
  const texts = new Set(until.filter((message) => message.from === "visitor").map((message) => message.text));
  // A question that is still open after it was answered was not understood: nothing counts as chosen.
  if (isOpen && !isMenu(group)) return [];
  return group.choices.filter((choice) => texts.has(choice.title)).map((choice) => choice.value);
}

function stillAsks(group, screening, said) {
  const topic = group.topic || "";
  if (topic.startsWith(QUESTION)) {
    return ["asking", "paused"].includes(screening.state) && screening.question === topic.slice(QUESTION.length);
  }
  if (topic === "consent") return screening.state === "consent";
  return isMenu(group) ? screening.state === "not_started" : said.length === 0;
}

/** Offers to talk about something, not a question: pressing one does not use up the others. */
function isMenu(group) {
  return ["greeting", "capabilities", "not_understood", "booking"].includes(group.topic);
}
