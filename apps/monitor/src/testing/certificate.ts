import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

/** Whether certificates can be made; tests that need one skip without. */
export const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

/** A certificate of 127.0.0.1 that signs itself, and its key, as files in a folder. */
export function makeCertificate(folder: string): {
  readonly certFile: string;
  readonly keyFile: string;
} {
  const certFile = path.join(folder, 'cert.pem');
  const keyFile = path.join(folder, 'key.pem');
  const command =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1';
  execFileSync('openssl', [...command.split(' '), '-keyout', keyFile, '-out', certFile], {
    stdio: 'ignore',
  });
  return { certFile, keyFile };
}
