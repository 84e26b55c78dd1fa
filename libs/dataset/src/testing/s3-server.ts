import { PutObjectCommand } from '@aws-sdk/client-s3';
import S3rver from 's3rver';

import { openS3Client, type S3Options } from '../download/s3-client.ts';
import {
  closeAfterTests,
  forwardTo,
  startFaultInjectionProxy,
  type Proxy,
} from './fault-injection-proxy.ts';
import { folderOf } from './temporary-folder.ts';

export interface S3Server extends Proxy {
  /** What `download` needs to reach the server as its owner. */
  readonly access: S3Options;
}

/** A real S3 server in this process with one bucket, `feeds`, behind a proxy that can spoil its answers. */
export async function startS3(
  objects: Readonly<Record<string, Buffer | string>>,
): Promise<S3Server> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folderOf(),
    vhostBuckets: false,
    configureBuckets: [{ name: 'feeds' }],
  });
  const { port } = await server.run();
  closeAfterTests(() => server.close());
  const proxy = await startFaultInjectionProxy(forwardTo(port));
  const access = {
    endpoint: proxy.address,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  };
  const client = openS3Client(access);
  for (const [key, content] of Object.entries(objects)) {
    await client.send(new PutObjectCommand({ Bucket: 'feeds', Key: key, Body: content }));
  }
  client.destroy();
  proxy.requests.length = 0;
  return Object.assign(proxy, { access });
}
