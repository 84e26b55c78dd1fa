import protobuf from 'protobufjs';

/** The part of the public ONNX message format that a network needs: its field numbers, everything else left out. */
const { root } = protobuf.parse(
  `
  syntax = "proto2";
  package onnx;

  message AttributeProto {
    optional string name = 1;
    optional float f = 2;
    optional int64 i = 3;
    optional bytes s = 4;
    repeated int64 ints = 8;
    repeated bytes strings = 9;
    optional int32 type = 20;
  }
  message NodeProto {
    repeated string input = 1;
    repeated string output = 2;
    optional string name = 3;
    optional string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message TensorProto {
    repeated int64 dims = 1;
    optional int32 data_type = 2;
    optional string name = 8;
    optional bytes raw_data = 9;
  }
  message TensorShapeProto {
    message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
    repeated Dimension dim = 1;
  }
  message TypeProto {
    message Tensor { optional int32 elem_type = 1; optional TensorShapeProto shape = 2; }
    optional Tensor tensor_type = 1;
  }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
  message GraphProto {
    repeated NodeProto node = 1;
    optional string name = 2;
    repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11;
    repeated ValueInfoProto output = 12;
  }
  message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
  message StringStringEntryProto { optional string key = 1; optional string value = 2; }
  message ModelProto {
    optional int64 ir_version = 1;
    optional string producer_name = 2;
    optional GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8;
    repeated StringStringEntryProto metadata_props = 14;
  }
`,
  { keepCase: true },
);

const modelType = root.lookupType('onnx.ModelProto');

/** ONNX's numbers of the element types. */
export const elementTypes = { float32: 1, int8: 3, int32: 6, int64: 7, bool: 9 } as const;

/** The kinds of attribute, each with its number in `type`. */
export type AttributeMessage = { readonly name: string } & (
  | { readonly type: 1; readonly f: number }
  | { readonly type: 2; readonly i: number }
  | { readonly type: 3; readonly s: Uint8Array }
  | { readonly type: 7; readonly ints: readonly number[] }
  | { readonly type: 8; readonly strings: readonly Uint8Array[] }
);

export interface OnnxNodeMessage {
  readonly name: string;
  readonly op_type: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeMessage[];
}

export interface OnnxTensorMessage {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data_type: number;
  readonly raw_data: Uint8Array;
}

export interface OnnxValueMessage {
  readonly name: string;
  readonly type: {
    readonly tensor_type: {
      readonly elem_type: number;
      readonly shape: { readonly dim: readonly ({ dim_value: number } | { dim_param: string })[] };
    };
  };
}

export interface OnnxModelMessage {
  readonly ir_version: number;
  readonly producer_name: string;
  readonly opset_import: readonly { readonly domain: string; readonly version: number }[];
  readonly metadata_props: readonly { readonly key: string; readonly value: string }[];
  readonly graph: {
    readonly name: string;
    readonly node: readonly OnnxNodeMessage[];
    readonly initializer: readonly OnnxTensorMessage[];
    readonly input: readonly OnnxValueMessage[];
    readonly output: readonly OnnxValueMessage[];
  };
}

/** The type of a value whose first dimension is the open batch. */
export function batchOf(name: string, dtype: 'int32' | 'float32', size: number): OnnxValueMessage {
  const shape = { dim: [{ dim_param: 'batch' }, { dim_value: size }] };
  return { name, type: { tensor_type: { elem_type: elementTypes[dtype], shape } } };
}

export function encodeOnnxModel(message: OnnxModelMessage): Uint8Array {
  return modelType.encode(modelType.fromObject(message)).finish();
}
