export default {
  displayName: 'page',
  preset: '../../jest.preset.mjs',
};
