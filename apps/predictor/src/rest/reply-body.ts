import { formatFloat32 } from './format-float32.ts';

/**
 * The bodies that TensorFlow Serving writes, to the byte: its writer indents by four spaces but keeps the rows of
 * a list on the line on which the list opens. Scores come in chunks, and are written as they come: a million at once would
 * hold everybody up.
 */
export class ScoreRows {
  readonly #pieces: string[] = [];

  add(scores: Float32Array): void {
    if (scores.length > 0) this.#pieces.push(joinFloats(scores, '[', ']'));
  }

  body(): string {
    return `{\n    "predictions": [${this.#pieces.join(', ')}\n    ]\n}`;
  }
}

/** The columnar form; here its writer puts each value on a line. */
export function outputsBody(scores: Float32Array): string {
  const rows = Array.from(
    scores,
    (score) => `        [\n            ${formatFloat32(score)}\n        ]`,
  );
  return `{\n    "outputs": [\n${rows.join(',\n')}\n    ]\n}`;
}

export function regressionsBody(scores: Float32Array): string {
  return `{\n    "results": [${joinFloats(scores, '', '')}]\n}`;
}

/** Both classes of each row with their scores, benign first. */
export function classificationsBody(
  scores: Float32Array,
  labels: readonly [string, string],
): string {
  const [benign, dga] = labels.map((label) => JSON.stringify(label));
  const rows = Array.from(
    scores,
    (score) =>
      `[[${benign ?? ''}, ${formatFloat32(1 - score)}], [${dga ?? ''}, ${formatFloat32(score)}]]`,
  );
  return `{\n    "results": [${rows.join(', ')}\n    ]\n}`;
}

export function errorBody(message: string): string {
  return `{\n    "error": ${JSON.stringify(message)}\n}`;
}

/** A protobuf message as JSON: its printer indents by one space. */
export function messageBody(message: object): string {
  return `${JSON.stringify(message, null, 1)}\n`;
}

/** Joined piece by piece, so that a million scores are not held as a million texts. */
function joinFloats(scores: Float32Array, before: string, after: string): string {
  const pieces: string[] = [];
  for (let from = 0; from < scores.length; from += PIECE) {
    const piece = scores.subarray(from, from + PIECE);
    pieces.push(
      Array.from(piece, (score) => `${before}${formatFloat32(score)}${after}`).join(', '),
    );
  }
  return pieces.join(', ');
}

const PIECE = 8192;
