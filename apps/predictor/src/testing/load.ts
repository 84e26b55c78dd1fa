import { Agent, request } from 'node:http';

/** What a request came to: a status, or the code of the error that ended its connection. */
export type Outcome = number | string;

/** Clients that ask one request after the other, each on a connection that it keeps. */
export class Load {
  readonly outcomes: Outcome[] = [];
  readonly bodies: string[] = [];
  readonly #clients: Promise<void>[];
  #isStopped = false;

  /** With `obeysClose`, a client stops when a reply says that its connection ends. */
  constructor(url: string, body: string, clients: number, obeysClose = false) {
    this.#clients = Array.from({ length: clients }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (!this.#isStopped) {
        const { outcome, text, closes } = await ask(url, body, agent);
        this.outcomes.push(outcome);
        this.bodies.push(text);
        if (obeysClose && closes) break;
      }
      agent.destroy();
    });
  }

  /** Waits until this many more requests have an outcome. */
  async more(count: number): Promise<void> {
    const wanted = this.outcomes.length + count;
    while (this.outcomes.length < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Waits for clients that end by themselves. */
  async end(): Promise<void> {
    await Promise.all(this.#clients);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.end();
  }

  /** Everything but 200. */
  get failures(): Outcome[] {
    return this.outcomes.filter((outcome) => outcome !== 200);
  }
}

function ask(
  url: string,
  body: string,
  agent: Agent,
): Promise<{ outcome: Outcome; text: string; closes: boolean }> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      resolve({ outcome: error.code ?? error.message, text: '', closes: true });
    };
    const headers = { 'content-length': Buffer.byteLength(body) };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('error', fail);
      response.on('end', () => {
        const closes = response.headers.connection === 'close';
        resolve({ outcome: response.statusCode ?? 0, text, closes });
      });
    });
    asked.on('error', fail);
    asked.end(body);
  });
}
