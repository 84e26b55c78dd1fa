/**
 * Writes the exports of model versions again (TensorFlow, TensorFlow.js, ONNX), in the forms that this Degas writes, and the
 * manifest with their digests. The weights, `degas.bin`, reports and description stay as they are.
 *
 *     node --conditions=@degas/source --import tsx tools/reexport-version.ts models/degas/2 …
 */
import { rewriteExports, useBackend } from '@degas/model';

const versions = process.argv.slice(2);
if (versions.length === 0)
  throw new Error('No version given. Name folders such as models/degas/2.');
await useBackend('wasm');
for (const version of versions) {
  const { files } = await rewriteExports(version);
  process.stdout.write(`${version}: ${Object.keys(files).sort().join(', ')}\n`);
}
