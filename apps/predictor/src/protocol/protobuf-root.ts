import protobuf from 'protobufjs';
import textFormat from 'protobufjs/ext/textformat.js';

import { invalidArgument } from '../serving-error.ts';
import { CONFIG_MESSAGES } from './config-messages.ts';
import { OPEN_INFERENCE_MESSAGES } from './open-inference-messages.ts';
import { servingMessages } from './serving-messages.ts';

/** Field names as in the protocol, 64-bit numbers as text, enums by name, absent messages as null. */
export const messageForm = {
  longs: String,
  enums: String,
  defaults: true,
  oneofs: true,
} as const;

/** All messages and services that the service speaks or reads. */
export const protobufRoot: protobuf.Root = parseMessages();

function parseMessages(): protobuf.Root {
  const root = new protobuf.Root();
  for (const wellKnown of ['any', 'wrappers']) {
    const file = protobuf.common.get(`google/protobuf/${wellKnown}.proto`);
    if (file?.nested) root.addJSON(file.nested);
  }
  for (const source of [...servingMessages, CONFIG_MESSAGES, OPEN_INFERENCE_MESSAGES]) {
    protobuf.parse(source, root, { keepCase: true });
  }
  root.resolveAll();
  return root;
}

/**
 * Returns the message of type `typeName` in protobuf's text format, which `file` holds, as a plain object.
 *
 * @throws ServingError INVALID_ARGUMENT, with the parser's reason and line, for a text that is not such a message.
 */
export function parseTextMessage(
  typeName: string,
  text: string,
  file: string,
): Record<string, unknown> {
  const type = protobufRoot.lookupType(typeName);
  try {
    return type.toObject(textFormat.fromText(type, text), messageForm);
  } catch (error) {
    throw invalidArgument(
      `Invalid protobuf file: '${file}', expected a ${typeName} message in text format: ${(error as Error).message}`,
    );
  }
}

/** Returns the message of type `typeName` in protobuf's binary format as a plain object. */
export function decodeMessage(typeName: string, bytes: Uint8Array): object {
  const type = protobufRoot.lookupType(typeName);
  return type.toObject(type.decode(bytes), messageForm);
}
