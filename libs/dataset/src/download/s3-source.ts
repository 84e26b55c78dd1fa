import { types } from 'node:util';

import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type GetObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

import { DatasetError } from '../errors.ts';
import { STATE_FILE } from './download-state.ts';
import { networkFailure, statusFailure } from './http-errors.ts';
import { safeName, type RemoteFile, type RemoteState } from './remote-file.ts';

interface ListedObject extends RemoteState {
  readonly key: string;
}

/**
 * The object `s3://bucket/key`, or every object below the folder of that name, or every one whose key begins so:
 * the first of these that there is, in the order of the keys.
 */
export async function s3Files(
  client: S3Client,
  address: string,
  signal: AbortSignal,
): Promise<RemoteFile[]> {
  const { bucket, key } = parseAddress(address);
  const found = await listObjects(client, bucket, key, signal).catch(async (error: unknown) => {
    // Of many public buckets the objects may be read, but not the list.
    const object = key === '' ? null : await findObject(client, bucket, key, signal);
    if (object === null) throw s3Failure(address, error);
    return [object];
  });
  const exact = found.filter((object) => object.key === key);
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  const below = found.filter((object) => object.key.startsWith(folder));
  const chosen = [exact, below, found].find((objects) => objects.length > 0) ?? [];
  const parent = chosen === below ? folder : key.slice(0, key.lastIndexOf('/') + 1);
  return chosen
    .map((object) => ({ object, name: object.key.slice(parent.length) }))
    .filter(({ name }) => !name.endsWith('/') && name !== '' && name !== STATE_FILE)
    .map(({ object, name }) =>
      s3File(client, bucket, object, safeName(name, `s3://${bucket}/${object.key}`)),
    );
}

async function listObjects(
  client: S3Client,
  bucket: string,
  prefix: string,
  abortSignal: AbortSignal,
): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next }),
      { abortSignal },
    );
    for (const { Key: key, Size: bytes, ETag: etag } of page.Contents ?? []) {
      if (key !== undefined) objects.push({ key, bytes: bytes ?? null, etag: unquoted(etag) });
    }
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return objects;
}

async function findObject(
  client: S3Client,
  bucket: string,
  key: string,
  abortSignal: AbortSignal,
): Promise<ListedObject | null> {
  return client
    .send(new HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal })
    .then(({ ContentLength: bytes, ETag: etag }) => ({
      key,
      bytes: bytes ?? null,
      etag: unquoted(etag),
    }))
    .catch(() => null);
}

function s3File(
  client: S3Client,
  bucket: string,
  { key, bytes, etag }: ListedObject,
  name: string,
): RemoteFile {
  const address = `s3://${bucket}/${key}`;
  const open: RemoteFile['open'] = async (wanted, wantedEtag, abortSignal) => {
    // The tag of the listing says whether the bytes that lie here already belong to this object.
    const isRange =
      wanted > 0 && wantedEtag !== null && wantedEtag === etag && wanted < (bytes ?? 0);
    const range = isRange ? { Range: `bytes=${wanted}-`, IfMatch: `"${wantedEtag}"` } : {};
    const response = await client
      .send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range }), { abortSignal })
      .catch((error: unknown) => {
        if (isRange && statusOf(error) === 412) return null; // changed since it was listed
        throw s3Failure(address, error);
      });
    if (response === null) return open(0, null, abortSignal);
    const start = response.ContentRange === undefined ? 0 : wanted;
    const length = response.ContentLength;
    return {
      offset: start,
      bytes: length === undefined ? null : start + length,
      etag: unquoted(response.ETag),
      resumable: response.ETag !== undefined,
      md5: md5Of(response),
      body: bodyOf(response, address),
    };
  };
  return { name, address, state: () => Promise.resolve({ bytes, etag }), open };
}

async function* bodyOf(
  { Body: body }: GetObjectCommandOutput,
  address: string,
): AsyncGenerator<Uint8Array> {
  try {
    if (body !== undefined) yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw s3Failure(address, error);
  }
}

/** Servers differ in whether they quote a tag in a list. */
function unquoted(etag: string | undefined): string | null {
  return etag?.replaceAll('"', '') ?? null;
}

/** An ETag is the MD5 of the object unless it came in parts or is encrypted with a key of its owner's. */
function md5Of({
  ETag: etag,
  ServerSideEncryption: encryption,
}: GetObjectCommandOutput): string | null {
  if (encryption !== undefined && encryption !== 'AES256') return null;
  return /^"?([0-9a-f]{32})"?$/.exec(etag ?? '')?.[1] ?? null;
}

function statusOf(error: unknown): number | undefined {
  if (!types.isNativeError(error)) return undefined;
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

function s3Failure(address: string, error: unknown): unknown {
  if (!types.isNativeError(error)) return error;
  if (error.name === 'CredentialsProviderError') {
    return new DatasetError(
      'DATASET_DOWNLOAD_FORBIDDEN',
      `No AWS credentials were found for ${address}. Expected some; set them up, or give { anonymous: true } for a public bucket.`,
      { cause: error },
    );
  }
  if (error.message.startsWith('Checksum mismatch')) {
    return new DatasetError(
      'DATASET_DOWNLOAD_DAMAGED',
      `${address} came with another checksum than S3 announced (${error.message}). Expected the same; try again.`,
      { cause: error },
    );
  }
  const status = statusOf(error);
  return status === undefined || status < 300
    ? networkFailure(address, error)
    : statusFailure(address, status, error.name);
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
