import { error, MODEL, pair, type ContractCase } from './contract-case.ts';

const status = (version: string): object => ({
  version,
  state: 'AVAILABLE',
  status: { error_code: 'OK', error_message: '' },
});
const all = { model_version_status: [status('2'), status('1')] };

export const informationCases: readonly ContractCase[] = [
  pair('the status of all versions, the newest first', ['GET', MODEL], 200, all),
  pair(
    'the status of one version, to the byte',
    ['GET', `${MODEL}/versions/1`],
    200,
    '{\n "model_version_status": [\n  {\n   "version": "1",\n   "state": "AVAILABLE",\n   "status": {\n    "error_code": "OK",\n    "error_message": ""\n   }\n  }\n ]\n}\n',
  ),
  pair(
    'the status of a label is that of all versions',
    ['GET', `${MODEL}/labels/stable`],
    200,
    all,
  ),
  pair(
    'the status of an unknown label is that of all versions',
    ['GET', `${MODEL}/labels/canary`],
    200,
    all,
  ),
  pair('the status in another case', ['GET', '/V1/MODELS/degas'], 200, all),
  pair('the status of a model in percent signs', ['GET', '/v1/models/deg%61s'], 200, all),
  pair(
    'the status of an unknown model',
    ['GET', '/v1/models/other'],
    404,
    error('Could not find any versions of model other'),
  ),
  pair(
    'the status of a label of an unknown model',
    ['GET', '/v1/models/other/labels/x'],
    404,
    error('Could not find any versions of model other'),
  ),
  pair(
    'the status of an unknown version',
    ['GET', `${MODEL}/versions/7`],
    404,
    error('Could not find version 7 of model degas'),
  ),
  pair(
    'the status of a version of an unknown model',
    ['GET', '/v1/models/other/versions/1'],
    404,
    error('Could not find version 1 of model other'),
  ),
  pair(
    'the status of the version 0',
    ['GET', `${MODEL}/versions/0`],
    404,
    error('Could not find version 0 of model degas'),
  ),
  pair(
    'the status of a version of 19 digits',
    ['GET', `${MODEL}/versions/9223372036854775807`],
    404,
    error('Could not find version 9223372036854775807 of model degas'),
  ),
  pair(
    'the metadata of an unknown model',
    ['GET', '/v1/models/other/metadata'],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
  pair(
    'the metadata of an unknown version',
    ['GET', `${MODEL}/versions/7/metadata`],
    404,
    error('Servable not found for request: Specific(degas, 7)'),
  ),
  pair(
    'the metadata of an unknown label',
    ['GET', `${MODEL}/labels/canary/metadata`],
    400,
    error('Unrecognized servable version label: canary'),
  ),
  pair(
    'a model that is named metadata',
    ['GET', '/v1/models/metadata'],
    404,
    error('Could not find any versions of model metadata'),
  ),
];
