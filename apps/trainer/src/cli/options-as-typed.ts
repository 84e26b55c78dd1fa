/** Options whose name on the command line is another one than in the libraries. */
const OTHER_NAMES: Readonly<Record<string, string>> = { formats: 'format', date: 'from' };

const FORMATS = /\{ formats: \{ '([^']*)': … \} \}/g;
const OPTIONS =
  /\{ ([a-z]\w*(?:, [a-z]\w*)*)(?:: (?:'[^'{}]*'|new Date\('[^'{}]*'\)|true|[\w.]+))? \}/g;

/** Returns a library's message with its options as they are typed: `{ inputFormat }` becomes `--input-format`. */
export function optionsAsTyped(message: string): string {
  return message
    .replace(FORMATS, "--format '$1=FORMAT'")
    .replace(OPTIONS, (_, names: string) => names.split(', ').map(flagOf).join(' and '));
}

function flagOf(name: string): string {
  const known = OTHER_NAMES[name] ?? name;
  return `--${known.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
