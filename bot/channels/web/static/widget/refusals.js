/** What a refusal of the server, or its silence, means for what waits. */
const LONGEST_WAIT = 30;
/** A wait longer than this, in seconds, is told as a refusal. */
export const TOO_LONG = 120;

/** What the server asks for; else longer from failure to failure, and not the same for everybody who waits. */
export function secondsToWait(asked, failures) {
  if (asked !== null) return Math.max(asked, 1);
  return Math.min(LONGEST_WAIT, 2 ** Math.min(failures, 5)) * (0.75 + Math.random() / 2);
}

/** The advice that came with a refusal, as a message. */
export function adviceOf(emergency) {
  return { from: "bot", text: emergency.text, topic: `emergency:${emergency.flag}`, choices: [], links: [] };
}

/** The string that tells it. */
export function troubleOf({ status, reason }) {
  if (status !== 429) return "unreachable";
  return reason === "too_many_conversations" ? reason : "busy";
}
