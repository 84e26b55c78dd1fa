/** What an engine is given: names, a line each, and where it finds and leaves things. */
export interface EngineInput {
  readonly names: readonly string[];
  /** The same names in a file. */
  readonly namesFile: string;
  /** The packed command line. */
  readonly degas: string;
  /** A folder of its own, empty. */
  readonly folder: string;
  /** Python programs with the packages of the engines. */
  readonly python: string;
  readonly repository: string;
}

/** What came of it: an answer for each name in any order, and the seconds from the first name to the last answer. */
export interface EngineOutput {
  readonly answers: Iterable<readonly [name: string, score: number | null]>;
  readonly seconds: number;
}

/** A real engine with Degas in it. */
export interface Engine {
  readonly name: string;
  /** Returns why the engine can't run on this machine, null where it can. */
  missing(): string | null;
  run(input: EngineInput): Promise<EngineOutput>;
}
