// Formats numbers, shares and times.

const whole = new Intl.NumberFormat();
const oneDigit = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const number = (value) => whole.format(value);
export const share = (value) => (value === null || value === undefined ? 'unknown' : percent.format(value));
export const points = (value) => `${oneDigit.format(100 * value)} points`;
export const time = (value) => (value === null ? '–' : clock.format(new Date(value)));
export const votes = (value) => `${number(value)} ${value === 1 ? 'vote' : 'votes'}`;

/** An age in the largest fitting unit. */
export function age(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 2) return 'now';
  if (s < 120) return `${s} s`;
  if (s < 7200) return `${Math.round(s / 60)} min`;
  return s < 172800 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86400)} days`;
}

const luminance = (color) => {
  const light = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
};

/** The contrast of two colors according to WCAG 2, 1 to 21. */
export const contrast = (one, other) => {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};

/** The color, or its nearest shade in which a line is visible on the background: with a contrast of 3 to 1. */
export function visible(color, background) {
  const towards = luminance(background) > 0.18 ? 0 : 255;
  for (let part = 0; part <= 1; part += 0.05) {
    const shade = `#${[1, 3, 5].map((at) => Math.round(Number.parseInt(color.slice(at, at + 2), 16) * (1 - part) + towards * part)
      .toString(16).padStart(2, '0')).join('')}`;
    if (contrast(shade, background) >= 3) return shade;
  }
  return color;
}

const SUFFIX = /^(jr|sr|ii|iii|iv)\.?$/i;

/** The initials of the first and the last word, for candidates without a portrait. */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter((word, i) => /[\p{L}\p{N}]/u.test(word) && (i === 0 || !SUFFIX.test(word)));
  const first = (word) => [...word].find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? '';
  return words.length === 0 ? '?' : (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toUpperCase();
}
