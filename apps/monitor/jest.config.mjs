export default {
  displayName: 'monitor',
  preset: '../../jest.preset.mjs',
};
