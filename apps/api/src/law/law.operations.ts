import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { shape } from '../http/shape.js';

const Law = shape('Law', {
  provisions: Type.Array(
    Type.Object({
      article: Type.String(),
      wording: Type.String({ description: 'In the wording of the Official Journal; “[…]” is left out.' }),
      address: Type.String({ description: 'Where it was published.' }),
    }),
  ),
  sources: Type.Object(
    { primary: Type.String(), secondary: Type.String(), unverified: Type.String() },
    { description: 'How well a citation is confirmed, in a sentence.' },
  ),
  rows: Type.Array(
    Type.Object({
      row: Type.Integer(),
      name: Type.String(),
      sense: Type.String(),
      law: Type.Array(Type.String()),
    }),
    { description: 'The decision table; the first row that holds decides.' },
  ),
  terms: Type.Array(
    Type.Object({
      term: Type.String(),
      meaning: Type.String(),
      shows: Type.String({ description: 'A regular expression, without regard to case, that finds it in a text.' }),
    }),
  ),
});

export const law = operation({
  id: 'getLaw',
  method: 'GET',
  path: 'v1/law',
  permission: 'own-session',
  tag: 'Policies',
  summary: 'Explain the law and the decision table',
  description:
    'The provisions that rule packs cite with their wording, each row of the decision table, and a glossary.',
  answer: Law,
  example: {
    answer: {
      provisions: [
        {
          article: 'MiCA, Article 61(2)',
          wording:
            'A client’s own exclusive initiative as referred to in paragraph 1 shall not entitle a third-country firm to market new types of crypto-assets or crypto-asset services to that client.',
          address: 'https://eur-lex.europa.eu/eli/reg/2023/1114/oj',
        },
      ],
      sources: {
        primary: 'Confirmed from the published text itself.',
        secondary: 'Known from what authorities and law firms say of it.',
        unverified: 'Not confirmed from any source yet.',
      },
      rows: [
        {
          row: 13,
          name: 'new type marketed',
          sense: 'Marketing of a service or a type of asset that is new to what the client asked for.',
          law: ['MiCA, Article 61(2)'],
        },
      ],
      terms: [{ term: 'scope', meaning: 'What the client asked for.', shows: '\\bscope\\b' }],
    },
  },
});
