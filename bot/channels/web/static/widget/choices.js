/** Which buttons can still be pressed, and which one was. Of the values only the kind is read here. */

const QUESTION = "question:";
const TOPIC = "topic:";

/** For each bot message with choices: `{locked, chosen}`, `chosen` being the values that were chosen. */
export function choiceStates(messages, screening, waiting) {
  const states = new Map();
  const places = messages.map((message, i) => (message.choices.length ? i : -1)).filter((i) => i >= 0);
  places.forEach((place, i) => {
    const group = messages[place];
    const said = messages.slice(place + 1, places[i + 1]).filter((message) => message.from === "visitor");
    const isNewest = !places.slice(i + 1).some((later) => !isOffer(messages[later]));
    const pressed = waiting.filter((entry) => entry.group === group.id).map((entry) => entry.choice);
    const isOpen = !waiting.length && (isOffer(group) || (isNewest && stillAsks(group, screening, said)));
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
  if (isOpen && !isMenu(group) && !isOffer(group)) return [];
  return group.choices.filter((choice) => texts.has(choice.title)).map((choice) => choice.value);
}

/** Leads to more of what was told: it asks nothing, so it closes no question before it, and none closes it. */
function isOffer(group) {
  return group.choices.every((choice) => choice.value.startsWith(TOPIC));
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
