import { findIdColumn, knownList } from './find-ids';
import type { Table } from './table';

const list = (...lines: string[]): Table => ({
  rows: lines.map((line) => line.split(',')),
  delimiter: ',',
  marked: false,
  fromWorkbook: false,
});

describe('the ids of a list', () => {
  const asked: string[] = [];
  const lookUp = (...known: string[]) => {
    asked.length = 0;
    return async (ids: readonly string[]) => {
      asked.push(...ids);
      return {
        onFile: ids.filter((id) => known.includes(id)),
        merged: ids.includes('c-0') ? [{ mergedClientId: 'c-0', clientId: 'c-9' }] : [],
      };
    };
  };
  const table = list(
    'Order no,E-mail,Ref,Name',
    'o1,a@x.example,c-1,Ann',
    'o2,b@x.example,c-2,Bob',
    'o3,d@x.example,c-0,Dan',
  );

  it('are found by which of them are known; names and addresses are never looked up', async () => {
    expect(await findIdColumn(table, lookUp('c-1', 'c-2', 'c-0'))).toEqual({ header: true, column: 2 });
    expect(asked).toEqual(['o1', 'o2', 'o3', 'c-1', 'c-2', 'c-0']);
  });

  it('are looked up in no more columns than it takes', async () => {
    const named = list('Order,Client ID', 'o1,c-1', 'o2,c-2');
    expect(await findIdColumn(named, lookUp('c-1'))).toEqual({ header: true, column: 1 });
    expect(asked).toEqual(['c-1', 'c-2']);
  });

  it('are nowhere where none is known: then somebody has to say', async () => {
    expect(await findIdColumn(table, lookUp())).toEqual({ header: true, column: null });
  });

  it('show that the first row is no header where it holds one of them', async () => {
    expect(await findIdColumn(list('c-1,x', 'c-2,y'), lookUp('c-1'))).toEqual({ header: false, column: 0 });
  });

  it('are answered for under the id that they were merged into', async () => {
    const known = await knownList({ name: 'l', table, header: true, column: 2 }, lookUp('c-1', 'c-0'));
    expect([...known.clients]).toEqual([
      ['c-1', 'c-1'],
      ['c-0', 'c-9'],
    ]);
    expect((await knownList({ name: 'l', table, header: true, column: 1 }, lookUp('a@x.example'))).clients.size).toBe(
      0,
    );
  });
});
