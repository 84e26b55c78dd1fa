import { operatingLevels, type CompiledNode, type OperatingPoint } from './compiled-model.ts';
import type { HeaderFields } from './header-fields.ts';

const PADDINGS = ['same', 'valid'] as const;
const ACTIVATIONS = ['linear', 'relu', 'sigmoid'] as const;

/** Each op's own fields, read and checked. */
const OPS = {
  codes: () => ({ op: 'codes' }),
  table_conv1d: (fields) => ({
    op: 'table_conv1d',
    ...convolution(fields),
    tables: fields.text('tables'),
  }),
  ngram_bag: (fields) => ({
    op: 'ngram_bag',
    minimum: fields.count('minimum'),
    maximum: fields.count('maximum'),
    paddingCode: fields.count('paddingCode'),
    combine: fields.oneOf('combine', ['sum', 'mean']),
    table: fields.text('table'),
  }),
  word_cover: (fields) => ({
    op: 'word_cover',
    minimum: fields.count('minimum'),
    maximum: fields.count('maximum'),
    paddingCode: fields.count('paddingCode'),
    endCode: fields.count('endCode'),
    table: fields.text('table'),
  }),
  embedding: (fields) => ({ op: 'embedding', table: fields.text('table') }),
  conv1d: (fields) => ({ op: 'conv1d', ...convolution(fields), kernel: fields.text('kernel') }),
  max_pool1d: (fields) => ({
    op: 'max_pool1d',
    poolSize: fields.count('poolSize'),
    strides: fields.count('strides'),
    ...(fields.has('padding') && { padding: fields.oneOf('padding', PADDINGS) }),
  }),
  global_max_pool1d: () => ({ op: 'global_max_pool1d' }),
  global_average_pool1d: () => ({ op: 'global_average_pool1d' }),
  global_sum_pool1d: () => ({ op: 'global_sum_pool1d' }),
  flatten: () => ({ op: 'flatten' }),
  concatenate: () => ({ op: 'concatenate' }),
  dense: (fields) => ({
    op: 'dense',
    units: fields.count('units'),
    activation: fields.oneOf('activation', ACTIVATIONS),
    kernel: fields.text('kernel'),
    bias: fields.text('bias'),
  }),
} satisfies {
  [Op in CompiledNode['op']]: (
    fields: HeaderFields,
  ) => OwnFields<Extract<CompiledNode, { op: Op }>>;
};

type OwnFields<Node> = Omit<Node, 'name' | 'inputs'>;

const OP_NAMES = Object.keys(OPS) as CompiledNode['op'][];

/** One node of an untrusted header; whether it fits its neighbours is `networkShapes`' question. */
export function readNode(fields: HeaderFields): CompiledNode {
  const own = OPS[fields.oneOf('op', OP_NAMES)](fields);
  return { name: fields.text('name'), inputs: fields.texts('inputs'), ...own };
}

/** One operating point of an untrusted header. */
export function readOperatingPoint(fields: HeaderFields): OperatingPoint {
  return {
    level: fields.oneOf('level', operatingLevels),
    falsePositiveRate: fields.number('falsePositiveRate'),
    threshold: fields.number('threshold'),
    benignNames: fields.count('benignNames'),
  };
}

function convolution(fields: HeaderFields) {
  return {
    kernelSize: fields.count('kernelSize'),
    filters: fields.count('filters'),
    padding: fields.oneOf('padding', PADDINGS),
    activation: fields.oneOf('activation', ACTIVATIONS),
    bias: fields.text('bias'),
  };
}
