import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { messageForm, protobufRoot } from '../protocol/protobuf-root.ts';
import { decodePredictRequest } from './decode-predict-request.ts';

const type = protobufRoot.lookupType('tensorflow.serving.PredictRequest');

const tensor = fc.record({
  dtype: fc.constantFrom('DT_STRING', 'DT_INT32', 'DT_BOOL'),
  tensor_shape: fc.record({ dim: fc.array(fc.record({ size: fc.nat() }), { maxLength: 3 }) }),
  tensor_content: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  int_val: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 5 }),
  bool_val: fc.array(fc.boolean(), { maxLength: 5 }),
  string_val: fc.array(
    fc.string().map((text) => Buffer.from(text)),
    { maxLength: 5 },
  ),
});
const request = fc.record({
  model_spec: fc.record({ name: fc.string(), signature_name: fc.string() }),
  inputs: fc.dictionary(fc.string(), tensor, { maxKeys: 3 }),
  output_filter: fc.array(fc.string(), { maxLength: 3 }),
});

interface Tensors {
  readonly inputs: Record<string, { string_val: Iterable<string | Uint8Array> }>;
}

const withTexts = (message: Tensors): object => ({
  ...message,
  inputs: Object.fromEntries(
    Object.entries(message.inputs).map(([name, { string_val, ...others }]) => [
      name,
      {
        ...others,
        string_val: Array.from(string_val, (value) => Buffer.from(value).toString()),
      },
    ]),
  ),
});

test('a request says the same as decoded whole', () => {
  fc.assert(
    fc.property(request, (message) => {
      const bytes = Buffer.from(type.encode(type.fromObject(message)).finish());
      const whole = type.toObject(type.decode(bytes), messageForm) as Tensors;
      expect(withTexts(decodePredictRequest(bytes))).toEqual(withTexts(whole));
    }),
  );
});

test('what is a request with a byte changed or cut is one here', () => {
  fc.assert(
    fc.property(request, fc.nat(), fc.nat(255), fc.boolean(), (message, at, byte, isCut) => {
      const bytes = Buffer.from(type.encode(type.fromObject(message)).finish());
      fc.pre(bytes.length > 0);
      bytes[at % bytes.length] = byte;
      const changed = isCut ? bytes.subarray(0, at % bytes.length) : bytes;
      try {
        type.decode(changed);
      } catch {
        return;
      }
      const { inputs } = decodePredictRequest(changed);
      for (const { string_val } of Object.values(inputs))
        expect(Array.from(string_val)).toHaveLength(string_val.length);
    }),
    { numRuns: 1000 },
  );
});
