import { Type } from '@sinclair/typebox';
import { inFormerWords, underAllNames } from './former-name.js';
import { operation } from './operation.js';
import { onlyPage, pageOf, shape } from './shape.js';

const words = { boxId: 'crateId', Box: 'Crate', PageOfBox: 'PageOfCrate' };
const Box = shape('Box', { boxId: Type.String(), label: Type.String() });

describe('an operation that was called otherwise before', () => {
  const list = operation({
    id: 'listBoxes',
    method: 'GET',
    path: 'v1/boxes/:boxId',
    permission: 'read',
    tag: 'Topics',
    summary: 'List boxes',
    example: { answer: onlyPage({ boxId: 'a', label: 'A' }) },
    params: Type.Object({ boxId: Type.String() }),
    answer: pageOf(Box),
    formerly: { id: 'listCrates', path: 'v1/crates/:boxId', words },
  });
  const [now, before] = underAllNames(list);

  it('is one operation under each name, with the same checks', () => {
    expect(now).toEqual(list);
    expect(before).toMatchObject({ id: 'listCrates', path: 'v1/crates/:boxId', permission: 'read' });
    expect(before?.params).toBe(list.params);
  });

  it('says there what to use instead', () => {
    expect(now?.deprecated).toBeUndefined();
    expect(before?.deprecated).toMatch(/^Use GET \/v1\/boxes\/\{boxId\} instead/);
  });

  it('answers there in its former words, as the description says', () => {
    expect(inFormerWords({ items: [{ boxId: 'a', label: 'boxId' }], nextCursor: null }, words)).toEqual({
      items: [{ crateId: 'a', label: 'boxId' }],
      nextCursor: null,
    });
    expect(before?.answer).toMatchObject({
      $id: 'PageOfCrate',
      properties: { items: { items: { $id: 'Crate', required: ['crateId', 'label'], properties: { crateId: {} } } } },
    });
    expect(before?.example?.answer).toEqual({ items: [{ crateId: 'a', label: 'A' }], nextCursor: null });
    expect(JSON.stringify(before?.answer)).not.toMatch(/Box|boxId/);
  });
});

it('an operation that was never called otherwise has one name', () => {
  const plain = operation({
    id: 'a',
    method: 'GET',
    path: 'v1/a',
    permission: 'read',
    tag: 'Topics',
    summary: 'Read a',
  });
  expect(underAllNames(plain)).toEqual([plain]);
});
