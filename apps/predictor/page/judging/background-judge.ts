import type { Answer, Ask, Exchanges, Progress } from './judge-messages.ts';

/** The judge in its worker, so that the page stays responsive while it works. */
export class BackgroundJudge {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  constructor(script: string) {
    this.#worker = new Worker(script, { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.id)?.(data);
    });
    this.#worker.addEventListener('error', ({ message }) => {
      const reason = `The page's worker stopped${message === '' ? '' : `: ${message}`}. Reload the page.`;
      for (const [id, take] of this.#waiting) take({ id, kind: 'failed', reason });
    });
  }

  ask<A extends Ask>(
    ask: A,
    question: Exchanges[A]['question'],
    onProgress?: (progress: Progress) => void,
  ): Promise<Exchanges[A]['answer']> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if (answer.kind === 'progress') {
          onProgress?.(answer.progress);
          return;
        }
        this.#waiting.delete(id);
        if (answer.kind === 'failed') reject(new Error(answer.reason));
        else resolve(answer.value);
      });
      this.#worker.postMessage({ ask, id, ...question });
    });
  }
}
