import protobuf from 'protobufjs/light.js';

/** The fields of dnstap.proto (dnstap.info) that say who asked for what; a reader passes over the others. */
const schema = {
  nested: {
    Dnstap: {
      fields: {
        identity: { id: 1, type: 'bytes' },
        version: { id: 2, type: 'bytes' },
        extra: { id: 3, type: 'bytes' },
        message: { id: 14, type: 'Message' },
        type: { id: 15, type: 'uint32' },
      },
    },
    Message: {
      fields: {
        type: { id: 1, type: 'uint32' },
        socketFamily: { id: 2, type: 'uint32' },
        socketProtocol: { id: 3, type: 'uint32' },
        queryAddress: { id: 4, type: 'bytes' },
        responseAddress: { id: 5, type: 'bytes' },
        queryPort: { id: 6, type: 'uint32' },
        responsePort: { id: 7, type: 'uint32' },
        queryTimeSec: { id: 8, type: 'uint64' },
        queryTimeNsec: { id: 9, type: 'fixed32' },
        queryMessage: { id: 10, type: 'bytes' },
        queryZone: { id: 11, type: 'bytes' },
        responseTimeSec: { id: 12, type: 'uint64' },
        responseTimeNsec: { id: 13, type: 'fixed32' },
        responseMessage: { id: 14, type: 'bytes' },
        policy: { id: 15, type: 'Policy' },
      },
    },
    Policy: {
      fields: {
        type: { id: 1, type: 'string' },
        rule: { id: 2, type: 'bytes' },
        action: { id: 3, type: 'uint32' },
      },
    },
  },
};

export interface DnstapMessage {
  readonly type: number;
  readonly queryAddress: Uint8Array | null;
  readonly queryPort: number;
  readonly queryTimeSec: number;
  readonly queryTimeNsec: number;
  readonly queryMessage: Uint8Array | null;
  readonly responseTimeSec: number;
  readonly responseTimeNsec: number;
  readonly responseMessage: Uint8Array | null;
  readonly policy: { readonly action: number } | null;
}

const root = protobuf.Root.fromJSON(schema);
/** A whole frame, for tests and tools that write such files. */
export const dnstapType = root.lookupType('Dnstap');

/** The message in a frame, or null where it has none; throws where it is not dnstap. */
export function readDnstap(frame: Uint8Array): DnstapMessage | null {
  const decoded = dnstapType.toObject(dnstapType.decode(frame), { longs: Number, defaults: true });
  return (decoded.message as DnstapMessage | null | undefined) ?? null;
}
