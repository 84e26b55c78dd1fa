import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** npm puts a dependency beside the project that pins it, or at the root. */
const bundle = (name) => {
  const [nested, hoisted] = ['node_modules', '../../node_modules'].map((folder) =>
    fileURLToPath(new URL(`${folder}/${name}/build/${name}.min.js`, import.meta.url)),
  );
  return existsSync(nested) ? nested : hoisted;
};

/** Vega's modules wait at their top level, as CommonJS can't; its bundles don't. */
export const vegaBundles = { '^vega$': bundle('vega'), '^vega-lite$': bundle('vega-lite') };
