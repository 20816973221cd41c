/** The site's colour, made readable: whichever it is, text on it and text in it keep a contrast of 4.5 or more. */
const ENOUGH = 4.5;
const INK = [23, 33, 31];
const WHITE = [255, 255, 255];
/** The least favourable of the grounds that it stands on. */
const PAPER = { light: [232, 239, 237], dark: [47, 50, 46] };
/** What ours is, where the given colour cannot be read. */
const OURS = [11, 92, 85];

/** The colours that derive from `colour` (any CSS colour), by the name of their property. */
export function coloursFrom(colour, theme, probe) {
  const given = read(colour, probe) || OURS;
  const accent = theme === "dark" ? towards(given, WHITE, PAPER.dark, 3) : given;
  const onAccent = contrast(accent, WHITE) >= contrast(accent, INK) ? WHITE : INK;
  const target = theme === "dark" ? WHITE : [0, 0, 0];
  return {
    "--_accent": css(towards(accent, onAccent === WHITE ? [0, 0, 0] : WHITE, onAccent, ENOUGH)),
    "--_on-accent": css(onAccent),
    "--_accent-text": css(towards(given, target, PAPER[theme], ENOUGH)),
  };
}

function read(colour, probe) {
  if (!colour) return null;
  probe.style.color = "";
  probe.style.color = colour;
  const computed = probe.style.color ? getComputedStyle(probe).color : "";
  const parts = /^rgb/.test(computed) ? computed.match(/[\d.]+/g).map(Number) : [];
  probe.style.color = "";
  return parts.length >= 3 ? parts.slice(0, 3) : null;
}

/** `colour`, mixed with `target` as little as gives it the contrast to `ground`. */
function towards(colour, target, ground, wanted) {
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = colour.map((value, i) => value + (target[i] - value) * part);
    if (contrast(mixed, ground) >= wanted) return mixed;
  }
  return target;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function css(colour) {
  return `rgb(${colour.map((value) => Math.round(value)).join(", ")})`;
}
