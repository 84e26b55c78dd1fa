import { invalidArgument, ServingError } from '../serving-error.ts';

/** Where a service was to listen, and the flag that said so. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** `--port`, `--rest_api_port`. */
  readonly flag: string;
}

/** Of a host that is none of this machine, as the system, the resolver and gRPC tell it. */
const NO_SUCH_HOST = /EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|Name resolution failed/;

/** Returns why the service cannot listen there, and what to do about it; the error itself where that is not known. */
export function listenFailure(error: unknown, { host, port, flag }: Place): unknown {
  const reason = String(error instanceof Error ? error.message : error);
  if (reason.includes('EADDRINUSE')) {
    return new ServingError(
      'UNAVAILABLE',
      `Port ${port} of ${host} is in use, expected a free one; end the process that has it or give another ${flag}`,
      { cause: error },
    );
  }
  if (NO_SUCH_HOST.test(reason)) {
    return invalidArgument(
      `Given --host=${host}, expected an address of this machine or a name that stands for one (${reason}); give 127.0.0.1 for this machine alone, 0.0.0.0 for all of its addresses`,
    );
  }
  if (reason.includes('EACCES')) {
    return new ServingError(
      'PERMISSION_DENIED',
      `Port ${port} of ${host} may not be used by this user, expected one from 1024; give another ${flag}`,
      { cause: error },
    );
  }
  return error;
}

/** Returns why the service cannot listen on a socket. */
export function socketFailure(error: unknown, socket: string): ServingError {
  return invalidArgument(
    `Given --grpc_socket_path=${socket}, expected a path in a folder that this user may write to: ${(error as Error).message}`,
  );
}
