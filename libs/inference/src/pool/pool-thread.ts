/** A thread that runs a text of JavaScript. */
export interface PoolThread {
  post(message: object, transfer: readonly ArrayBuffer[]): void;
  /** Whether the program may end while this thread waits. */
  setBusy(isBusy: boolean): void;
  terminate(): void;
}

export interface ThreadEvents {
  readonly onMessage: (message: unknown) => void;
  /** Once, when the thread has ended for whatever reason. */
  readonly onEnd: (cause: unknown) => void;
}

export type StartThread = (program: string, events: ThreadEvents) => PoolThread;

/** The web's Worker, as far as it is needed; TypeScript has it in the types of browsers only. */
interface WebWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: object, transfer: readonly ArrayBuffer[]): void;
  terminate(): void;
}

/** Returns how this platform starts threads, undefined where it has none. */
export function findThreads(): StartThread | undefined {
  if ('process' in globalThis && typeof process.getBuiltinModule === 'function') return startInNode;
  const { Worker } = globalThis as { Worker?: new (address: string) => WebWorker };
  return Worker === undefined ? undefined : startInBrowser(Worker);
}

const startInNode: StartThread = (program, { onMessage, onEnd }) => {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  // The parent's flags, such as loaders of TypeScript, are not for a program this small.
  const worker = new Worker(program, { eval: true, execArgv: [] });
  let cause: unknown;
  worker.on('message', onMessage);
  worker.on('error', (error) => {
    cause = error;
  });
  worker.on('exit', () => {
    onEnd(cause);
  });
  return {
    post(message, transfer) {
      worker.postMessage(message, transfer);
    },
    setBusy(isBusy) {
      if (isBusy) worker.ref();
      else worker.unref();
    },
    terminate() {
      void worker.terminate();
    },
  };
};

function startInBrowser(Worker: new (address: string) => WebWorker): StartThread {
  return (program, { onMessage, onEnd }) => {
    const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
    const worker = new Worker(address);
    let hasEnded = false;
    const end = (cause?: unknown): void => {
      if (hasEnded) return;
      hasEnded = true;
      worker.terminate();
      URL.revokeObjectURL(address);
      onEnd(cause);
    };
    worker.onmessage = ({ data }) => {
      onMessage(data);
    };
    worker.onerror = ({ message }) => {
      end(message);
    };
    return {
      post(message, transfer) {
        worker.postMessage(message, transfer);
      },
      setBusy() {
        // A page ends when it is closed, whatever its workers do.
      },
      terminate() {
        end();
      },
    };
  };
}
