export { detectFormat, rowsOf } from './detect/detect-format.ts';
export { LogsError, logsErrorCodes, type LogsErrorCode } from './errors.ts';
export { answerOf } from './events/answer.ts';
export { type Answer, type DnsEvent, type RecordFields } from './events/dns-event.ts';
export {
  type LogRecord,
  type Note,
  type NoteKind,
  type Rejection,
  type RejectReason,
} from './events/log-record.ts';
export {
  EventPacker,
  EventUnpacker,
  addressesOf,
  answersInOrder,
  type PackableEvent,
  type PackedEvents,
} from './events/packed-events.ts';
export { listFormats, type FormatDescription } from './formats/registry.ts';
export { LogReader } from './reading/log-reader.ts';
export { type Column, type ReadOptions } from './reading/read-options.ts';
export { ReadReport, type LeftOut } from './reading/read-report.ts';
export { failureOf, firstLeftOut, reportLine } from './reading/report-text.ts';
export { rotatedOrder } from './reading/rotated-order.ts';
export { type ByteSource } from './unpack/byte-source.ts';
export { unpack, type Unpackers, type UnpackOptions } from './unpack/unpack.ts';
export { readParquet } from './binary/read-parquet.ts';
export { escapeControls } from './verdicts/escape-controls.ts';
export { rejectedLines } from './verdicts/rejected-lines.ts';
export { candidatesText, type KeptFields, type WritableVerdict } from './verdicts/verdict.ts';
export { verdictFormats, VerdictWriter, type VerdictFormat } from './verdicts/verdict-writer.ts';
