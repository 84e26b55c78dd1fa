import { vegaBundles } from './jest.vega.mjs';

export default {
  displayName: 'evaluation',
  preset: '../../jest.preset.mjs',
  moduleNameMapper: vegaBundles,
};
