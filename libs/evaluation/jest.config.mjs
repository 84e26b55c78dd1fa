export default {
  displayName: 'evaluation',
  preset: '../../jest.preset.mjs',
  // Vega's modules wait at their top level, as CommonJS can't; its bundles don't.
  moduleNameMapper: {
    '^vega$': '<rootDir>/../../node_modules/vega/build/vega.min.js',
    '^vega-lite$': '<rootDir>/../../node_modules/vega-lite/build/vega-lite.min.js',
  },
};
