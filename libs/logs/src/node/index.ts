export { listenForDnstap, type DnstapListener, type DnstapPlace } from './dnstap-socket.ts';
export { listInputs, STDIN, type ListedInputs } from './list-inputs.ts';
export { openInput, openStream } from './open-input.ts';
export { readLogs, readSource, type LogBatch, type ReadLogsOptions } from './read-logs.ts';
export { rotatedOrder } from '../reading/rotated-order.ts';
