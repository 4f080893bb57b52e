import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { CheckChoices, ClientsOnFile } from './choices.shapes.js';

const IDS_MAX = 10_000;

export const choices = operation({
  id: 'listCheckChoices',
  method: 'GET',
  path: 'v1/checks/choices',
  permission: 'check',
  tag: 'Checks',
  summary: 'List what a planned act can be about',
  description:
    'Entities, products, assets, segments and campaigns that are known from the facts that all clients share; with `q` those whose id or name has it in it. A segment, asset or entity that only clients have is found by its whole id.',
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 256 })) }),
  answer: CheckChoices,
  example: {
    answer: {
      entities: ['ENT-1'],
      products: [{ productId: 'wallet', name: 'Wallet', entityId: 'ENT-1' }],
      assets: [{ assetId: 'ETH', name: 'Ether' }],
      segments: ['newsletter'],
      campaigns: ['summer-eth'],
      complete: true,
    },
  },
});

export const known = operation({
  id: 'findClientsOnFile',
  method: 'POST',
  path: 'v1/checks/known',
  permission: 'check',
  tag: 'Checks',
  summary: 'Find which ids are clients on file',
  description:
    'Of ids that are to be asked about. Nothing of them is kept; that so many were looked up is in the audit trail.',
  body: Type.Object({ clientIds: Type.Array(Name, { minItems: 1, maxItems: IDS_MAX }) }),
  answer: ClientsOnFile,
  example: {
    body: { clientIds: ['c-1042', 'c-77', 'nobody'] },
    answer: { onFile: ['c-1042', 'c-77'], merged: [{ mergedClientId: 'c-77', clientId: 'c-1042' }] },
  },
});
