import { loadPackageDefinition, type ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON, type PackageDefinition } from '@grpc/proto-loader';

import { messageForm, protobufRoot } from '../protocol/protobuf-root.ts';

/** The protocols of the service, for servers, clients and reflection. */
export const servingPackage: PackageDefinition = fromJSON(protobufRoot.toJSON(), {
  ...messageForm,
  keepCase: true,
});

interface Services {
  readonly tensorflow: {
    readonly serving: Record<'PredictionService' | 'ModelService', { service: ServiceDefinition }>;
  };
  readonly inference: Record<'GRPCInferenceService', { service: ServiceDefinition }>;
}

const { tensorflow, inference } = loadPackageDefinition(servingPackage) as unknown as Services;

export const predictionService: ServiceDefinition = tensorflow.serving.PredictionService.service;
export const modelService: ServiceDefinition = tensorflow.serving.ModelService.service;
export const openInferenceService: ServiceDefinition = inference.GRPCInferenceService.service;

/** Returns a message packed in an `Any`, the form in which metadata is answered. */
export function packAny(
  typeName: string,
  message: object,
): { type_url: string; value: Uint8Array } {
  const type = protobufRoot.lookupType(typeName);
  return {
    type_url: `type.googleapis.com/${typeName}`,
    value: type.encode(type.fromObject(message)).finish(),
  };
}

/** Returns the message that `packAny` packed. */
export function unpackAny({ type_url, value }: { type_url: string; value: Uint8Array }): object {
  const type = protobufRoot.lookupType(type_url.slice(type_url.lastIndexOf('/') + 1));
  return type.toObject(type.decode(value), { longs: String, enums: String, defaults: true });
}
