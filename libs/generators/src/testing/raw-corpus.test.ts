import { existsSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import { generate } from '../generate.ts';
import { families } from '../registry.ts';
import { evidenceOf, toOptions } from './family-evidence.ts';
import { corpusNames, RAW_CORPUS } from './raw-corpus.ts';

const PRESENT = existsSync(RAW_CORPUS);

(PRESENT ? describe : describe.skip)(
  `the raw corpus ${PRESENT ? '' : '(skipped: ../shared/data/raw is not here)'}`,
  () => {
    const evidence = families().map(({ name }) => [name, evidenceOf(name)] as const);
    const matches = evidence.flatMap(([family, known]) =>
      (known?.corpus ?? []).map((match) => [family, match.file ?? family, match] as const),
    );

    test.each(matches)('holds names of %s in dga-%s.csv.gz', (family, file, match) => {
      const names = new Set(
        [...generate(family, toOptions(match.options))].map((name) => name.toLowerCase()),
      );
      const corpus = corpusNames(file);
      expect(names.size).toBe(match.names);
      expect([...names].filter((name) => corpus?.has(name))).toHaveLength(match.found);
    });

    const absent = evidence.filter(([, known]) => known?.corpus.length === 0);
    test.each(absent)('holds no name of %s, for a reason', (family, known) => {
      expect(known?.absent).toBeDefined();
      // Where the corpus has a file of the family, the reason must be another.
      if (corpusNames(family) !== undefined) expect(known?.absent).not.toMatch(/does not hold/);
    });
  },
);
