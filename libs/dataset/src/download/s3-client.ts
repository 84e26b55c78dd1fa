import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

export interface S3Options {
  /** Another server than Amazon's. */
  readonly endpoint?: string;
  readonly region?: string;
  /** `endpoint/bucket` instead of `bucket.endpoint`; default where an endpoint is given. */
  readonly pathStyle?: boolean;
  /** Send unsigned requests, for public buckets; else the usual chain of credentials is tried. */
  readonly anonymous?: boolean;
  /** Accept that the requester pays for the transfer, as some public buckets demand. */
  readonly requesterPays?: boolean;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Opens a client, which the caller destroys. */
export function openS3Client(options: S3Options): S3Client {
  const { endpoint, region, anonymous = false, credentials } = options;
  const config: S3ClientConfig = {
    region: region ?? 'us-east-1',
    followRegionRedirects: true,
    forcePathStyle: options.pathStyle ?? endpoint !== undefined,
    // Retrying is the download's own work: it resumes where the client would begin again.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 300_000 },
  };
  if (endpoint !== undefined) config.endpoint = endpoint;
  if (credentials !== undefined) config.credentials = credentials;
  if (anonymous) {
    config.signer = { sign: (request) => Promise.resolve(request) };
    // Nothing is signed with them, but without any the client searches the machine for some.
    config.credentials = { accessKeyId: 'anonymous', secretAccessKey: 'anonymous' };
  }
  const client = new S3Client(config);
  if (options.requesterPays === true) addHeader(client, 'x-amz-request-payer', 'requester');
  return client;
}

/** Adds a header to every request before it is signed: each command would need the option otherwise. */
function addHeader(client: S3Client, name: string, value: string): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args as { request?: { headers?: Record<string, string> } };
      if (request?.headers !== undefined) request.headers[name] = value;
      return next(args);
    },
    { step: 'build', name },
  );
}
