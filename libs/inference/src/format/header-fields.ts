import { InferenceError } from '../errors.ts';

/** Reads the fields of an untrusted JSON object, each with the check that its type needs. */
export class HeaderFields {
  readonly #fields: object;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw wrong(where, value, 'an object');
    this.#fields = value;
    this.#where = where;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  text(name: string): string {
    const value = this.#get(name);
    if (typeof value !== 'string') throw wrong(this.#at(name), value, 'a text');
    return value;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.text(name);
    const choice = choices.find((each) => each === value);
    if (choice === undefined) throw wrong(this.#at(name), value, choices.join(' or '));
    return choice;
  }

  number(name: string): number {
    const value = this.#get(name);
    if (typeof value !== 'number') throw wrong(this.#at(name), value, 'a number');
    return value;
  }

  /** A whole number from 0 to 2^31 − 1. */
  count(name: string): number {
    return count(this.#get(name), this.#at(name));
  }

  counts(name: string): number[] {
    return this.#list(name).map((value, i) => count(value, `${this.#at(name)}[${i}]`));
  }

  texts(name: string): string[] {
    return this.#list(name).map((value, i) => {
      if (typeof value !== 'string') throw wrong(`${this.#at(name)}[${i}]`, value, 'a text');
      return value;
    });
  }

  object(name: string): HeaderFields {
    return new HeaderFields(this.#get(name), this.#at(name));
  }

  objects(name: string): HeaderFields[] {
    return this.#list(name).map((value, i) => new HeaderFields(value, `${this.#at(name)}[${i}]`));
  }

  #list(name: string): unknown[] {
    const value = this.#get(name);
    if (!Array.isArray(value)) throw wrong(this.#at(name), value, 'a list');
    return value;
  }

  #get(name: string): unknown {
    return Object.getOwnPropertyDescriptor(this.#fields, name)?.value;
  }

  #at(name: string): string {
    return `${this.#where}.${name}`;
  }
}

function count(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw wrong(where, value, 'a whole number from 0');
  }
  return value;
}

function wrong(where: string, value: unknown, expected: string): InferenceError {
  const given = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
  return new InferenceError(
    'INFERENCE_INVALID_MODEL',
    `${where} of the model file is ${given}; expected ${expected}. Compile the model again.`,
  );
}
