import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import { protoPath } from 'grpc-health-check';
import protobuf from 'protobufjs';
import descriptor from 'protobufjs/ext/descriptor.js';

import { protobufRoot } from '../protocol/protobuf-root.ts';
import { servingPackage } from './serving-package.ts';

/** The part of a file descriptor that protobufjs leaves wanting. */
interface FileDescriptor {
  readonly package: string;
  readonly name: string;
  dependency: string[];
  readonly messageType: MessageDescriptor[];
}

interface MessageDescriptor {
  name: string;
  readonly field: { readonly name: string; typeName: string }[];
  readonly nestedType: MessageDescriptor[];
  readonly options: { readonly mapEntry?: boolean } | null;
}

/**
 * The protocols as reflection describes them. protobufjs leaves out which file needs which, and names the entries of
 * maps in its own way; clients such as grpcurl refuse both.
 */
export function reflectionPackage(): PackageDefinition {
  const buffers = new Map<Buffer, Buffer>();
  const all: PackageDefinition = { ...servingPackage, ...loadSync(protoPath) };
  const complete = Object.entries(all).map(([name, definition]) => {
    const { fileDescriptorProtos: files } = definition;
    if (!Array.isArray(files)) return [name, definition];
    const fileDescriptorProtos = files.map((bytes) => {
      const known = buffers.get(bytes) ?? completeFile(bytes);
      buffers.set(bytes, known);
      return known;
    });
    return [name, { ...definition, fileDescriptorProtos }];
  });
  return Object.fromEntries(complete) as PackageDefinition;
}

function completeFile(bytes: Buffer): Buffer {
  const file = descriptor.FileDescriptorProto.decode(bytes) as unknown as FileDescriptor;
  file.dependency = [...neededPackages(file.package)].map(fileOf).sort();
  file.messageType.forEach(renameMapEntries);
  return Buffer.from(descriptor.FileDescriptorProto.encode(file).finish());
}

const fileOf = (packageName: string): string => `${packageName.replaceAll('.', '_')}.proto`;

/** The other packages that messages of a package refer to. */
function neededPackages(packageName: string): Set<string> {
  const needed = new Set<string>();
  const visit = (namespace: protobuf.NamespaceBase): void => {
    for (const nested of namespace.nestedArray) {
      if (nested instanceof protobuf.Type) {
        for (const { resolvedType } of nested.fieldsArray) {
          if (resolvedType !== null) needed.add(packageOf(resolvedType));
        }
      }
      const isInside = nested instanceof protobuf.Type || !(nested instanceof protobuf.Namespace);
      if (isInside && nested instanceof protobuf.Namespace) visit(nested);
    }
  };
  const found = protobufRoot.lookup(packageName);
  if (found instanceof protobuf.Namespace) visit(found);
  needed.delete(packageName);
  return needed;
}

function packageOf(type: protobuf.ReflectionObject): string {
  let at: protobuf.ReflectionObject | null = type;
  while (at instanceof protobuf.Type || at instanceof protobuf.Enum) at = at.parent;
  return at?.fullName.replace(/^\./, '') ?? '';
}

/** `version_labels` has entries of the type `VersionLabelsEntry`. */
function renameMapEntries({ field, nestedType }: MessageDescriptor): void {
  for (const nested of nestedType) {
    renameMapEntries(nested);
    if (nested.options?.mapEntry !== true) continue;
    for (const member of field) {
      if (member.typeName !== nested.name) continue;
      const words = member.name
        .split('_')
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
      member.typeName = `${words.join('')}Entry`;
      nested.name = member.typeName;
      break;
    }
  }
}
