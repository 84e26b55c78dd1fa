export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'header-max-length': [2, 'always', 72],
    // A subject may begin with a name of the code.
    'subject-case': [0],
    'type-enum': [
      2,
      'always',
      ['build', 'ci', 'docs', 'feat', 'fix', 'models', 'perf', 'refactor', 'style', 'test'],
    ],
  },
};
