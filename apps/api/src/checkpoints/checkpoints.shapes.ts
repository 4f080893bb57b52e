import { Type } from '@sinclair/typebox';

const Size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Hash = Type.String({ description: '32 bytes in base64.' });
const Path = Type.Array(Hash, { description: 'As RFC 9162 orders them: nearest to the leaf first.' });

/** That the tree of one size begins with all that it held at a smaller size. */
export const ConsistencyProof = Type.Object({ from: Size, to: Size, path: Path }, { $id: 'ConsistencyProof' });

/** That a row stands in its batch, and the batch in the tree. */
export const InclusionProof = Type.Object(
  {
    position: Size,
    leaf: Hash,
    batch: Type.Object({
      index: Size,
      size: Size,
      path: Path,
      root: Hash,
      text: Type.String({ description: 'The data of its leaf in the tree, whose last line is the root in hex.' }),
    }),
    tree: Type.Object({ index: Size, size: Size, path: Path }),
    checkpoint: Type.String({ description: 'The signed head of the tree of that size.' }),
  },
  { $id: 'InclusionProof' },
);

/** Who has signed heads of the log, the oldest first. */
export const CheckpointKeys = Type.Object(
  { items: Type.Array(Type.String({ description: 'A verifier key: name+id+key.' })) },
  { $id: 'CheckpointKeys' },
);
