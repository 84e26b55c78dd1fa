import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { loadClassifier } from '@degas/inference';

import { bundlePage } from './bundle-page.ts';
import type { Manifest, ServedModel } from './model/served-model.ts';

/*
 * Writes the page with the bundled model into a folder that any web server can serve, from any path:
 * `npx nx run predictor:page-static [--args=FOLDER]`. An earlier build is replaced; a folder with anything else in it is refused.
 */

const root = path.join(import.meta.dirname, '../../..');
const folder = path.resolve(root, process.argv[2] ?? 'dist/page');
/** What the page asks of a service for; here it is a file. */
const served = path.join(folder, 'page/model.json');

if (existsSync(folder) && !existsSync(served) && (await readdir(folder)).length > 0) {
  throw new Error(
    `${folder} is not empty and no earlier build of the page. Name another folder with --args=FOLDER.`,
  );
}
await bundlePage(folder);
await mkdir(path.dirname(served), { recursive: true });
await writeFile(served, `${JSON.stringify(await modelInformation(), null, 2)}\n`);
const version = await digest();
const index = path.join(folder, 'index.html');
const html = await readFile(index, 'utf8');
// A browser that has files of an earlier build asks for these anew.
await writeFile(index, html.replace(/"(page\.(?:css|js))"/g, `"$1?${version}"`));
process.stdout.write(
  `${folder}: ${(await readdir(folder)).join(', ')}\nServe it with any web server, for example: python3 -m http.server --directory ${folder}\n`,
);

/** What a service would say of the bundled model. */
async function modelInformation(): Promise<ServedModel> {
  const classifier = await loadClassifier();
  const { name, version: number } = classifier.model;
  classifier.close();
  const file = path.join(root, 'models/degas', String(number), 'manifest.json');
  const { network, dataset, metrics, created, gitCommit } = JSON.parse(
    await readFile(file, 'utf8'),
  ) as Required<Manifest>;
  const { training } = dataset;
  const shown = {
    network,
    dataset: { ...(training && { training }) },
    metrics,
    created,
    gitCommit,
  };
  return { name, version: number, hasFile: false, manifest: shown, isStatic: true };
}

/** The same for the same programs. */
async function digest(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['page.css', 'page.js', 'worker.js', 'reader.js'])
    hash.update(await readFile(path.join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
