import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { PolicyPreview } from './policies.shapes.js';
import { packExample, policyPreviewExample } from './policies.examples.js';

export const preview = operation({
  id: 'previewPolicy',
  method: 'POST',
  path: 'v1/policies/preview',
  permission: 'propose-policy',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Preview a rule pack',
  description:
    'What is wrong with a draft, and what it would change of the pack in force. Nothing of it is kept. The pack in the example is cut short.',
  body: Type.Object({
    pack: Type.Object({}, { additionalProperties: true, description: 'A rule pack, finished or not.' }),
  }),
  answer: PolicyPreview,
  status: 200,
  example: { body: { pack: packExample }, answer: policyPreviewExample },
});
