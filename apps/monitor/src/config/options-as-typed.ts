/** Options of the libraries that are flags here; the others of how logs are read are keys of the settings. */
const FLAGS: Readonly<Record<string, string>> = { inputFormat: '--input-format' };

const OPTION = /\{ ([a-z]\w*) \}/g;

/** Returns a library's message with its options as a person gives them: `{ column }` becomes `"reading": {"column": …} of the settings`. */
export function optionsAsTyped(message: string): string {
  return message.replace(
    OPTION,
    (_, name: string) => FLAGS[name] ?? `"reading": {"${name}": …} of the settings`,
  );
}
