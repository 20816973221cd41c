/** Which buttons can still be pressed, and which one was. Values are the server's own and are not read here. */

const QUESTION = "question:";

/** For each bot message with choices: `{locked, chosen}`, `chosen` being the values that were chosen. */
export function choiceStates(messages, screening, waiting) {
  const states = new Map();
  const places = messages.map((message, i) => (message.choices.length ? i : -1)).filter((i) => i >= 0);
  places.forEach((place, i) => {
    const group = messages[place];
    const said = messages.slice(place + 1, places[i + 1]).filter((message) => message.from === "visitor");
    const isNewest = i === places.length - 1;
    const pressed = waiting.filter((entry) => entry.group === group.id).map((entry) => entry.choice);
    const isOpen = isNewest && !waiting.length && stillAsks(group, screening, said);
    states.set(group.id, { locked: !isOpen, chosen: [...pressed, ...chosenBefore(group, said, isOpen)] });
  });
  return states;
}

/**
 * A choice's text is its title, so the history tells what was chosen: by the first thing that was said after the
 * question; of a menu, which can be used more than once, by anything said before the next one.
 */
function chosenBefore(group, said, isOpen) {
  const texts = new Set((isMenu(group) ? said : said.slice(0, 1)).map((message) => message.text));
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
