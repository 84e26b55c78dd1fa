import type { CommandContext } from '../command-context.ts';

/** Standard input that ends at Ctrl-C, too, while nothing comes from the other side. */
export function standardInput(
  stream: NodeJS.ReadStream,
  signalOf: () => AbortSignal,
): CommandContext['stdin'] {
  return {
    isTTY: stream.isTTY,
    async *[Symbol.asyncIterator]() {
      const signal = signalOf();
      const stopped = new Promise<null>((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(null);
        });
      });
      const blocks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
      try {
        for (;;) {
          const next = blocks.next();
          const step = await Promise.race([next, stopped]);
          if (step === null) {
            // The wait for a block ends with the stream.
            next.catch(() => undefined);
            return;
          }
          if (step.done === true) return;
          yield step.value;
        }
      } finally {
        // What nobody reads any more would keep the process.
        stream.destroy();
      }
    },
  };
}
