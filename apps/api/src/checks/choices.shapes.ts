import { Type } from '@sinclair/typebox';
import { Name, orNull, shape } from '../http/shape.js';

export const CheckChoices = shape('CheckChoices', {
  entities: Type.Array(Name),
  products: Type.Array(Type.Object({ productId: Name, name: Type.String(), entityId: Name })),
  assets: Type.Array(Type.Object({ assetId: Name, name: orNull(Type.String()) })),
  segments: Type.Array(Name),
  campaigns: Type.Array(Name),
  complete: Type.Boolean({ description: 'Whether there is no more of it than what is listed.' }),
});

export const ClientsOnFile = shape('ClientsOnFile', {
  onFile: Type.Array(Name, { description: 'Those of the ids that somebody on file has, or had before a merge.' }),
  merged: Type.Array(Type.Object({ mergedClientId: Name, clientId: Name }), {
    description: 'Those of them that were merged, with the id under which the client is answered for.',
  }),
});
