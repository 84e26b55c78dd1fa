import { invalidArgument } from '../serving-error.ts';
import type { Example, Feature } from './example-features.ts';
import { INPUT_NAME } from './signatures.ts';
import { readAllRows, type RowForm, type TensorInput } from './tensor-input.ts';

/** Reads the rows of Classify and Regress: examples, each with a feature `domain` or `input_image`. */
export function readExamples(examples: readonly Example[], form: RowForm): TensorInput[] {
  const rows = examples.map((example, i) => {
    const { domain, [INPUT_NAME]: codes } = example;
    if (domain !== undefined) return nameOf(domain, i);
    if (codes === undefined) {
      throw invalidArgument(
        `Example ${i}: Feature: domain (data type: string) or Feature: ${INPUT_NAME} (data type: int64) is required but could not be found.`,
      );
    }
    return codes.kind === 'bytes' ? nameOf(codes, i) : codes.values;
  });
  return readAllRows(rows, form, (row, what) => `Example ${row}: ${what}`);
}

function nameOf({ kind, values }: Feature, example: number): string {
  const [name] = values;
  if (kind === 'bytes' && values.length === 1 && typeof name === 'string') return name;
  throw invalidArgument(
    kind === 'bytes'
      ? `Example ${example}: Key: domain.  Number of bytes values != expected.  Values size: ${values.length} but output shape: []`
      : `Example ${example}: Key: domain.  Data types don't match. Expected type: string`,
  );
}
