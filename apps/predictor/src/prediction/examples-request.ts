import { invalidArgument } from '../serving-error.ts';
import type { Examples, Feature } from './example-features.ts';
import { INPUT_NAME } from './signatures.ts';
import { readRows, withLength, type RowForm, type TensorInput } from './tensor-input.ts';

/** Reads the rows of Classify and Regress: examples, each with a feature `domain` or `input_image`. */
export function readExamples(examples: Examples, form: RowForm): Iterable<TensorInput> {
  const rows = withLength(rowsOf(examples), examples.length);
  return readRows(rows, form, (row, what) => `Example ${row}: ${what}`);
}

function* rowsOf(examples: Examples): Generator {
  let index = 0;
  for (const { domain, [INPUT_NAME]: codes } of examples) {
    if (hasKind(domain)) yield nameOf(domain, index);
    else if (!hasKind(codes)) {
      throw invalidArgument(
        `Example ${index}: Feature: domain (data type: string) or Feature: ${INPUT_NAME} (data type: int64) is required but could not be found.`,
      );
    } else yield codes.kind === 'bytes' ? nameOf(codes, index) : codes.values;
    index++;
  }
}

/** A feature without values is none. */
const hasKind = (feature: Feature | undefined): feature is Feature =>
  feature !== undefined && feature.kind !== null;

function nameOf({ kind, values }: Feature, example: number): string {
  const [name] = values;
  if (kind === 'bytes' && values.length === 1 && typeof name === 'string') return name;
  throw invalidArgument(
    kind === 'bytes'
      ? `Example ${example}: Key: domain.  Number of bytes values != expected.  Values size: ${values.length} but output shape: []`
      : `Example ${example}: Key: domain.  Data types don't match. Expected type: string`,
  );
}
