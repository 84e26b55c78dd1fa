import type { Explanation, ModelInfo, Verdict } from '@degas/inference';

import type { ReadLog } from './read-log.ts';
import type { Answer, Question } from './worker-messages.ts';

type Ask = Question extends infer Each ? (Each extends Question ? Omit<Each, 'id'> : never) : never;

/** The classifier in its worker, so that the page stays responsive while it works. */
export class BackgroundClassifier {
  readonly #worker = new Worker('worker.js', { type: 'module' });
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.id)?.(data);
    });
  }

  /** Loads the model in these bytes; the bundled one for null. */
  async load(model: Uint8Array | null): Promise<ModelInfo> {
    const loaded = await this.#ask({ ask: 'load', model });
    if (loaded.answer !== 'loaded') throw new Error('The worker did not load the model');
    return loaded.model;
  }

  /** Returns the names in a text or a file, whatever its format. */
  async read(source: Blob | string, fileName: string): Promise<ReadLog> {
    const read = await this.#ask({ ask: 'read', source, fileName });
    if (read.answer !== 'read') throw new Error('The worker did not read the input');
    return read.log;
  }

  /** Returns the verdicts on the names; `onPart` is called with how many there are so far. */
  async classify(
    names: readonly string[],
    onPart: (done: number) => void,
  ): Promise<readonly Verdict[]> {
    const verdicts: Verdict[] = [];
    await this.#ask({ ask: 'classify', names }, (part) => {
      verdicts.push(...part);
      onPart(verdicts.length);
    });
    return verdicts;
  }

  /** Why these names have their verdicts. */
  async explain(names: readonly string[]): Promise<readonly Explanation[]> {
    const explained = await this.#ask({ ask: 'explain', names });
    return explained.answer === 'explained' ? explained.explanations : [];
  }

  #ask(question: Ask, onPart?: (verdicts: readonly Verdict[]) => void): Promise<Answer> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if (answer.answer === 'part') {
          onPart?.(answer.verdicts);
          return;
        }
        this.#waiting.delete(id);
        if (answer.answer === 'failed') reject(new Error(answer.reason));
        else resolve(answer);
      });
      this.#worker.postMessage({ ...question, id });
    });
  }
}
