import { vegaBundles } from '../../libs/evaluation/jest.vega.mjs';

export default {
  displayName: 'monitor',
  preset: '../../jest.preset.mjs',
  // The charts of the page are Vega's.
  moduleNameMapper: vegaBundles,
};
