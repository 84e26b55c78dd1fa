/** The monitor wants a token, or another one. */
export class TokenWanted extends Error {
  override readonly name = 'TokenWanted';
}

const STORED = 'degas-token';

/** Asks the monitor that served the page. */
export class MonitorClient {
  #token = '';

  /** The token comes behind the address, as `#token=…`, and is kept for this tab. */
  constructor() {
    const given = /^#token=(.+)$/.exec(location.hash)?.[1];
    if (given !== undefined) {
      sessionStorage.setItem(STORED, decodeURIComponent(given));
      history.replaceState(null, '', location.pathname);
    }
    this.#token = sessionStorage.getItem(STORED) ?? '';
  }

  use(token: string): void {
    this.#token = token;
    sessionStorage.setItem(STORED, token);
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.#fetch(path)).json()) as Answer;
  }

  async text(path: string): Promise<string> {
    return (await this.#fetch(path)).text();
  }

  async blob(path: string): Promise<Blob> {
    return (await this.#fetch(path)).blob();
  }

  async post(path: string, body: object): Promise<void> {
    await this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async delete(path: string): Promise<void> {
    await this.#fetch(path, { method: 'DELETE' });
  }

  /** Calls back on every event until the connection ends; `EventSource` could not show a token. */
  async events(onEvent: (event: string) => void): Promise<void> {
    const { body } = await this.#fetch('api/events');
    if (body === null) return;
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) onEvent(/^event: (\w+)/.exec(part)?.[1] ?? '');
    }
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#token !== '') headers.set('authorization', `Bearer ${this.#token}`);
    const response = await fetch(path, { ...init, headers, cache: 'no-store' });
    if (response.status === 401) throw new TokenWanted();
    if (response.ok) return response;
    const { error } = (await response.json().catch(() => ({}))) as { error?: string };
    throw new Error(error ?? `The monitor answered ${response.status}`);
  }
}
