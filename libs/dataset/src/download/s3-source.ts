import { types } from 'node:util';

import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type GetObjectCommandOutput,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';

import { DatasetError } from '../errors.ts';
import { safeName, type RemoteFile, type RemoteState } from './remote-file.ts';
import { statusFailure } from './request-failure.ts';

export interface S3Options {
  /** Another server than Amazon's; its buckets are addressed by path. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Ask without signing, for public buckets; else the usual chain of credentials is tried. */
  readonly anonymous?: boolean;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The object `s3://bucket/key`, or every object below `s3://bucket/prefix`, in the order of the keys. */
export async function s3Files(address: string, options: S3Options): Promise<RemoteFile[]> {
  const { bucket, key } = parseAddress(address);
  const client = s3Client(options);
  const found = await listObjects(client, bucket, key, address);
  const exact = found.filter((object) => object.key === key);
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  const chosen = exact.length > 0 ? exact : found.filter((object) => object.key.startsWith(folder));
  return chosen
    .filter((object) => !object.key.endsWith('/'))
    .map((object) => {
      const name =
        exact.length > 0 ? (key.split('/').at(-1) ?? key) : object.key.slice(folder.length);
      return s3File(client, bucket, object, safeName(name, `s3://${bucket}/${object.key}`));
    });
}

interface ListedObject extends RemoteState {
  readonly key: string;
}

function s3Client({ endpoint, region, anonymous = false, credentials }: S3Options): S3Client {
  const config: S3ClientConfig = {
    region: region ?? 'us-east-1',
    // Retrying is the download's own work: it resumes where the client would begin again.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 300_000 },
  };
  if (endpoint !== undefined) Object.assign(config, { endpoint, forcePathStyle: true });
  if (credentials !== undefined) config.credentials = credentials;
  if (anonymous) config.signer = { sign: (request) => Promise.resolve(request) };
  return new S3Client(config);
}

async function listObjects(
  client: S3Client,
  bucket: string,
  prefix: string,
  address: string,
): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  let next: string | undefined;
  do {
    const page = await client
      .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next }))
      .catch((error: unknown) => {
        throw s3Failure(address, error);
      });
    for (const { Key: key, Size: bytes, ETag: etag } of page.Contents ?? []) {
      if (key !== undefined) objects.push({ key, bytes: bytes ?? null, etag: etag ?? null });
    }
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return objects;
}

function s3File(
  client: S3Client,
  bucket: string,
  { key, bytes, etag }: ListedObject,
  name: string,
): RemoteFile {
  const address = `s3://${bucket}/${key}`;
  return {
    name,
    address,
    state: () => Promise.resolve({ bytes, etag }),
    open: async (wanted, wantedEtag) => {
      // The tag of the listing says whether the bytes that lie here already belong to this object.
      const offset = wanted > 0 && wantedEtag === etag && wanted < (bytes ?? 0) ? wanted : 0;
      const response = await client
        .send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(offset > 0 ? { Range: `bytes=${offset}-` } : {}),
          }),
        )
        .catch((error: unknown) => {
          throw s3Failure(address, error);
        });
      const start = response.ContentRange === undefined ? 0 : offset;
      const length = response.ContentLength;
      return {
        offset: start,
        bytes: length === undefined ? null : start + length,
        etag: response.ETag ?? null,
        md5: md5Of(response),
        body: response.Body as AsyncIterable<Uint8Array>,
      };
    },
  };
}

/** An ETag is the MD5 of the object unless it came in parts or is encrypted with a key of its owner's. */
function md5Of({
  ETag: etag,
  ServerSideEncryption: encryption,
}: GetObjectCommandOutput): string | null {
  if (encryption !== undefined && encryption !== 'AES256') return null;
  return /^"?([0-9a-f]{32})"?$/.exec(etag ?? '')?.[1] ?? null;
}

function s3Failure(address: string, error: unknown): unknown {
  if (!types.isNativeError(error)) return error;
  if (error.name === 'CredentialsProviderError') {
    return new DatasetError(
      'DATASET_DOWNLOAD_FORBIDDEN',
      `No AWS credentials were found for ${address}; set them up, or give { anonymous: true } for a public bucket.`,
      { cause: error },
    );
  }
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined ? error : statusFailure(address, status, error.name);
}

function parseAddress(address: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9._-]{1,62})(?:\/(.*))?$/s.exec(address) ?? [];
  if (bucket !== '') return { bucket, key };
  throw new DatasetError(
    'DATASET_DOWNLOAD_SOURCE_INVALID',
    `${address} is not of the form s3://bucket/prefix; correct it.`,
  );
}
