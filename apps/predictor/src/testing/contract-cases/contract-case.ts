/** A request and the reply that the contract asks for, with the scores of the fake classifier. */
export interface ContractCase {
  readonly title: string;
  readonly request: readonly [
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ];
  readonly status: number;
  /** The body: text to the byte, or a value that the JSON must equal. */
  readonly reply: unknown;
}

export const MODEL = '/v1/models/degas';
export const PREDICT = `${MODEL}:predict`;
export const CLASSIFY = `${MODEL}:classify`;
export const REGRESS = `${MODEL}:regress`;
export const EXPLAIN = `${MODEL}:explain`;

/** 75 codes, the first one given; the fake classifier scores a row by it. */
export const row = (first: number): number[] => [first, ...new Array<number>(74).fill(0)];

export const scored = (...scores: number[]): object => ({
  predictions: scores.map((score) => [score]),
});

export const error = (text: string): object => ({ error: text });

export const pair = (
  title: string,
  request: ContractCase['request'],
  status: number,
  reply: unknown,
): ContractCase => ({ title, request, status, reply });

export const post = (title: string, body: unknown, status: number, reply: unknown): ContractCase =>
  pair(title, ['POST', PREDICT, body], status, reply);

export const answered = (title: string, body: unknown, ...scores: number[]): ContractCase =>
  post(title, body, 200, scored(...scores));

export const refused = (title: string, body: unknown, text: string): ContractCase =>
  post(title, body, 400, error(text));

export const element = (index: number, text: string, key = ''): string =>
  `Failed to process element: ${index}${key} of 'instances' list. Error: INVALID_ARGUMENT: ${text}`;
