import protobuf from 'protobufjs';

import { messageForm, protobufRoot } from '../protocol/protobuf-root.ts';
import type { ModelSpecMessage, PredictMessage, TensorMessage } from './messages.ts';
import { StringValues } from './string-values.ts';

const modelSpecType = protobufRoot.lookupType('tensorflow.serving.ModelSpec');
const tensorType = protobufRoot.lookupType('tensorflow.TensorProto');

/** Wire types of protobuf: a field with its length in front. */
const DELIMITED = 2;
const tagOf = (field: number): number => (field << 3) | DELIMITED;

const MODEL_SPEC = tagOf(1);
const INPUTS = tagOf(2);
const OUTPUT_FILTER = tagOf(3);
const KEY = tagOf(1);
const VALUE = tagOf(2);
const STRING_VAL = tagOf(tensorType.fields.string_val?.id ?? 0);

/**
 * Reads a PredictRequest. The texts of its tensors stay in the message until they are asked for: as objects, those of a
 * large request take several times the message's memory, and hold up all others while they are made.
 */
export function decodePredictRequest(bytes: Buffer): PredictMessage {
  let model_spec: ModelSpecMessage | null = null;
  const inputs: Record<string, TensorMessage> = Object.create(null) as Record<
    string,
    TensorMessage
  >;
  const output_filter: string[] = [];
  forEachField(bytes, (tag, reader) => {
    if (tag === MODEL_SPEC) {
      const message = modelSpecType.decode(reader.bytes());
      model_spec = modelSpecType.toObject(message, messageForm) as ModelSpecMessage;
    } else if (tag === INPUTS) {
      const [name, tensor] = decodeInput(delimited(bytes, reader));
      inputs[name] = tensor;
    } else if (tag === OUTPUT_FILTER) {
      output_filter.push(reader.string());
    } else {
      reader.skipType(tag & 7);
    }
  });
  return { model_spec, inputs, output_filter };
}

function decodeInput(entry: Buffer): readonly [name: string, tensor: TensorMessage] {
  let name = '';
  let tensor = entry.subarray(0, 0);
  forEachField(entry, (tag, reader) => {
    if (tag === KEY) name = reader.string();
    else if (tag === VALUE) tensor = delimited(entry, reader);
    else reader.skipType(tag & 7);
  });
  return [name, decodeTensor(tensor)];
}

function decodeTensor(tensor: Buffer): TensorMessage {
  const others: Buffer[] = [];
  let from = 0;
  let texts = 0;
  forEachField(tensor, (tag, reader, start) => {
    if (tag !== STRING_VAL) {
      reader.skipType(tag & 7);
      return;
    }
    if (start > from) others.push(tensor.subarray(from, start));
    delimited(tensor, reader);
    from = reader.pos;
    texts++;
  });
  if (tensor.length > from) others.push(tensor.subarray(from));
  const message = tensorType.toObject(
    tensorType.decode(Buffer.concat(others)),
    messageForm,
  ) as TensorMessage;
  return { ...message, string_val: new StringValues(tensor, STRING_VAL, texts) };
}

/** Calls back at each field of a message, which has to read it; `start` is where its tag begins. */
function forEachField(
  bytes: Buffer,
  read: (tag: number, reader: protobuf.Reader, start: number) => void,
): void {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    read(reader.uint32(), reader, start);
  }
}

/** The bytes of the field that the reader is at, without a copy. */
function delimited(bytes: Buffer, reader: protobuf.Reader): Buffer {
  const length = reader.uint32();
  const start = reader.pos;
  reader.skip(length);
  return bytes.subarray(start, start + length);
}
