import { loadPackageDefinition, type ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON, type Options, type PackageDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

import { servingProtocol } from './serving-protocol.ts';

/** Field names as in the protocol, 64-bit numbers as numbers (versions are small), enums by name. */
const FORM: Options = {
  keepCase: true,
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
};

function parseProtocol(): protobuf.Root {
  const root = new protobuf.Root();
  for (const wellKnown of ['any', 'wrappers']) {
    const file = protobuf.common.get(`google/protobuf/${wellKnown}.proto`);
    if (file?.nested) root.addJSON(file.nested);
  }
  for (const source of servingProtocol) protobuf.parse(source, root, { keepCase: true });
  root.resolveAll();
  return root;
}

const root = parseProtocol();

/** TensorFlow Serving's protocol, for servers, clients and reflection. */
export const servingPackage: PackageDefinition = fromJSON(root.toJSON(), FORM);

type Services = Record<'PredictionService' | 'ModelService', { service: ServiceDefinition }>;

const services = (
  loadPackageDefinition(servingPackage) as unknown as { tensorflow: { serving: Services } }
).tensorflow.serving;

export const predictionService: ServiceDefinition = services.PredictionService.service;
export const modelService: ServiceDefinition = services.ModelService.service;

/** A message inside an `Any`, as metadata are answered. */
export function packAny(
  typeName: string,
  message: object,
): { type_url: string; value: Uint8Array } {
  const type = root.lookupType(typeName);
  return {
    type_url: `type.googleapis.com/${typeName}`,
    value: type.encode(type.fromObject(message)).finish(),
  };
}

/** What `packAny` packed. */
export function unpackAny({ type_url, value }: { type_url: string; value: Uint8Array }): object {
  const type = root.lookupType(type_url.slice(type_url.lastIndexOf('/') + 1));
  return type.toObject(type.decode(value), { longs: String, enums: String, defaults: true });
}
